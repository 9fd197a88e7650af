import type { Core } from '@strapi/strapi';

import type { ChangeFilter } from '../../server/src/storage/runs/change-listings';
import type { IssueFilter } from '../../server/src/storage/runs/issue-listings';
import { storeInForm2 } from './old-plans';
import { analyze, fullScansOf } from './query-plans';
import { createProfile, filingOf, people, runsOf, runText, storageOf } from './runs';

const CHANGES = 'directory_connector_changes';
const BLOCKS = 'directory_connector_search_blocks';
const COUNT = 1500;

/** What the tests of the search say on every database. */
export const testSearch = (strapiOf: () => Core.Strapi): void => {
  const table = (name: string) => strapiOf().db.connection(name);
  const unfiled = async (): Promise<number> => (await table(CHANGES).whereNull('block')).length;
  const labels = async (runId: number | null, filter: ChangeFilter): Promise<string[]> => {
    const page = { page: 1, pageSize: 100 };
    const { results } = await storageOf(strapiOf()).changes(runId, { ...page, ...filter });
    return results.map(({ label }) => label);
  };
  const test = async (profile: string, csv: string): Promise<number> => {
    const { id } = await runText(strapiOf(), profile, csv, { kind: 'test' });
    return runsOf(strapiOf()).rowId(id);
  };

  it('looks at few of many changes, by an index, in one run and in all of them', async () => {
    const strapi = strapiOf();
    const runId = await test(await createProfile(strapi), people(COUNT));
    await analyze(strapi, [CHANGES]);
    for (const run of [runId, null]) {
      const filter = { search: 'PERSON 1234', type: 'user' as const };
      const { asked, fullScans } = await fullScansOf(strapi, CHANGES, async () => {
        expect(await labels(run, filter)).toEqual(['Person 1234']);
        const beyond = { ...filter, page: 7, pageSize: 10 };
        expect((await storageOf(strapi).changes(run, beyond)).pagination.total).toBe(1);
        expect(await labels(run, { search: 'nobody' })).toEqual([]);
      });
      expect(asked).toBeGreaterThan(3);
      expect(fullScans).toEqual([]);
    }
  });

  it('finds parts of words and values in any case, with the accents that they have', async () => {
    const strapi = strapiOf();
    const csv =
      'username,displayname,extension,email\nmü,Jörg MÜLLER-Lüdenscheidt,201,joerg@x.org\n';
    const runId = await test(await createProfile(strapi), csv);
    for (const search of ['müller', 'LÜDEN', 'enscheidt', 'g mü', 'ör', '201', 'JOERG@', 'ü']) {
      expect([search, await labels(runId, { search, type: 'user' })]).toEqual([
        search,
        ['Jörg MÜLLER-Lüdenscheidt'],
      ]);
    }
    expect(await labels(runId, { search: 'mullet' })).toEqual([]);
    expect(await labels(runId, { search: 'm_ller' })).toEqual([]);
  });

  it('takes signs of patterns for what they are, over the runs of several profiles', async () => {
    const strapi = strapiOf();
    const profiles = [
      await createProfile(strapi),
      await createProfile(strapi, { name: 'Others' }),
    ] as const;
    const first = await test(profiles[0], 'username,displayname\na,100% Ärger_\\n\n');
    await test(profiles[1], 'username,displayname\nb,100x ÄRGERx\\\\n\n');
    const found = (runId: number | null, search: string) => labels(runId, { search, type: 'user' });
    for (const search of ['100%', 'ärger_', 'R_\\N', '% Ä', '_\\']) {
      expect([search, await found(null, search)]).toEqual([search, ['100% Ärger_\\n']]);
    }
    for (const search of ['100X', 'ärgerX', '\\\\n']) {
      expect([search, await found(null, search)]).toEqual([search, ['100x ÄRGERx\\\\n']]);
      expect(await found(first, search)).toEqual([]);
    }
    expect(await found(null, 'äRGER')).toHaveLength(2);
    for (const search of ['%', '_']) expect(await found(null, search)).toHaveLength(1);
    expect(await found(null, '1%r')).toEqual([]);
  });

  it('finds issues by their values, columns and texts, in any case', async () => {
    const csv = [
      'username,displayname,email,phonemac',
      'a,Ada,Jörg MÜLLER,',
      'b,Ben,100%_sure,',
      'c,Cy,100xxsure,',
      'd,Di,d@example.org,no\\mac',
    ].join('\n');
    const runId = await test(await createProfile(strapiOf()), `${csv}\n`);
    const rows = async (search: string, filter: Partial<IssueFilter> = {}) => {
      const page = { page: 1, pageSize: 100 };
      const { results, pagination } = await storageOf(strapiOf()).issues(runId, {
        ...page,
        ...filter,
        search,
      });
      expect(pagination.total).toBe(results.length);
      return [...new Set(results.map(({ row }) => row))];
    };
    for (const search of ['müller', 'JÖRG M', 'ö']) {
      expect([search, await rows(search)]).toEqual([search, [2]]);
    }
    for (const search of ['100%', '%_S', '_SURE']) {
      expect([search, await rows(search)]).toEqual([search, [3]]);
    }
    expect(await rows('100')).toEqual([3, 4]);
    expect(await rows('NO\\MAC')).toEqual([5]);
    expect(await rows('PhoneMAC')).toEqual([5]);
    expect(await rows('one ADDRESS')).toEqual([2, 3, 4]);
    expect(await rows('100', { code: 'nothing' })).toEqual([]);
    for (const search of ['muller', '1%e', '100_']) expect(await rows(search)).toEqual([]);
    // One of the user and one of the entry, in each of two rows.
    const second = { page: 2, pageSize: 2, search: 'SURE' };
    const { results, pagination } = await storageOf(strapiOf()).issues(runId, second);
    expect([results.map(({ row }) => row), pagination.total]).toEqual([[4, 4], 4]);
  });

  it('finds the changes of an older version, which are filed once by instances that start together', async () => {
    const strapi = strapiOf();
    const runId = await test(await createProfile(strapi), people(120));
    await storeInForm2(strapi);
    await table(BLOCKS).delete();
    await table(CHANGES).update({ block: null });
    const search = { search: 'u77', type: 'user' as const };
    const found = await labels(null, search);
    expect(found).toEqual(['Person 77']);
    await Promise.all([filingOf(strapi).start(), filingOf(strapi).start()]);
    expect(await unfiled()).toBe(0);
    expect(await labels(null, search)).toEqual(found);
    expect(await labels(runId, search)).toEqual(found);
    const used: { block: number }[] = await table(CHANGES).distinct('block');
    expect(used.map(({ block }) => Number(block)).sort()).toEqual(
      (await table(BLOCKS)).map(({ id }: { id: number }) => Number(id)).sort()
    );
  });

  it('finds them though somebody was in the way when they were filed', async () => {
    const strapi = strapiOf();
    await test(await createProfile(strapi), people(120));
    await storeInForm2(strapi);
    await table(BLOCKS).delete();
    await table(CHANGES).update({ block: null });
    const transaction = strapi.db.transaction.bind(strapi.db) as () => Promise<unknown>;
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    const spy = jest.spyOn(strapi.db, 'transaction');
    spy.mockImplementationOnce(transaction).mockRejectedValueOnce(busy);
    await filingOf(strapi).start();
    spy.mockRestore();
    expect(await unfiled()).toBe(0);
    for (const number of ['77', '100', '119']) {
      const search = `u${number}`;
      expect(await labels(null, { search, type: 'user' })).toEqual([`Person ${number}`]);
    }
  });

  it('shows, finds and counts what a plan of an older form says as before', async () => {
    const strapi = strapiOf();
    const storage = storageOf(strapi);
    const profile = await createProfile(strapi, { missing: 'disable' });
    const limits = { approve: true };
    await runText(strapi, profile, people(30));
    const left = await runText(strapi, profile, people(30, 11), limits);
    const runId = await runsOf(strapi).rowId(left.id);
    const lookAt = async () => ({
      pages: await Promise.all([1, 2].map((page) => storage.changes(runId, { page, pageSize: 9 }))),
      found: await storage.changes(null, { page: 1, pageSize: 99, search: 'PERSON 1' }),
      counts: await storage.ofRun(runId).countWritten(left),
    });
    const before = await lookAt();
    expect(before.counts).toMatchObject({ disabled: 10, user: { create: 10, update: 10 } });
    expect(before.found.pagination.total).toBeGreaterThan(20);
    await storeInForm2(strapi);
    expect(await lookAt()).toEqual(before);
    const withPayload = () => table(CHANGES).where({ run_id: runId }).whereNotNull('payload');
    expect(await withPayload()).not.toEqual([]);
    await storage.ofRun(runId).dropPayloads();
    expect(await withPayload()).toEqual([]);
    expect(await lookAt()).toEqual(before);
  });

  it('keeps nothing of a history that is removed', async () => {
    const strapi = strapiOf();
    const profile = await createProfile(strapi);
    await test(profile, people(10));
    expect(await table(BLOCKS)).not.toEqual([]);
    await strapi.plugin('directory-connector').service('profiles').remove(profile);
    expect(await table(BLOCKS)).toEqual([]);
  });
};
