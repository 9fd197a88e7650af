import type { Browser } from 'playwright-core';

import { seriousViolations } from '../support/axe';
import { describeWithBrowser, launchBrowser } from '../support/browser';
import { startPanel, type Panel } from '../support/panel';
import { makeCompany, type Company } from '../support/panel-data';
import { visit, type Visitor } from '../support/visitor';

const BASE = '/admin/plugins/directory-connector';
const USERS = '/admin/content-manager/collection-types/plugin::directory-connector.user';

/** What Strapi draws around a widget, its own title included, is left out. */
const WIDGET =
  '[aria-labelledby="plugin::directory-connector.profiles"] [data-radix-scroll-area-viewport]';
const PANEL = 'aside:has-text("Directory Connector")';

/**
 * Every page, with a text or element that shows that it is there and filled, and the part of it that
 * is the plugin's, where that is not all between Strapi's navigation.
 */
const PAGES: [name: string, path: (company: Company) => string, shown: string, part?: string][] = [
  ['profiles', () => BASE, 'text=With issues'],
  ['wizard', () => `${BASE}/profiles/new`, 'text=Name of the profile'],
  ...['basic', 'pre-filter', 'variables', 'template', 'schedule', 'safety'].map(
    (tab): (typeof PAGES)[number] => [
      `profile, tab ${tab}`,
      ({ profile }) => `${BASE}/profiles/${profile}?tab=${tab}`,
      '[role="tabpanel"][data-state="active"]',
    ]
  ),
  ['history', () => `${BASE}/runs`, 'table >> text=Broken'],
  ['person search', () => `${BASE}/runs?view=people&_q=Person 1`, 'table >> text=Person 1'],
  ['succeeded run', ({ succeeded }) => `${BASE}/runs/${succeeded}`, 'table >> text=Person 1'],
  ['held run', ({ held }) => `${BASE}/runs/${held}`, 'table >> text=Person 9'],
  ['failed run', ({ failed }) => `${BASE}/runs/${failed}`, 'h1'],
  ['test run', ({ tested }) => `${BASE}/runs/${tested}`, 'table >> text=Ivy'],
  [
    'issues',
    ({ tested }) => `${BASE}/runs/${tested}?tab=issues`,
    '[role="tabpanel"][data-state="active"]',
  ],
  ['home page', () => '/admin', 'text=Broken', WIDGET],
  ['user', ({ user }) => `${USERS}/${user}`, 'text=The next run overwrites', PANEL],
];

describeWithBrowser('accessibility', (executable) => {
  let panel: Panel;
  let browser: Browser;
  let company: Company;

  beforeAll(async () => {
    panel = await startPanel();
    company = await makeCompany(panel);
    browser = await launchBrowser(executable);
  });

  describe.each(['light', 'dark'] as const)('in the theme "%s"', (theme) => {
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = await visit(browser, panel, { theme });
    });
    afterAll(() => visitor.close());

    it.each(PAGES)('%s: nothing serious', async (_name, path, shown, part = 'main') => {
      const { page, errors } = visitor;
      await page.goto(path(company));
      await page.locator(shown).first().waitFor();
      expect(await seriousViolations(page.locator(part).first())).toEqual([]);
      expect(errors).toEqual([]);
    });
  });
});
