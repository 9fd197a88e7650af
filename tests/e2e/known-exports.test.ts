import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { runToEnd } from '../support/panel-data';
import { profilesOf } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';

const fixture = (name: string): string =>
  path.resolve(__dirname, '..', 'fixtures', 'presets', name);

/** A list of people with some of the columns that Entra's has. */
const CUT_DOWN = ['userPrincipalName,userType,shoe size', 'ada@example.com,Member,40', ''];

describeWithBrowser('a known export in the wizard', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
  });

  const heading = (name: string) => page.getByRole('heading', { name });
  const button = (name: string) => page.getByRole('button', { name });
  const next = () => button('Next').click();
  const condition = () => page.getByRole('group', { name: 'Condition 1' });
  const profile = () => {
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    return profilesOf(panel.strapi).find(id);
  };
  const choose = async (name: string, option: string) => {
    await page.getByRole('combobox', { name }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const begin = async (name: string): Promise<void> => {
    await goTo(page, '/admin/plugins/directory-connector/profiles/new');
    await heading('New connector profile').waitFor();
    await page.getByLabel('Name of the profile').fill(name);
  };
  const toFields = async (): Promise<void> => {
    await next();
    await heading('Which column fills which field?').waitFor();
  };
  const toTheEnd = async (): Promise<void> => {
    await next();
    await heading('What may a run change?').waitFor();
    await next();
    await heading('Check and finish').waitFor();
  };

  it('of users brings its fields, and its filter as conditions that can be changed', async () => {
    await begin('Entra');
    await page.locator('input[type="file"]').setInputFiles(fixture('entra-users.csv'));
    await page.getByText('The columns look like this export: Entra ID users').waitFor();
    await toFields();
    await page.getByText('Matched: known of this export').first().waitFor();
    await condition().getByText('userType').first().waitFor();
    await page.getByText('2 of 3 rows are taken').waitFor();
    await condition().getByRole('combobox', { name: 'Condition' }).click();
    await page.getByRole('option', { name: 'does not begin with', exact: true }).click();
    await condition().getByLabel('Value').fill('member');
    await page.getByText('1 of 3 rows are taken').waitFor();
    await toTheEnd();
    await page.getByText('userType does not begin with “member”').waitFor();
    await button('Save only').click();
    await heading('Entra').waitFor();
    const { preFilter, fields, match } = await profile();
    expect(preFilter).toBe('$not($startsWith(userType, "member"))');
    expect(fields?.[0]?.values).toMatchObject({
      username: { column: 'userPrincipalName' },
      enabled: { column: 'accountEnabled' },
    });
    expect(match.user).toBe('username');
  });

  it('is what a person says it is, where its columns do not tell', async () => {
    await begin('Cut down');
    const buffer = Buffer.from(CUT_DOWN.join('\n'));
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer };
    await page.locator('input[type="file"]').setInputFiles(file);
    await choose('Start from a preset', 'Entra ID users');
    await toFields();
    await page.getByText('1 of 1 rows are taken').waitFor();
    await toTheEnd();
    await button('Save only').click();
    await heading('Cut down').waitFor();
    const { preFilter, fields } = await profile();
    expect(preFilter).toBe('$not($is(userType, "Guest"))');
    expect(fields?.[0]?.values.username).toEqual({ column: 'userPrincipalName' });
  });

  it('may be a file of contacts as vCards, which come in without a field chosen', async () => {
    await begin('Cards');
    await page.locator('input[type="file"]').setInputFiles(fixture('vcard-contacts.vcf'));
    await page.getByText('The columns look like this export: vCard contacts').waitFor();
    expect(await page.getByRole('radio', { name: 'Contacts', exact: true }).isChecked()).toBe(true);
    await toFields();
    await page.getByText('Anna Ahorn').first().waitFor();
    await toTheEnd();
    await button('Save only').click();
    await heading('Cards').waitFor();
    const { id } = await profile();
    await runToEnd(panel, id);
    const entries = await panel.strapi.db
      .query('plugin::directory-connector.phonebook-entry')
      .findMany({ orderBy: { displayName: 'asc' } });
    expect(entries).toMatchObject([
      { displayName: 'Anna Ahorn', organisation: 'Ahorn GmbH', phone: '+49 30 901820' },
      { displayName: 'Bert Birke', homePhone: '+49 30 901821', fax: '+49 30 901822' },
    ]);
    expect(await panel.strapi.db.query('plugin::directory-connector.user').count()).toBe(0);
  });

  it('is not needed: there is a file to fill for those who have none', async () => {
    await begin('From nothing');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('Download one to fill in').click(),
    ]);
    const saved = await download.path();
    expect([download.suggestedFilename(), readFileSync(saved, 'utf8')]).toEqual([
      'people.csv',
      expect.stringContaining('Username,'),
    ]);
    await page.locator('input[type="file"]').setInputFiles(saved);
    await toFields();
    await page.getByText('1 of 1 rows are taken').waitFor();
    expect(await page.getByText('Nothing can identify the people yet').count()).toBe(0);
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
