import type { Core, UID } from '@strapi/strapi';

import type { PersonView } from '../../shared/contracts/lookup';
import { createProfile, lookupOf, NOTHING_GENERATED, renewalOf, runText, settingsOf } from './runs';
import { rowsOf } from './tables';

const USER = 'plugin::directory-connector.user' as UID.ContentType;
const ENTRY = 'plugin::directory-connector.phonebook-entry' as UID.ContentType;

const PLAN = {
  defaultCountry: 'DE',
  numbering: { prefix: '+49305550', extensionLength: 3 },
};

/** What the tables hold, whatever the order in which it was written. */
const noted = async (strapi: Core.Strapi) => {
  const lines = async (table: string): Promise<string[]> =>
    (await rowsOf(strapi, table)).map(({ id: _, ...row }) => JSON.stringify(row)).sort();
  return { numbers: await lines('directory_numbers'), names: await lines('directory_names') };
};

/** Reads everything again from the records, by which the tables must be as they were. */
export const expectTrue = async (strapi: Core.Strapi): Promise<void> => {
  const before = await noted(strapi);
  await strapi.db.transaction(({ trx }) => renewalOf(strapi).forget(trx));
  await renewalOf(strapi).look();
  expect(before).toEqual(await noted(strapi));
};

const PROFILE = {
  ...NOTHING_GENERATED,
  limits: { removePercent: null },
  match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
  fields: [
    {
      type: 'user',
      values: {
        username: { column: 'login' },
        displayName: { column: 'name' },
        extension: { column: 'ext' },
        mobileNumbers: { column: 'mobile' },
      },
    },
    {
      type: 'phonebookEntry',
      values: {
        externalId: { column: 'login' },
        displayName: { column: 'name' },
        organisation: { column: 'company' },
        phone: { column: 'phone' },
      },
    },
  ],
};

const HEADER = 'login;name;ext;mobile;company;phone';
const csv = (...lines: string[]): string => [HEADER, ...lines, ''].join('\n');

const FIRST = [
  'jm;Jörg Müller;204;0171 2345678;Example Works;030 5550-204',
  'zb;Zoë van der Berg;205;+49 (0)172 / 99 88 77 6;Example Works;',
  "so;Sinéad O'Brien;;;;0033 1 42 68 53 00",
];

const namesOf = (people: PersonView[]): (string | null)[] =>
  people.map(({ displayName }) => displayName);

/** Numbers and names of what was imported and changed by hand, on the database of an app. */
export const testLookup = (strapi: () => Core.Strapi): void => {
  const find = async (number: string, user?: string) =>
    (await lookupOf(strapi()).lookup(number, user)).data.map(
      ({ displayName, match, number: n }) => [displayName, match, n.kind]
    );
  const search = async (typed: string, user?: string) =>
    namesOf(await lookupOf(strapi()).search(typed, user));

  it('numbers and names are true after imports, hand edits and leavers', async () => {
    await settingsOf(strapi()).change(PLAN, 'test');
    const profile = await createProfile(strapi(), PROFILE);
    const report = await runText(strapi(), profile, csv(...FIRST));
    expect(report).toMatchObject({ status: 'succeeded', user: { create: 3 } });

    expect(await find('+49 171 2345678')).toEqual([['Jörg Müller', 'number', 'mobile']]);
    expect(await find('00491712345678')).toEqual([['Jörg Müller', 'number', 'mobile']]);
    expect(await find('204')).toEqual([
      ['Jörg Müller', 'number', 'extension'],
      ['Jörg Müller', 'number', 'phone'],
    ]);
    expect(await find('030 / 5550 204')).toEqual(await find('204'));
    expect(await search('mu jo')).toEqual(['Jörg Müller']);
    expect(await search('Mueller')).toEqual(['Jörg Müller']);
    expect(await search('exam')).toEqual(['Jörg Müller', 'Zoë van der Berg']);
    expect(await search('ob')).toEqual(["Sinéad O'Brien"]);
    expect(await search('685')).toEqual(['Jörg Müller']);
    expect(await search('20')).toEqual(['Jörg Müller', 'Zoë van der Berg']);
    await expectTrue(strapi());

    await runText(
      strapi(),
      profile,
      csv('jm;Jörg Meyer;206;0171 2345678;Other;030 5550-206', FIRST[1]!)
    );
    expect(await search('mull')).toEqual([]);
    expect(await search('mey')).toEqual(['Jörg Meyer']);
    expect(await find('204')).toEqual([]);
    expect(await search('ob')).toEqual([]);
    await expectTrue(strapi());

    const documents = strapi().documents(USER);
    const user = await documents.findFirst({ filters: { username: 'zb' } });
    const documentId = String(user?.documentId);
    await documents.update({ documentId, data: { displayName: 'Zoë Ünal', extension: '207' } });
    const entries = strapi().documents(ENTRY);
    const { documentId: secret } = await entries.create({
      data: { displayName: 'Dr. Quiet', phone: '030 777123', private: true, user: documentId },
    });
    await entries.create({ data: { displayName: 'Nobody’s Quiet', phone: '1', private: true } });
    await expectTrue(strapi());
    expect(await search('qui')).toEqual([]);
    expect(await search('qui', documentId)).toEqual(['Dr. Quiet']);
    expect(await find('030777123')).toEqual([]);
    expect(await find('030777123', documentId)).toEqual([['Dr. Quiet', 'number', 'phone']]);

    await documents.update({ documentId, data: { phonebookEntries: { disconnect: [secret] } } });
    expect(await search('qui', documentId)).toEqual([]);
    await expectTrue(strapi());
    await strapi()
      .db.query(ENTRY)
      .updateMany({ where: { documentId: secret }, data: { private: false } });
    expect(await search('qui')).toEqual(['Dr. Quiet']);
    await documents.update({ documentId, data: { enabled: false } });
    expect(await search('unal')).toEqual([]);
    expect(await find('207')).toEqual([['Zoë Ünal', 'number', 'extension']]);
    await expectTrue(strapi());

    await documents.delete({ documentId });
    await strapi()
      .db.query(ENTRY)
      .deleteMany({ where: { displayName: { $contains: 'Quiet' } } });
    await expectTrue(strapi());
    expect(await find('207')).toEqual([]);
    await strapi()
      .db.query(ENTRY)
      .createMany({ data: [{ displayName: 'Many A' }, { displayName: 'Many B', fax: '204' }] });
    expect(await search('many')).toEqual(['Many A', 'Many B']);
    await expectTrue(strapi());
    for (const uid of [USER, ENTRY]) await strapi().db.query(uid).deleteMany({ where: {} });
    await expectTrue(strapi());
  });

  it('changed settings are applied to what is stored', async () => {
    await strapi()
      .documents(USER)
      .create({
        data: { username: 'jm', displayName: 'Jörg Meyer', extension: '206' },
      });
    const plan = { prefix: '+4989123', extensionLength: null };
    await settingsOf(strapi()).change({ numbering: plan }, 'test');
    await renewalOf(strapi()).look();
    expect(await find('+4989123206')).toEqual([]);
    // Other instances still take the former settings for current at the first look.
    await renewalOf(strapi()).look();
    expect(await find('+4989123206')).toEqual([['Jörg Meyer', 'number', 'extension']]);
    await expectTrue(strapi());
    await strapi().db.query(USER).deleteMany({ where: {} });
  });
};
