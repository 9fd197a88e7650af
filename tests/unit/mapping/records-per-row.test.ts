import { englishOf } from '../../../shared/codes/texts';
import { codesOf, mapOne } from './support';

const each = (fields: string): string =>
  `{"identity":[{{#each list}}{${fields}}{{#unless @last}},{{/unless}}{{/each}}]}`;
const items = (count: number): string[] => Array.from({ length: count }, (_, index) => `u${index}`);

describe('a row that makes many records', () => {
  it.each([
    ['users', each('"username":"{{this}}"'), 201, 201],
    [
      'users with an entry each',
      each('"username":"{{this}}","post":{"phonebook":[{"displayName":"{{this}}"}]}'),
      101,
      202,
    ],
    [
      'entries of one user',
      `{"identity":[{"username":"a","post":{"phonebook":[{{#each list}}{"displayName":"{{this}}"},{{/each}}]}}]}`,
      200,
      201,
    ],
    ['three thousand users', each('"username":"{{this}}"'), 3000, 3000],
  ])('is an issue, and nothing of it is imported: %s', async (_, template, count, made) => {
    const { records, issues } = await mapOne({ template }, { list: items(count) });
    expect(records).toEqual([]);
    const found = issues.filter(({ severity }) => severity === 'error');
    expect(codesOf(found)).toEqual(['too-many-records-in-row']);
    expect(found[0]?.row).toBe(2);
    expect(englishOf(found[0]!)).toContain(String(made));
  });

  it('may make as many as are allowed', async () => {
    const { records, issues } = await mapOne(
      { template: each('"username":"{{this}}"') },
      { list: items(200) }
    );
    expect(issues).toEqual([]);
    expect(records).toHaveLength(200);
  });
});
