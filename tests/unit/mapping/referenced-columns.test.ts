import { referencedColumns } from '../../../server/src/mapping';
import { definition, userTemplate } from './support';

type Definition = Parameters<typeof definition>[0];

const TEMPLATE = userTemplate({ username: '"{{uid}}"' });

/** The names, sorted. */
const namesIn = (part: Definition = {}): string[] =>
  referencedColumns(definition({ template: TEMPLATE, ...part })).sort();

const inTemplate = (text: string): string[] =>
  namesIn({ template: userTemplate({ username: '"{{uid}}"', displayName: text }) });

const variable = (name: string, expression: string) => ({ name, expression });

describe('the columns that a profile names', () => {
  it.each<[string, string, string[]]>([
    ['nothing more', '"x"', ['uid']],
    ['a value', '"{{cn}}"', ['cn', 'uid']],
    ['a value twice', '"{{cn}} {{cn}}{{uid}}"', ['cn', 'uid']],
    ['a value as it is', '"{{{cn}}}"', ['cn', 'uid']],
    ['a name with special characters', '"{{[given name]}}"', ['given name', 'uid']],
    ['a name with options', '"{{[cn;lang-de]}}"', ['cn;lang-de', 'uid']],
    ['names in their own case', '"{{CN}}{{cn}}"', ['CN', 'cn', 'uid']],
    ['a condition', '"{{#if mail}}x{{/if}}"', ['mail', 'uid']],
    ['its other part', '"{{#if mail}}{{a}}{{else}}{{b}}{{/if}}"', ['a', 'b', 'mail', 'uid']],
    ['its negation', '"{{#unless mail}}x{{/unless}}"', ['mail', 'uid']],
    ['a list', '"{{#each groups}}{{this}}{{/each}}"', ['groups', 'uid']],
    ['a comment', '"{{! cn }}"', ['uid']],
    ['names of every object', '"{{constructor}}{{toString}}"', ['constructor', 'toString', 'uid']],
  ])('in its template: %s', (_, text, names) => {
    expect(inTemplate(text)).toEqual(names);
  });

  it.each<[string, string, string[]]>([
    ['none', '', []],
    ['blanks', '  ', []],
    ['a column', '$exists(mail)', ['mail']],
    ['a quoted column', '`given name` = "x"', ['given name']],
    ['a column of the row', '$row.mail != ""', ['mail']],
    ['several', 'mail and (pager or cn)', ['cn', 'mail', 'pager']],
    ['text alone', '"mail" = "mail"', []],
    ['the whole row', '$count($keys($)) > 2', []],
  ])('in its pre-filter: %s', (_, preFilter, names) => {
    expect(namesIn({ preFilter })).toEqual([...names, 'uid'].sort());
  });

  it.each<[string, [string, string][], string[]]>([
    ['a column', [['job', 'title']], ['title', 'uid']],
    ['several', [['name', 'givenName & " " & sn']], ['givenName', 'sn', 'uid']],
    [
      'variables of variables',
      [
        ['a', 'title'],
        ['b', '$a & pager'],
      ],
      ['pager', 'title', 'uid'],
    ],
    ['a function', [['a', '$lowercase(mail)']], ['mail', 'uid']],
    ['no column', [['a', '1 + 2']], ['uid']],
    ['what the template uses', [['uid', 'sAMAccountName']], ['sAMAccountName']],
  ])('in its variables: %s', (_, variables, names) => {
    expect(namesIn({ variables: variables.map(([name, text]) => variable(name, text)) })).toEqual(
      names
    );
  });

  it('are each named once', () => {
    const names = referencedColumns(
      definition({
        template: userTemplate({ username: '"{{uid}}{{mail}}{{uid}}"', email: '"{{mail}}"' }),
        preFilter: 'mail and uid',
        variables: [variable('a', 'mail & uid')],
      })
    );
    expect(names.sort()).toEqual(['mail', 'uid']);
  });

  it.each<[string, Definition]>([
    ['no template', { template: '', preFilter: '$exists(mail)' }],
    ['an empty template', { template: ' \n', variables: [variable('a', 'mail')] }],
    ['a template that cannot be used', { template: '{{#if a}}' }],
    ['a template without the key', { template: userTemplate({ displayName: '"{{cn}}"' }) }],
    ['a pre-filter that cannot be used', { preFilter: '$exists(' }],
    ['a variable that cannot be used', { variables: [variable('a', '$eval("x")')] }],
    ['a key that is none', { match: { user: 'password', phonebookEntry: 'email', phone: 'mac' } }],
  ])('are none where there is %s', (_, part) => {
    expect(namesIn(part)).toEqual([]);
  });
});
