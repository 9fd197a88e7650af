import path from 'node:path';

import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { runToEnd } from '../support/panel-data';
import { profilesOf } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';

const OUTLOOK = path.resolve(__dirname, '..', 'fixtures', 'presets', 'outlook-contacts.de.csv');

const SUPPLIERS = ['Firma,Name,Telefon', 'Acme,Ann Ahorn,0301', 'Acme,Bob Birke,0302', ''];
const STAFF = [
  'Name,E-Mail,Durchwahl',
  'Ann Ahorn,ann@example.com,301',
  'Bob Birke,bob@example.com,302',
  '',
];

describeWithBrowser('a file without user names', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
  });

  const heading = (name: string) => page.getByRole('heading', { name });
  const radio = (name: string) => page.getByRole('radio', { name, exact: true });
  const next = () => page.getByRole('button', { name: 'Next' }).click();
  const count = (type: 'user' | 'phonebook-entry') =>
    panel.strapi.db.query(`plugin::directory-connector.${type}`).count();

  const begin = async (name: string, file: string | string[]): Promise<void> => {
    await goTo(page, '/admin/plugins/directory-connector/profiles/new');
    await heading('New connector profile').waitFor();
    await page.getByLabel('Name of the profile').fill(name);
    const buffer = Buffer.from(Array.isArray(file) ? file.join('\n') : '');
    const given = Array.isArray(file) ? { name: 'file.csv', mimeType: 'text/csv', buffer } : file;
    await page.locator('input[type="file"]').setInputFiles(given);
    await page.getByText(Array.isArray(file) ? 'file.csv' : path.basename(file)).waitFor();
  };

  const toFields = async (): Promise<void> => {
    await next();
    await heading('Which column fills which field?').waitFor();
  };

  /** Saves what the wizard has; returns the profile. */
  const save = async (name: string) => {
    await next();
    await heading('What may a run change?').waitFor();
    await next();
    await heading('Check and finish').waitFor();
    await page.getByRole('button', { name: 'Save only' }).click();
    await heading(name).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    return profilesOf(panel.strapi).find(id);
  };

  it('may be an export of contacts, which is known for one', async () => {
    await begin('Outlook', OUTLOOK);
    await page.getByText('The columns look like this export: Outlook contacts').waitFor();
    expect(await radio('Contacts').isChecked()).toBe(true);
    await toFields();
    expect(await heading('Users').count()).toBe(0);
    const { id, fields, match } = await save('Outlook');
    expect(fields?.map(({ type }) => type)).toEqual(['phonebookEntry']);
    expect(match.phonebookEntry).toEqual(['displayName', 'organisation']);
    await runToEnd(panel, id);
    expect([await count('user'), (await count('phonebook-entry')) > 0]).toEqual([0, true]);
  });

  it('may hold contacts because a person says so', async () => {
    await begin('Suppliers', SUPPLIERS);
    expect(await radio('People with accounts').isChecked()).toBe(true);
    await radio('Contacts').check();
    await toFields();
    await page.getByText('The contacts: one for each row.').waitFor();
    const { fields } = await save('Suppliers');
    expect(fields?.map(({ type }) => type)).toEqual(['phonebookEntry']);
  });

  it('of people gets user names from what everybody has, in words', async () => {
    await begin('Staff', STAFF);
    await toFields();
    await heading('No column holds user names').waitFor();
    await page
      .getByText('The email address of column "E-Mail", such as "ann@example.com".')
      .waitFor();
    await radio('The email address').check();
    const { id, fields, match } = await save('Staff');
    expect(fields?.[0]?.values.username).toEqual({ column: 'E-Mail' });
    expect(match.user).toBe('username');
    await runToEnd(panel, id);
    expect(await count('user')).toBe(2);
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
