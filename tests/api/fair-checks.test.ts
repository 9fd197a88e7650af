import {
  createRestrictedAdmin,
  createSuperAdmin,
  type AdminClient,
  type RestrictedAdmin,
} from '../support/admin';
import { clear, createProfile, ENDLESS_FILTER, ENDLESS_ROW, uploadsOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { Readable } from 'node:stream';

const BASE = '/directory-connector';
/** As many of one person as are taken: one goes on, the others wait. */
const TAKEN = 7;
const ASKED = 12;

describe('checks of several people', () => {
  let app: TestApp;
  let greedy: AdminClient;
  let other: RestrictedAdmin;
  let profile: string;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { limits: { rowSeconds: 0.7 } } });
    greedy = await createSuperAdmin(app);
    other = await createRestrictedAdmin(app);
    await other.allow(['plugin::directory-connector.profiles.edit']);
    profile = await createProfile(app.strapi, { preFilter: ENDLESS_FILTER });
    await uploadsOf(app.strapi).store(profile, 'stuck.csv', Readable.from([ENDLESS_ROW]));
  });
  afterAll(async () => {
    await clear(app.strapi);
    await app.close();
  });

  const draft = {
    name: 'Draft',
    source: { type: 'csv', delivery: 'upload' },
    template: '{"identity":[{"username":"{{username}}"}]}',
  };

  it('do not wait for all that one of them asks, who is told to wait', async () => {
    const fetched = jest.spyOn(uploadsOf(app.strapi), 'reading');
    const ended: number[] = [];
    const slow = Array.from({ length: ASKED }, async () => {
      const { status, body } = await greedy.post(`${BASE}/mapping/trial`).send({ profile });
      ended.push(status);
      return { status, error: body.error };
    });
    const quick = await other.client.post(`${BASE}/profiles/check`).send({ draft });
    expect(quick.status).toBe(200);
    expect(ended.filter((status) => status !== 429).length).toBeLessThan(TAKEN);

    expect(fetched.mock.calls.length).toBeLessThan(TAKEN);

    const answers = await Promise.all(slow);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(ASKED - TAKEN);
    for (const { error } of refused) {
      expect(error).toMatchObject({ name: 'RateLimitError', details: { code: 'busy' } });
      expect(error.message).toMatch(/7 of your checks .* Wait until .* try again/);
    }
    const taken = answers.filter(({ status }) => status !== 429);
    expect(taken.map(({ error }) => error.details.code)).toEqual(
      Array.from({ length: TAKEN }, () => 'row-time-limit')
    );
    // The file of what waits is not asked for before its turn, nor that of what is refused at all.
    expect(fetched).toHaveBeenCalledTimes(TAKEN);
    await greedy.post(`${BASE}/profiles/check`).send({ draft }).expect(200);
  });
});
