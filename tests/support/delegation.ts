import { createRestrictedAdmin, type AdminClient, type RestrictedAdmin } from './admin';
import { createProfile, deliver, profilesOf, reportOf, runsOf, runText } from './runs';
import type { TestApp } from './strapi';
import { until } from './until';

const BASE = '/directory-connector';
export const OF_ROLE = 'plugin::directory-connector.profiles-of-role';

export const actionId = (name: string) => `plugin::directory-connector.${name}`;
export const ALL = [
  ...['profiles.read', 'profiles.edit', 'profiles.reveal', 'runs.history', 'runs.test'],
  ...['runs.execute', 'runs.approve', 'runs.credentials'],
  ...['people.forget', 'settings.manage', 'remote-phonebooks.administer'],
].map(actionId);

const FILTERS = ['', '&action=create', '&type=user', '&kind=somebody-new'];

/** What somebody limited to some profiles sees and may do, on whatever database the app has. */
export const testDelegation = (appOf: () => TestApp, adminOf: () => AdminClient): void => {
  let limited: RestrictedAdmin;
  beforeAll(async () => {
    limited = await createRestrictedAdmin(appOf(), { name: 'Linz' });
    await limited.allow(ALL, [OF_ROLE]);
  });

  /** A profile of theirs and one of others, each with somebody whom it has brought. */
  const twoProfiles = async () => {
    const { strapi } = appOf();
    const of = async (login: string, adminRoles: string[]) => {
      const id = await createProfile(strapi, { adminRoles });
      const text = `username,displayname\n${login},Listed ${login}\n`;
      const { id: run } = await runText(strapi, id, text);
      const query = strapi.db.query('plugin::directory-connector.user');
      const { documentId } = await query.findOne({ where: { connectorProfile: id } });
      return { id, run, user: documentId as string };
    };
    const login = `linz${Date.now()}`;
    return {
      own: await of(`${login}-own`, [limited.role.code]),
      foreign: await of(`${login}-other`, ['another-role']),
      search: login,
    };
  };

  const get = async (path: string) => (await limited.client.get(BASE + path).expect(200)).body;

  const areTheirs = async (ids: string[]): Promise<boolean> => {
    const profiles = await Promise.all(ids.map((id) => profilesOf(appOf().strapi).find(id)));
    return profiles.every(({ adminRoles }) => adminRoles.includes(limited.role.code));
  };

  it('see in lists is theirs, and counted so', async () => {
    const { own, foreign, search } = await twoProfiles();
    const profiles: string[] = (await get('/profiles')).data.map(({ id }: { id: string }) => id);
    expect(profiles).toContain(own.id);
    expect(await areTheirs(profiles)).toBe(true);

    const { data, meta } = await get('/runs?pageSize=100');
    const ids: string[] = data.map(({ profileId }: { profileId: string }) => profileId);
    expect(ids).toContain(own.id);
    expect(await areTheirs(ids)).toBe(true);
    expect(meta.pagination.total).toBe(ids.length);
    expect((await get(`/runs?profile=${foreign.id}`)).meta.pagination.total).toBe(0);
    expect((await get(`/runs?profile=${own.id}`)).meta.pagination.total).toBe(1);

    for (const filter of FILTERS) {
      const path = `/changes?search=${search}${filter}`;
      const all = (await adminOf().get(`${BASE}${path}`).expect(200)).body.data;
      const seen = await get(path);
      const theirs = all.filter(({ run }: { run: { id: string } }) => run.id === own.run);
      expect(seen.data).toEqual(theirs);
      expect(seen.meta.pagination.total).toBe(theirs.length);
      if (!filter.includes('kind')) expect(all.length).toBeGreaterThan(theirs.length);
    }
  });

  it('are told of records is of theirs', async () => {
    const { own, foreign } = await twoProfiles();
    const originOf = (id: string) => `/records/user/${id}/origin`;
    expect((await get(originOf(own.user))).data.profile.id).toBe(own.id);
    const missing = await limited.client.get(BASE + originOf('missing0')).expect(404);
    const { text } = await limited.client.get(BASE + originOf(foreign.user)).expect(404);
    expect(text.replaceAll(foreign.user, 'missing0')).toBe(missing.text);
  });

  it('run is theirs, and of others there is nothing', async () => {
    const { strapi } = appOf();
    const { own, foreign } = await twoProfiles();
    await deliver(limited.client, own.id, ['username,displayname', 'new,Somebody New']);
    const start = (id: string) => limited.client.post(`${BASE}/profiles/${id}/run`).send({});
    const { body } = await start(own.id).expect(202);
    await until(async () => (await runsOf(strapi).findOne(body.data.id)).status !== 'running');
    expect((await reportOf(strapi, body.data.id)).user.create).toBe(1);

    const missing = await start('missing0').expect(404);
    const { text } = await start(foreign.id).expect(404);
    expect(text.replaceAll(foreign.id, 'missing0')).toBe(missing.text);
    await limited.client.delete(`${BASE}/profiles/${foreign.id}`).expect(404);
    await limited.client.get(`${BASE}/runs/${foreign.run}`).expect(404);
    await limited.client.get(`${BASE}/settings`).expect(403);
    // Who may look at it is told that this is not theirs.
    const looking = await createRestrictedAdmin(appOf(), {
      name: `Looking${Date.now()}`,
      others: [limited.role.id],
    });
    await looking.allow([actionId('profiles.read')]);
    const refused = await looking.client.post(`${BASE}/profiles/${foreign.id}/run`).expect(403);
    expect(refused.body.error.details.code).toBe('not-delegated');
  });
};
