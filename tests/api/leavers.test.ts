import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { catchMails } from '../support/mails';
import {
  clear,
  createProfile,
  NOTHING_GENERATED,
  profilesOf,
  runsOf,
  runText,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { alike, rowsOf, type Cells } from '../support/tables';

const COLUMNS = 'employeeid,username,displayname,phone,email';
const others = Array.from(
  { length: 12 },
  (_, index) => `${100 + index},user${index},U ${index},${1100 + index},`
);
const file = (...rows: string[]): string => [COLUMNS, ...rows, ...others, ''].join('\n');

const SETTINGS = { ...NOTHING_GENERATED, missing: 'disable', match: { user: 'externalId' } };

describe('people who leave and whose values others have', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());
  afterEach(() => clear(app.strapi));

  const users = async (): Promise<Record<string, Cells>> => {
    const rows = await rowsOf(app.strapi, 'directory_users');
    return Object.fromEntries(rows.map((row) => [String(row.external_id), row]));
  };

  /** The names at which a number is found. */
  const whose = async (phone: string): Promise<unknown[]> => {
    const rows: Record<string, unknown>[] = await app.strapi.db
      .connection('directory_phonebook_entries')
      .where({ phone })
      .orderBy('id');
    return rows.map(({ display_name: name }) => name);
  };

  it('give them up to the successor and to themselves under a new id, and have them again when they return', async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    const anna = '900,aahorn,Anna Ahorn,1190,';
    await runText(app.strapi, profile, file(anna));
    const left = await runText(app.strapi, profile, file());
    expect(left).toMatchObject({ status: 'succeeded', user: { update: 1 } });

    const bert = '901,bbirke,Bert Birke,1190,';
    const successor = await runText(app.strapi, profile, file(bert));
    expect(successor).toMatchObject({ status: 'succeeded', user: { create: 1, update: 1 } });
    expect(await runText(app.strapi, profile, file(bert))).toMatchObject({
      status: 'succeeded',
      user: { create: 0, update: 0, error: 0 },
    });
    expect((await users())['901']).toMatchObject({ extension: '1190', enabled: 1 });
    expect((await users())['900']).toMatchObject({ extension: null, username: 'aahorn' });
    expect(await whose('1190')).toEqual(['Bert Birke']);

    const again = '950,aahorn,Anna Ahorn,1191,';
    expect(await runText(app.strapi, profile, file(bert, again))).toMatchObject({
      status: 'succeeded',
      user: { create: 1, update: 1 },
    });
    expect((await users())['900']?.username).toMatch(/^aahorn \(left 20\d\d-\d\d-\d\d\)$/);

    const back = '900,anna.ahorn,Anna Ahorn,1190,';
    expect(await runText(app.strapi, profile, file(back))).toMatchObject({ status: 'succeeded' });
    expect((await users())['900']).toMatchObject({
      username: 'anna.ahorn',
      extension: '1190',
      enabled: 1,
      connector_missing_since_ms: null,
      connector_gave_up: null,
    });
    expect(await whose('1190')).toEqual(['Anna Ahorn']);
  });

  it('have their number again at what no row has, such as an entry made by hand', async () => {
    const settings = { ...SETTINGS, limits: { removePercent: null } };
    const profile = await createProfile(app.strapi, settings);
    const anna = '900,aahorn,Anna Ahorn,1190,';
    await runText(app.strapi, profile, file(anna));
    const { id } = await app.strapi.db
      .query('plugin::directory-connector.user')
      .findOne({ where: { externalId: '900' } });
    await app.strapi.documents('plugin::directory-connector.phonebook-entry').create({
      data: { displayName: 'Reception', phone: '1190', user: id },
    });
    expect(await whose('1190')).toEqual(['Anna Ahorn', 'Reception']);
    const bert = '901,bbirke,Bert Birke,1190,';
    const successor = await runText(app.strapi, profile, file(bert));
    expect(successor).toMatchObject({ status: 'succeeded', phonebookEntry: { update: 2 } });
    expect(await whose('1190')).toEqual(['Bert Birke']);
    await runText(app.strapi, profile, file(anna, '901,bbirke,Bert Birke,1195,'));
    expect(await whose('1190')).toEqual(['Anna Ahorn', 'Reception']);
    expect(
      await runText(app.strapi, profile, file(anna, '901,bbirke,Bert Birke,1195,'))
    ).toMatchObject({
      status: 'succeeded',
      user: { update: 0 },
      phonebookEntry: { update: 0 },
    });
  });

  it('have their record again under a new id where the profile says so, shown as its own kind', async () => {
    const settings = { ...SETTINGS, returning: 'same-person' };
    const profile = await createProfile(app.strapi, settings);
    expect(await profilesOf(app.strapi).find(profile)).toMatchObject({ returning: 'same-person' });
    await runText(app.strapi, profile, file('900,aahorn,Anna Ahorn,1190,anna@x.test'));
    const before = (await users())['900'];
    await runText(app.strapi, profile, file());
    const again = '950,anna,Anna Ahorn,1191,anna@x.test';
    const report = await runText(app.strapi, profile, file(again));
    expect(report).toMatchObject({ status: 'succeeded', user: { create: 0, update: 1 } });
    expect(report.issues).toMatchObject([{ code: 'returned-under-new-id', severity: 'info' }]);
    expect((await users())['950']).toMatchObject({
      document_id: before?.document_id,
      username: 'anna',
      enabled: 1,
    });
    const [row]: Cells[] = await app.strapi.db
      .connection('directory_connector_changes')
      .where({ kind: 'returned' });
    expect(row && alike(row)).toMatchObject({ action: 'update', applied: 1 });

    await runText(app.strapi, profile, file());
    const both = file('950,anna,Anna Ahorn,1191,', '960,other,Anna Ahorn,1192,anna@x.test');
    const held = await runText(app.strapi, profile, both);
    expect(held).toMatchObject({ status: 'held', error: { code: 'returned-twice' } });
  });

  it('are switched off together with what their successors get', async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, profile, file('900,aahorn,Anna Ahorn,1190,'));
    const report = await runText(app.strapi, profile, file('901,aahorn,Anton Ahorn,1190,'));
    expect(report).toMatchObject({ status: 'succeeded', user: { create: 1, update: 1, error: 0 } });
    expect((await users())['900']).toMatchObject({ enabled: 0, extension: null });
    expect((await users())['901']).toMatchObject({ enabled: 1, extension: '1190' });
  });

  it.each([
    ['another header row', (csv: string) => `People\n\n${csv}`],
    ['another encoding', (csv: string) => Buffer.from(csv, 'utf16le')],
    ['an encoding without what the last one had', (csv: string) => Buffer.from(csv, 'latin1')],
  ])('are not switched off unasked when the file is read in another way: %s', async (_, write) => {
    const profile = await createProfile(app.strapi, SETTINGS);
    const run = async (csv: string | Buffer) => {
      const path = join(app.folder, 'read.csv');
      await writeFile(path, csv);
      const started = await runsOf(app.strapi).start({
        profileId: profile,
        kind: 'run',
        trigger: 'cli',
        file: path,
      });
      return started.done;
    };
    const umlaut = '800,mueller,Jörg Müller,1500,';
    await run(file('900,aahorn,Anna Ahorn,1190,', umlaut));
    const held = await run(write(file(umlaut)));
    expect(held).toMatchObject({ status: 'held', error: { code: 'source-read-differently' } });
    expect((await users())['900']).toMatchObject({ enabled: 1 });
    expect(await run(file(umlaut))).toMatchObject({ status: 'succeeded', user: { update: 1 } });
  });

  it('stay on while a row that is not imported wants something of theirs', async () => {
    const notify = { emails: ['ops@example.com'] };
    const profile = await createProfile(app.strapi, { ...SETTINGS, notify });
    const post = catchMails(app.strapi);
    await app.strapi
      .documents('plugin::directory-connector.user')
      .create({ data: { username: 'taken' } });
    await runText(app.strapi, profile, file('900,aahorn,Anna Ahorn,1190,'));
    for (let round = 1; round <= 7; round += 1) {
      const report = await runText(app.strapi, profile, file('901,taken,Anton Ahorn,1190,'));
      expect(report.issues.map(({ row, code }) => `${row} ${code}`)).toEqual([
        '2 duplicate-username',
        '2 kept-for-failed-row',
      ]);
      expect((await users())['900']).toMatchObject({ enabled: 1, extension: '1190' });
      expect(post.subjects()).toEqual(round > 5 ? ['keeps people who have left'] : []);
    }
    post.end();
    expect(post.mails[0]?.text).toMatch(/^1 record .* kept for more than five runs/);
    expect(JSON.stringify(post.mails)).not.toMatch(/Ahorn|1190|taken/);
  });

  it('stay on while nobody can tell whom a row is about, which is told once, and that it is over', async () => {
    const notify = { emails: ['ops@example.com'] };
    const profile = await createProfile(app.strapi, { ...SETTINGS, notify });
    const post = catchMails(app.strapi);
    const ANNA = '900,aahorn,Anna Ahorn,1190,';
    const NOBODY = ',aahorn2,Anton Ahorn,1191,';
    const run = (...lines: string[]) => runText(app.strapi, profile, file(...lines));
    await run(ANNA, '902,bbuche,Bea Buche,1192,');
    for (let round = 1; round <= 5; round += 1) await run(ANNA, NOBODY);
    await run(ANNA, '902,bbuche,Bea Buche,1192,');
    for (let round = 1; round <= 7; round += 1) {
      const { issues } = await run(ANNA, NOBODY);
      expect(issues.map(({ code }) => code)).toContain('removal-skipped');
      expect(post.subjects()).toEqual(round > 5 ? ['removes nobody any more'] : []);
    }
    expect((await users())['902']).toMatchObject({ enabled: 1 });
    expect(post.mails[0]?.text).toMatch(/has removed or disabled nobody .* correct the rows/s);
    await run(ANNA);
    expect((await users())['902']).toMatchObject({ enabled: 0 });
    expect(post.subjects()).toEqual(['removes nobody any more', 'works again']);
    post.end();
    expect(JSON.stringify(post.mails)).not.toMatch(/Ahorn|119|Buche/);
  });
});
