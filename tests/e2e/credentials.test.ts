import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { profileWith, runToEnd } from '../support/panel-data';
import { mayTell } from '../support/secrets/told';
import { openPanel } from '../support/visitor';

const CSV = 'username,displayname,email,extension\nada,Ada,ada@example.com,0100\nben,Ben,,0101\n';

describeWithBrowser('credentials that a run has generated', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    const generate = { extension: null, password: true, sipPassword: false, pin: true };
    const run = await runToEnd(panel, await profileWith(panel, 'Staff', CSV, { generate }));
    await page.goto(`/admin/plugins/directory-connector/runs/${run}`);
  });

  it('are saved with semicolons where that is chosen, whose they are first', async () => {
    mayTell(/^the answer to POST .*\/runs\/\w+\/credentials\b/);
    await page.getByRole('button', { name: 'Download the credentials, once' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('radio', { name: 'Semicolon' }).check();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    const [header, ada] = text.replace('\uFEFF', '').split('\r\n');
    expect(header).toBe('extension;name;username;email;type;key;password;sipPassword;pin');
    expect(ada).toMatch(/^"=""0100""";Ada;ada;ada@example.com;user;username:ada;/);
  });

  it('are printed, a page for each person, and nothing else', async () => {
    await page.getByText('The file is saved').waitFor();
    await page.emulateMedia({ media: 'print' });
    const sheets = page.locator('.directory-connector-sheets section');
    expect(await sheets.count()).toBe(2);
    const [ada = ''] = await sheets.allInnerTexts();
    expect(ada).toMatch(/Ada[\s\S]*0100[\s\S]*ada@example.com[\s\S]*Password[\s\S]*PIN/);
    expect(await page.getByRole('main').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await sheets.first().isVisible()).toBe(false);
  });

  it('are nowhere once the dialog is closed', async () => {
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('The file is saved').waitFor({ state: 'detached' });
    expect(await page.locator('.directory-connector-sheets').count()).toBe(0);
    const offer = page.getByRole('button', { name: 'Download the credentials, once' });
    await offer.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});
