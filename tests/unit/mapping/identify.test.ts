import type { Skip, SourceRow } from '../../../server/src/sources/types';
import { mapRow } from '../../../server/src/worker/tasks/rows';
import { mappingOf, userTemplate } from './support';

const TEMPLATE = userTemplate({
  username: '"{{{login}}}"',
  displayName: '"{{{name}}}"',
  enabled: '"{{{active}}}"',
});
const COLUMNS = ['login', 'name', 'active'];

const rowOf = (values: Record<string, string>, skip?: Skip): SourceRow => ({
  number: 4,
  values,
  issues: [],
  ...(skip && { skip }),
});

const ANN = { login: 'ann', name: 'Ann', active: '1' };

describe('a skipped row', () => {
  const mapping = mappingOf({ template: TEMPLATE }, COLUMNS);

  it('whose person is kept tells which records those are, and reports nothing', async () => {
    const mapped = await mapRow(rowOf({ ...ANN, active: 'perhaps' }, 'keep'), mapping);
    expect(mapped).toMatchObject({ row: 4, filtered: false, skipped: 'keep', issues: [] });
    expect(mapped.records).toMatchObject([{ attributes: { username: 'ann' }, failed: false }]);
  });

  it('tells them whatever the pre-filter says, even where it fails', async () => {
    for (const preFilter of ['active = "0"', 'name', '$number(name) > 1']) {
      const filtering = mappingOf({ template: TEMPLATE, preFilter }, COLUMNS);
      const { filtered, records } = await mapRow(rowOf(ANN, 'keep'), filtering);
      expect([preFilter, filtered, records.length]).toEqual([preFilter, false, 1]);
    }
  });

  it.each([
    ['has no key', { ...ANN, login: '' }, {}],
    ['asks for no record', ANN, { template: '{"identity": []}' }],
    [
      'fails where the template branches',
      ANN,
      {
        template: `{{#if who}}${TEMPLATE}{{/if}}`,
        variables: [{ name: 'who', expression: '$number(name)' }],
      },
    ],
  ])('tells none where it %s', async (_, values, part) => {
    const { records, issues } = await mapRow(
      rowOf(values, 'keep'),
      mappingOf({ template: TEMPLATE, ...part }, COLUMNS)
    );
    expect({ records, issues }).toEqual({ records: [], issues: [] });
  });

  it('tells none where its source found it damaged', async () => {
    const damaged = rowOf(ANN, 'keep');
    damaged.issues.push({
      row: 4,
      column: null,
      value: null,
      code: 'too-many-fields',
      severity: 'error',
      params: {},
    });
    expect(await mapRow(damaged, mapping)).toMatchObject({ records: [], issues: [] });
  });

  it('that is no person is not looked at', async () => {
    expect(await mapRow(rowOf(ANN, 'no-record'), mapping)).toEqual({
      row: 4,
      filtered: false,
      skipped: 'no-record',
      records: [],
      issues: [],
    });
  });

  it('takes no warning from the rows after it', async () => {
    const template = userTemplate({ username: '"{{{login}}}"', 'no such field': '"{{{name}}}"' });
    const warning = mappingOf({ template: `{{#if active}}${template}{{/if}}` }, COLUMNS);
    await mapRow(rowOf(ANN, 'keep'), warning);
    const twin = mappingOf({ template: `{{#if active}}${template}{{/if}}` }, COLUMNS);
    expect((await mapRow(rowOf(ANN), warning)).issues).toEqual(
      (await mapRow(rowOf(ANN), twin)).issues
    );
  });
});
