import { offerForExpression } from '../../../admin/src/components/code/jsonata';
import {
  offerForTemplate,
  placeInTemplate,
  valueInTemplate,
} from '../../../admin/src/components/code/template';
import type {
  ExpressionWords,
  Offer,
  TemplateWords,
  Word,
} from '../../../admin/src/components/code/completion';

const word = (label: string, kind: Word['kind']): Word => ({ label, kind });
const texts = (offer: Offer | null): string[] | undefined => offer?.words.map(({ text }) => text);

const EXPRESSION: ExpressionWords = {
  columns: [word('mail', 'column'), word('phone number', 'column')],
  variables: [word('job', 'variable')],
  functions: [word('e164', 'function')],
};

const TEMPLATE: TemplateWords = {
  values: [word('mail', 'column'), word('phone number', 'column')],
  helpers: [word('lower', 'helper')],
  blocks: [word('if', 'keyword'), word('each', 'keyword')],
  lists: [word('identity', 'list')],
  fields: {
    user: [word('username', 'field')],
    phonebookEntry: [word('notes', 'field')],
    phone: [word('mac', 'field')],
  },
};

describe('what an expression offers', () => {
  const offer = (before: string, isAsked = false) =>
    offerForExpression(before, EXPRESSION, isAsked);

  it('is columns, keywords and functions where a word is begun', () => {
    const found = offer('status = ma');
    expect(found?.from).toBe(9);
    expect(texts(found)).toEqual(
      expect.arrayContaining(['mail', '`phone number`', 'and', '$e164('])
    );
  });

  it('is variables and functions behind a $', () => {
    expect(texts(offer('a & $e'))).toEqual(['$job', '$e164(']);
  });

  it('is columns behind a backtick', () => {
    const found = offer('`pho');
    expect(found?.from).toBe(0);
    expect(texts(found)).toEqual(['`mail`', '`phone number`']);
  });

  it('is nothing in texts, comments and numbers, nor unasked where no word is begun', () => {
    for (const before of ["'ma", '"ma', '/* ma', '12', 'a = ']) expect(offer(before)).toBeNull();
    expect(offer('a = ', true)).not.toBeNull();
    expect(offer("'done' & ma")).not.toBeNull();
  });

  it('writes a column in backticks where it is no plain word', () => {
    const names = ['mail', 'Straße', 'e-mail', '2nd', 'and', 'a`b'];
    const columns = names.map((name) => word(name, 'column'));
    const words = { columns, variables: [], functions: [] };
    expect(texts(offerForExpression('', words, true))?.slice(0, names.length)).toEqual([
      'mail',
      '`Straße`',
      '`e-mail`',
      '`2nd`',
      '`and`',
      '$row."a`b"',
    ]);
  });
});

describe('a place in a template', () => {
  it.each([
    ['{ "', null, ''],
    ['{ "ident', null, 'ident'],
    ['{ "identity": [{ "003', 'user', '003'],
    ['{ "identity": [{ "a": "{{x}}", "b', 'user', 'b'],
    ['{ "identity": [{ "post": { "', null, ''],
    ['{ "identity": [{ "post": { "phonebook": [{ "a": "b", "no', 'phonebookEntry', 'no'],
    ['{ "identity": [{ "post": { "phonebook": [{}], "ipphone": [{ "', 'phone', ''],
    ['{ "identity": [{}, { {{#if a}}"x": "{", {{/if}} "', 'user', ''],
  ])('of a name: %s', (before, type, begun) => {
    expect(placeInTemplate(before)).toEqual({ kind: 'key', type, word: begun });
  });

  it.each(['{ "a": "b', '{ "a": ["b', '{ "a": 1', '{ "other": [{ "', ''])(
    'where nothing is offered: %s',
    (before) => {
      expect(placeInTemplate(before).kind).toBe('other');
    }
  );

  it('of a mustache, with the blocks around it', () => {
    expect(placeInTemplate('{ "a": "{{{ma')).toEqual({
      kind: 'mustache',
      opener: '',
      word: 'ma',
      openBlocks: [],
    });
    expect(placeInTemplate('{{#each a}}{{#if b}}x{{/if}}{{#if c}}{{/')).toMatchObject({
      opener: '/',
      openBlocks: ['each', 'if'],
    });
    expect(placeInTemplate('{{#if (eq [phone nu')).toMatchObject({ word: '[phone nu' });
  });
});

describe('what a template offers', () => {
  const offered = (before: string) => texts(offerForTemplate(before, TEMPLATE));

  it('is values and helpers in a mustache', () => {
    expect(offered('"{{')).toEqual(['mail', '[phone number]', 'lower']);
    expect(offered('{{#if lo')).toEqual(['mail', '[phone number]', 'lower']);
  });

  it('is blocks behind a #, and the innermost one behind a /', () => {
    expect(offered('{{#')).toEqual(['if', 'each']);
    expect(offered('{{#each a}}{{#if b}}{{/')).toEqual(['if']);
    expect(offered('{{/')).toEqual([]);
  });

  it('is the fields of the record, or the lists', () => {
    expect(offered('{ "')).toEqual(['identity']);
    expect(offered('{ "identity": [{ "')).toEqual(['username']);
    expect(offered('{ "phone": [{ "')).toEqual(['mac']);
    expect(offered('{ "phone": [{ "mac": "')).toBeUndefined();
  });

  it('writes a name in brackets where it is no plain word', () => {
    expect(['mail', 'e-mail', 'phone number', '2nd'].map(valueInTemplate)).toEqual([
      'mail',
      'e-mail',
      '[phone number]',
      '[2nd]',
    ]);
  });
});
