import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkMapping } from '../../../server/src/mapping';
import type { MappedRecord, MappingDefinition } from '../../../server/src/mapping/types';
import { filterRows } from '../../../shared/filter';
import { type Fields, fieldsSchema } from '../../../shared/profile/fields';
import { read, removeFolders } from '../sources/support';
import { definition, mapOne } from './support';

const TEXT = readFileSync(join(__dirname, '../../../docs/cookbook.md'), 'utf8');
const [HEAD = '', ...TASKS] = TEXT.split(/^## /m);

/** The blocks of code in a language. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) =>
    code.trim()
  );

/** The document's row, by column. */
const sampleRow = async (): Promise<Record<string, string | string[]>> => {
  const { rows } = await read(`${blocks(HEAD, 'csv')[0]}\n`);
  return rows[0]?.values ?? {};
};

/** A single attribute is one of a user that has a name. */
const fieldsOf = (code: string): Fields => {
  if (code.startsWith('[')) return fieldsSchema.parse(JSON.parse(code));
  const values = { username: { column: 'Login' }, ...JSON.parse(`{${code}}`) };
  return fieldsSchema.parse([{ type: 'user', values }]);
};

const templateOf = (code: string): string => {
  if (code.startsWith('{')) return code;
  const name = code.includes('"username"') ? '' : '"username": "{{{Login}}}", ';
  return `{ "user": [{ ${name}${code} }] }`;
};

const variablesOf = (task: string): MappingDefinition['variables'] =>
  [...task.matchAll(/^Variable `(\w+)`:\n\n```jsonata\n(.*?)\n```/gms)].map(
    ([, name = '', expression = '']) => ({ name, expression })
  );

const flat = (records: readonly MappedRecord[]): MappedRecord[] =>
  records.flatMap((record) => [record, ...flat(record.children)]);

/** What a task says of an attribute, and what became of it. */
const resultOf = (task: string, records: readonly MappedRecord[]) => {
  const [, type, attribute = '', value] =
    /^→ `(\w+)\.(\w+)`: (?:the user’s )?`(.*)`$/m.exec(task) ?? [];
  const found = flat(records).find((record) => record.type === type);
  return task.includes('the user’s')
    ? { said: [{ user: value }], made: found?.references?.[attribute] }
    : { said: JSON.parse(value ?? ''), made: found?.attributes[attribute] };
};

afterAll(removeFolders);

describe('the cookbook', () => {
  it('has 25 tasks', () => {
    expect(TASKS.map((task) => parseInt(task, 10))).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1)
    );
  });

  const mapped = TASKS.filter((task) => task.includes('```handlebars'));

  it.each(mapped.map((task) => [task.split('\n')[0], task]))('%s', async (_title, task) => {
    const row = await sampleRow();
    const [fields = ''] = blocks(task, 'jsonc');
    const [template = ''] = blocks(task, 'handlebars');
    const written = { template: templateOf(template), variables: variablesOf(task) };
    for (const part of [{ fields: fieldsOf(fields) }, written]) {
      expect(checkMapping(definition(part), Object.keys(row))).toEqual([]);
      const { records, issues } = await mapOne(part, row);
      expect(issues).toEqual([]);
      const { said, made } = resultOf(task, records);
      expect(made).toEqual(said);
    }
  });

  it('has a filter as conditions and as code', async () => {
    const row = await sampleRow();
    const filters = TASKS.filter((task) => !mapped.includes(task)).map((task) =>
      blocks(task, 'jsonata')
    );
    expect(filters.length).toBeGreaterThan(0);
    const fields = fieldsOf('');
    for (const [conditions = '', code = ''] of filters) {
      expect([filterRows(conditions) === null, filterRows(code)]).toEqual([false, null]);
      for (const preFilter of [conditions, code]) {
        const { filtered, issues } = await mapOne({ preFilter, fields }, row);
        expect([filtered, issues]).toEqual([false, []]);
        const other = await mapOne({ preFilter, fields }, { ...row, Department: 'IT' });
        expect(other.filtered).toBe(true);
      }
    }
  });
});
