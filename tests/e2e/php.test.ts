import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { profileWith } from '../support/panel-data';
import { profilesOf } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';

const CSV = [
  'Login,First name,Surname,Department',
  'ADA,Ada,Lovelace,Vertrieb',
  'BEN,Ben,Bean,Technik',
  '',
].join('\n');

const FIELDS = [{ type: 'user', values: { username: { column: 'Login' } } }];

describeWithBrowser('PHP from pascom', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let profile: string;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    profile = await profileWith(panel, 'From pascom', CSV, { fields: FIELDS });
    await goTo(page, `/admin/plugins/directory-connector/profiles/${profile}?tab=variables`);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const stored = () => profilesOf(panel.strapi).find(profile);
  const editor = (name: string) => page.getByRole('textbox', { name, exact: true });
  const name = () => editor('Expression of variable name');
  /** A word that has a look of its own. */
  const word = (text: string) => name().locator('.cm-line span').getByText(text, { exact: true });
  const colour = (text: string): Promise<string> =>
    word(text)
      .first()
      .evaluate((element) => {
        const { getComputedStyle } = globalThis as unknown as {
          getComputedStyle(of: unknown): { color: string };
        };
        return getComputedStyle(element).color;
      });
  const openTab = (tab: string) => page.getByRole('tab', { name: tab, exact: true }).click();
  const tried = (value: string) => page.getByText(`Row 2: ${value}`, { exact: true }).waitFor();
  const save = async (status: number) => {
    const answered = page.waitForResponse((response) => response.request().method() === 'PUT');
    await button('Save').click();
    expect((await answered).status()).toBe(status);
  };

  describe('in a variable', () => {
    it('is read as PHP as soon as it is, while somebody types', async () => {
      await button('Add a variable').click();
      await page.getByLabel('Name', { exact: true }).fill('name');
      await name().click();
      await page.keyboard.type('return $row["');
      await page.getByRole('option', { name: /^Surname/ }).click();
      await page.keyboard.type(';');
      await word('$row').waitFor();
      const colours = await Promise.all(['return', '$row', '"Surname"'].map(colour));
      expect(new Set(colours).size).toBe(3);
      await tried('Lovelace');
    });

    it('has examples and functions in PHP beside it', async () => {
      await button('Examples and functions').click();
      await page.getByText('Classes, files and the network are not available').waitFor();
      await button('return trim($row["First name"] . " " . $row["Surname"]);').waitFor();
      await button('All functions of PHP that can be called').click();
      await button(/^mb_strtolower$/).waitFor();
      expect(await button(/^\$lowercase/).count()).toBe(0);
      await button('Examples and functions').click();
    });

    it('is taken back step by step, whatever language it is in by then', async () => {
      await name().click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Surname');
      await tried('Lovelace');
      expect(await word('$row').count()).toBe(0);
      await page.keyboard.press('Control+z');
      await word('$row').waitFor();
      expect(await name().innerText()).toBe('return $row["Surname"];');
    });

    it('has what is wrong under the line that it is in', async () => {
      await page.keyboard.press('Control+a');
      await page.keyboard.type('return\nsystem($row["Login"]);');
      await save(400);
      const second = name().locator('.cm-line', { hasText: 'system' });
      await second.locator('.cm-lintRange-error').getByText('system').waitFor();
      await second
        .locator('xpath=following-sibling::*[1]')
        .getByText(/system/)
        .waitFor();
    });

    it('can be shown as JSONata, which can take its place and be taken back', async () => {
      await page.keyboard.press('Control+a');
      await page.keyboard.type('return $row["First name"];');
      await tried('Ada');
      await button('Show as JSONata').click();
      const translation = editor('The same in JSONata');
      expect(await translation.innerText()).toBe('`First name`');
      await page.locator('button:not([disabled])', { hasText: 'Use this instead' }).click();
      await translation.waitFor({ state: 'detached' });
      expect(await name().innerText()).toBe('`First name`');
      await page.keyboard.press('Control+z');
      await button('Show as JSONata').waitFor();
      expect(await name().innerText()).toBe('return $row["First name"];');
      await save(200);
      expect((await stored()).variables).toEqual([
        { name: 'name', expression: 'return $row["First name"];' },
      ]);
    });
  });

  describe('in the filter', () => {
    const filter = () => editor('Pre-filter');

    it('is shown as code, with how many rows it takes', async () => {
      await openTab('Pre-filter');
      await button('Show as code').click();
      await filter().click();
      await page.keyboard.type('return $row["Department"] == "Technik";');
      await page.getByText('1 of 2 rows are taken').waitFor();
      await page.getByRole('link', { name: 'About PHP' }).waitFor();
      await button('return !empty($row["First name"]);').waitFor();
      expect(await button('Show as conditions').count()).toBe(0);
      await save(200);
      await page.reload();
      await filter().getByText('return').waitFor();
      await page.getByText('1 of 2 rows are taken').waitFor();
    });
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
