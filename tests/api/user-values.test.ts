import type { Core } from '@strapi/strapi';

import { clear, createProfile, dump, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const noSecrets = { password: false, sipPassword: false, pin: false };
const GENERATED = { generate: { extension: { from: 100, to: 199 }, ...noSecrets } };
const OFF = { generate: { extension: null, ...noSecrets } };

const PEOPLE = 'username;displayname;Telefon\nanna;Anna;\nbert;Bert;+49 30 1\ncarl;Carl;-\n';

/** The number of each person's entry, and the extension that the person has. */
const numbers = async (strapi: Core.Strapi): Promise<Record<string, unknown[]>> => {
  const users = await strapi.db
    .query('plugin::directory-connector.user')
    .findMany({ populate: ['phonebookEntries'], orderBy: { username: 'asc' } });
  return Object.fromEntries(
    users.map(({ username, extension, phonebookEntries }) => [
      username,
      [extension, ...phonebookEntries.map((entry: { phone: string | null }) => entry.phone)],
    ])
  );
};

describe('values of the user in entries', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const runTwice = async (id: string, csv: string) => {
    const report = await runText(app.strapi, id, csv);
    const stored = await dump(app.strapi);
    const again = await runText(app.strapi, id, csv);
    expect(again).toMatchObject({ status: 'succeeded', user: { update: 0 } });
    expect(again.phonebookEntry).toMatchObject({ create: 0, update: 0, remove: 0 });
    expect(await dump(app.strapi)).toEqual(stored);
    return report;
  };

  it.each([
    ['no column for numbers', PEOPLE.replace(/;[^;\n]*$/gm, ''), ['100', '101', '102']],
    ['one that only some fill', PEOPLE, ['100', '+49 30 1', '102']],
  ])('take generated extensions by automatic matching, with %s', async (_, csv, phones) => {
    const id = await createProfile(app.strapi, GENERATED);
    const report = await runTwice(id, csv);
    expect(report).toMatchObject({ status: 'succeeded', phonebookEntry: { create: 3 } });
    expect(await numbers(app.strapi)).toEqual({
      anna: ['100', phones[0]],
      bert: ['101', phones[1]],
      carl: ['102', phones[2]],
    });
  });

  it('reach entries that are there already, and follow a change', async () => {
    const template =
      '{"user": [{"username": "{{{username}}}", {{#if ext}}"extension": "{{{ext}}}",{{/if}} "post": {"phonebook": [{"displayName": "{{{displayname}}}", "phone": "{{{user.extension}}}", "notes": "Tel. {{{user.extension}}} of \\"{{{user.username}}}\\""}]}}]}';
    const csv = (ext: string): string => `username;displayname;ext\nanna;Anna;${ext}\nbert;Bert;\n`;
    const id = await createProfile(app.strapi, { ...GENERATED, template });
    await runTwice(id, csv(''));
    expect(await numbers(app.strapi)).toEqual({ anna: ['100', '100'], bert: ['101', '101'] });
    await runTwice(id, csv('150'));
    expect(await numbers(app.strapi)).toEqual({ anna: ['150', '150'], bert: ['101', '101'] });
    const entries = await app.strapi.db
      .query('plugin::directory-connector.phonebook-entry')
      .findMany({ orderBy: { displayName: 'asc' } });
    expect(entries.map(({ notes }) => notes)).toEqual(['Tel. 150 of "anna"', 'Tel. 101 of "bert"']);
  });

  it('change nothing where nobody has an extension', async () => {
    const id = await createProfile(app.strapi, OFF);
    const csv = PEOPLE.replace(/;[^;\n]*$/gm, '');
    await runText(app.strapi, id, csv);
    await app.strapi.db
      .query('plugin::directory-connector.phonebook-entry')
      .updateMany({ where: { displayName: 'Anna' }, data: { phone: '5' } });
    await runTwice(id, csv);
    expect(await numbers(app.strapi)).toEqual({
      anna: [null, '5'],
      bert: [null, null],
      carl: [null, null],
    });
  });
});
