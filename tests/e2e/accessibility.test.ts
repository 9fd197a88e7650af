import type { Page } from 'playwright-core';

import { seriousViolations } from '../support/axe';
import { describeWithBrowser, launchBrowser } from '../support/browser';
import { startPanel } from '../support/panel';
import { makeCompany, type Company } from '../support/panel-data';
import { isLong } from '../support/rounds';
import { goTo, visit } from '../support/visitor';

const BASE = '/admin/plugins/directory-connector';
const USERS = '/admin/content-manager/collection-types/plugin::directory-connector.user';

/** What Strapi draws around a widget, its own title included, is left out. */
const WIDGET =
  '[aria-labelledby="plugin::directory-connector.profiles"] [data-radix-scroll-area-viewport]';
const PANEL = 'aside:has-text("Directory Connector")';

/**
 * Every page, with a text or element that shows that it is there and filled, and the part of it that
 * is the plugin's, where that is not all between Strapi's navigation. One is gone to from the
 * other, so no page before has what shows that this one is there: of two runs the page is the same.
 */
const PAGES: [name: string, path: (company: Company) => string, shown: string, part?: string][] = [
  ['profiles', () => BASE, 'main >> text=With issues'],
  ['wizard', () => `${BASE}/profiles/new`, 'text=Name of the profile'],
  ...['basic', 'fields', 'pre-filter', 'variables', 'template', 'schedule', 'safety'].map(
    (tab): (typeof PAGES)[number] => [
      `profile, tab ${tab}`,
      ({ profile }) => `${BASE}/profiles/${profile}?tab=${tab}`,
      `[role="tabpanel"][data-state="active"][id$="-content-${tab}"]`,
    ]
  ),
  ['succeeded run', ({ succeeded }) => `${BASE}/runs/${succeeded}`, 'table >> text=Person 1'],
  ['history', () => `${BASE}/runs`, 'table >> text=Broken'],
  ['held run', ({ held }) => `${BASE}/runs/${held}`, 'table >> text=Person 9'],
  ['home page', () => '/admin', 'text=Broken', WIDGET],
  ['failed run', ({ failed }) => `${BASE}/runs/${failed}`, 'h1 >> text=Broken'],
  ['person search', () => `${BASE}/runs?view=people&_q=Person 1`, 'table >> text=Person 1'],
  ['test run', ({ tested }) => `${BASE}/runs/${tested}`, 'table >> text=Ivy'],
  [
    'issues',
    ({ tested }) => `${BASE}/runs/${tested}?tab=issues`,
    '[role="tabpanel"][data-state="active"][id$="-content-issues"]',
  ],
  ['user', ({ user }) => `${USERS}/${user}`, 'text=The next run overwrites', PANEL],
];

/** These have the colours of all others; the long tests look at each page in the dark. */
const IN_THE_DARK = new Set(['profile, tab template', 'history', 'test run']);

/** What a page's script has, as far as it is asked for here. */
interface Shown {
  document: { body: object };
  getComputedStyle(element: object): { backgroundColor: string };
}

/** Takes a page that is there from the light to the dark. */
const darken = async (page: Page): Promise<void> => {
  const light = await page.evaluate(() => {
    const { document, getComputedStyle } = globalThis as unknown as Shown;
    return getComputedStyle(document.body).backgroundColor;
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction((before) => {
    const { document, getComputedStyle } = globalThis as unknown as Shown;
    return getComputedStyle(document.body).backgroundColor !== before;
  }, light);
};

describeWithBrowser('accessibility', (executable) => {
  let company: Company;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const panel = await startPanel();
    company = await makeCompany(panel);
    const browser = await launchBrowser(executable);
    ({ page, errors } = await visit(browser, panel, { theme: 'system' }));
  });

  it.each(PAGES)(
    '%s: nothing serious, in the light and in the dark',
    async (name, path, shown, part = 'main') => {
      await page.emulateMedia({ colorScheme: 'light' });
      await goTo(page, path(company));
      await page.locator(shown).first().waitFor();
      const own = page.locator(part).first();
      expect(await seriousViolations(own)).toEqual([]);
      if (isLong || IN_THE_DARK.has(name)) {
        await darken(page);
        expect(await seriousViolations(own)).toEqual([]);
      }
      expect(errors).toEqual([]);
    }
  );
});
