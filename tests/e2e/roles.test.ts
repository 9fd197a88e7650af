import type { Browser, Page } from 'playwright-core';

import { describeWithBrowser, launchBrowser } from '../support/browser';
import { startPanel, type Panel } from '../support/panel';
import { makeCompany, type Company } from '../support/panel-data';
import { createProfile } from '../support/runs';
import { addAdmin, goTo, visit, type Account, type Visitor } from '../support/visitor';

const BASE = '/admin/plugins/directory-connector';
const READ = 'plugin::directory-connector.profiles.read';
const EDIT = 'plugin::directory-connector.profiles.edit';
const HISTORY = 'plugin::directory-connector.runs.history';
const SETTINGS = '/admin/settings/directory-connector';
const TEST = 'plugin::directory-connector.runs.test';

describeWithBrowser('roles', (executable) => {
  let panel: Panel;
  let browser: Browser;
  let company: Company;

  beforeAll(async () => {
    panel = await startPanel({ plugin: { retention: { days: 60 } } });
    company = await makeCompany(panel);
    browser = await launchBrowser(executable);
  });

  const tokenOf = async (account: Account): Promise<string> => {
    const response = await fetch(`${panel.origin}/admin/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(account),
    });
    const { data } = (await response.json()) as { data: { token: string } };
    return data.token;
  };

  const statusOf = async (token: string, method: string, path: string): Promise<number> => {
    const { status } = await fetch(`${panel.origin}/directory-connector${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      ...(method !== 'GET' && { body: '{}' }),
    });
    return status;
  };

  const rolesOf = async (id: number): Promise<number[]> => {
    const { roles } = await panel.strapi.db
      .query('admin::user')
      .findOne({ where: { id }, populate: ['roles'] });
    return roles.map((role: { id: number }) => role.id);
  };

  const actionsOf = async (page: Page, profile: string): Promise<string[]> => {
    await goTo(page, BASE);
    await page.getByRole('button', { name: `Actions for ${profile}` }).click();
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    return items.allInnerTexts();
  };

  describe('somebody who may only look', () => {
    let account: Account;
    let visitor: Visitor;

    beforeAll(async () => {
      account = await addAdmin(panel, 'looker', [READ, HISTORY]);
      visitor = await visit(browser, panel, {}, account);
    });
    afterAll(() => visitor.close());

    it('sees the profiles, and no way to change or run them', async () => {
      const { page } = visitor;
      expect(await actionsOf(page, 'Staff')).toEqual(['View', 'History', 'Export']);
      await page.keyboard.press('Escape');
      expect(await page.getByRole('link', { name: 'New profile' }).count()).toBe(0);
      expect(await page.getByRole('button', { name: 'More', exact: true }).count()).toBe(0);
      expect(await page.getByRole('switch').first().isDisabled()).toBe(true);
    });

    it('gets neither of it from the API', async () => {
      const { profile, held } = company;
      const token = await tokenOf(account);
      for (const [method, path] of [
        ['POST', '/profiles'],
        ['PUT', `/profiles/${profile}`],
        ['DELETE', `/profiles/${profile}`],
        ['POST', `/profiles/${profile}/test`],
        ['POST', `/profiles/${profile}/run`],
        ['POST', `/runs/${held}/approve`],
        ['POST', `/runs/${held}/credentials`],
      ] as const) {
        expect(`${method} ${path} ${await statusOf(token, method, path)}`).toBe(
          `${method} ${path} 403`
        );
      }
    });

    it('reads a profile without a way to save it', async () => {
      const { page } = visitor;
      await goTo(page, `${BASE}/profiles/${company.profile}`);
      const name = page.getByRole('textbox', { name: /^Name/ });
      await name.waitFor();
      expect(await name.isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    });

    it('sees a held run, and no way to decide it', async () => {
      const { page } = visitor;
      await goTo(page, `${BASE}/runs/${company.held}`);
      await page.getByText(/^Run ·/).waitFor();
      await page.getByText('Held for approval').first().waitFor();
      for (const name of ['Approve', 'Reject', 'Run now', 'Test again']) {
        expect(await page.getByRole('button', { name }).count()).toBe(0);
      }
    });

    it('does not get into the wizard', async () => {
      const { page } = visitor;
      await goTo(page, `${BASE}/profiles/new`);
      await page
        .getByText(/permissions/i)
        .first()
        .waitFor();
      expect(await page.getByLabel('Name of the profile').count()).toBe(0);
    });
  });

  it('who may test is offered that, and no run', async () => {
    const account = await addAdmin(panel, 'tester', [READ, HISTORY, TEST]);
    const { page, close } = await visit(browser, panel, {}, account);
    expect(await actionsOf(page, 'Staff')).toEqual([
      'Test run',
      'New file…',
      'View',
      'History',
      'Export',
    ]);
    await page.keyboard.press('Escape');
    await goTo(page, `${BASE}/runs/${company.tested}`);
    await page.getByRole('button', { name: 'Test again' }).waitFor();
    expect(await page.getByRole('button', { name: 'Run now' }).count()).toBe(0);
    await close();
  });

  it('who may do nothing of it sees neither menu nor pages', async () => {
    const account = await addAdmin(panel, 'stranger', ['plugin::upload.read']);
    const { page, close } = await visit(browser, panel, {}, account);
    await goTo(page, BASE);
    await page
      .getByText(/permissions/i)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Home' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'Directory Connector' }).count()).toBe(0);
    expect(await statusOf(await tokenOf(account), 'GET', '/profiles')).toBe(403);
    await close();
  });

  it('who may not change the settings is not let in there', async () => {
    const account = await addAdmin(panel, 'editor', [READ, EDIT]);
    const { page, close } = await visit(browser, panel, {}, account);
    await goTo(page, SETTINGS);
    await page
      .getByText(/permissions/i)
      .first()
      .waitFor();
    expect(await page.getByLabel('Intranet hosts').count()).toBe(0);
    await close();
  });

  it('who may do everything changes the settings, but for what the file has', async () => {
    const { page, errors, close } = await visit(browser, panel);
    await goTo(page, '/admin/settings');
    // The main menu has a link of the same name.
    await page.locator(`a[href$="${SETTINGS}"]`).click();
    const hosts = page.getByLabel('Intranet hosts');
    await hosts.fill('dc1.example.com\nhttps://hr.example.com');
    expect(await page.getByLabel('For how many days').isDisabled()).toBe(true);
    await page.getByText(/^Set in config\/plugins/).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/https:\/\/hr\.example\.com.? is no host name/).waitFor();
    await hosts.fill('dc1.example.com\n10.1.0.0/16');
    const country = page.getByRole('combobox', { name: 'Numbers without a prefix are from' });
    await country.click();
    await page.getByRole('option', { name: 'Austria' }).click();
    await page.keyboard.press('Control+s');
    await page.getByText('Settings saved').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await page.reload();
    await hosts.waitFor();
    expect(await hosts.inputValue()).toBe('dc1.example.com\n10.1.0.0/16');
    await country.filter({ hasText: 'Austria' }).waitFor();
    await hosts.fill('');
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.getByText('Leave without saving?').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Settings saved').waitFor();

    await goTo(page, `${BASE}/profiles/${company.profile}?tab=fields`);
    // Once the file has been looked at, the table is drawn anew.
    await page
      .getByRole('tabpanel')
      .getByText(/^Person \d/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Clean up Display name (User)' }).click();
    await page.getByRole('combobox', { name: /^Add to the cleaning up/ }).click();
    await page.getByRole('option', { name: 'Write as an international phone number' }).click();
    await country.filter({ hasText: 'Austria' }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('who is limited to some profiles sees these, and of others no button that is not for them', async () => {
    const delegated = ['plugin::directory-connector.profiles-of-role'];
    const branch = await addAdmin(panel, 'branch', [READ, EDIT, HISTORY, TEST], delegated);
    const own = await createProfile(panel.strapi, { name: 'Branch', adminRoles: [branch.role] });
    const limited = await visit(browser, panel, {}, branch);
    expect(await actionsOf(limited.page, 'Branch')).toContain('Edit');
    await limited.page.keyboard.press('Escape');
    expect(await limited.page.getByRole('button', { name: /^Actions for/ }).count()).toBe(1);
    await goTo(limited.page, `${BASE}/profiles/${own}`);
    const roles = limited.page.getByRole('combobox', { name: /^Roles that may work with it/ });
    await roles.waitFor();
    expect(await roles.isDisabled()).toBe(true);
    await goTo(limited.page, `${BASE}/profiles/${company.profile}`);
    await limited.page.getByText('This profile no longer exists').waitFor();
    expect(limited.errors).toEqual([]);
    await limited.close();

    // With another role that may look at everything.
    const looker = await addAdmin(panel, 'head office', [READ, HISTORY]);
    const [user, head] = await Promise.all([
      panel.strapi.db.query('admin::user').findOne({ where: { email: branch.email } }),
      panel.strapi.db.query('admin::role').findOne({ where: { code: looker.role } }),
    ]);
    await panel.strapi
      .service('admin::user')
      .updateById(user.id, { roles: [head.id, ...(await rolesOf(user.id))] });
    const both = await visit(browser, panel, {}, branch);
    expect(await actionsOf(both.page, 'Branch')).toContain('Edit');
    await both.page.keyboard.press('Escape');
    expect(await actionsOf(both.page, 'Staff')).toEqual(['View', 'History', 'Export']);
    await both.page.keyboard.press('Escape');
    await goTo(both.page, `${BASE}/runs/${company.tested}`);
    await both.page.getByText(/^Test run ·/).waitFor();
    expect(await both.page.getByRole('button', { name: 'Test again' }).count()).toBe(0);
    await both.close();
  });

  it('who may do everything is offered everything', async () => {
    const { page, close } = await visit(browser, panel);
    expect(await actionsOf(page, 'Staff')).toEqual([
      'Test run',
      'Run now',
      'New file…',
      'Edit',
      'History',
      'Clone',
      'Export',
      'Delete',
    ]);
    await close();
  });
});
