import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { goTo, openPanel } from '../support/visitor';

const HEADER = 'Kürzel;Vorname;Nachname;Durchwahl;E-Mail;MAC';
const NAMES = ['Müller', 'Groß', 'Bähr', 'Höß', 'Jäger', 'König', 'Löwe', 'Özil', 'Süß', 'Weiß'];

const personLine = (name: string, index: number): string => {
  const mac = `00:11:22:33:44:${String(index).padStart(2, '0')}`;
  return `p${index};Jörg;${name};${201 + index};p${index}@example.com;${mac}`;
};

/** A file as Excel saves it in Germany. */
const fileOf = (lines: string[]) => ({
  name: 'Mitarbeiter.csv',
  mimeType: 'text/csv',
  buffer: iconv.encode([HEADER, ...lines, ''].join('\r\n'), 'windows-1252'),
});

const PEOPLE = NAMES.map(personLine);
const BAD = 'p10;Jörg;Zöllner;211;p10@example.com;not-a-mac';
/** The line of the bad row: after the header and ten people. */
const BAD_ROW = 12;

describeWithBrowser('the whole way through the admin panel', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
  });

  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const next = () => button('Next').click();
  const status = (name: string) => page.getByRole('main').getByText(name, { exact: true }).first();

  it('begins at an empty list, in the main menu', async () => {
    await goTo(page, '/admin');
    await page.getByRole('link', { name: 'Directory Connector' }).first().click();
    await heading('Connector profiles').waitFor();
    await page.getByText('No connector profile yet').waitFor();
    await page.getByRole('link', { name: 'New profile' }).first().click();
    await heading('New connector profile').waitFor();
  });

  it('takes a file and detects its format', async () => {
    await page.getByLabel('Name of the profile').fill('Staff');
    await page.locator('input[type="file"]').setInputFiles(fileOf([...PEOPLE, BAD]));
    await page.getByText('Mitarbeiter.csv').waitFor();
    await next();
    await heading('Is the file read as it should be?').waitFor();
    await page
      .getByText(/^Read as: Windows-1252 .* · Semicolon .* · column names in row 1$/)
      .waitFor();
    expect(await page.getByText('Detected: Semicolon ( ; )').count()).toBe(0);
    await button('Change the format').click();
    await page.getByText('Detected: Semicolon ( ; )').waitFor();
    await page.getByText(/Detected: Windows-1252/).waitFor();
    await page.getByText('Müller', { exact: true }).first().waitFor();
    await next();
  });

  it('lets the matching be corrected', async () => {
    await heading('Which column fills which field?').waitFor();
    await page.getByText('Nothing can identify the people yet').waitFor();
    // What fills the fields is shown all the same.
    await page.getByLabel('Values of the first rows').getByText('Müller').first().waitFor();
    await page.getByRole('combobox', { name: 'What fills Username (User)' }).click();
    await page.getByRole('option', { name: 'Kürzel' }).click();
    await page.getByText('p0', { exact: true }).waitFor();
    await next();
    await heading('What may a run change?').waitFor();
    await next();
  });

  it('ends with a test run that shows a bad cell', async () => {
    await heading('Check and finish').waitFor();
    await button('Save and test run').click();
    await page.getByText(/^Test run ·/).waitFor();
    await status('Succeeded with errors').waitFor();
    await page.getByText('Test run: nothing was written').waitFor();
    await heading(/^11 people would be imported/).waitFor();
    expect(await panel.strapi.db.query('plugin::directory-connector.user').count()).toBe(0);
  });

  it('mends the cell in place and checks again', async () => {
    await page.getByRole('tab', { name: /Issues/ }).click();
    await page.getByRole('tabpanel').getByRole('button', { expanded: false }).first().click();
    await button(`Fix row ${BAD_ROW}`).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('MAC').fill('00-11-22-33-44-99');
    await dialog.getByRole('button', { name: 'Save correction' }).click();
    await dialog.waitFor({ state: 'detached' });
    const before = page.url();
    await button('Check again').click();
    await page.waitForURL((url) => url.href !== before);
    await status('Succeeded').waitFor();
  });

  it('runs from there', async () => {
    const before = page.url();
    await button('Run now').first().click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Run now' }).click();
    await page.waitForURL((url) => url.href !== before);
    await status('Succeeded').waitFor();
    const users = panel.strapi.db.query('plugin::directory-connector.user');
    expect(await users.count()).toBe(PEOPLE.length + 1);
  });

  it('says what it has done, and leads to the people', async () => {
    await heading('11 people imported').waitFor();
    await page.getByText('11 phones imported').waitFor();
    await page
      .getByRole('list', { name: 'Who' })
      .getByRole('link', { name: 'Jörg Müller' })
      .click();
    await page.getByText('The next run overwrites').waitFor();
  });

  it('shows the users in the content manager, with where they come from', async () => {
    await goTo(page, '/admin/content-manager/collection-types/plugin::directory-connector.user');
    await heading('Directory: people').waitFor();
    await page.getByText('Jörg Zöllner').first().click();
    await page.getByText('The next run overwrites').waitFor();
    await page.getByRole('link', { name: 'Staff' }).waitFor();
  });

  it('holds the run of a file that shrank', async () => {
    await goTo(page, '/admin/plugins/directory-connector');
    await heading('Connector profiles').waitFor();
    await page.getByRole('link', { name: 'Staff' }).click();
    await heading('Staff').waitFor();
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles(fileOf(PEOPLE.slice(0, 3)));
    await page.getByText('Mitarbeiter.csv').first().waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const confirm = page.getByRole('alertdialog');
    await confirm.getByRole('button', { name: 'Run now' }).click();
    await page.waitForURL(/\/runs\//);
    await status('Held for approval').waitFor();
    const users = panel.strapi.db.query('plugin::directory-connector.user');
    expect(await users.count()).toBe(PEOPLE.length + 1);
  });

  it('asks for the name before it is approved', async () => {
    await button('Approve').first().click();
    const dialog = page.getByRole('alertdialog');
    const approve = dialog.getByRole('button', { name: 'Approve' });
    expect(await approve.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('Staff');
    await approve.click();
    await status('Succeeded').waitFor();
    const users = panel.strapi.db.query('plugin::directory-connector.user');
    expect(await users.count()).toBe(3);
  });

  it('keeps the history, also of a person', async () => {
    await goTo(page, '/admin/plugins/directory-connector/runs');
    await heading('History').waitFor();
    await page.getByRole('grid').getByRole('row').nth(4).waitFor();
    await page.getByRole('tab', { name: /happened/ }).click();
    await page.getByLabel('Name or key').fill('Zöllner');
    await page
      .getByRole('gridcell', { name: /Zöllner/ })
      .first()
      .waitFor();
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
