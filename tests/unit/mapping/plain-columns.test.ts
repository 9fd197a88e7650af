import { knownColumns } from '../../../server/src/mapping';
import type { Fields } from '../../../shared/profile/fields';
import { definition, userTemplate } from './support';

type Definition = Parameters<typeof definition>[0];

const plainIn = (part: Definition): Record<string, string> =>
  Object.fromEntries(knownColumns(definition(part)).plain);

const ofUsername = (value: string, part: Definition = {}): string | undefined =>
  plainIn({ template: userTemplate({ username: value }), ...part })['user.username'];

describe('the column that an attribute has unchanged', () => {
  it.each([
    ['a value', '"{{uid}}"', 'uid'],
    ['a value as it is', '"{{{uid}}}"', 'uid'],
    ['a name with blanks', '"{{[user name]}}"', 'user name'],
    ['a value that is there', '"{{#if uid}}{{uid}}{{/if}}"', 'uid'],
    ['a value among text', '"x-{{uid}}"', undefined],
    ['two values', '"{{uid}}{{mail}}"', undefined],
    ['one of two values', '"{{#if uid}}{{uid}}{{else}}{{mail}}{{/if}}"', undefined],
    ['a value or a text', '"{{#if uid}}{{uid}}{{else}}nobody{{/if}}"', undefined],
    ['a helper', '"{{lower uid}}"', undefined],
    ['the items of a list', '"{{#each uid}}{{this}}{{/each}}"', undefined],
    ['a text', '"admin"', undefined],
  ])('in a template: %s', (_, value, column) => {
    expect(ofUsername(value)).toBe(column);
  });

  it.each([
    ['a column by another name', 'uid', 'uid'],
    ['a column in lower case', '$lowercase(uid)', undefined],
    ['a part', '$substringBefore(mail, "@")', undefined],
  ])('over a variable: %s', (_, expression, column) => {
    const variables = [{ name: 'login', expression }];
    expect(ofUsername('"{{login}}"', { variables })).toBe(column);
  });

  it('is of each user of a row, or none', () => {
    const two = '{"identity":[{"username":"{{uid}}"},{"username":"{{deputy}}"}]}';
    expect(plainIn({ template: two })).not.toHaveProperty('user.username');
  });

  it('in fields is the column without a conversion', () => {
    const fields: Fields = [
      {
        type: 'user',
        values: {
          username: { column: 'uid' },
          externalId: { column: 'id', convert: ['lower'] },
          displayName: { text: 'x' },
        },
      },
    ] as never;
    expect(plainIn({ fields })).toEqual({ 'user.username': 'uid' });
    expect(knownColumns(definition({ fields })).makesUser).toBe(true);
  });

  it('is not known where columns are matched', () => {
    expect(plainIn({})).toEqual({});
  });
});
