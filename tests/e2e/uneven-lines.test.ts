import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { runToEnd } from '../support/panel-data';
import { createProfile, NOTHING_GENERATED } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';
import { serve, stopServers } from '../unit/sources/server';

const FILE = [
  'username,displayname,extension',
  'ann,Ann Ahorn,201',
  // A comma within a name, and one that is missing.
  'bob,Birke, Bob,202',
  'carl Carl,203',
  'dora,Dora Dorn,204',
  'emil,Emil Esche,205',
  '',
].join('\n');
const LONG = 3;
const SHORT = 4;

describeWithBrowser('lines with too many or too few cells', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let profile: string;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable, {
      plugin: { network: { allowedHosts: ['127.0.0.1'] } },
    }));
    const address = await serve((_, response) => response.end(FILE));
    profile = await createProfile(panel.strapi, {
      ...NOTHING_GENERATED,
      name: 'Staff',
      source: { type: 'csv', delivery: 'url', url: `${address}/staff.csv` },
    });
  });
  afterAll(stopServers);

  const dialog = () => page.getByRole('dialog');
  const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true });
  const cells = () => dialog().getByRole('listitem').allInnerTexts();

  const stored = async (): Promise<string[]> => {
    const users = await panel.strapi.db.query('plugin::directory-connector.user').findMany();
    return users.map((user: { displayName: string }) => user.displayName).sort();
  };

  it('are shown as they are divided, the cells under their columns', async () => {
    const run = await runToEnd(panel, profile);
    expect(await stored()).toEqual(['Ann Ahorn', 'Dora Dorn', 'Emil Esche']);
    await goTo(page, `/admin/plugins/directory-connector/runs/${run}?tab=issues`);
    await page.getByRole('button', { name: /too many fields/ }).click();
    await page.getByRole('button', { name: `Fix row ${LONG}` }).click();
    await dialog().getByText('4 cells for 3 columns').waitFor();
    const shown = (await cells()).map((text) => text.split('\n').filter((line) => line !== 'Join'));
    expect(shown).toEqual([
      ['USERNAME', 'bob'],
      ['DISPLAYNAME', 'Birke'],
      ['EXTENSION', 'Bob'],
      ['NO COLUMN', '202'],
    ]);
    expect(await inDialog('Save correction').isDisabled()).toBe(true);
  });

  it('are joined with the keyboard, and checked at once', async () => {
    await inDialog('Join “Birke” with “Bob”').press('Enter');
    await dialog().getByText('3 cells for 3 columns').waitFor();
    expect(await dialog().getByLabel('displayname').inputValue()).toBe('Birke, Bob');
    expect(await dialog().getByLabel('extension').inputValue()).toBe('202');
    await inDialog('Save correction').press('Enter');
    await dialog().getByText(`Row ${LONG} is put right`).waitFor();
  });

  it('are followed by the next problem, and split', async () => {
    await inDialog('Next problem').and(page.locator(':focus')).press('Enter');
    await dialog().getByText(`Correct row ${SHORT} of`).waitFor();
    await dialog().getByText('2 cells for 3 columns').waitFor();
    await inDialog('Split before “Carl”').click();
    expect(await dialog().getByLabel('username').inputValue()).toBe('carl');
    expect(await dialog().getByLabel('displayname').inputValue()).toBe('Carl');
    expect(await dialog().getByLabel('extension').inputValue()).toBe('203');
    await inDialog('Save correction').click();
    await dialog().getByText(`Row ${SHORT} is put right`).waitFor();
    expect(await inDialog('Next problem').count()).toBe(0);
    await inDialog('Close').last().click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Corrections: 2 rows of/ }).waitFor();
  });

  it('are read so by the next run', async () => {
    await runToEnd(panel, profile);
    expect(await stored()).toEqual(['Ann Ahorn', 'Birke, Bob', 'Carl', 'Dora Dorn', 'Emil Esche']);
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
