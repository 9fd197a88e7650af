import type { AdminClient } from './admin';
import {
  ANN,
  BASE,
  CARL,
  type ForgettingTests,
  HEADER,
  SETTINGS,
  TRACES,
  zora,
} from './forgetting';
import type { Answer } from '../../server/src/cli/output';
import { createProfile, deliver, profilesOf, reportOf, runStored } from './runs';
import { answerOf, type TestApp } from './strapi';
import { rowsOf } from './tables';

const USER = 'plugin::directory-connector.user';

interface Needs {
  app: TestApp;
  admin: AdminClient;
  tests: ForgettingTests;
}

/** People are forgotten who have no record any more, by what they were known by. */
export const testGonePeople = (needs: () => Needs): void => {
  /** As somebody does it in the content manager. */
  const deleteByHand = async (username: string): Promise<void> => {
    const { app, tests } = needs();
    const documentId = (await tests.userNamed(username)) ?? '';
    await app.strapi.documents(USER).delete({ documentId });
  };

  it('whom a run has removed is shown what is left, and is gone from all of it', async () => {
    const { app, tests } = needs();
    const { profile, run } = await tests.past();
    await run([ANN, CARL]);
    expect(await tests.userNamed('zora')).toBeNull();
    expect(await tests.tablesWith(TRACES)).toContain('directory_connector_images');

    const shown = await tests.previewAsked({ key: 'ZORA', profile });
    expect(shown).toMatchObject({ type: 'user', records: [], relations: 0 });
    expect(shown.names.toSorted()).toEqual(['Zora Quill', 'Zora Winterberg']);
    expect(shown.counts).toMatchObject({ records: 0, rows: 0, files: 0, credentials: 1 });
    expect(shown.counts.images).toBeGreaterThan(3);
    expect(shown.sources).toHaveLength(1);
    expect(await tests.tablesWith(TRACES)).toContain('directory_connector_images');

    const done = await tests.forgetAsked({ key: 'zora', profile }, { reference: 'Ticket 1' });
    expect(done).toMatchObject({ state: 'done', type: 'user', counts: shown.counts });
    expect(await tests.tablesWith(TRACES)).toEqual([]);
    expect(await tests.tablesWith(/Ann Ahorn/)).not.toEqual([]);
    const left = await run([ANN, zora('Zora Quill'), CARL]);
    expect(await reportOf(app.strapi, left)).toMatchObject({
      issues: [{ code: 'forgotten-left-out', params: { count: 1 } }],
      user: { create: 0 },
    });
    expect(await rowsOf(app.strapi, 'directory_connector_tombstones')).not.toEqual([]);
    await profilesOf(app.strapi).remove(profile);
    expect(await rowsOf(app.strapi, 'directory_connector_tombstones')).toEqual([]);
  });

  it('whom a person has deleted is found by what told them, and taken out of the file', async () => {
    const { app, tests } = needs();
    const { profile } = await tests.past();
    await deleteByHand('zora');
    const shown = await tests.previewAsked({ key: 'zora.quill@example.com' });
    expect(shown.names).toContain('Zora Winterberg');
    // Strapi leaves what belonged to her.
    expect(shown.records.map(({ type }) => type)).toEqual(['phonebookEntry', 'phone']);
    expect(shown.counts).toMatchObject({ records: 2, rows: 1, files: 0 });
    expect(await tests.previewAsked({ key: 'Zora' })).toEqual(shown);
    expect(await tests.forgetAsked({ key: 'Zora' })).toMatchObject({ state: 'done' });
    expect(await tests.tablesWith(TRACES)).toEqual([]);
    // Dora, who waited for the extension.
    const again = await runStored(app.strapi, profile);
    expect(again).toMatchObject({ rows: { read: 3 }, user: { create: 1, remove: 0 } });
    expect(await tests.userNamed('zora')).toBeNull();
  });

  it('of whom only a file tells is found by the profile and its key', async () => {
    const { app, admin, tests } = needs();
    const profile = await createProfile(app.strapi, SETTINGS);
    await deliver(admin, profile, [HEADER, ANN, zora('Zora Quill'), CARL]);
    const shown = await tests.previewAsked({ key: 'zora', profile });
    expect(shown.names).toEqual([]);
    expect(shown.counts).toMatchObject({ records: 0, rows: 1, changes: 0 });
    await tests.forgetAsked({ key: 'zora', profile });
    expect(await tests.tablesWith(TRACES)).toEqual([]);
    const report = await runStored(app.strapi, profile);
    expect(report).toMatchObject({ rows: { read: 2 }, user: { create: 2 } });
  });

  it('who came back is found by the same, and gone from what was kept of the first time, too', async () => {
    const { tests } = needs();
    const { profile, run } = await tests.brought('Zora Quill');
    const first = (await tests.userNamed('zora')) ?? '';
    await run([ANN, CARL]);
    await run([ANN, zora('Zora Winterberg'), CARL]);
    expect(await tests.userNamed('zora')).not.toBe(first);
    const shown = await tests.previewAsked({ key: 'zora', profile });
    expect(shown.records[0]).toMatchObject({ type: 'user', label: 'Zora Winterberg' });
    expect(shown.names).toEqual([]);
    expect(await tests.previewAsked({ key: 'Zora.Quill@example.com' })).toEqual(shown);
    expect(await tests.forgetAsked({ key: 'zora', profile })).toMatchObject({ state: 'done' });
    expect(await tests.userNamed('zora')).toBeNull();
    expect(await tests.tablesWith(TRACES)).toEqual([]);
    expect(await tests.tablesWith(new RegExp(first))).toEqual([]);
  });

  it('leaves alone who has the user name by now', async () => {
    const { app, tests } = needs();
    const { run } = await tests.renamed();
    await deleteByHand('zora');
    await run([ANN, CARL]);
    const other = 'zora,Zora Tannhof,tannhof@example.com,209,,,';
    const created = await run([ANN, CARL, other]);
    await tests.forgetAsked({ key: 'zora.quill@example.com' });
    expect(await tests.tablesWith(/zora\.quill|Winterberg|7654321|Zora Quill/i)).toEqual([]);
    expect(await tests.userNamed('zora')).not.toBeNull();
    expect(await tests.tablesWith(/Zora Tannhof/)).toContain('directory_connector_search_blocks');
    expect(await reportOf(app.strapi, created)).toMatchObject({ user: { create: 1 } });
    const again = await run([ANN, CARL, other]);
    expect((await reportOf(app.strapi, again)).user.unchanged).toBe(3);
  });

  it('is refused where nobody is known, several are, or a person must be told apart', async () => {
    const { app, admin, tests } = needs();
    const { profile, run } = await tests.brought();
    const shared = (name: string) => `${name},${name} Shared,office@example.com,,,,`;
    await run([ANN, CARL, shared('kim'), shared('lee')]);
    expect(await tests.refusalOf({ key: 'nobody@example.com' })).toBe('nobody-known');
    expect(await tests.refusalOf({ key: 'nobody', profile })).toBe('nobody-known');
    expect(await tests.refusalOf({ key: 'kim', profile: 'none' })).toBe('profile-not-found');
    expect(await tests.refusalOf({ key: 'office@example.com' })).toBe('forget-several');
    for (const name of ['kim', 'lee']) await deleteByHand(name);
    expect(await tests.refusalOf({ key: 'office@example.com' })).toBe('forget-several');
    const { names } = await tests.previewAsked({ key: 'kim' });
    expect(names).toEqual(['kim Shared']);
    const named = { key: 'kim', reference: 'kim Shared' };
    const refused = await admin.post(`${BASE}/forgettings`).send(named).expect(400);
    expect(refused.body.error.details.code).toBe('reference-names-person');
    expect(await rowsOf(app.strapi, 'directory_connector_forgettings')).toEqual([]);

    // As they stay behind when a record is deleted by SQL, or replaced by Strapi's import.
    const ann = (await rowsOf(app.strapi, 'directory_users')).find(
      ({ username }) => username === 'ann'
    );
    const owner = { record_type: 'user', profile, key_digest: 'none' };
    const kim = { ...owner, record_key: 'username:kim', noted: '{"said":{"displayName":"kim"}}' };
    await app.strapi.db.connection('directory_connector_owners').insert([
      {
        ...owner,
        record_id: ann?.id,
        document_id: ann?.document_id,
        record_key: 'username:ann',
        noted: '{"said":{}}',
      },
      { ...kim, record_id: ann?.id, document_id: 'replaced', profile: 'another' },
      { ...kim, record_id: 4711, document_id: 'deleted' },
    ]);
    await tests.forgetAsked({ key: 'kim' });
    expect(await tests.tablesWith(/kim/i)).toEqual([]);
    expect(await rowsOf(app.strapi, 'directory_connector_owners')).toMatchObject([
      { record_key: 'username:ann' },
    ]);
    expect(await tests.tablesWith(/lee Shared/)).toContain('directory_phonebook_entries');
  });

  it('is shown, forgotten and allowed again on the command line', async () => {
    const { app, tests } = needs();
    const { profile, run } = await tests.renamed();
    await run([ANN, CARL]);
    const { name } = await profilesOf(app.strapi).find(profile);
    const call = (...words: string[]): Promise<Answer> => answerOf(app.strapi, words);
    const shown = await call('forget', name, 'zora', '--test');
    expect(shown.json).toMatchObject({ records: [], counts: { credentials: 1 } });
    expect(await tests.tablesWith(TRACES)).not.toEqual([]);
    await expect(call('forget', name, 'zora')).rejects.toThrow('--confirm');
    await expect(call('forget', name, 'zora', '--confirm', 'ann')).rejects.toThrow('--confirm');
    await expect(call('forget', name, 'nobody', '--test')).rejects.toThrow('Nothing is stored');
    await expect(call('allow-again', name, 'zora')).rejects.toThrow('leave nobody out');

    const words = ['--confirm', 'zora', '--reference', 'ticket 4711'];
    const forgotten = await call('forget', name, 'zora', ...words);
    expect(forgotten).toMatchObject({ exitCode: 0, json: { state: 'done', keepOut: true } });
    expect(await tests.tablesWith(TRACES)).toEqual([]);
    expect(await call('allow-again', name, 'zora')).toMatchObject({ exitCode: 0 });
    await run([ANN, zora('Zora Quill'), CARL]);
    expect(await tests.userNamed('zora')).not.toBeNull();
  });
};
