import { encode } from 'iconv-lite';
import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { isLong } from '../support/rounds';
import { goTo, openPanel } from '../support/visitor';
import { libreOfficeFile } from '../support/workbooks';

const WORDS = ['Città', 'Società', 'Contabilità'];

/** A file as an old program writes it, with a title above the names of its columns. */
const OLD = encode(
  ['Elenco', '', 'username,name', ...WORDS.map((word, at) => `u${at},${word}`), ''].join('\r\n'),
  'ibm850'
);

/** Both are the same in the panel; that either is read, the tests of the API see. */
const WORKBOOKS = isLong ? ['people.xlsx', 'people.ods'] : ['people.xlsx'];

describeWithBrowser('how a file is read', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
  });

  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const radio = (name: string | RegExp) => page.getByRole('radio', { name });
  const cell = (name: string) => page.getByRole('gridcell', { name, exact: true });
  const next = () => button('Next').click();
  const people = () => panel.strapi.db.query('plugin::directory-connector.user');

  describe('that is a workbook', () => {
    it('of before 2007 is refused when it is chosen, with how to save it', async () => {
      await goTo(page, '/admin/plugins/directory-connector/profiles/new');
      await page.locator('input[type="file"]').setInputFiles(libreOfficeFile('people.xls'));
      await page.getByText(/old Excel workbook \(\.xls\).*save it as “Excel workbook/).waitFor();
      expect(await panel.strapi.db.connection('directory_connector_uploads')).toEqual([]);
    });

    it.each(WORKBOOKS)('goes from the wizard to people: %s', async (name) => {
      await people().deleteMany({});
      await goTo(page, '/admin/plugins/directory-connector/profiles/new');
      await heading('New connector profile').waitFor();
      await page.getByLabel('Name of the profile').fill(`From ${name}`);
      await page.locator('input[type="file"]').setInputFiles(libreOfficeFile(name));
      await page.getByText(name, { exact: true }).waitFor();
      await next();

      await heading('Is the file read as it should be?').waitFor();
      await page.getByText('Read as: Personal · column names in row 3').waitFor();
      expect(await radio('Row 3').isChecked()).toBe(true);
      await button('Change the format').click();
      await page.getByText('Detected: Personal').waitFor();
      expect(await page.getByPlaceholder('Detected: 3').count()).toBe(1);
      expect(await page.getByText(/Encoding|Delimiter/).count()).toBe(0);
      await cell('Anna Ährenfeld').waitFor();
      await page.getByText(/Row 5, Kürzel: .*#N\/A/).waitFor();

      await page.getByRole('combobox', { name: 'Sheet' }).click();
      await page.getByRole('option', { name: 'Alt', exact: true }).click();
      await cell('Olga Alt').waitFor();
      await button('Detect everything again').click();
      await cell('Anna Ährenfeld').waitFor();
      await next();

      await heading('Which column fills which field?').waitFor();
      await next();
      await heading('What may a run change?').waitFor();
      await next();
      await heading('Check and finish').waitFor();
      await page.getByText('Detected: Personal').first().waitFor();
      await button('Save and test run').click();
      await page.getByText(/^Test run ·/).waitFor();
      const before = page.url();
      await button('Run now').first().click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Run now' }).click();
      await page.waitForURL((url) => url.href !== before);
      await page.getByRole('main').getByText('Succeeded', { exact: true }).first().waitFor();
      const names: { username: string; extension: string }[] = await people().findMany({
        orderBy: { username: 'asc' },
      });
      expect(names.map(({ username, extension }) => [username, extension])).toEqual([
        ['anna', '0301'],
        ['bob', '0302'],
        ['cleo', '303'],
      ]);
    });
  });

  describe('where its characters and its header are in doubt', () => {
    it('is picked by samples of what it leaves in doubt', async () => {
      await goTo(page, '/admin/plugins/directory-connector/profiles/new');
      await page.getByLabel('Name of the profile').fill('Old');
      const file = { name: 'old.csv', mimeType: 'text/csv', buffer: OLD };
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByText('old.csv').waitFor();
      await next();
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
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
