import type { Browser, Page } from 'playwright-core';

import type { EncodingProblem } from '../../shared/contracts/database';
import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { deliver, profileWith, runToEnd } from '../support/panel-data';
import { people, profilesOf } from '../support/runs';
import { goTo, openPanel, visit, waitForValue, type Look, type Visitor } from '../support/visitor';

const BASE = '/admin/plugins/directory-connector';

describeWithBrowser('what the panel warns of, and the ways out', (executable) => {
  let panel: Panel;
  let browser: Browser;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, browser, page, errors } = await openPanel(executable));
  });

  const button = (name: string, on: Page = page) =>
    on.getByRole('button', { name, exact: true }).first();
  const question = (on: Page = page) => on.getByRole('alertdialog');
  const status = (name: string) => page.getByRole('main').getByText(name, { exact: true }).first();
  const countUsers = () => panel.strapi.db.query('plugin::directory-connector.user').count();

  /** A run of eighteen people that is held because twelve of them would go. */
  const heldRun = async (
    name: string,
    first: number
  ): Promise<{ profile: string; run: string }> => {
    const profile = await profileWith(panel, name, people(18, first));
    await runToEnd(panel, profile);
    await deliver(panel, profile, people(6, first));
    return { profile, run: await runToEnd(panel, profile) };
  };

  describe('a held plan of an older form', () => {
    let run: string;

    beforeAll(async () => {
      ({ run } = await heldRun('Older', 100));
      await panel.strapi.db
        .connection('directory_connector_runs')
        .where({ document_id: run })
        .update({ plan_form: null });
    });

    it('can be looked at and rejected, but not approved', async () => {
      await goTo(page, `${BASE}/runs/${run}`);
      await page.getByText(/plan anew, or reject it/).waitFor();
      await page.getByText('Person 117').first().waitFor();
      expect(await button('Approve').count()).toBe(0);
      expect(await button('Reject').count()).toBe(1);
    });

    it('is planned anew, and held by limits of its own', async () => {
      const before = await countUsers();
      await button('Plan anew').click();
      await question()
        .getByText(/reads the profile’s current file/)
        .waitFor();
      await question().getByRole('button', { name: 'Plan anew' }).click();
      await page.waitForURL((url) => !url.href.includes(run));
      await status('Held for approval').waitFor();
      await button('Approve').waitFor();
      expect(await button('Plan anew').count()).toBe(0);
      expect(await countUsers()).toBe(before);
    });
  });

  describe('a run that should not have been', () => {
    it('is undone once a test run has shown what that means, and says so', async () => {
      const first = people(9, 900);
      const profile = await profileWith(panel, 'Undone', first);
      await runToEnd(panel, profile);
      await deliver(panel, profile, people(8, 900).replace('Person 901', 'Misspelt 901'));
      const run = await runToEnd(panel, profile);
      const before = await countUsers();

      await goTo(page, `${BASE}/runs/${run}`);
      await button('Undo…').click();
      await page.getByText(/^1 person would be brought back, 1 changed/).waitFor();
      expect(await countUsers()).toBe(before);
      await button('Undo now').click();
      await question()
        .getByText(/next run of this profile does the same again/)
        .waitFor();
      await question().getByRole('button', { name: 'Undo now' }).click();
      await page.getByText(/^1 person brought back, 1 changed/).waitFor();
      expect(await countUsers()).toBe(before + 1);

      await page.getByRole('link', { name: 'Show the run that is undone' }).click();
      await page.getByText('This run has been undone').first().waitFor();
      await page.getByRole('link', { name: 'Show what was undone' }).waitFor();
    });
  });

  describe('a profile that is open twice', () => {
    let profile: string;
    let other: Visitor;

    const saveOther = async (comment: string): Promise<void> => {
      await other.page.getByLabel('Comment').fill(comment);
      const saved = other.page.waitForResponse((answer) => answer.request().method() === 'PUT');
      await button('Save', other.page).click();
      await saved;
      await other.page.getByText('Profile saved').first().waitFor();
    };
    const saveBoth = async (comment: string): Promise<void> => {
      await saveOther('from the other tab');
      await page.getByLabel('Comment').fill(comment);
      await button('Save').click();
      await question().getByText('Somebody else has saved this profile').waitFor();
    };
    const stored = async (): Promise<string> =>
      (await profilesOf(panel.strapi).find(profile)).comment;

    beforeAll(async () => {
      profile = await profileWith(panel, 'Open twice', people(3, 200));
      other = await visit(browser, panel);
      for (const each of [page, other.page]) {
        await goTo(each, `${BASE}/profiles/${profile}`);
        await each.getByLabel('Comment').waitFor();
      }
    });
    afterAll(() => other.close());

    it('is not saved over, and says who changed what in the words of the page', async () => {
      await saveBoth('mine');
      expect(await stored()).toBe('from the other tab');
      await question()
        .getByText(/ada@example\.com|Ada/)
        .waitFor();
      await question()
        .getByText(/Comment/)
        .waitFor();
    });

    it('is opened again as the other one saved it', async () => {
      await question().getByRole('button', { name: 'Discard mine and reload' }).click();
      await question().waitFor({ state: 'detached' });
      await waitForValue(page.getByLabel('Comment'), 'from the other tab');
      expect(await button('Save').isDisabled()).toBe(true);
      expect(await stored()).toBe('from the other tab');
    });

    it('is saved over on purpose', async () => {
      await saveOther('once more');
      await page.getByLabel('Comment').fill('mine after all');
      await button('Save').click();
      await question().getByRole('button', { name: 'Save mine over it' }).click();
      await page.getByText('Profile saved').first().waitFor();
      expect(await stored()).toBe('mine after all');
    });

    it('keeps what was typed where the question is left open', async () => {
      await other.page.reload();
      await waitForValue(other.page.getByLabel('Comment'), 'mine after all');
      await saveBoth('mine again');
      await page.keyboard.press('Escape');
      await question().waitFor({ state: 'detached' });
      await waitForValue(page.getByLabel('Comment'), 'mine again');
      expect(await stored()).toBe('from the other tab');
    });
  });

  describe('a profile that does not fit any more', () => {
    let profile: string;

    beforeAll(async () => {
      profile = await profileWith(panel, 'Does not fit', people(3, 300));
      await panel.strapi.db
        .connection('directory_connector_profiles')
        .where({ document_id: profile })
        .update({ mode: 'everything', limits: JSON.stringify({ removePercent: 'many' }) });
    });

    it('is named in the list, where it can be opened and deleted only', async () => {
      // What was typed in the tests before is left behind.
      page.once('dialog', (dialog) => void dialog.accept());
      await page.goto(BASE);
      await page.getByText(/^Broken: it cannot run/).waitFor();
      await page.getByRole('button', { name: 'Actions for Does not fit' }).click();
      for (const name of ['Test run', 'Run now', 'Clone', 'Export']) {
        const item = page.getByRole('menuitem', { name });
        expect([name, await item.getAttribute('aria-disabled')]).toEqual([name, 'true']);
      }
      await page.getByRole('menuitem', { name: 'Edit' }).click();
    });

    it('names the settings on its page in the words of the page', async () => {
      const notice = page.getByRole('main').getByRole('list').filter({ hasText: 'Mode' });
      await page.getByText('This profile is broken and cannot run').waitFor();
      expect(await notice.getByRole('listitem').allTextContents()).toEqual(
        expect.arrayContaining(['Mode', 'Removed or disabled, in percent'])
      );
      expect(await page.getByRole('main').textContent()).not.toContain('removePercent');
      expect(await button('Test run').isDisabled()).toBe(true);
    });

    it('is whole again once it is saved', async () => {
      await button('Save').click();
      await page.getByText('Profile saved').first().waitFor();
      await page.getByText('This profile is broken and cannot run').waitFor({ state: 'detached' });
      expect(await button('Test run').isEnabled()).toBe(true);
      await profilesOf(panel.strapi).assertWhole(profile);
    });
  });

  describe('what people seldom enter', () => {
    it('the certificate of an address is taken from a file', async () => {
      const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
      await goTo(page, `${BASE}/profiles/new`);
      await page.getByRole('radio', { name: /File at an address/ }).click();
      await button('Advanced: certificate of the server').click();
      await page
        .locator('input[aria-label="Take it from a file"]')
        .setInputFiles({ name: 'ca.pem', mimeType: 'text/plain', buffer: Buffer.from(`${pem}\n`) });
      await waitForValue(page.getByLabel('Certificate of the server’s authority'), pem);
    });

    it('what is entered for a kind of source is there again after another one was chosen', async () => {
      const address = page.getByLabel('Address of the file');
      await address.fill('https://hr.example.com/a.csv');
      await page.getByRole('radio', { name: /Uploaded file/ }).click();
      await address.waitFor({ state: 'detached' });
      await page.reload();
      await page.getByText('Continue where you left off').waitFor();
      await page.getByRole('radio', { name: /File at an address/ }).click();
      await waitForValue(address, 'https://hr.example.com/a.csv');
      await button('Start afresh').click();
    });

    it('secret columns that may be seen are named beside the template', async () => {
      const profile = await profileWith(panel, 'Revealed', people(3, 350));
      await goTo(page, `${BASE}/profiles/${profile}?tab=template`);
      await page.getByLabel('Columns', { exact: true }).fill('pin code\ntoken');
      await button('Save').click();
      await page.getByText('Profile saved').first().waitFor();
      expect((await profilesOf(panel.strapi).find(profile)).reveal).toEqual(['pin code', 'token']);
    });
  });

  describe('a person whose data have changed in the source', () => {
    const UID = 'plugin::directory-connector.user';
    const person = () => panel.strapi.db.query(UID).findOne({ where: { username: 'u601' } });
    let profile: string;

    beforeAll(async () => {
      profile = await profileWith(panel, 'Synced', people(3, 600));
      await runToEnd(panel, profile);
      await deliver(panel, profile, people(4, 600).replaceAll('Person', 'Someone'));
    });

    it('is shown and then written from the content manager', async () => {
      const { documentId } = await person();
      await goTo(page, `/admin/content-manager/collection-types/${UID}/${documentId}`);
      await button('Sync now').click();
      await page.getByRole('dialog').getByText('Someone 601').first().waitFor();
      await button('Apply').click();
      await page.getByRole('dialog').getByText('Succeeded').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      await page.getByRole('heading', { name: 'Someone 601' }).waitFor();
      expect(await person()).toMatchObject({ displayName: 'Someone 601' });
    });

    it('is asked for by the key on the page of the profile, and nobody else is written', async () => {
      await goTo(page, `${BASE}/profiles/${profile}`);
      await button('Sync one person').click();
      const key = page.getByRole('dialog').getByLabel('Username');
      await key.fill('nobody');
      await button('Show what would change').click();
      await page.getByText(/has nobody with this key/).waitFor();
      await key.fill('u603');
      await button('Show what would change').click();
      await button('Apply').click();
      await page.getByRole('link', { name: 'Show the run' }).click();
      await page.getByText('Run (one person)').waitFor();
      const users = panel.strapi.db.query(UID);
      expect(await users.count({ where: { displayName: { $startsWith: 'Someone 60' } } })).toBe(2);
    });
  });

  describe('a person who is in two sources', () => {
    const UID = 'plugin::directory-connector.user';
    const person = () => panel.strapi.db.query(UID).findOne({ where: { username: 'u1300' } });
    let phones: string;

    beforeAll(async () => {
      const payroll = await profileWith(
        panel,
        'Payroll',
        'username,displayname\nu1300,Bea Birke\n'
      );
      await runToEnd(panel, payroll);
      const csv = 'username,displayname,extension\nu1300,Bea,1399\n';
      phones = await profileWith(panel, 'Telephone list', csv);
    });

    it('is shared once both profiles say so, which the run advises', async () => {
      const run = await runToEnd(panel, phones, 'test');
      const finding = page.getByRole('button', { name: 'Record belongs to somebody else' });
      await goTo(page, `${BASE}/runs/${run}?tab=issues`);
      await finding.click();
      await button('Share them and test again').click();
      await page.waitForURL((url) => !url.href.includes(run));
      await page.getByRole('tab', { name: /Issues/ }).click();
      await finding.click();
      await page.getByText(/“Payroll” must choose it, too/).waitFor();
      expect(await button('Share them and test again').count()).toBe(0);
      await page.getByRole('link', { name: 'Open “Payroll”' }).click();
      await page
        .getByRole('group', { name: 'Records that another profile manages' })
        .getByRole('radio', { name: 'Share' })
        .check();
      await button('Save').click();
      await page.getByText('Profile saved').first().waitFor();
      await runToEnd(panel, phones);
      expect(await person()).toMatchObject({ displayName: 'Bea Birke', extension: '1399' });
    });

    it('is shown with both profiles, and what each fills', async () => {
      const { documentId } = await person();
      await goTo(page, `/admin/content-manager/collection-types/${UID}/${documentId}`);
      await page.getByText('Several profiles manage this record.').waitFor();
      const owners = page.getByRole('definition').getByRole('listitem');
      expect(await owners.allTextContents()).toEqual([
        expect.stringMatching(/^Payroll: .*Display name/),
        expect.stringMatching(/^Telephone list: .*Extension/),
      ]);
    });

    it('is filled by the one that stands first in the settings', async () => {
      await goTo(page, '/admin/settings/directory-connector');
      await button('Move Telephone list up').click();
      await button('Save').click();
      await page.getByText('Settings saved').waitFor();
      await runToEnd(panel, phones);
      expect(await person()).toMatchObject({ displayName: 'Bea' });
      await deliver(panel, phones, 'username,displayname\nu1301,Cid\n');
      const run = await runToEnd(panel, phones);
      await goTo(page, `${BASE}/runs/${run}`);
      const dropped = page.getByRole('row').filter({ hasText: 'Bea' }).first();
      await dropped.getByRole('button', { expanded: false }).click();
      await page.getByText('This profile no longer').waitFor();
      expect(await person()).toMatchObject({ displayName: 'Bea Birke' });
    });
  });

  describe('a person who asks to be forgotten', () => {
    const UID = 'plugin::directory-connector.user';
    const users = () => panel.strapi.db.query(UID);
    const isThere = async (username: string) =>
      (await users().count({ where: { username } })) === 1;
    const dialog = () => page.getByRole('dialog');
    let profile: string;

    beforeAll(async () => {
      profile = await profileWith(panel, 'Forgetful', people(12, 1200));
      await runToEnd(panel, profile);
    });

    it('goes once it was shown what is stored, and the name was typed', async () => {
      const { documentId } = await users().findOne({ where: { username: 'u1203' } });
      await goTo(page, `/admin/content-manager/collection-types/${UID}/${documentId}`);
      await button('Forget this person…').click();
      await dialog().getByText('Rows of uploaded or sent files').waitFor();
      await dialog()
        .getByText(/Forgetful has brought this person, and will leave them out/)
        .waitFor();
      const forget = dialog().getByRole('button', { name: 'Forget this person' });
      expect(await forget.isDisabled()).toBe(true);
      await dialog().getByLabel('Type this name to confirm').fill('Person 1203');
      await dialog().getByLabel('Reference').fill('for Person 1203');
      await forget.click();
      await dialog()
        .getByText(/does not tell who it is, such as the number of a ticket/)
        .waitFor();
      expect(await isThere('u1203')).toBe(true);
      await dialog().getByLabel('Reference').fill('ticket 4711');
      await forget.click();
      await dialog().getByText('This person is forgotten').waitFor();
      expect(await isThere('u1203')).toBe(false);
    });

    it('leaves a report that does not tell who it was', async () => {
      await dialog().getByRole('link', { name: 'Show all privacy requests' }).click();
      await page.getByRole('gridcell', { name: 'ticket 4711' }).waitFor();
      await page.getByRole('button', { name: /^Show the report of / }).click();
      await page.getByText('Changes in the history of runs').waitFor();
      expect(await page.getByRole('main').textContent()).not.toContain('1203');
    });

    it('is left out by runs until somebody allows them again by their key', async () => {
      await deliver(panel, profile, people(12, 1200));
      await runToEnd(panel, profile);
      expect(await isThere('u1203')).toBe(false);
      await button('Allow again… for Forgetful').click();
      const key = dialog().getByLabel('User name, external ID or other key');
      await key.fill('nobody');
      await dialog().getByRole('button', { name: 'Allow again' }).click();
      await dialog()
        .getByText(/leave nobody out who has this key/)
        .waitFor();
      await key.fill('u1203');
      await dialog().getByRole('button', { name: 'Allow again' }).click();
      await button('Allow again… for Forgetful').waitFor({ state: 'detached' });
      await runToEnd(panel, profile);
      expect(await isThere('u1203')).toBe(true);
    });

    it('is found by what told them when they are no longer here, and shown by their name', async () => {
      const { documentId } = await users().findOne({ where: { username: 'u1205' } });
      await panel.strapi.documents(UID).delete({ documentId });
      const value = page.getByLabel('Value', { exact: true });
      await value.fill('nobody');
      await button('See what is stored…').click();
      await dialog().getByText('Nobody was found').waitFor();
      await dialog().getByRole('button', { name: 'Close' }).last().click();
      await value.fill('u1205');
      await button('See what is stored…').click();
      await dialog().getByRole('heading', { name: 'This person was called' }).waitFor();
      await dialog().getByLabel('Type this name to confirm').fill('Person 1205');
      await dialog().getByRole('button', { name: 'Forget this person' }).click();
      await dialog().getByText('This person is forgotten').waitFor();
      await dialog().getByRole('button', { name: 'Close' }).last().click();
      await button('Allow again… for Forgetful').waitFor();
      await waitForValue(value, '');
      await runToEnd(panel, profile);
      expect(await isThere('u1205')).toBe(false);
    });
  });

  describe('the matching of a profile', () => {
    let run: string;
    let profile: string;

    beforeAll(async () => {
      profile = await profileWith(panel, 'Matched', people(3, 400));
      await runToEnd(panel, profile);
      await deliver(panel, profile, `username,displayname,mail\nu400,Person 400,p@example.com\n`);
      run = await runToEnd(panel, profile, 'test');
    });

    it('is kept until somebody has it matched anew', async () => {
      await goTo(page, `${BASE}/runs/${run}?tab=matching`);
      await button('Match anew').click();
      await question()
        .getByText(/match the columns of its source by their names again/)
        .waitFor();
      await question().getByRole('button', { name: 'Cancel' }).click();
      await question().waitFor({ state: 'detached' });
      const { pinned } = await profilesOf(panel.strapi).load(profile);
      expect(pinned).not.toBeNull();
    });

    it('is made anew by the next run', async () => {
      await button('Match anew').click();
      await question().getByRole('button', { name: 'Match anew' }).click();
      await page.getByText('The next run matches the columns anew.').first().waitFor();
      await button('Test again').click();
      await page.waitForURL((url) => !url.href.includes(run));
      await page.getByRole('tab', { name: 'Matching' }).click();
      await page.getByRole('gridcell', { name: 'mail', exact: true }).first().waitFor();
      expect(await button('Match anew').count()).toBe(0);
    });
  });

  describe('a database that cannot take every name', () => {
    const PROBLEM: EncodingProblem = {
      of: 'tables',
      tables: ['directory_phones', 'directory_users'],
      characterSet: 'latin1',
      expected: 'utf8mb4',
      commands: ['alter table directory_users convert to character set utf8mb4;'],
    };
    let held: { profile: string; run: string };
    let tested: string;

    /** Somebody to whom the server says so. */
    const visitWith = async (look: Look): Promise<Visitor> => {
      const concerned = await visit(browser, panel, look);
      await concerned.page.route('**/directory-connector/database', (route) =>
        route.fulfill({ json: { data: { problem: PROBLEM } } })
      );
      return concerned;
    };

    beforeAll(async () => {
      held = await heldRun('Refused', 500);
      tested = await runToEnd(panel, held.profile, 'test');
    });

    it('is said wherever a run is started, before anything is pressed', async () => {
      const concerned = await visitWith({});
      const where = concerned.page;
      const told = () =>
        where.getByText(/2 tables \(directory_phones, directory_users\)/).waitFor();
      await goTo(where, BASE);
      await told();
      await where.getByText('alter table directory_users convert').waitFor();
      await where.getByRole('button', { name: 'Actions for Refused' }).click();
      for (const name of ['Test run', 'Run now']) {
        const item = where.getByRole('menuitem', { name });
        expect([name, await item.getAttribute('aria-disabled')]).toEqual([name, 'true']);
      }
      const pages: [path: string, refused: [string, ...string[]], allowed: string[]][] = [
        [`${BASE}/runs/${held.run}`, ['Approve'], ['Reject']],
        [`${BASE}/profiles/${held.profile}`, ['Test run', 'Run'], []],
        [`${BASE}/runs/${tested}`, ['Run now', 'Test again'], []],
      ];
      for (const [path, refused, allowed] of pages) {
        await goTo(where, path);
        await button(refused[0], where).waitFor();
        await told();
        for (const name of refused) {
          expect([name, await button(name, where).isDisabled()]).toEqual([name, true]);
        }
        for (const name of allowed) expect(await button(name, where).isEnabled()).toBe(true);
      }
      await concerned.close();
    });

    it('is said in German', async () => {
      const concerned = await visitWith({ language: 'de' });
      await goTo(concerned.page, `${BASE}/runs/${held.run}`);
      await concerned.page
        .getByText(/2 Tabellen \(directory_phones, directory_users\) sind im Zeichensatz latin1/)
        .waitFor();
      await concerned.page.getByText(/eine Sicherung zu machen/).waitFor();
      expect(await button('Freigeben', concerned.page).isDisabled()).toBe(true);
      await concerned.close();
    });

    it('is no matter here', async () => {
      await goTo(page, `${BASE}/runs/${held.run}`);
      await button('Approve').waitFor();
      expect(await button('Approve').isEnabled()).toBe(true);
    });
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
