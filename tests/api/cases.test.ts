import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import type { RunReport } from '../../shared/contracts/runs';
import { isLong } from '../support/rounds';
import { clear, createProfile, dump, runFile, type WholeReport } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

/** Files of real people's programs that were misread once. */
const FOLDER = path.join(__dirname, '../fixtures/cases');

interface Person {
  username: string;
  documentId: string;
  [attribute: string]: unknown;
  phonebookEntries: Record<string, unknown>[];
  phones: Record<string, unknown>[];
}

type People = Record<string, Person>;

interface Step {
  file: string;
  /** Another one than `profile.json`. A new profile begins with nothing stored. */
  profile?: string;
  /** Makes a new profile, which differs in these. */
  settings?: Record<string, unknown>;
  status?: RunReport['status'];
  /** The codes of the issues that are told, each once, however often. */
  codes?: string[];
  check(people: People, report: WholeReport, before: People): void;
}

const entry = (person: Person | undefined) => person?.phonebookEntries[0];
const desk = (person: Person | undefined) => person?.phones[0];

/** One attribute of all people, by their user names. */
const each = (people: People, read: (person: Person) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(people).map(([name, person]) => [name, read(person)]));

const twelveOthers = (people: People): string[] =>
  Object.keys(people).filter((name) => /^user\d+$/.test(name));

const NAMES_BY_HEADER: Step['check'] = (people) =>
  expect(each(people, ({ displayName, extension }) => [displayName, extension])).toEqual({
    anna: [expect.stringMatching(/^Anna Ahorn$|^Ahorn, Anna$/), '301'],
    bert: [expect.stringMatching(/^Bert Birke$|^Birke, Bert$/), '302'],
    cleo: [expect.stringMatching(/^Cleo Chili$|^Chili, Cleo$/), '303'],
  });

const CASES: Record<string, Step[]> = {
  'constant-formula': [
    {
      file: 'f.csv',
      check: (people) => {
        expect(each(people, ({ extension }) => extension)).toEqual({
          anna: '0301',
          bert: '0302',
          cleo: '0303',
        });
        expect(each(people, ({ mobileNumbers }) => mobileNumbers)).toEqual({
          anna: ['01715550101'],
          bert: ['01715550102'],
          cleo: ['01715550103'],
        });
        expect(entry(people.anna)?.homePhone).toBe('+49305550101');
      },
    },
  ],
  'csvde-memberof': [
    {
      file: 'csvde.csv',
      check: ({ anna, bert }) => {
        expect(anna?.roles).toEqual([
          'CN=Sales,OU=Groups,DC=example,DC=org',
          'CN=Phone Admins,OU=Groups,DC=example,DC=org',
        ]);
        expect(bert?.roles).toEqual(['CN=Sales,OU=Groups,DC=example,DC=org']);
        expect([bert?.displayName, bert?.lastName]).toEqual(['Bert Müller', 'Müller']);
        expect([anna?.enabled, bert?.enabled]).toEqual([true, false]);
        expect(anna?.externalId).toBe('3d2c1b0a-5f4e-7160-8293-a4b5c6d7e8f9');
      },
    },
  ],
  'dropped-trailing-delimiters': [
    {
      file: 'third-short.csv',
      codes: ['cells-not-given'],
      check: (people, { user, rows }) => {
        expect([Object.keys(people).length, user.error, rows.failed]).toEqual([24, 0, 0]);
        expect(entry(people.u2)).toMatchObject({ fax: '0301', notes: 'Boss' });
      },
    },
    {
      file: 'most-short.csv',
      codes: ['cells-not-given'],
      check: (people, { user }) => {
        expect([Object.keys(people).length, user.error]).toEqual([60, 0]);
      },
    },
  ],
  'e164-drops-extension': [
    {
      file: 'n.csv',
      status: 'succeeded-with-errors',
      check: (people) => {
        const american = each(people, (person) => entry(person)?.phone);
        expect(american).toMatchObject({
          u0: '+15550104477;ext=204',
          u1: '+12125550147;ext=204',
          u2: '+12125550147;ext=204',
          u3: '+12125550147;ext=204',
          u7: '**600',
          u8: '*31#004930555',
        });
        expect(each(people, (person) => entry(person)?.mobile)).toMatchObject({
          u4: '+49305550101',
          u5: '+491715550101',
          u6: '+491715550101',
          u9: '+491715550101',
          u10: '+491715550101',
        });
      },
    },
  ],
  'e164-internal': [
    {
      file: 'n.csv',
      check: (people) =>
        expect(each(people, (person) => entry(person)?.mobile)).toMatchObject({
          u0: '12',
          u1: '204',
          u2: '2041',
          u3: '20412',
          u4: '204123',
          u5: '5550101',
          u6: '+49305550101',
          u8: '110',
          u9: '112',
          u10: '116117',
          u11: '19222',
          u12: '+4930123456101',
        }),
    },
  ],
  'excel-numbers': [
    {
      file: 'x.csv',
      status: 'succeeded-with-errors',
      check: (people, report) => {
        expect(Object.keys(people)).toEqual(['anna', 'bert', 'cleo', 'dora']);
        expect(people.anna).toMatchObject({ extension: '951', mobileNumbers: null });
        const problems = report.issues.filter(({ severity }) => severity === 'error');
        expect([...new Set(problems.map(({ value }) => value))]).toEqual(
          expect.arrayContaining(['4,91716E+12', '3,05550E+09', '952,00', '9.53E+02', '#NV'])
        );
        const stored = JSON.stringify(
          each(people, (person) => [person.extension, person.mobileNumbers, entry(person)])
        );
        for (const value of ['E+', '952,00', '#NV', '#BEZUG!']) expect(stored).not.toContain(value);
      },
    },
  ],
  'first-line-is-no-header': [
    { file: 'title-delimited.csv', check: NAMES_BY_HEADER },
    { file: 'title-plain-comma.csv', check: NAMES_BY_HEADER },
    { file: 'a.csv', check: NAMES_BY_HEADER },
    { file: 'export-csv.csv', settings: {}, check: NAMES_BY_HEADER },
  ],
  'german-and-outlook-columns': [
    {
      file: 'german-list.csv',
      check: ({ anna }) => {
        expect(anna).toMatchObject({
          displayName: 'Anna Ahorn',
          extension: '931',
          email: 'anna@example.org',
          mobileNumbers: ['+491715550101'],
        });
        expect(entry(anna)).toMatchObject({ phone: '+49305550101', mobile: '+491715550101' });
        expect(desk(anna)).toMatchObject({ mac: '00:0b:82:4f:00:01', ip: '10.0.0.1' });
      },
    },
    {
      file: 'outlook-de.csv',
      settings: { match: { user: 'email' }, mode: 'create-update' },
      check: (people) => {
        const anna = Object.values(people).find(({ lastName }) => lastName === 'Ahorn');
        expect(entry(anna)).toMatchObject({
          organisation: 'Ahorn GmbH',
          notes: 'Inhaberin',
          phone: '+49 30 5550101',
          mobile: '+49 171 5550101',
        });
        expect(anna?.groupName).toBe('Vertrieb');
      },
    },
  ],
  'header-invisible': [
    { file: 'nbsp.csv', check: ({ anna }) => expect(anna?.extension).toBe('911') },
    { file: 'double-bom-quoted.csv', check: ({ cleo }) => expect(cleo?.extension).toBe('913') },
    { file: 'double-space.csv', check: ({ dora }) => expect(dora?.extension).toBe('914') },
    {
      file: 'double-bom-quoted2.csv',
      profile: 'profile-auto.json',
      check: ({ emil }) => expect(emil?.extension).toBe('915'),
    },
    {
      file: 'newline-in-header.csv',
      profile: 'profile-auto.json',
      settings: {},
      check: ({ fred }) => expect(fred?.displayName).toBe('Fred Fink'),
    },
  ],
  'invisible-characters': [
    {
      file: 'i.csv',
      check: (people) => {
        expect(Object.keys(people)).toEqual(['anna', 'bert', 'cleo', 'dora']);
        expect(each(people, ({ extension }) => extension)).toEqual({
          anna: '901',
          bert: '902',
          cleo: '903',
          dora: '904',
        });
        expect(people.bert).toMatchObject({ email: 'bert@example.org' });
        expect(people.cleo).toMatchObject({ email: 'cleo@example.org' });
        expect(people.anna?.mobileNumbers).toEqual(['+491715550101']);
        expect(people.cleo?.mobileNumbers).toEqual(['+491715550103']);
        expect(entry(people.anna)?.homePhone).toBe('+49305550101');
        expect(desk(people.anna)?.mac).toBe('00:0b:82:4f:00:01');
        expect(desk(people.bert)?.mac).toBe('00:0b:82:4f:00:02');
      },
    },
    {
      file: 'i2.csv',
      check: (people, _report, before) =>
        expect(people.cleo?.documentId).toBe(before.cleo?.documentId),
    },
  ],
  'leaver-holds-extension': [
    { file: '1.csv', check: (people) => expect(people.aahorn?.extension).toBe('1190') },
    { file: '2-left.csv', check: (people) => expect(people.aahorn?.enabled).toBe(false) },
    {
      file: '3-successor-gets-extension.csv',
      check: ({ aahorn, bbirke }) => {
        expect(bbirke).toMatchObject({ extension: '1190', enabled: true });
        expect(aahorn).toMatchObject({ extension: null, enabled: false });
      },
    },
    {
      file: '4-rehired-new-id.csv',
      check: (people, _report, before) => {
        expect(people.aahorn).toMatchObject({
          externalId: '950',
          extension: '1191',
          enabled: true,
        });
        const leaver = Object.values(people).find(({ externalId }) => externalId === '900');
        expect(leaver?.documentId).toBe(before.aahorn?.documentId);
        expect(leaver?.username).toMatch(/^aahorn \(left \d{4}-\d\d-\d\d\)$/);
        expect(twelveOthers(people)).toHaveLength(12);
      },
    },
  ],
  'legacy-encodings': [
    {
      file: 'de-macroman-cr.csv',
      check: (people) =>
        expect(each(people, ({ displayName }) => displayName)).toEqual({
          jmueller: 'Jörg Müller',
          sgross: 'Sabine Groß',
          boezdemir: 'Ünal Özdemir',
        }),
    },
    {
      file: 'no-u-umlaut-cp850.csv',
      settings: {},
      check: (people) =>
        expect(each(people, ({ displayName }) => displayName)).toMatchObject({
          jboehm: 'Jörg Böhm',
          kjaeger: 'Käthe Jäger',
          sgross: 'Sabine Groß',
        }),
    },
  ],
  'nfc-nfd': [
    { file: 'nfc.csv', check: (people) => expect(Object.keys(people)).toHaveLength(13) },
    {
      file: 'nfd.csv',
      check: (people, { user }, before) => {
        expect([user.create, user.remove]).toEqual([0, 0]);
        expect(
          Object.values(people)
            .map(({ documentId }) => documentId)
            .sort()
        ).toEqual(
          Object.values(before)
            .map(({ documentId }) => documentId)
            .sort()
        );
      },
    },
    {
      file: 'both.csv',
      status: 'succeeded-with-errors',
      check: (_people, { user, issues }) => {
        expect(user.error).toBe(1);
        expect(issues.map(({ code }) => code)).toContain('duplicate-username');
      },
    },
  ],
  'repeated-header': [
    {
      file: 'r.csv',
      codes: ['repeated-header'],
      check: (people) => expect(Object.keys(people)).toEqual(['anna', 'bert']),
    },
  ],
  'username-case': [
    { file: '1.csv', check: (people) => expect(Object.keys(people)).toHaveLength(13) },
    {
      file: '2.csv',
      check: (people, { user }, before) => {
        expect(user).toMatchObject({ create: 0, update: 1, remove: 0, error: 0 });
        expect(people.MMuster?.documentId).toBe(before.mmuster?.documentId);
        expect(people.MMuster?.extension).toBe(before.mmuster?.extension);
        expect(desk(people.MMuster)?.id).toBe(desk(before.mmuster)?.id);
      },
    },
    {
      file: '3.csv',
      status: 'succeeded-with-errors',
      check: (people, { issues }) => {
        expect(Object.keys(people)).toHaveLength(13);
        expect(issues.map(({ code }) => code)).toContain('duplicate-username');
      },
    },
  ],
  'wahr-falsch': [
    {
      file: 'de.csv',
      check: (people) =>
        expect(each(people, ({ enabled }) => enabled)).toEqual({
          anna: true,
          bert: false,
          cleo: true,
        }),
    },
    {
      file: 'en.csv',
      settings: {},
      check: (people) =>
        expect(each(people, ({ enabled }) => enabled)).toMatchObject({
          fred: true,
          gabi: false,
          hans: true,
          ines: true,
          jana: true,
        }),
    },
  ],
};

const peopleOf = async (strapi: Core.Strapi): Promise<People> => {
  const users: Person[] = await strapi.db.query('plugin::directory-connector.user').findMany({
    populate: ['phonebookEntries', 'phones'],
    orderBy: { id: 'asc' },
  });
  return Object.fromEntries(
    users.map((user) => [user.username ?? user.email, user] as [string, Person])
  );
};

const readJson = (...parts: string[]): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(FOLDER, ...parts), 'utf8'));

describe('files that were misread once', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it.each(Object.entries(CASES))('%s', async (folder, steps) => {
    let profile: string | null = null;
    let current: string | undefined;
    for (const [place, { file, settings, check, ...step }] of steps.entries()) {
      const name = step.profile ?? 'profile.json';
      if (profile === null || settings || name !== current) {
        const { name: _name, ...stored } = readJson(folder, name);
        await clear(app.strapi);
        profile = await createProfile(app.strapi, { ...stored, ...settings });
      }
      current = name;
      const before = await peopleOf(app.strapi);
      const source = path.join(FOLDER, folder, file);
      const report = await runFile(app.strapi, profile, source);
      expect([file, report.error, report.status]).toEqual([file, null, step.status ?? 'succeeded']);
      const found = report.issues.map(({ code }) => code);
      if (step.codes) expect([...new Set(found)]).toEqual(expect.arrayContaining(step.codes));
      check(await peopleOf(app.strapi), report, before);

      if (!isLong && place < steps.length - 1) continue;
      const written = await dump(app.strapi);
      const again = await runFile(app.strapi, profile, source);
      expect([file, again.status]).toEqual([file, report.status]);
      expect(await dump(app.strapi)).toEqual(written);
    }
  });

  it('is all of them', () => {
    expect(Object.keys(CASES).sort()).toEqual(readdirSync(FOLDER).sort());
  });
});
