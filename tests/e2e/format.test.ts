import { encode } from 'iconv-lite';
import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import { openPanel } from '../support/visitor';

const WORDS = ['Città', 'Società', 'Contabilità'];

/** A file as an old program writes it, with a title above the names of its columns. */
const OLD = encode(
  ['Elenco', '', 'username,name', ...WORDS.map((word, at) => `u${at},${word}`), ''].join('\r\n'),
  'ibm850'
);

describeWithBrowser('how a file is read', (executable) => {
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    ({ page, errors } = await openPanel(executable));
  });

  const radio = (name: string | RegExp) => page.getByRole('radio', { name });
  const cell = (name: string) => page.getByRole('gridcell', { name, exact: true });

  it('is picked by samples of what it leaves in doubt', async () => {
    await page.goto('/admin/plugins/directory-connector/profiles/new');
    await page.getByLabel('Name of the profile').fill('Old');
    const file = { name: 'old.csv', mimeType: 'text/csv', buffer: OLD };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByText('old.csv').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('group', { name: 'Which of these reads correctly?' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Encoding' }).count()).toBe(0);
    await radio('Città, Società, Contabilità').check();
    await cell('Contabilità').waitFor();
    await page.getByText(/^Read as: IBM 850/).waitFor();
    // What was in doubt can be picked anew.
    expect(await radio('Città, Società, Contabilità').isChecked()).toBe(true);
  });

  it('begins with the row that is picked', async () => {
    expect(await radio('Row 3').isChecked()).toBe(true);
    await radio('None').check();
    await page.getByText(/no column names$/).waitFor();
    await cell('Elenco').waitFor();
    // What was offered before is offered still.
    expect(await radio('Row 5').count()).toBe(1);
    await radio('Row 3').check();
    await page.getByText(/column names in row 3$/).waitFor();
    await cell('Elenco').waitFor({ state: 'detached' });
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
