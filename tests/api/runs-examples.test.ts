import type { Core } from '@strapi/strapi';

import { clear, createProfile, dump, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const PASCOM_CSV = `"displayname","username","password","pin","phone","givenname","surname","email","mobile","homephone","job"
"Max Muster","mmuster","12ab34cd56","1234","345","Max","Muster","","","","Sales Director"
`;

const PASCOM_TEMPLATE = `{
  "identity": [{

    "003use_bez": "{{{displayname}}}",
    "003use_name": "{{{username}}}",
    "003use_pw": "{{{password}}}",
    "011acc_pin": "{{{pin}}}",
    "009ext_extension": "{{{phone}}}",
    "016voi_email": "{{{email}}}"
    ,"post": {
      "phonebook": [{
        "028pho_bez" :  "{{{displayName}}}",
        "028pho_firstname" :  "{{{givenName}}}",
        "028pho_lastname" : "{{{surname}}}",
        "028pho_email" :  "{{{email}}}",
        "028pho_notes" :  "{{{job}}}"
      }]
    }
  }]
}`;

const CARUSTO_CSV = `"id";"name";"password";"sipPassword";"extension";"group";"groupId";"mobile";"mail";"dialplan";"language";"avatar"
"998510";"Elena";"{MD5}aY1RoZ2KEhzlgUmde3AWaA==";"111";"111";"Default";"982987";"+380500000000,+380670000000";"sekretar@carusto.com";"Outgoing";"RU";
`;

const users = (strapi: Core.Strapi) =>
  strapi.db.query('plugin::directory-connector.user').findMany({
    populate: ['phonebookEntries', 'phones'],
    orderBy: { username: 'asc' },
  });

describe('the examples of the two documents', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it("imports pascom's file with pascom's template and variable", async () => {
    const profile = await createProfile(app.strapi, {
      template: PASCOM_TEMPLATE,
      variables: [{ name: 'job', expression: 'job' }],
      preFilter: '$exists(displayname)',
    });
    const report = await runText(app.strapi, profile, PASCOM_CSV);
    expect(report).toMatchObject({
      status: 'succeeded',
      rows: { read: 1, filtered: 0, skipped: 0, failed: 0 },
      user: { create: 1, error: 0 },
      phonebookEntry: { create: 1, error: 0 },
      phone: { create: 0 },
      error: null,
    });
    const [user, ...others] = await users(app.strapi);
    expect(others).toEqual([]);
    expect(user).toMatchObject({
      username: 'mmuster',
      displayName: 'Max Muster',
      extension: '345',
      email: null,
      phonebookEntries: [
        {
          displayName: 'Max Muster',
          firstName: 'Max',
          lastName: 'Muster',
          notes: 'Sales Director',
        },
      ],
      phones: [],
    });
    expect(JSON.stringify(user)).not.toContain('12ab34cd56');
  });

  it("imports Carusto's file by automatic matching", async () => {
    const profile = await createProfile(app.strapi);
    const report = await runText(app.strapi, profile, CARUSTO_CSV);
    expect(report).toMatchObject({
      status: 'succeeded',
      user: { create: 1 },
      phonebookEntry: { create: 1 },
    });
    const [user] = await users(app.strapi);
    expect(user).toMatchObject({
      username: '998510',
      externalId: '998510',
      displayName: 'Elena',
      password: '{MD5}aY1RoZ2KEhzlgUmde3AWaA==',
      extension: '111',
      groupName: 'Default',
      groupId: '982987',
      mobileNumbers: ['+380500000000', '+380670000000'],
      email: 'sekretar@carusto.com',
      dialplan: 'Outgoing',
      language: 'RU',
      phonebookEntries: [{ displayName: 'Elena' }],
    });
    expect(report.matching?.matched).toContainEqual(
      expect.objectContaining({ column: 'mobile', type: 'user', attribute: 'mobileNumbers' })
    );
  });

  it.each([
    ['pascom', PASCOM_CSV, { template: PASCOM_TEMPLATE }],
    ['Carusto', CARUSTO_CSV, {}],
  ])("writes nothing when %s's file comes a second time", async (_name, csv, settings) => {
    const profile = await createProfile(app.strapi, settings);
    await runText(app.strapi, profile, csv);
    const before = await dump(app.strapi);
    const report = await runText(app.strapi, profile, csv);
    expect(report).toMatchObject({
      status: 'succeeded',
      user: { create: 0, update: 0, unchanged: 1, remove: 0, error: 0 },
      phonebookEntry: { create: 0, update: 0, unchanged: 1, remove: 0, error: 0 },
    });
    expect(await dump(app.strapi)).toEqual(before);
  });

  const HOSTILE = [
    'plain',
    '"quoted" and \\ back\\\\slash',
    'two\nlines\r\nand a\ttab',
    '{{username}} {{{password}}} {{#each}}',
    '</script><b>&amp;&lt;',
    '😀 \u2028 \u2029 \u00a0 ñ',
    '","003use_name":"root',
    "'; DROP TABLE directory_users; --",
    '=1+1',
    '__proto__',
  ];

  it('brings values that look like something else unchanged', async () => {
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = HOSTILE.map((text, index) => `u${index},${quote(text)}`);
    const template =
      '{"identity":[{"username":"{{username}}","post":{"phonebook":[{"displayName":"{{username}}","notes":"{{{text}}}"}]}}]}';
    const profile = await createProfile(app.strapi, { template });
    const csv = ['username,text', ...lines, ''].join('\n');
    const report = await runText(app.strapi, profile, csv);
    expect(report).toMatchObject({ status: 'succeeded', user: { create: HOSTILE.length } });
    const stored = await users(app.strapi);
    expect(stored.map((user) => user.phonebookEntries[0].notes)).toEqual(HOSTILE);
    expect(await runText(app.strapi, profile, csv)).toMatchObject({
      phonebookEntry: { unchanged: HOSTILE.length, update: 0 },
    });
  });
});
