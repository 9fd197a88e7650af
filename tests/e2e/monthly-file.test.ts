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

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
