import request from 'supertest';

import type { AdminClient } from './admin';
import { createProfile, NOTHING_GENERATED, profilesOf, runText } from './runs';
import type { TestApp } from './strapi';
import { rowsOf, type Cells } from './tables';

const BASE = '/directory-connector';
const CONTENT = '/content-manager/collection-types/plugin::directory-connector';
const HEADER = 'username,displayname,email,mobile,pin';
const csv = (...rows: string[]): string => [HEADER, ...rows, ''].join('\n');
export const ANN = 'ann,Ann Ahorn,ann@example.com,"0171 1, 0171 2",4711';

/** What people do who change somebody whom a run has brought. */
export const changing = (appOf: () => TestApp, adminOf: () => AdminClient) => {
  const ann = async (): Promise<Cells> =>
    (await rowsOf(appOf().strapi, 'directory_users'))[0] ?? {};
  return {
    profileWith: (settings: object = {}) =>
      createProfile(appOf().strapi, { ...NOTHING_GENERATED, ...settings }),
    run: (profile: string, ...rows: string[]) => runText(appOf().strapi, profile, csv(...rows)),
    ann,
    edit: async (data: object) =>
      adminOf()
        .put(`${CONTENT}.user/${String((await ann()).document_id)}`)
        .send(data)
        .expect(200),
    editsOf: async () => {
      const path = `${BASE}/records/user/${String((await ann()).document_id)}/origin`;
      return (await adminOf().get(path).expect(200)).body.data.handEdits;
    },
    listOf: async (profile: string, query = '') =>
      (await adminOf().get(`${BASE}/profiles/${profile}/hand-edits${query}`).expect(200)).body,
  };
};

/** What is noted of people's changes and done about them, on whatever database the app has. */
export const testHandEdits = (appOf: () => TestApp, adminOf: () => AdminClient): void => {
  const { profileWith, run, ann, edit, editsOf, listOf } = changing(appOf, adminOf);

  it('are shown with both values, and overwritten by the next run', async () => {
    const profile = await profileWith();
    await run(profile, ANN);
    await edit({ email: 'hand@example.com', mobileNumbers: ['0172 9'], pin: '9999' });
    const noted = [
      { attribute: 'email', source: 'ann@example.com', stored: 'hand@example.com' },
      { attribute: 'mobileNumbers', source: ['0171 1', '0171 2'], stored: ['0172 9'] },
      { attribute: 'pin', source: '•••', stored: '•••' },
    ];
    expect(await editsOf()).toMatchObject(noted);
    expect(await listOf(profile)).toMatchObject({
      data: [{ type: 'user', label: 'Ann Ahorn', edits: noted }],
      meta: { pagination: { page: 1, pageCount: 1, total: 1 } },
    });
    expect(await run(profile, ANN)).toMatchObject({ status: 'succeeded', user: { update: 1 } });
    expect(await ann()).toMatchObject({ email: 'ann@example.com', connector_hand_edits: null });
    expect(await editsOf()).toEqual([]);
    expect(await run(profile, ANN)).toMatchObject({ user: { update: 0 } });
  });

  it('stay where the profile keeps them, with what the source says by now', async () => {
    const profile = await profileWith({ handEdited: 'keep' });
    await run(profile, ANN);
    await edit({ email: 'hand@example.com', displayName: 'Anna', pin: '9999' });
    const before = await ann();
    expect(await run(profile, ANN)).toMatchObject({ user: { update: 0, unchanged: 1 } });
    const moved = ANN.replace('ann@example.com', 'new@example.com').replace('4711', '4712');
    expect(await run(profile, moved)).toMatchObject({ status: 'succeeded', user: { update: 1 } });
    expect(await ann()).toMatchObject({
      email: 'hand@example.com',
      display_name: 'Anna',
      pin: before.pin,
    });
    expect(await editsOf()).toMatchObject([
      { attribute: 'displayName', source: 'Ann Ahorn' },
      { attribute: 'email', source: 'new@example.com' },
      { attribute: 'pin' },
    ]);
    expect(await run(profile, moved)).toMatchObject({ user: { update: 0 } });
    // Whoever gives a field back what the source says has changed nothing any more.
    await edit({ displayName: 'Ann Ahorn' });
    await run(profile, moved.replace('new@example.com', 'hand@example.com'));
    expect((await editsOf()).map(({ attribute }: { attribute: string }) => attribute)).toEqual([
      'pin',
    ]);
  });

  it('are no edits where a run, or somebody who changes nothing, writes them', async () => {
    const profile = await profileWith();
    await run(profile, ANN);
    await run(profile, ANN.replace('ann@example.com', 'new@example.com'));
    await edit({ email: 'new@example.com', displayName: 'Ann Ahorn' });
    expect(await ann()).toMatchObject({ connector_hand_edits: null });
    expect(await listOf(profile)).toMatchObject({ data: [], meta: { pagination: { total: 0 } } });
  });

  it('are noted of API tokens as well, in pages of all types, and gone with the profile', async () => {
    const profile = await profileWith();
    await run(profile, ANN, 'bob,Bob Birke,bob@example.com,,');
    const { accessKey } = await appOf()
      .strapi.service('admin::api-token')
      .create({ name: 'all', description: '', type: 'full-access', lifespan: null });
    const send = (path: string, data: object) =>
      request(appOf().strapi.server.httpServer)
        .put(`/api/directory-connector/${path}`)
        .set('Authorization', `Bearer ${accessKey}`)
        .send({ data })
        .expect(200);
    for (const { document_id: id } of await rowsOf(appOf().strapi, 'directory_users')) {
      await send(`users/${String(id)}`, { lastName: 'Changed' });
    }
    const [entry] = await rowsOf(appOf().strapi, 'directory_phonebook_entries');
    await send(`phonebook-entries/${String(entry?.document_id)}`, { organisation: 'Works' });
    const pages = [1, 2, 3].map((page) => listOf(profile, `?page=${page}&pageSize=1`));
    const types = (await Promise.all(pages)).map(({ data, meta }) => [
      data[0].type,
      meta.pagination.total,
    ]);
    expect(types).toEqual([
      ['user', 3],
      ['user', 3],
      ['phonebookEntry', 3],
    ]);
    await profilesOf(appOf().strapi).remove(profile);
    expect(
      (await rowsOf(appOf().strapi, 'directory_users')).map((row) => row.connector_hand_edits)
    ).toEqual([null, null]);
  });

  it('are written by rules of the profile', async () => {
    const writing = { user: { email: 'creating', displayName: 'never-emptied' } };
    const profile = await profileWith({ writing, match: { user: 'username' } });
    await run(profile, ANN);
    expect(await run(profile, 'ann,,new@example.com,"0171 1, 0171 2",4711')).toMatchObject({
      user: { update: 0 },
    });
    expect(await ann()).toMatchObject({ email: 'ann@example.com', display_name: 'Ann Ahorn' });
  });
};
