import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { deliver, profileWith, runToEnd } from '../support/panel-data';
import { goTo, openPanel } from '../support/visitor';

const HEADER = 'username,displayname,extension,mac';
const BOB = 'bob,Bob Birke,202,00:11:22:33:44:02';
/** The line of the person whose row is bad, and that of the total. */
const ANN_ROW = 2;
const TOTAL_ROW = 4;

describeWithBrowser('rows that a person leaves out', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let profile: string;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    profile = await profileWith(
      panel,
      'Staff',
      [HEADER, 'ann,Ann Ahorn,201,00:11:22:33:44:01', BOB, ''].join('\n')
    );
    await runToEnd(panel, profile);
    await deliver(
      panel,
      profile,
      [HEADER, 'ann,Ann Ahorn,202,', BOB, 'Total,two,202,', ''].join('\n')
    );
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const dialog = () => page.getByRole('dialog');
  const status = (name: string) => page.getByRole('main').getByText(name, { exact: true }).first();

  const skip = async (row: number): Promise<void> => {
    await button(`Fix row ${row}`).first().click();
    await dialog().getByRole('button', { name: 'Skip this row' }).click();
  };

  const stored = async (): Promise<string[]> => {
    const users = await panel.strapi.db.query('plugin::directory-connector.user').findMany();
    return users.map(({ username }: { username: string }) => username).sort();
  };

  it('are asked about, with the name of the person', async () => {
    const test = await runToEnd(panel, profile, 'test');
    await goTo(page, `/admin/plugins/directory-connector/runs/${test}?tab=issues`);
    await page.getByRole('tabpanel').getByRole('button', { expanded: false }).first().click();
    await skip(ANN_ROW);
    await dialog().getByText(`Row ${ANN_ROW} (Ann Ahorn) is left out. What is it?`).waitFor();
    const keep = dialog().getByRole('radio', { name: 'Leave Ann Ahorn as stored' });
    expect(await keep.isChecked()).toBe(true);
    expect(await keep.and(page.locator(':focus')).count()).toBe(1);
    await dialog().getByRole('button', { name: 'Skip this row' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('Left as stored').first().waitFor();
  });

  it('may be no person at all', async () => {
    await skip(TOTAL_ROW);
    await dialog().getByRole('radio', { name: 'This line is not a person' }).check();
    await dialog().getByRole('button', { name: 'Skip this row' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('Not a person').first().waitFor();
  });

  it('stay in sight when no issue is left, and are counted', async () => {
    const before = page.url();
    await button('Check again').click();
    await page.waitForURL((url) => url.href !== before);
    await status('Succeeded').waitFor();
    await page.getByText('Left out by a correction').waitFor();
    await button(/Corrections: 2 rows of users.csv/).click();
    await page.getByText('Left as stored').waitFor();
    await page.getByText('Not a person').waitFor();
  });

  it('protect who is stored', async () => {
    const run = await runToEnd(panel, profile);
    expect(await stored()).toEqual(['ann', 'bob']);
    await page.goto(`/admin/plugins/directory-connector/runs/${run}`);
    await button(/Corrections: 2 rows of users.csv/).click();
  });

  it('can be taken back from the run that read them', async () => {
    await button(`Undo the correction of row ${ANN_ROW}`).click();
    await button(/Corrections: 1 row of users.csv/).waitFor();
    await button(`Undo the correction of row ${TOTAL_ROW}`).click();
    await button(/Corrections/).waitFor({ state: 'detached' });
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
