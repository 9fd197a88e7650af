import type { AdminClient } from './admin';
import { Random } from './random';
import {
  clear,
  createProfile,
  dump,
  NOTHING_GENERATED,
  reportOf,
  runsOf,
  runText,
  type WholeReport,
} from './runs';
import { startSecondInstance } from './second-instance';
import { statementsOf } from './statements';
import type { TestApp } from './strapi';
import { rowsOf, type Cells } from './tables';
import { until } from './until';

const BASE = '/directory-connector';
const CONTENT = '/content-manager/collection-types/plugin::directory-connector';
const HEADER = 'username,displayname,email,extension,phonemac,sippassword';

export const ANN = 'ann,Ann Ahorn,ann@example.com,201,00:11:22:33:44:01,S3cretAnn';
export const BOB = 'bob,Bob Birke,bob@example.com,202,00:11:22:33:44:02,S3cretBob';
export const CID = 'cid,Cid Ceder,cid@example.com,203,00:11:22:33:44:03,S3cretCid';

/** What says when a record was written last. */
const PASSING = /^(updated_at|published_at|.*_ord)$/;

type State = Record<string, Cells[]>;

/** All records with whose they are, as they are in the database. */
export const stateOf = async ({ strapi }: TestApp): Promise<State> => {
  const all = Object.entries(await dump(strapi)).map(([table, rows]) => [
    table,
    rows
      .map((row) => {
        // Links are made anew, and say nothing but who belongs to whom.
        const isLeft = (name: string) =>
          PASSING.test(name) || (table.endsWith('_lnk') && name === 'id');
        return Object.fromEntries(Object.entries(row).filter(([name]) => !isLeft(name)));
      })
      .toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
  ]);
  return Object.fromEntries(all) as State;
};

/** What people do about runs in the panel. */
export const undoing = (app: TestApp, admin: AdminClient) => {
  const over = async (id: string): Promise<WholeReport> => {
    await until(
      async () => (await admin.get(`${BASE}/runs/${id}`).expect(200)).body.data.status !== 'running'
    );
    return reportOf(app.strapi, id);
  };
  const started = async (path: string): Promise<WholeReport> => {
    const { body } = await admin.post(`${BASE}${path}`).expect(202);
    return over(body.data.id as string);
  };
  const user = async (name: string): Promise<Cells> =>
    (await rowsOf(app.strapi, 'directory_users')).find(({ username }) => username === name) ?? {};
  return {
    /** Whether it has come so far as to change anything. */
    canBeUndone: async (id: string): Promise<boolean> =>
      (await admin.get(`${BASE}/runs/${id}`).expect(200)).body.data.undoableUntil !== null,
    over,
    user,
    profileWith: (settings: object = {}) =>
      createProfile(app.strapi, {
        ...NOTHING_GENERATED,
        mode: 'create-update-remove',
        limits: { removePercent: null, removeCount: null, updatePercent: null },
        ...settings,
      }),
    run: (profile: string, ...rows: string[]): Promise<WholeReport> =>
      runText(app.strapi, profile, [HEADER, ...rows, ''].join('\n')),
    undo: ({ id }: { id: string }) => started(`/runs/${id}/undo`),
    testUndo: ({ id }: { id: string }) => started(`/runs/${id}/undo/test`),
    edit: async (name: string, data: object) => {
      const path = `${CONTENT}.user/${String((await user(name)).document_id)}`;
      await admin.put(path).send(data).expect(200);
    },
  };
};

export type Undoing = ReturnType<typeof undoing>;

/** So many people, of whom in `B` some have swapped their numbers. */
const many = (count: number, from: number, name: 'A' | 'B'): string[] =>
  Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const swapped = number % 10 === 2 && name === 'B' ? number + 1 : number;
    const extension = number % 10 === 3 && name === 'B' ? number - 1 : swapped;
    return `u${number},${name} ${number},,${10_000 + extension},,`;
  });

/** Undoing over HTTP on whatever database the app has, and in the middle of it the end of the process. */
export const testUndo = (
  appOf: () => TestApp,
  adminOf: () => AdminClient,
  { kills, people }: { kills: number; people: number }
): void => {
  describe('undoing a run', () => {
    let by: Undoing;
    beforeAll(() => {
      by = undoing(appOf(), adminOf());
    });
    afterEach(() => clear(appOf().strapi));

    it('brings everything back as it was, and is undone itself', async () => {
      const app = appOf();
      const profile = await by.profileWith();
      await by.run(profile, ANN, BOB);
      const before = await stateOf(app);
      const changed = ANN.replace('ann@', 'new@').replace('S3cretAnn', 'S3cretNew');
      // The new one gets the number of whoever leaves.
      const second = await by.run(
        profile,
        changed.replace('201', '202'),
        CID.replace('203', '201')
      );
      expect(second).toMatchObject({
        status: 'succeeded',
        user: { create: 1, update: 1, remove: 1 },
      });
      const after = await stateOf(app);

      expect(await by.testUndo(second)).toMatchObject({
        status: 'succeeded',
        kind: 'test',
        user: { create: 1, update: 1, remove: 1, error: 0 },
        issues: [{ code: 'relations-lost', severity: 'warning' }],
      });
      expect(await stateOf(app)).toEqual(after);

      const undone = await by.undo(second);
      expect(undone).toMatchObject({
        status: 'succeeded',
        user: { create: 1, update: 1, remove: 1 },
      });
      expect(await stateOf(app)).toEqual(before);
      expect(await by.undo(second)).toMatchObject({ user: { create: 0, update: 0, error: 0 } });

      expect(await by.undo(undone)).toMatchObject({ status: 'succeeded' });
      expect(await stateOf(app)).toEqual(after);
    });

    it('leaves what somebody or another run has changed since, and names it', async () => {
      const profile = await by.profileWith();
      await by.run(profile, ANN, BOB, CID);
      const renamed = (row: string) => row.replace(/,(\w+) (\w+),/, ',$1 Neu,');
      const second = await by.run(profile, renamed(ANN), renamed(BOB), renamed(CID));
      await by.edit('ann', { lastName: 'Hand' });
      await by.run(profile, renamed(ANN), BOB, renamed(CID));
      const undone = await by.undo(second);
      expect(undone).toMatchObject({
        status: 'succeeded-with-errors',
        user: { update: 1, error: 2 },
        // What is theirs stays with them.
        phonebookEntry: { update: 1, error: 2 },
      });
      const said = undone.issues.map(({ code, message }) => `${code}: ${message}`);
      expect(said).toEqual(
        expect.arrayContaining([
          expect.stringMatching(
            /^undo-left: .*"Ann Neu" stays: somebody has changed .* since, on /
          ),
          expect.stringMatching(/^undo-left: .*"Bob Birke" stays: another run .* since, that of /),
        ])
      );
      expect(await by.user('ann')).toMatchObject({ display_name: 'Ann Neu', last_name: 'Hand' });
      expect(await by.user('bob')).toMatchObject({ display_name: 'Bob Birke' });
      expect(await by.user('cid')).toMatchObject({ display_name: 'Cid Ceder' });
    });

    it(
      'comes to its end after the process has died in the middle of it',
      async () => {
        const app = appOf();
        const profile = await by.profileWith();
        await by.run(profile, ...many(people, 0, 'A'));
        const before = await stateOf(app);
        const second = await by.run(profile, ...many(people, people / 3, 'B'));
        const after = await stateOf(app);
        const undone: WholeReport[] = [];
        const sent = await statementsOf(app.strapi, async () => {
          undone.push(await by.undo(second));
        });
        const random = new Random(kills);
        const request = {
          profileId: profile,
          kind: 'run',
          purpose: 'undo',
          undoOf: second.id,
          trigger: 'manual',
        } as const;
        for (let kill = 1; kill <= kills; kill += 1) {
          // What was undone in two parts is brought back in two.
          for (const run of undone.splice(0).toReversed()) await by.undo(run);
          expect({ kill, state: await stateOf(app) }).toEqual({ kill, state: after });

          const other = await startSecondInstance(app.folder);
          const at = 1 + random.below(sent.length);
          const end = await other.start(request, at).catch(() => 'killed');
          if (end !== 'killed') await other.stop();
          undone.push(await by.undo(second));
          const [, interrupted] = (await runsOf(app.strapi).find({ page: 1, pageSize: 2 })).results;
          if (interrupted?.undoOf === second.id && (await by.canBeUndone(interrupted.id)))
            undone.unshift(await reportOf(app.strapi, interrupted.id));
          expect({ kill, at, state: await stateOf(app) }).toEqual({ kill, at, state: before });
        }
      },
      60_000 * (kills + 1)
    );
  });
};
