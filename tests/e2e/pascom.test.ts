import type { Page } from 'playwright-core';

import published from '../fixtures/pascom/structures.json';
import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { profilesOf } from '../support/runs';
import { goTo, openPanel, waitForValue } from '../support/visitor';

const PAGE = published.find(({ pages }) => pages.includes('user/csv-import.en.md'));
const STRUCTURE = (PAGE?.structure ?? []).join('\n');
const FILTER = "return array_key_exists('displayName', $row);";
const VARIABLES =
  'Variable\tSource\nusername\treturn $row["username"];\njob\treturn $row["title"];';
const CSV = [
  'displayname,username,password,pin,phone,givenname,surname,email,title',
  'Max Muster,mmuster,12ab34cd56,1234,345,Max,Muster,,Sales Director',
].join('\n');

describeWithBrowser('coming from pascom', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
  });

  const heading = (name: string) => page.getByRole('heading', { name });
  const button = (name: string) => page.getByRole('button', { name });
  const part = (name: string) => page.getByRole('textbox', { name });
  const next = () => button('Next').click();

  it('is found beside the profiles and in the wizard', async () => {
    await goTo(page, '/admin/plugins/directory-connector/profiles/new');
    await page.getByRole('link', { name: 'Paste a connector' }).click();
    await heading('Coming from pascom').waitFor();
    await goTo(page, '/admin/plugins/directory-connector');
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Coming from pascom' }).click();
    await heading('Coming from pascom').waitFor();
  });

  it('says what needs a look while it is pasted', async () => {
    await part('3. Structure').fill(STRUCTURE.replace('"{{{username}}}"', '"{{{username}}"'));
    await page.getByText('One thing has to be mended').waitFor();
    await page.getByText('Structure, line 5').waitFor();
    await part('3. Structure').fill(STRUCTURE);
    await page.getByText('It can be taken over; 2 things need a look').waitFor();
    await page.getByText('As it looks: Users from CSV').waitFor();
    await part('1. Pre-filter').fill(FILTER);
    await part('2. Variables').fill(VARIABLES);
    await page.getByText('Taken over: job').waitFor();
    await page.getByText('the column has the same name: username').waitFor();
  });

  it('goes on in the wizard, to a test run', async () => {
    await button('Create the profile').click();
    await heading('Where do the people come from?').waitFor();
    await waitForValue(page.getByLabel('Name of the profile'), 'Users from CSV');
    expect(await page.getByText('Continue where you left off').count()).toBe(0);
    expect(await page.getByText('What does the file hold?').count()).toBe(0);
    const file = { name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) };
    await page.locator('input[type="file"]').setInputFiles(file);
    await next();
    await heading('The structure says what fills which field').waitFor();
    await next();
    await heading('What may a run change?').waitFor();
    await next();
    await heading('Check and finish').waitFor();
    await button('Save and test run').click();
    await page.getByText(/^Test run ·/).waitFor();
    await page.getByText('Succeeded').first().waitFor();

    const [stored] = await profilesOf(panel.strapi).list();
    expect(stored).toMatchObject({
      name: 'Users from CSV',
      preFilter: FILTER,
      variables: [{ name: 'job', expression: 'return $row["title"];' }],
      fields: null,
      template: STRUCTURE,
    });
    expect(errors).toEqual([]);
  });

  it('asks before it takes the place of a profile that was begun', async () => {
    await goTo(page, '/admin/plugins/directory-connector/profiles/new');
    await page.getByLabel('Name of the profile').fill('Begun');
    await page.getByRole('link', { name: 'Paste a connector' }).click();
    await part('3. Structure').fill('{"phonebook": [{"028pho_bez": "{{{displayname}}}"}]}');
    await button('Create the profile').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Create the profile' }).click();
    await waitForValue(page.getByLabel('Name of the profile'), 'Phonebook from CSV');
  });
});
