import { englishOf } from '../../../shared/codes/texts';
import { checkMapping } from '../../../server/src/mapping';
import { codesOf, definition, mapOne, mappingOf, showOne } from './support';

const inPost = (post: string, fields = '"username": "{{{login}}}"'): string =>
  `{"user": [{${fields}, "post": ${post}}]}`;
const entryWith = (value: string, field = 'phone'): string =>
  inPost(`{"phonebookEntry": [{"displayName": "{{{name}}}", "${field}": ${value}}]}`);

const ROW = { login: 'anna', name: 'Anna', cell: '', pw: 'geheim' };

const entryOf = async (template: string, row: Record<string, string> = ROW) => {
  const { records, issues } = await mapOne({ template }, row);
  return { ...records[0]?.children[0], issues };
};

describe('a value of the user in a template', () => {
  it.each([
    ['alone', '"{{{user.extension}}}"', [{ user: 'extension' }]],
    ['outside quotes', '{{{user.extension}}} ', [{ user: 'extension' }]],
    ['in two braces', '"{{user.username}}"', [{ user: 'username' }]],
    ['in another case', '"{{{User.Extension}}}"', [{ user: 'extension' }]],
    ["by pascom's code", '"{{{user.009ext_extension}}}"', [{ user: 'extension' }]],
    ['next to text', '"+49 30 {{{user.extension}}}!"', ['+49 30 ', { user: 'extension' }, '!']],
    [
      'next to values and others of its kind',
      '"{{{name}}} {{{user.displayName}}}/{{{user.email}}}"',
      ['Anna', ' ', { user: 'displayName' }, '/', { user: 'email' }],
    ],
    ['where a value is empty', '"{{{default cell user.extension}}}"', [{ user: 'extension' }]],
  ])('is left to the plan: %s', async (_, value, pieces) => {
    const { references, attributes, issues } = await entryOf(entryWith(value));
    expect([references, issues]).toEqual([{ phone: pieces }, []]);
    expect(attributes).toEqual({ displayName: 'Anna' });
  });

  it('is not taken where the row has a value', async () => {
    const template = entryWith('"{{{default (number cell) user.extension}}}"');
    const given = await entryOf(template, { ...ROW, cell: '030 1' });
    expect([given.attributes?.phone, given.references]).toEqual(['030 1', undefined]);
    for (const cell of ['', '  ', '-', 'n/a', 'keine']) {
      const { references } = await entryOf(template, { ...ROW, cell });
      expect(references).toEqual({ phone: [{ user: 'extension' }] });
    }
  });

  it.each(['a"b', '}}{{{user.pin}}}', '{"user":"extension"}', '\\', '\uFDD00\uFDD1\uFDD2', '\n-'])(
    'is none where a value of the row only looks like it: %j',
    async (name) => {
      const template = entryWith('"{{{name}}}{{{user.extension}}}"', 'notes');
      const { references } = await entryOf(template, { ...ROW, name: `x${name}` });
      expect(references).toEqual({ notes: [`x${name}`, { user: 'extension' }] });
    }
  );

  it('is one inside a block by way of the row', async () => {
    const template = inPost(
      '{"phonebookEntry": [{{#each list}}{"displayName": "{{this}}", "phone": "{{{../user.extension}}}", "fax": "{{{@root.user.username}}}"},{{/each}}]}'
    );
    const { records } = await mapOne({ template }, { login: 'a', list: ['x', 'y'] });
    expect(records[0]?.children.map(({ references }) => references)).toEqual(
      Array(2).fill({ phone: [{ user: 'extension' }], fax: [{ user: 'username' }] })
    );
  });

  it.each([
    ['a column', {}, { ...ROW, user: 'somebody' }],
    ['a column of that very name', {}, { ...ROW, 'user.extension': '12' }],
    ['a variable', { variables: [{ name: 'user', expression: '{"extension": "12"}' }] }, ROW],
  ])('gives way to %s', async (_, part, row) => {
    const template = entryWith('"{{{user.extension}}}"');
    const { records } = await mapOne({ template, ...part }, row);
    expect(records[0]?.children[0]?.references).toBeUndefined();
    expect(checkMapping(definition({ template, ...part }))).toEqual([]);
  });

  it.each([
    ['a helper', entryWith('"{{{upper user.username}}}"'), 'user-value-in-helper'],
    [
      'the value that default looks at',
      entryWith('"{{default user.email cell}}"'),
      'user-value-in-helper',
    ],
    [
      'a helper in a helper',
      entryWith('"{{trim (default cell user.email)}}"'),
      'user-value-in-helper',
    ],
    ['#if', entryWith('"{{#if user.extension}}1{{/if}}"'), 'user-value-in-helper'],
    ['#unless', entryWith('"{{#unless user.email}}1{{/unless}}"'), 'user-value-in-helper'],
    ['#each', entryWith('"{{#each user.roles}}1{{/each}}"'), 'user-value-in-helper'],
    ['a block of its own', entryWith('"{{#user.roles}}1{{/user.roles}}"'), 'user-value-in-helper'],
    [
      'a comparison',
      entryWith('"{{#if (eq user.extension "1")}}1{{/if}}"'),
      'user-value-in-helper',
    ],
    ['a password', entryWith('"{{{user.password}}}"'), 'user-value-secret'],
    ['a pin', entryWith('"{{{user.PIN}}}"'), 'user-value-secret'],
    ["a secret by pascom's code", entryWith('"{{{user.003use_pw}}}"'), 'user-value-secret'],
    [
      'a secret instead of a value',
      entryWith('"{{{default cell user.sipPassword}}}"'),
      'user-value-secret',
    ],
    [
      'the user itself',
      inPost('{}', '"username": "{{login}}", "language": "{{user.extension}}"'),
      'user-value-in-user',
    ],
    [
      'a contact',
      '{"phonebookEntry": [{"displayName": "x", "phone": "{{user.extension}}"}]}',
      'user-value-without-user',
    ],
    [
      'an owner',
      '{"phonebookEntry": [{"displayName": "x", "user": "{{user.username}}"}]}',
      'user-value-without-user',
    ],
    [
      'a MAC address',
      inPost('{"phone": [{"mac": "{{user.externalId}}"}]}'),
      'user-value-misplaced',
    ],
    [
      'a label',
      inPost(
        '{"phonebookEntry": [{"displayName": "x", "labels": [{"name": "{{user.extension}}"}]}]}'
      ),
      'user-value-misplaced',
    ],
    [
      'a name',
      inPost('{"phonebookEntry": [{"displayName": "x", "{{user.extension}}": "1"}]}'),
      'user-value-misplaced',
    ],
  ])('is refused in %s', (_, template, code) => {
    for (const columns of [undefined, Object.keys(ROW)]) {
      const problems = checkMapping(definition({ template }), columns);
      expect(new Set(codesOf(problems))).toEqual(new Set([code]));
      expect(problems[0]).toMatchObject({ field: 'template', line: 1 });
    }
  });

  it.each([
    'user.extension',
    'user.extension & "1"',
    '$uppercase(user.email)',
    '$user.extension',
    'user.`username` = "x"',
  ])('is refused in the expression %s', (expression) => {
    const template = entryWith('"{{{x}}}"');
    const variables = [{ name: 'x', expression }];
    expect(codesOf(checkMapping(definition({ template, variables }), ['login', 'name']))).toContain(
      'user-value-in-expression'
    );
    const preFilter = `$exists(${expression})`;
    expect(codesOf(checkMapping(definition({ template, preFilter })))).toContain(
      'user-value-in-expression'
    );
    expect(checkMapping(definition({ template, variables }), ['login', 'name', 'user'])).toEqual(
      []
    );
  });

  it('is told from a name that a user does not have', () => {
    const [problem] = checkMapping(definition({ template: entryWith('"{{user.extensoin}}"') }), [
      'login',
    ]);
    expect(problem?.code).toBe('unknown-user-value');
    expect(englishOf(problem!)).toContain('Did you mean "extension"?');
  });

  it('is a secret where that of the user comes from one', async () => {
    const template = inPost(
      '{"phonebookEntry": [{"displayName": "x", "phone": "{{{user.displayName}}}", "fax": "{{user.username}}"}]}',
      '"username": "{{{login}}}", "displayName": "{{{password}}}"'
    );
    const { secret } = mappingOf({ template }, ['login', 'password']);
    expect(secret).toEqual(['user.displayName', 'phonebookEntry.phone']);
  });

  it('is shown as written in a trial', async () => {
    const template = entryWith('"0{{{user.extension}}}"');
    const mapping = mappingOf({ template }, Object.keys(ROW));
    const trial = await showOne(mapping, { number: 2, values: ROW });
    expect(trial.rendered).toContain('"phone": "0{{{user.extension}}}"');
  });
});

describe('the number of an entry in automatic matching', () => {
  const mapped = async (
    row: Record<string, string>,
    extension: { from: number; to: number } | null
  ) => {
    const generate = { extension, password: false, sipPassword: false, pin: false };
    const { records } = await mapOne({ generate }, { username: 'a', displayName: 'A', ...row });
    const { attributes, references } = records[0]?.children[0] ?? {};
    return [attributes?.phone, references?.phone];
  };
  const generated = { from: 100, to: 199 };
  const reference = [{ user: 'extension' }];

  it.each([
    ['the row’s own', { Telefon: '+49 30 1' }, generated, ['+49 30 1', undefined]],
    ['the user’s where the row has none', { Telefon: '' }, generated, [undefined, reference]],
    ['the user’s where the row says so', { Telefon: 'n/a' }, null, [undefined, reference]],
    ['the user’s without a column', {}, generated, [undefined, reference]],
    ['the extension’s column', { Nebenstelle: '12' }, null, ['12', undefined]],
    ['left alone where nobody has an extension', {}, null, [undefined, undefined]],
  ])('is %s', async (_, row, extension, expected) => {
    expect(await mapped(row, extension)).toEqual(expected);
  });
});
