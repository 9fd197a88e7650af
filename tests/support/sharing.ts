import type { AdminClient } from './admin';
import { Random } from './random';
import { clear, createProfile, NOTHING_GENERATED, runsOf, runText, type WholeReport } from './runs';
import { startSecondInstance } from './second-instance';
import { statementsOf } from './statements';
import type { TestApp } from './strapi';
import { rowsOf, type Cells } from './tables';
import { stateOf, undoing, type Undoing } from './undo';

const BASE = '/directory-connector';
const FIELDS = ['displayname', 'email', 'groupname', 'extension'] as const;
type Field = (typeof FIELDS)[number];
const COLUMNS: Record<Field, string> = {
  displayname: 'display_name',
  email: 'email',
  groupname: 'group_name',
  extension: 'extension',
};

/** What a source says of people, by their user names; what it leaves empty is not there. */
export type Said = Record<string, Partial<Record<Field, string>>>;

const fileOf = (said: Said): string =>
  [
    ['username', ...FIELDS].join(','),
    ...Object.entries(said).map(([name, values]) =>
      [name, ...FIELDS.map((field) => values[field] ?? '')].join(',')
    ),
    '',
  ].join('\n');

/** The people that there are to be, by the simplest account of it. @param sources the leading ones first */
export const together = (sources: readonly Said[]): Said => {
  const names = [...new Set(sources.flatMap((said) => Object.keys(said)))].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const values = FIELDS.flatMap((field) => {
        const value = sources.flatMap((said) => said[name]?.[field] ?? [])[0];
        return value === undefined ? [] : [[field, value] as const];
      });
      return [name, Object.fromEntries(values)];
    })
  );
};

/** What people do with profiles that share. */
export const sharing = (app: TestApp) => ({
  profile: (settings: object = {}): Promise<string> =>
    createProfile(app.strapi, {
      ...NOTHING_GENERATED,
      mode: 'create-update-remove',
      ownedByOthers: 'share',
      limits: { removePercent: null, removeCount: null, updatePercent: null },
      ...settings,
    }),
  run: (profile: string, said: Said): Promise<WholeReport> =>
    runText(app.strapi, profile, fileOf(said)),
  async people(): Promise<Said> {
    const users = await rowsOf(app.strapi, 'directory_users');
    const said = users
      .map((user): [string, Partial<Record<Field, string>>] => {
        const values = FIELDS.flatMap((field) => {
          const value = user[COLUMNS[field]];
          return value === null ? [] : [[field, String(value)] as const];
        });
        return [String(user.username), Object.fromEntries(values)];
      })
      .toSorted(([one], [other]) => one.localeCompare(other));
    return Object.fromEntries(said);
  },
  /** How many entries each user has. */
  async entries(): Promise<number[]> {
    const links = await rowsOf(app.strapi, 'directory_phonebook_entries_user_lnk');
    const counts = new Map<unknown, number>();
    for (const { user_id: user } of links) counts.set(user, (counts.get(user) ?? 0) + 1);
    return [...counts.values()];
  },
  owners: (): Promise<Cells[]> => rowsOf(app.strapi, 'directory_connector_owners'),
});

const ANN = { displayname: 'Ann Ahorn', email: 'ann@example.com', groupname: 'Sales' };
const BOB = { displayname: 'Bob Birke', email: 'bob@example.com', groupname: 'Sales' };

/** Two sources of one person over HTTP, on whatever database the app has. */
export const testSharing = (
  appOf: () => TestApp,
  adminOf: () => AdminClient,
  { kills, people: count }: { kills: number; people: number }
): void => {
  describe('two sources of one person', () => {
    let by: ReturnType<typeof sharing>;
    let undo: Undoing;
    beforeAll(() => {
      by = sharing(appOf());
      undo = undoing(appOf(), adminOf());
    });
    afterEach(async () => {
      await adminOf()
        .put(`${BASE}/settings`)
        .send({ sharing: { order: [] } })
        .expect(200);
      await clear(appOf().strapi);
    });

    it('own the record together: the leading one fills a field, and the last one to drop it takes it along', async () => {
      const first = await by.profile();
      const second = await by.profile();
      await by.run(first, { ann: ANN, bob: BOB });
      const met = await by.run(second, {
        ann: { displayname: 'A. Ahorn', extension: '201' },
        cid: { displayname: 'Cid' },
      });
      expect(met).toMatchObject({ status: 'succeeded', user: { create: 1, update: 1, error: 0 } });
      expect(await by.people()).toEqual({
        ann: { ...ANN, extension: '201' },
        bob: BOB,
        cid: { displayname: 'Cid' },
      });
      expect(await by.entries()).toEqual([1, 1, 1]);
      const again = await by.run(second, {
        ann: { displayname: 'A. Ahorn', extension: '201' },
        cid: { displayname: 'Cid' },
      });
      expect(again).toMatchObject({ user: { update: 0, unchanged: 2 } });

      const dropped = await by.run(first, { bob: BOB });
      expect(dropped).toMatchObject({ user: { update: 1, remove: 0 } });
      expect(await by.people()).toEqual({
        ann: { displayname: 'A. Ahorn', extension: '201' },
        bob: BOB,
        cid: { displayname: 'Cid' },
      });
      expect(await by.owners()).toEqual([]);

      await by.run(second, { cid: { displayname: 'Cid' } });
      expect(Object.keys(await by.people())).toEqual(['bob', 'cid']);
      expect(await by.entries()).toEqual([1, 1]);
    });

    it('are led by the one that stands first in the settings', async () => {
      const first = await by.profile();
      const second = await by.profile();
      const says = [{ ann: ANN }, { ann: { displayname: 'A. Ahorn', groupname: 'IT' } }];
      await by.run(first, says[0]!);
      await by.run(second, says[1]!);
      expect(await by.people()).toEqual({ ann: ANN });
      await adminOf()
        .put(`${BASE}/settings`)
        .send({ sharing: { order: [second] } })
        .expect(200);
      await by.run(second, says[1]!);
      await by.run(first, says[0]!);
      expect(await by.people()).toEqual({
        ann: { ...ANN, displayname: 'A. Ahorn', groupname: 'IT' },
      });
    });

    it('count for the limits of the one that drops them', async () => {
      const first = await by.profile({ limits: { removePercent: 50, minimumPopulation: 1 } });
      const second = await by.profile();
      const all = { ann: ANN, bob: BOB, cid: { displayname: 'Cid' } };
      await by.run(first, all);
      await by.run(second, all);
      const held = await by.run(first, { ann: ANN });
      expect(held).toMatchObject({
        status: 'held',
        error: { code: 'limit-exceeded' },
      });
      expect(await by.people()).toEqual(all);
    });

    it('is undone with the run that shared or dropped it', async () => {
      const app = appOf();
      const whole = async () => [await stateOf(app), sorted((await by.owners()).map(withoutId))];
      const first = await by.profile();
      const second = await by.profile();
      await by.run(first, { ann: ANN, bob: BOB });
      const alone = await whole();
      const met = await by.run(second, { ann: { displayname: 'A', extension: '201' } });
      const shared = await whole();
      const dropped = await by.run(first, { bob: BOB });
      const after = await whole();
      const undone = await undo.undo(dropped);
      expect(undone).toMatchObject({ status: 'succeeded' });
      expect(await whole()).toEqual(shared);
      await undo.undo(undone);
      expect(await whole()).toEqual(after);
      await undo.undo(dropped);
      expect(await undo.undo(met)).toMatchObject({ status: 'succeeded' });
      expect(await whole()).toEqual(alone);
    });

    it('go one after the other where they run at the same moment, so that nobody is there twice', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `u${index}`);
      const said = (label: string): Said =>
        Object.fromEntries(names.map((name) => [name, { displayname: `${label} ${name}` }]));
      const first = await by.profile();
      const second = await by.profile();
      const runBoth = () => Promise.all([by.run(first, said('A')), by.run(second, said('B'))]);
      for (const { status, user } of await runBoth()) {
        expect([status, user.create + user.update]).toEqual(['succeeded', 20]);
      }
      expect(await by.people()).toEqual(said('A'));
      expect(await by.entries()).toEqual(names.map(() => 1));
      for (const { user, phonebookEntry } of await runBoth()) {
        expect([user.unchanged, phonebookEntry.unchanged]).toEqual([20, 20]);
      }
    });

    it('stays with the other one when a profile is removed', async () => {
      const first = await by.profile();
      const second = await by.profile();
      await by.run(first, { ann: ANN });
      await by.run(second, { ann: { displayname: 'A', extension: '201' } });
      await adminOf().delete(`${BASE}/profiles/${first}`).expect(204);
      expect(await by.owners()).toEqual([]);
      expect(await by.people()).toEqual({ ann: { ...ANN, extension: '201' } });
      await by.run(second, { ann: { displayname: 'A', extension: '202' }, bob: {} });
      expect(await by.people()).toEqual({ ann: { displayname: 'A', extension: '202' }, bob: {} });
      await by.run(second, { bob: {} });
      expect(await by.people()).toEqual({ bob: {} });
    });

    it(
      'is removed to the end after the process has died in the middle of it',
      async () => {
        const app = appOf();
        const names = Array.from({ length: count }, (_, index) => `u${index}`);
        const said = (label: string, some: string[]): Said =>
          Object.fromEntries(some.map((name) => [name, { displayname: `${label} ${name}` }]));
        const first = await by.profile();
        const second = await by.profile();
        const [one, two] = [said('One', names), said('Two', names.slice(count / 3))];
        const left = { u1: one.u1! };
        const random = new Random(kills);
        for (let kill = 1; kill <= kills; kill += 1) {
          await by.run(first, one);
          await by.run(second, two);
          const sent = await statementsOf(app.strapi, async () => {
            await by.run(first, left);
          });
          expect(await by.people()).toEqual(together([left, two]));
          await by.run(first, one);
          await by.run(second, two);
          expect(await by.people()).toEqual(together([one, two]));

          const other = await startSecondInstance(app.folder);
          const at = 1 + random.below(sent.length);
          const request = { profileId: first, kind: 'run', trigger: 'manual' } as const;
          const end = await other.start(request, at).catch(() => 'killed');
          if (end !== 'killed') await other.stop();
          await runsOf(app.strapi).resume(first);
          await by.run(first, left);
          await by.run(second, two);
          expect({ kill, at, people: await by.people() }).toEqual({
            kill,
            at,
            people: together([left, two]),
          });
          await by.run(second, { u2: {} });
          expect(await by.people()).toEqual(together([left, { u2: {} }]));
          await by.run(first, one);
        }
      },
      60_000 * (kills + 1)
    );
  });
};

const withoutId = ({ id: _, ...row }: Cells): Cells => row;
const sorted = (rows: Cells[]): Cells[] =>
  rows.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
