import type { AdminClient } from './admin';
import {
  createProfile,
  deliver,
  NOTHING_GENERATED,
  reportOf,
  runsOf,
  runStored,
  type WholeReport,
} from './runs';
import type { TestApp } from './strapi';
import { until } from './until';

const PLUGIN = 'plugin::directory-connector';
const BASE = '/directory-connector';

export const TEMPLATE = `{ "identity": [{
  "username": "{{login}}", "displayName": "{{name}}", "extension": "{{number}}", "email": "{{mail}}",
  "post": {
    "phonebook": [{ "displayName": "{{name}}", "phone": "{{number}}" }],
    "phone": [{ "kind": "desk", "mac": "{{mac}}" }]
  }
}] }`;
const HEADER = 'login;name;number;mail;mac';
export const ANN = 'ann;Ann Ahorn;201;ann@example.com;001122334401';
export const BOB = 'bob;Bob Birke;202;bob@example.com;001122334402';
export const CYD = 'cyd;Cyd Cedar;203;cyd@example.com;001122334403';
const DAN = 'dan;Dan Dill;204;dan@example.com;001122334404';
/** Everybody has another number. */
export const moved = (line: string): string => line.replace(/;2(\d\d);/, ';3$1;');

type Stored = Record<string, unknown>;

/** What people do to sync one person of a profile's source. */
export const syncing = (appOf: () => TestApp, adminOf: () => AdminClient) => {
  const query = (type: string) => appOf().strapi.db.query(`${PLUGIN}.${type}` as never);
  const one = {
    /** The one that this is about; `bring` makes another. */
    profile: '',
    query,

    give: (...lines: string[]): Promise<string> =>
      deliver(adminOf(), one.profile, [HEADER, ...lines]),

    bring: async (settings: object, ...lines: string[]): Promise<WholeReport> => {
      const made = { ...NOTHING_GENERATED, template: TEMPLATE, ...settings };
      one.profile = await createProfile(appOf().strapi, made);
      await one.give(...lines);
      const report = await runStored(appOf().strapi, one.profile);
      expect(report).toMatchObject({ status: 'succeeded', user: { create: lines.length } });
      return report;
    },

    ended: async (id: string): Promise<WholeReport> => {
      const { strapi } = appOf();
      await until(async () => (await runsOf(strapi).findOne(id)).status !== 'running');
      return reportOf(strapi, id);
    },

    sync: async (person: object, kind: 'run' | 'test' = 'run'): Promise<WholeReport> => {
      const { body } = await adminOf()
        .post(`${BASE}/profiles/${one.profile}/${kind}`)
        .send({ person })
        .expect(202);
      return one.ended(body.data.id);
    },

    trial: (person: object) =>
      adminOf().post(`${BASE}/profiles/${one.profile}/trial`).send({ person }),

    user: async (username: string): Promise<Stored | null> =>
      query('user').findOne({ where: { username } }),

    /** All that is stored of people, but for one of them. */
    others: async (username: string): Promise<unknown> => {
      const of = { user: { username: { $ne: username } } };
      return {
        users: await query('user').findMany({
          where: { username: { $ne: username } },
          orderBy: 'id',
        }),
        entries: await query('phonebook-entry').findMany({ where: of, orderBy: 'id' }),
        phones: await query('phone').findMany({ where: of, orderBy: 'id' }),
      };
    },

    /** What the list of profiles says of it. */
    overview: async (): Promise<Stored> => {
      const { body } = await adminOf().get(`${BASE}/profiles`).expect(200);
      return body.data.find(({ id }: { id: string }) => id === one.profile);
    },
  };
  return one;
};

/** Syncing one person over HTTP, on whatever database the app has. */
export const testOnePerson = (appOf: () => TestApp, adminOf: () => AdminClient): void => {
  const one = syncing(appOf, adminOf);
  const { bring, give, sync, trial, user, others, overview } = one;

  it('is shown and then written with entries and phones, and nobody else', async () => {
    const whole = await bring({}, ANN, BOB, CYD);
    const before = await others('ann');
    // Cyd has left, and Dan is new.
    await give(moved(ANN).replace(/001122334401$/, ''), moved(BOB), DAN);
    const ann = await user('ann');

    for (const person of [{ key: ' ANN ' }, { type: 'user', record: ann?.documentId }]) {
      const { body } = await trial(person).expect(200);
      const shown = body.data.changes.map(({ action, type }: Stored) => `${action} ${type}`);
      expect(shown).toEqual(['update user', 'update phonebookEntry', 'remove phone']);
      expect(Object.keys(body.data).sort()).toEqual(['changes', 'issues', 'row', 'skipped']);
    }
    expect(await user('ann')).toEqual(ann);

    const report = await sync({ key: 'ann' });
    expect(report).toMatchObject({
      status: 'succeeded',
      purpose: 'person',
      rows: { read: 1, filtered: 0, skipped: 0, failed: 0 },
      user: { create: 0, update: 1, remove: 0 },
      phonebookEntry: { update: 1, remove: 0 },
      phone: { remove: 1 },
      issues: [],
    });
    expect(await user('ann')).toMatchObject({ extension: '301', documentId: ann?.documentId });
    expect(await others('ann')).toEqual(before);

    expect(await sync({ key: 'ann' })).toMatchObject({ user: { unchanged: 1 } });
    expect(await sync({ key: 'dan' })).toMatchObject({ user: { create: 1 }, phone: { create: 1 } });

    // The whole run is the last one still, and finds the others as it had left them.
    expect(await overview()).toMatchObject({ lastRun: { id: whole.id } });
    expect(await runStored(appOf().strapi, one.profile, 'test')).toMatchObject({
      user: { create: 0, update: 1, unchanged: 2, remove: 1 },
    });
  });

  it('keeps what was generated for them, and has it generated once', async () => {
    const generate = {
      extension: { from: 500, to: 599 },
      password: true,
      sipPassword: true,
      pin: true,
    };
    await bring({ generate, template: TEMPLATE.replace('"extension": "{{number}}", ', '') }, ANN);
    const before = await user('ann');
    await give(ANN.replace('Ahorn', 'Acker'), BOB);
    await sync({ key: 'ann' });
    await sync({ key: 'bob' });
    const { password, sipPassword, pin, extension } = { ...before };
    expect(await user('ann')).toMatchObject({
      displayName: 'Ann Acker',
      password,
      sipPassword,
      pin,
      extension,
    });
    expect(await user('bob')).toMatchObject({ extension: '501', sipPassword: expect.any(String) });
  });

  it('takes nothing from anybody else', async () => {
    await bring({ missing: { do: 'disable' } }, ANN, BOB);
    await give(BOB);
    expect(await runStored(appOf().strapi, one.profile)).toMatchObject({ user: { update: 1 } });
    // The number of somebody who has left, and that of somebody who is there.
    await give(BOB, CYD.replace('203', '201'), DAN.replace('204', '202'));
    const before = await others('');
    for (const key of ['cyd', 'dan']) {
      const report = await sync({ key });
      expect(report).toMatchObject({ user: { create: 0, error: 1 } });
      expect(report.issues[0]?.code).toBe('duplicate-extension');
    }
    expect(await others('')).toEqual(before);
  });
};
