import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

import type { Language } from '../../shared/languages';
import { launchBrowser } from './browser';
import { ADMIN, startPanel, type Panel } from './panel';
import type { TestAppOptions } from './strapi';

export interface Account {
  email: string;
  password: string;
}

export interface Look {
  /** `system` is light until a page is told otherwise. */
  theme?: 'light' | 'system';
  language?: Language;
  width?: number;
}

export interface Visitor {
  page: Page;
  /** Whatever the pages wrote to the console as an error, or threw. */
  errors: string[];
  close(): Promise<void>;
}

const HEIGHT = 900;

/** Logs in without the page for it, which is Strapi's own and costs two pages' time: the panel finds the token it left. */
const logIn = async (context: BrowserContext, { origin }: Panel, account: Account) => {
  const response = await context.request.post('/admin/login', { data: account });
  const { data } = (await response.json()) as { data: { token: string } };
  await context.addCookies([{ name: 'jwtToken', value: data.token, url: origin }]);
};

/** What Strapi itself logs when it cannot reach its own services on the Internet, or has no translation, is no error of ours. */
const isForeign = (text: string): boolean =>
  /ERR_|Failed to load resource|net::/.test(text) ||
  /MISSING_TRANSLATION.*Missing message: "(?!directory-connector\.)/.test(text);

const listen = (page: Page, errors: string[]): void => {
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isForeign(message.text())) errors.push(message.text());
  });
};

const prepare = (context: BrowserContext, { theme = 'light', language = 'en' }: Look) =>
  context.addInitScript({
    content: `
      localStorage.setItem('STRAPI_THEME', '${theme}');
      localStorage.setItem('strapi-admin-language', '${language}');
      // Strapi's own tour would lie over the pages.
      localStorage.setItem('STRAPI_GUIDED_TOUR', '{"enabled":false}');
      // What turns while a page waits is drawn by the processor that the page waits for.
      const still = new CSSStyleSheet();
      still.replaceSync('*, ::before, ::after { animation: none !important; transition: none !important }');
      document.adoptedStyleSheets.push(still);
      // A browser without windows may never be idle, and Strapi's edit view waits for that with its side panels; it can do without.
      delete window.requestIdleCallback;
      delete window.cancelIdleCallback;
    `,
  });

/** What a page's script has, as far as a change of its address needs it. */
interface History {
  history: {
    state: { idx?: number } | null;
    pushState(state: object, title: string, url: string): void;
  };
  dispatchEvent(event: Event): boolean;
  PopStateEvent: new (type: string, init: { state: unknown }) => Event;
}

/**
 * Goes to a page of the panel as one of its links would: to load all of the panel anew takes
 * seconds. Only the first page of a visit is loaded. What the page before shows may be there for a
 * moment yet, and what was typed into it without being saved is asked about.
 */
export const goTo = async (page: Page, path: string): Promise<void> => {
  if (page.url() === 'about:blank') {
    await page.goto(path);
    return;
  }
  await page.evaluate((to) => {
    const shown = globalThis as unknown as History;
    const idx = (shown.history.state?.idx ?? 0) + 1;
    shown.history.pushState({ idx, key: `key-${idx}` }, '', to);
    shown.dispatchEvent(new shown.PopStateEvent('popstate', { state: shown.history.state }));
  }, path);
};

/** Somebody who has just logged in to the admin panel; the first page is theirs to choose. */
export const visit = async (
  browser: Browser,
  panel: Panel,
  look: Look = {},
  account: Account = ADMIN
): Promise<Visitor> => {
  const context = await browser.newContext({
    baseURL: panel.origin,
    viewport: { width: look.width ?? 1440, height: HEIGHT },
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    acceptDownloads: true,
  });
  await prepare(context, look);
  await logIn(context, panel, account);
  const page = await context.newPage();
  const errors: string[] = [];
  listen(page, errors);
  return { page, errors, close: () => context.close() };
};

/** A panel of its own in front of somebody who has just logged in; all of it ends with the test file. */
export const openPanel = async (
  executable: string,
  options: TestAppOptions = {},
  look: Look = {}
) => {
  const panel = await startPanel(options);
  const browser = await launchBrowser(executable);
  return { panel, browser, ...(await visit(browser, panel, look)) };
};

/** Makes an administrator with a role that may do just this. @param conditions the ids of those that limit it */
export const addAdmin = async (
  { strapi }: Panel,
  name: string,
  actions: string[],
  conditions: string[] = []
): Promise<Account & { role: string }> => {
  const account = { email: `${name}@example.com`, password: 'S3cret-of-the-panel' };
  const role = await strapi.service('admin::role').create({ name, description: '' });
  await strapi.service('admin::user').create({
    ...account,
    firstname: name,
    lastname: 'Tester',
    isActive: true,
    roles: [role.id],
  });
  const permissions = actions.map((action) => ({
    action,
    subject: null,
    properties: {},
    conditions,
  }));
  await strapi.service('admin::role').assignPermissions(role.id, permissions);
  return { ...account, role: role.code };
};

/** Waits until a field has a value: React gives it a moment after the key that was pressed. */
export const waitForValue = async (field: Locator, value: string): Promise<void> => {
  const input = await field.elementHandle();
  await field
    .page()
    .waitForFunction(
      ([element, wanted]) => (element as { value?: string } | null)?.value === wanted,
      [input, value] as const
    );
};
