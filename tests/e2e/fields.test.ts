import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { runToEnd } from '../support/panel-data';
import { profilesOf, reportOf } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';

const CSV = [
  'Login;First name;Surname;Ext;Department',
  ' ADA ;Ada;Lovelace;201;Vertrieb',
  'BOB;Bob;Berg;202;Technik',
  'CLEO;Cleo;Cook;;Technik',
  '',
].join('\r\n');

const STAFF = { name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) };

describeWithBrowser('fields', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let profile: string;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const sample = (text: string) => page.getByRole('tabpanel').getByText(text, { exact: true });
  const next = () => button('Next').click();
  const openTab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
  const stored = () => profilesOf(panel.strapi).find(profile);

  const choose = async (name: string, option: string) => {
    await page.getByRole('combobox', { name, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const save = async () => {
    const answered = page.waitForResponse((response) => response.request().method() === 'PUT');
    await button('Save').click();
    expect((await answered).status()).toBe(200);
  };

  describe('of a profile that the wizard makes', () => {
    it('are stored as they were proposed, without a template', async () => {
      await goTo(page, '/admin/plugins/directory-connector/profiles/new');
      await page.getByLabel('Name of the profile').fill('Staff');
      await page.locator('input[type="file"]').setInputFiles(STAFF);
      await page.getByText('staff.csv').waitFor();
      await next();
      await page.getByRole('heading', { name: 'Which column fills which field?' }).waitFor();
      await page.getByText('Ada Lovelace').first().waitFor();
      await next();
      await page.getByRole('heading', { name: 'What may a run change?' }).waitFor();
      await next();
      await page.getByRole('heading', { name: 'Check and finish' }).waitFor();
      await button('Save only').click();
      await page.getByRole('heading', { name: 'Staff' }).waitFor();
      profile = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const { fields, template, match } = await stored();
      expect([template, match.user]).toEqual(['', 'username']);
      const joined = {
        column: 'First name',
        convert: [{ join: { columns: ['Surname'], separator: ' ' } }],
      };
      expect(fields).toEqual([
        {
          type: 'user',
          values: {
            username: { column: 'Login' },
            firstName: { column: 'First name' },
            lastName: { column: 'Surname' },
            extension: { column: 'Ext' },
            groupName: { column: 'Department' },
            displayName: joined,
          },
        },
        { type: 'phonebookEntry', values: expect.objectContaining({ displayName: joined }) },
      ]);
    });

    it('are changed in the editor, with what comes out beside them', async () => {
      await openTab('Fields');
      await sample('Vertrieb').waitFor();
      await button('Clean up Group (User)').click();
      await choose('Add to the cleaning up of Group (User)', 'Replace words by others');
      await page.getByLabel('Word', { exact: true }).fill('vertrieb');
      await page.getByLabel('Replacement', { exact: true }).fill('Sales');
      await sample('Sales').waitFor();
      await button('Clean up Username (User)').click();
      await choose('Add to the cleaning up of Username (User)', 'Write all in lower case');
      await sample('cleo').waitFor();
      await button(/more fields$/)
        .first()
        .click();
      await choose('What fills Language (User)', 'A fixed text');
      await page.getByLabel('Text for everybody').fill('en');
      await sample('en').waitFor();
      await page.getByRole('checkbox', { name: /Everybody has a softphone/ }).click();
      await save();
      const [user, , phone] = (await stored()).fields ?? [];
      expect(user?.values).toMatchObject({
        username: { column: 'Login', convert: ['lower'] },
        groupName: { column: 'Department', convert: [{ map: { vertrieb: 'Sales' } }] },
        language: { text: 'en' },
      });
      expect(phone).toEqual({ type: 'phone', values: { kind: { text: 'softphone' } } });
    });

    it('are what a run does', async () => {
      const report = await reportOf(panel.strapi, await runToEnd(panel, profile));
      expect([report.status, report.issues]).toEqual(['succeeded', []]);
      const users = panel.strapi.db.query('plugin::directory-connector.user');
      const ada = await users.findOne({ where: { username: 'ada' }, populate: ['phones'] });
      expect(ada).toMatchObject({
        displayName: 'Ada Lovelace',
        groupName: 'Sales',
        language: 'en',
        phones: [{ kind: 'softphone' }],
      });
    });

    it('are turned into a template, and back', async () => {
      const { fields } = await stored();
      await button('Turn into a template').click();
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: 'Turn into a template' })
        .click();
      await page.getByText('This profile uses a template').waitFor();
      await save();
      expect(await stored()).toMatchObject({
        fields: null,
        template: expect.stringContaining('softphone'),
      });
      await button('Turn it into fields').click();
      await sample('Sales').waitFor();
      await save();
      expect(await stored()).toMatchObject({ fields, template: '', variables: [] });
    });
  });

  describe('what people are found again by', () => {
    it('is several fields together, and what a run goes by', async () => {
      await openTab('Basic data');
      await choose('Users', 'Several fields together');
      const fields = page.getByRole('combobox', { name: 'Users: these fields together' });
      await fields.press('ArrowDown');
      await page.getByRole('option', { name: 'Email', exact: true }).click();
      await page.getByRole('option', { name: 'Group', exact: true }).click();
      await page.keyboard.press('Escape');
      await save();
      const { match } = await stored();
      expect(match).toEqual({
        user: ['firstName', 'lastName', 'groupName'],
        phonebookEntry: 'externalId',
        phone: 'mac',
      });
      const report = await reportOf(panel.strapi, await runToEnd(panel, profile));
      expect(report).toMatchObject({
        status: 'succeeded',
        user: { create: 0, update: 3, remove: 0 },
      });
      await choose('Users', 'Username');
      await fields.waitFor({ state: 'detached' });
      await save();
      expect((await stored()).match.user).toBe('username');
    });
  });

  describe('a filter', () => {
    it('is made of conditions, beside which stands what they take', async () => {
      await openTab('Pre-filter');
      await page.getByText('3 of 3 rows are taken').waitFor();
      await button('Add a condition').click();
      const condition = page.getByRole('group', { name: 'Condition 1' });
      const inCondition = async (name: string, option: string) => {
        await condition.getByRole('combobox', { name, exact: true }).click();
        await page.getByRole('option', { name: option, exact: true }).click();
      };
      await inCondition('Column', 'Ext');
      await page.getByText('2 of 3 rows are taken').waitFor();
      await page.getByText(/CLEO/).first().waitFor();
      await inCondition('Column', 'Department');
      await inCondition('Condition', 'is');
      await condition.getByLabel('Value').fill('technik');
      await page.getByText('2 of 3 rows are taken').waitFor();
      await page.getByText(/ADA/).first().waitFor();
      await save();
      expect((await stored()).preFilter).toBe('$is(Department, "technik")');
    });

    it('is what a run does, and opens as conditions again', async () => {
      const report = await reportOf(panel.strapi, await runToEnd(panel, profile, 'test'));
      expect(report.rows).toMatchObject({ read: 3, filtered: 1 });
      await page.reload();
      const condition = page.getByRole('group', { name: 'Condition 1' });
      await condition.getByLabel('Value').waitFor();
      await button('Show as code').click();
      await condition.waitFor({ state: 'detached' });
      await button('Show as conditions').click();
      await button('Remove condition 1').click();
      await page.getByText('3 of 3 rows are taken').waitFor();
      await save();
      expect((await stored()).preFilter).toBe('');
    });
  });

  describe('code', () => {
    it('has examples of the file’s own columns to click, and a list of functions', async () => {
      await button('Show as code').click();
      await page.getByText('rows in which Department is “Vertrieb”').waitFor();
      await button(/^\$is\(Department, "Vertrieb"\)$/).click();
      await page.getByText('1 of 3 rows are taken').waitFor();
      await button('All functions, and what they do').click();
      await page.getByText('The text in lower case.').waitFor();
      await button('$e164(number, country)').waitFor();
      await button('Show as conditions').click();
      const condition = page.getByRole('group', { name: 'Condition 1' });
      expect(await condition.getByLabel('Value').inputValue()).toBe('Vertrieb');
    });

    it('of a template has helpers, which are inserted where the cursor is', async () => {
      await openTab('Template');
      await button('{{{[First name]}}} {{{Surname}}}').waitFor();
      await button('All helpers, and what they do').click();
      await button('{{{lower text}}}').click();
      await page.keyboard.type('Login');
      await page
        .getByRole('textbox', { name: 'Template' })
        .getByText('{{{lower Login}}}')
        .waitFor();
    });
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
