import type { Core } from '@strapi/strapi';

import { analyze, repeatedIn, unknownTables, walksOf, walksOfUnknown } from './query-plans';
import { createProfile, reportOf, runsOf, runText, scheduleOf, storageOf } from './runs';

const COUNT = 600;
const TEMPLATE = `{"identity":[{"username":"{{username}}","displayName":"{{name}}","externalId":"{{id}}",
  "extension":"{{phone}}","post":{
    "phonebook":[{"displayName":"{{name}}","phone":"{{phone}}"}],
    "phone":[{"name":"{{username}}","mac":"{{mac}}"}]}}]}`;

/** People with an entry and a phone each. */
const peopleWithPhones = (count: number, title = '', first = 10_000): string => {
  const rows = Array.from({ length: count }, (_, index) => {
    const mac = `00155d${index.toString(16).padStart(6, '0')}`;
    return [`user${index}`, `${title}Person ${index}`, `p${index}`, first + index, mac].join();
  });
  return ['username,name,id,phone,mac', ...rows].join('\n');
};

const RECORDS = [
  ...['users', 'phonebook_entries', 'phonebook_entries_user_lnk', 'phones', 'phones_user_lnk'],
].map((name) => `directory_${name}`);
const CHANGES = 'directory_connector_changes';
const TABLES = [
  ...RECORDS,
  ...[CHANGES, 'directory_connector_owners', 'directory_connector_search_blocks'],
  ...['directory_connector_issues', 'directory_connector_credentials'],
];

/** What the tests of statements say on every database. */
export const testStatements = (strapiOf: () => Core.Strapi): void => {
  it('asks for a batch at a time, and finds it by an index that leads to nothing else', async () => {
    const strapi = strapiOf();
    // What it asks every few seconds is no statement of a run.
    scheduleOf(strapi).stop();
    const profile = await createProfile(strapi, {
      template: TEMPLATE,
      limits: { removePercent: null, removeCount: null, updatePercent: null },
    });
    const all = peopleWithPhones(COUNT);
    const run = (csv: string, kind: 'run' | 'test' = 'run') =>
      repeatedIn(strapi, async () => {
        const { id, status } = await runText(strapi, profile, csv, { kind });
        expect(status).toBe('succeeded');
        const runId = await runsOf(strapi).rowId(id);
        for (const page of [1, 2]) {
          await storageOf(strapi).changes(runId, { page, pageSize: 100 });
          await storageOf(strapi).issues(runId, { page, pageSize: 100 });
          await reportOf(strapi, id);
        }
      });
    const runs = {
      test: await run(all, 'test'),
      first: await run(all),
      unchanged: await run(all),
      update: await run(peopleWithPhones(COUNT, 'Dr. ')),
      // Everybody gets the number of the next one.
      move: await run(peopleWithPhones(COUNT, 'Dr. ', 10_001)),
      remove: await run(peopleWithPhones(COUNT / 20, 'Dr. ')),
      again: await run(all),
    };
    expect(await unknownTables(strapi, RECORDS)).toEqual([]);
    expect(await walksOfUnknown(strapi, CHANGES, Object.values(runs).flat())).toEqual([]);
    await analyze(strapi, TABLES);
    for (const [name, statements] of Object.entries(runs)) {
      expect(statements.length).toBeGreaterThan(9);
      expect([name, await walksOf(strapi, statements)]).toEqual([name, []]);
    }
  });
};
