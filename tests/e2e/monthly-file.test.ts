import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { profileWith, runToEnd } from '../support/panel-data';
import { goTo, openPanel } from '../support/visitor';

const OCTOBER = ['Login,Name,Fax', 'ann,Ann Ahorn,11', 'bob,Bob Birke,12', ''].join('\n');
const NOVEMBER = ['Login,Name,Titel', 'ann,Ann Ahorn,Dr.', 'bob,Bob Buche,', 'cleo,Cleo,', ''].join(
  '\n'
);

describeWithBrowser('the file that comes each month', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let profile: string;
  let clicks = 0;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    profile = await profileWith(panel, 'Staff', OCTOBER);
    await runToEnd(panel, profile);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const dialog = () => page.getByRole('dialog', { name: 'New file for “Staff”' });
  const current = () =>
    panel.strapi.plugin('directory-connector').service('uploads').current(profile);

  const click = async (target: { click(): Promise<void> }): Promise<void> => {
    clicks += 1;
    await target.click();
  };

  /** Drops a file on the dialog, as from a folder of the computer. */
  const drop = async (name: string, content: string): Promise<void> => {
    const dataTransfer = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
      return transfer;
    })()`);
    await dialog()
      .getByText(/^Drop a/)
      .dispatchEvent('drop', { dataTransfer });
  };

  it('is compared with the last one and tested in three clicks', async () => {
    await goTo(page, '/admin/plugins/directory-connector');
    clicks = 0;
    await click(button('Actions for Staff'));
    await click(page.getByRole('menuitem', { name: 'New file…' }));
    await drop('november.csv', NOVEMBER);
    await dialog().getByText('Compared with the last file, “users.csv”:').waitFor();
    await dialog().getByText('3 rows, before 2').waitFor();
    await dialog().getByText('Column Titel is new').waitFor();
    await dialog().getByText('Column Fax is gone').waitFor();
    await dialog().getByText('The profile uses Fax').waitFor();
    await click(dialog().getByRole('button', { name: 'Test run' }));
    await page.getByText(/^Test run ·/).waitFor();
    await page.getByText('november.csv').first().waitFor();
    expect(clicks).toBe(3);
    expect(await current()).toMatchObject({ name: 'november.csv' });
  });

  it('begins on the page of a run as well, and nothing of it stays when it is given up', async () => {
    await button('New file…').click();
    await page.locator('input[type="file"]').setInputFiles({
      name: 'december.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(NOVEMBER),
    });
    await dialog().getByText('This is the same file as the last one, “november.csv”.').waitFor();
    await drop('december.csv', 'Login,Name\n"ann,Ann\n');
    await dialog().getByText('This file cannot be read.').waitFor();
    expect(await dialog().getByRole('button', { name: 'Test run' }).isDisabled()).toBe(true);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await current()).toMatchObject({ name: 'november.csv' });
  });

  describe('over a slow line', () => {
    const BYTES = 3_000_000;
    const NAMES = 'Login,Name\n';

    const give = () =>
      page.locator('input[type="file"]').setInputFiles({
        name: 'january.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`${NAMES}ann,${'A'.repeat(BYTES)}\n`),
      });

    afterEach(async () => {
      await dialog().getByRole('button', { name: 'Cancel' }).click();
      await dialog().waitFor({ state: 'detached' });
    });

    it('says how much of it has gone', async () => {
      const session = await page.context().newCDPSession(page);
      const line = { offline: false, latency: 0, downloadThroughput: -1 };
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', {
        ...line,
        uploadThroughput: BYTES / 2,
      });
      await button('New file…').click();
      await give();
      const bar = dialog().getByRole('progressbar', { name: 'Uploading …' });
      await bar.and(page.locator('[aria-valuenow]:not([aria-valuenow="0"])')).waitFor();
      await dialog()
        .getByText(/^[12](\.\d)? MB of 3 MB$/)
        .waitFor();
      await session.send('Network.emulateNetworkConditions', { ...line, uploadThroughput: -1 });
      await dialog().getByText('january.csv', { exact: true }).waitFor();
      await session.detach();
    });

    it('is sent again when the login ran out meanwhile', async () => {
      let refused = 0;
      await page.route('**/directory-connector/uploads', (route) => {
        if (route.request().method() !== 'POST' || refused > 0) return route.fallback();
        refused += 1;
        return route.fulfill({ status: 401, json: { error: { status: 401 } } });
      });
      await button('New file…').click();
      await give();
      await dialog().getByText('january.csv', { exact: true }).waitFor();
      expect(refused).toBe(1);
    });

    it('can be given once more when no server answered', async () => {
      await page.route('**/directory-connector/uploads', (route) => route.abort(), { times: 1 });
      await button('New file…').click();
      await give();
      await dialog().getByText('The file could not be uploaded: try again.').waitFor();
      await give();
      await dialog().getByText('january.csv', { exact: true }).waitFor();
    });
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
