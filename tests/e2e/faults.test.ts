import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Locator, Page } from 'playwright-core';

import { adUser, startActiveDirectory, type ActiveDirectory } from '../support/active-directory';
import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { makeCompany, type Company } from '../support/panel-data';
import { isLong } from '../support/rounds';
import { createProfile, profilesOf, runsOf } from '../support/runs';
import { goTo, openPanel, waitForValue } from '../support/visitor';

const BASE = '/admin/plugins/directory-connector';
/** Of a window, in which everything fits or not. */
const HEIGHTS = isLong ? [900, 500] : [500];

describeWithBrowser('the panel', (executable) => {
  let panel: Panel;
  let company: Company;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable, {
      plugin: { network: { allowedHosts: ['127.0.0.1'], retries: 0 } },
    }));
    company = await makeCompany(panel);
  });

  const isFocused = async (target: Locator): Promise<boolean> =>
    (await target.and(page.locator(':focus')).count()) > 0;

  /** How far the document goes on below the window, where nothing is. */
  const overhang = (): Promise<number> =>
    page.evaluate<number>('document.documentElement.scrollHeight - window.innerHeight');

  it('shows all actions of a profile at once', async () => {
    await goTo(page, BASE);
    await page.getByRole('button', { name: 'Actions for Staff' }).click();
    const menu = page.getByRole('menu');
    await menu.getByRole('menuitem', { name: 'Delete' }).waitFor();
    const hidden =
      "(menu => menu.scrollHeight - menu.clientHeight)(document.querySelector('[role=menu]'))";
    expect(await page.evaluate<number>(hidden)).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('does not scroll away where hidden text stands below the window', async () => {
    for (const [title, path] of [
      ['With issues', `${BASE}/runs/${company.tested}?tab=issues`],
      ['History', `${BASE}/runs`],
      ['Staff', `${BASE}/profiles/${company.profile}`],
      ['Connector profiles', BASE],
    ] as const) {
      await goTo(page, path);
      for (const width of [1440, 700]) {
        await page.setViewportSize({ width, height: 500 });
        await page.getByRole('main').getByRole('heading', { name: title, level: 1 }).waitFor();
        expect([path, width, await overhang()]).toEqual([path, width, 0]);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('goes to the issues, and the focus with it', async () => {
    await page.setViewportSize({ width: 1440, height: 500 });
    await goTo(page, `${BASE}/runs/${company.tested}`);
    await page.getByRole('button', { name: 'Show the issues' }).first().click();
    const tab = page.getByRole('tab', { name: /Issues/ });
    expect(await tab.getAttribute('aria-selected')).toBe('true');
    expect(await isFocused(tab)).toBe(true);
    const box = await tab.boundingBox();
    expect(box && box.y >= 0 && box.y + box.height <= 500).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  describe('in a profile', () => {
    beforeAll(async () => {
      await goTo(page, `${BASE}/profiles/${company.profile}`);
      await page.getByRole('tab', { name: 'Variables' }).click();
      await page.getByRole('button', { name: 'Add a variable' }).click();
    });

    it('leads from the name of a variable to its expression', async () => {
      const name = page.getByLabel('Name', { exact: true });
      await name.fill('shout');
      await name.focus();
      await page.keyboard.press('Tab');
      const expression = page.getByRole('textbox', { name: 'Expression of variable shout' });
      expect(await isFocused(expression)).toBe(true);
      await page.keyboard.type('username');
    });

    it('asks before a variable that is filled in goes, and removes an empty one', async () => {
      const remove = page.getByRole('button', { name: 'Remove variable shout' });
      await remove.focus();
      await page.keyboard.press('Space');
      const question = page.getByRole('alertdialog');
      await question.getByRole('button', { name: 'Cancel' }).click();
      await question.waitFor({ state: 'detached' });
      expect(await remove.count()).toBe(1);
      await remove.click();
      await question.getByRole('button', { name: 'Remove' }).click();
      await remove.waitFor({ state: 'detached' });
      const add = page.getByRole('button', { name: 'Add a variable' });
      await add.click();
      await page.getByRole('button', { name: 'Remove variable 1' }).click();
      await page.getByRole('button', { name: 'Remove variable 1' }).waitFor({ state: 'detached' });
      expect(await question.count()).toBe(0);
    });
  });

  describe('the time zone of a schedule', () => {
    const zone = () => page.getByRole('combobox', { name: 'Time zone' });
    const options = () => page.getByRole('option');

    beforeAll(async () => {
      await goTo(page, `${BASE}/profiles/${company.profile}?tab=schedule`);
      await zone().waitFor();
    });

    it.each([
      ['London', 'Europe/London'],
      ['new york', 'America/New_York'],
      ['TOKYO', 'Asia/Tokyo'],
      ['Europe/Paris', 'Europe/Paris'],
    ])('is found by "%s", typed over the one that is there', async (typed, found) => {
      await zone().click();
      await page.keyboard.type(typed);
      await waitForValue(zone(), typed);
      await options().filter({ hasText: found }).waitFor();
      await page.keyboard.press('Enter');
      await waitForValue(zone(), found);
    });

    it('is typed over where the field keeps the focus, or the caret was placed in it', async () => {
      expect(await isFocused(zone())).toBe(true);
      await page.keyboard.type('Rome');
      await waitForValue(zone(), 'Rome');
      await options().filter({ hasText: 'Europe/Rome' }).click();
      await waitForValue(zone(), 'Europe/Rome');
      await zone().dblclick();
      await page.keyboard.type('Madrid');
      await waitForValue(zone(), 'Madrid');
      await page.keyboard.press('Enter');
      await waitForValue(zone(), 'Europe/Madrid');
    });

    it('stays what it was where no zone is called what was typed', async () => {
      await zone().click();
      await page.keyboard.type('Atlantis');
      await page.getByText('No time zone is called that.').waitFor();
      await page.keyboard.press('Escape');
      await waitForValue(zone(), 'Europe/Madrid');
      await zone().fill('');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      await waitForValue(zone(), 'Europe/Madrid');
    });

    it('is offered among all again, and saved', async () => {
      await zone().click();
      await options().filter({ hasText: 'Asia/Tokyo' }).waitFor();
      await page.keyboard.press('Escape');
      const saved = page.waitForResponse((response) => response.request().method() === 'PUT');
      await page.getByRole('button', { name: 'Save' }).click();
      expect((await saved).status()).toBe(200);
      const { schedule } = await profilesOf(panel.strapi).find(company.profile);
      expect(schedule.timezone).toBe('Europe/Madrid');
    });
  });

  describe('after a test of the connection', () => {
    let directory: ActiveDirectory;

    beforeAll(async () => {
      directory = await startActiveDirectory({ objects: [adUser({ name: 'anna' })] });
    });
    afterAll(() => directory.close());
    afterEach(() => page.setViewportSize({ width: 1440, height: 900 }));

    /** How far the window is scrolled, and how far the document goes on beyond it. */
    const place = () =>
      page.evaluate<number[]>(`(({ scrollHeight, scrollWidth }) => [
        scrollX, scrollY, scrollHeight - innerHeight, scrollWidth - innerWidth,
      ])(document.documentElement)`);

    const testConnection = async () => {
      expect(await place()).toEqual([0, 0, 0, 0]);
      await page.getByRole('button', { name: 'Test connection' }).click();
      const answer = page.getByText('The directory can be read');
      await answer.waitFor();
      expect(await place()).toEqual([0, 0, 0, 0]);
      const box = await answer.boundingBox();
      expect(box && box.y >= 0 && box.y < (page.viewportSize()?.height ?? 0)).toBe(true);
    };

    it.each(HEIGHTS)('the wizard is still there, in a window %i high', async (height) => {
      await page.setViewportSize({ width: 1440, height });
      await page.goto(`${BASE}/profiles/new`);
      await page.getByLabel('Name of the profile').fill('Directory');
      await page.getByRole('radio', { name: /Directory \(LDAP\)/ }).click();
      await page.getByLabel(/^Host/).fill('127.0.0.1');
      await page.getByRole('combobox', { name: /^Encryption/ }).click();
      await page.getByRole('option', { name: /^None/ }).click();
      await page.getByLabel(/^Port/).fill(String(directory.port));
      await page.getByLabel(/^User/).fill(directory.reader.dn);
      await page.locator('input[type="password"]').fill(directory.reader.password);
      await page.getByLabel(/^Base DN/).fill(directory.baseDn);
      await testConnection();
    });

    it.each(HEIGHTS)('the editor is still there, in a window %i high', async (height) => {
      const profile = await createProfile(panel.strapi, {
        source: {
          type: 'ldap',
          url: directory.url,
          baseDn: directory.baseDn,
          bindDn: directory.reader.dn,
          bindPassword: directory.reader.password,
        },
      });
      await page.setViewportSize({ width: 1440, height });
      await page.goto(`${BASE}/profiles/${profile}`);
      await page.getByRole('button', { name: 'Test connection' }).waitFor();
      await testConnection();
    });
  });

  describe('while a test run is going on', () => {
    let server: Server;
    let run: string;
    let isOver: Promise<unknown>;
    const held: { end: () => void }[] = [];

    beforeAll(async () => {
      server = createServer((_request, response) => {
        held.push({ end: () => response.end('username\nann\n') });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const profileId = await createProfile(panel.strapi, {
        name: 'Slow',
        source: { type: 'csv', delivery: 'url', url: `http://127.0.0.1:${port}/users.csv` },
      });
      const { id, done } = await runsOf(panel.strapi).start({
        profileId,
        kind: 'test',
        trigger: 'manual',
      });
      run = id;
      isOver = done;
    });
    afterAll(async () => {
      await runsOf(panel.strapi).cancel(run);
      await isOver;
      held.forEach(({ end }) => end());
      await new Promise((resolve) => server.close(resolve));
    });

    it('says so in the list', async () => {
      await goTo(page, BASE);
      const testing = page.getByRole('link', { name: 'testing …' });
      expect(await testing.getAttribute('href')).toContain(`/runs/${run}`);
    });

    it('links to it when another one is started', async () => {
      await page.getByRole('button', { name: 'Actions for Slow' }).click();
      await page.getByRole('menuitem', { name: 'Test run' }).click();
      const link = page.getByRole('link', { name: 'Show that run' });
      expect(await link.getAttribute('href')).toBe(`${BASE}/runs/${run}`);
    });
  });

  it('tells test runs from real ones in the history of people', async () => {
    await goTo(page, `${BASE}/runs`);
    await page.getByRole('tab', { name: /happened/ }).click();
    await page.getByLabel('Name or key').fill('Ivy');
    await page
      .getByRole('gridcell', { name: /Test run/ })
      .first()
      .waitFor();
    await page.getByLabel('Name or key').fill('Person 1');
    await page.getByRole('gridcell').getByText('Run', { exact: true }).first().waitFor();
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
