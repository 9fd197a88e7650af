import path from 'node:path';

import type { Locator, Page } from 'playwright-core';

import type { Language } from '../../shared/languages';
import type { Panel } from './panel';
import {
  makeCompany,
  makeForgotten,
  makeShared,
  profileWith,
  runToEnd,
  type Company,
} from './panel-data';
import { PANEL_TEXTS } from './texts';
import { libreOfficeFile } from './workbooks';

const BASE = '/admin/plugins/directory-connector';
const CONTENT = '/admin/content-manager/collection-types/plugin::directory-connector.user';

const FIXTURES = path.resolve(__dirname, '..', 'fixtures', 'presets');

/** What Strapi draws around a widget, its own title included, is left out. */
const WIDGET =
  '[aria-labelledby="plugin::directory-connector.profiles"] [data-radix-scroll-area-viewport]';
const PANEL = 'aside:has(a[href*="/plugins/directory-connector"])';
const DIALOG = '[role="dialog"], [role="alertdialog"]';

/** A company, and what it has to be shown in every state. */
export interface PanelData extends Company {
  /** A profile with fields of all kinds and a filter. */
  mapped: string;
  /** A user that two profiles own. */
  shared: string;
  /** Runs whose credentials nobody has read yet: they are read once. */
  credentials: Record<Language, string>;
}

const MAPPED = [
  'Login,First name,Surname,Department,Ext',
  'ADA,Ada,Lovelace,Vertrieb,301',
  'BEN,Ben,Bean,Technik,302',
  'CLEO,Cleo,Clay,Vertrieb,',
  '',
].join('\n');

const FIELDS = [
  {
    type: 'user',
    values: {
      username: { column: 'Login', convert: ['trim', 'lower'] },
      displayName: { expression: '`First name` & " " & Surname' },
      groupName: { column: 'Department', convert: [{ map: { Vertrieb: 'Sales' } }] },
      extension: { column: 'Ext' },
      language: { text: 'de' },
    },
  },
  { type: 'phonebookEntry', values: { phone: { user: 'extension' } } },
];

/** Profiles and runs of every kind. */
export const makePanelData = async (panel: Panel): Promise<PanelData> => {
  const company = await makeCompany(panel);
  const mapped = await profileWith(panel, 'Mapped', MAPPED, {
    fields: FIELDS,
    preFilter: '$is(Department, "Vertrieb") and $not($isEmpty(Login))',
  });
  const shared = await makeShared(panel, ['Wien', 'Graz']);
  await makeForgotten(panel, 'Linz');
  const generate = { extension: null, password: true, sipPassword: true, pin: true };
  const withCredentials = async (name: string): Promise<string> => {
    const csv = `username,displayname,email\n${name},Ada ${name},${name}@example.com\n`;
    return runToEnd(panel, await profileWith(panel, `Secret ${name}`, csv, { generate }));
  };
  return {
    ...company,
    mapped,
    shared,
    credentials: {
      en: await withCredentials('one'),
      de: await withCredentials('two'),
      fr: await withCredentials('three'),
      es: await withCredentials('four'),
    },
  };
};

/** What stands on the pages because the data says so, in every language. */
export const isData = (text: string): boolean =>
  /With issues|From the reception|First name|not-a-mac|^(?:username|displayname|extension|mac|fax)$|\$[\w(]/.test(
    text
  );

/** A page in a language. */
export interface Shown {
  page: Page;
  language: Language;
  data: PanelData;
  /** A text of the panel, as it is or with its values. */
  t(id: string, values?: Record<string, string>): string;
}

export const shownIn = (page: Page, language: Language, data: PanelData): Shown => ({
  page,
  language,
  data,
  t: (id, values = {}) =>
    (PANEL_TEXTS[language][id] ?? id).replace(/\{(\w+)\}/g, (_, name: string) => {
      return values[name] ?? `{${name}}`;
    }),
});

export interface PanelPage {
  name: string;
  path(data: PanelData, language: Language): string;
  /** What shows that the page is there and filled; of two that follow each other, each has its own. */
  ready(shown: Shown): Locator;
  /** What is done on it before it is looked at. */
  open?(shown: Shown): Promise<void>;
  /** The part that is the plugin's; without it all between Strapi's navigation. */
  part?: string;
}

const cell = ({ page }: Shown, text: string): Locator =>
  page.locator('main').getByText(text, { exact: true }).first();

const button = ({ page }: Shown, name: string): Locator =>
  page.getByRole('button', { name, exact: true }).first();

const tab = (name: string): PanelPage => ({
  name: `profile, tab ${name}`,
  path: ({ profile }) => `${BASE}/profiles/${profile}?tab=${name}`,
  ready: ({ page }) => activeTab(page, name),
});

const activeTab = (page: Page, name: string): Locator =>
  page.locator(`[role="tabpanel"][data-state="active"][id$="-content-${name}"]`);

const pressed =
  (id: string, values?: Record<string, string>) =>
  (shown: Shown): Promise<void> =>
    button(shown, shown.t(id, values)).click();

/** Leaves behind what was entered before, in whatever language that was. */
const beginAfresh = async (shown: Shown): Promise<void> => {
  const afresh = button(shown, shown.t('wizard.draft.afresh'));
  if (await afresh.isVisible()) await afresh.click();
};

/** Goes through the wizard as far as the fields of a file. */
const toFields =
  (file: string) =>
  async (shown: Shown): Promise<void> => {
    const { page, t } = shown;
    await beginAfresh(shown);
    await page.getByRole('textbox').first().fill('Pictures');
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByText(path.basename(file), { exact: true }).waitFor();
    await pressed('wizard.next')(shown);
    const fields = page.getByRole('heading', { name: t('wizard.step.fields.title') });
    const format = page.getByRole('heading', { name: t('wizard.step.format.title') });
    await fields.or(format).waitFor();
  };

const OF_WIZARD: PanelPage[] = [
  {
    name: 'wizard',
    path: () => `${BASE}/profiles/new`,
    ready: ({ page, t }) => page.getByRole('heading', { name: t('wizard.title') }),
    open: beginAfresh,
  },
  {
    name: 'wizard, a file of contacts',
    path: () => `${BASE}/profiles/new`,
    ready: ({ page, t }) => page.getByRole('heading', { name: t('wizard.title') }),
    open: toFields(path.join(FIXTURES, 'outlook-contacts.de.csv')),
  },
  {
    name: 'connector of pascom',
    path: () => `${BASE}/profiles/from-pascom`,
    ready: ({ page, t }) => page.getByRole('heading', { name: t('pascom.title') }),
    open: async ({ page, t }) => {
      const part = (name: string) =>
        page.getByRole('textbox', { name: t(`pascom.part.${name}.title`) });
      await part('variables').fill('createSoftphone\treturn true;\nx\teval("1");');
      await part('structure').fill('{ "identity": [{ "003use_name": "{{{username}}}" }] }');
      await page.getByRole('button', { name: t('pascom.begin') }).waitFor();
    },
  },
];

const OF_PROFILE: PanelPage[] = [
  ...['basic', 'fields', 'pre-filter', 'variables', 'template', 'schedule', 'safety'].map(tab),
  {
    name: 'fields, with what is done to a value and help beside an expression',
    path: ({ mapped }) => `${BASE}/profiles/${mapped}?tab=fields`,
    ready: (shown) => cell(shown, 'Sales'),
    open: async (shown) => {
      const group = shown.page.getByRole('button', {
        name: new RegExp(`^${shown.t('form.convert.of', { field: '.*' })}$`),
      });
      await group.nth(1).click();
      await pressed('form.variable.help')(shown);
      await pressed('form.code.functions')(shown);
    },
  },
  {
    name: 'conditions of a filter',
    path: ({ mapped }) => `${BASE}/profiles/${mapped}?tab=pre-filter`,
    ready: (shown) => cell(shown, 'Lovelace'),
  },
];

const OF_PHONEBOOKS: PanelPage[] = [
  {
    name: 'phonebooks for phones',
    path: () => `${BASE}/phonebooks`,
    ready: (shown) => button(shown, shown.t('phonebooks.new')),
  },
  {
    name: 'new phonebook for phones',
    path: () => `${BASE}/phonebooks`,
    ready: (shown) => button(shown, shown.t('phonebooks.new')),
    open: async (shown) => {
      await pressed('phonebooks.new')(shown);
      await pressed('phonebooks.condition.add')(shown);
    },
    part: DIALOG,
  },
];

const OF_RUNS: PanelPage[] = [
  {
    name: 'succeeded run',
    path: ({ succeeded }) => `${BASE}/runs/${succeeded}`,
    ready: (shown) => cell(shown, 'Person 1'),
  },
  {
    name: 'history',
    path: () => `${BASE}/runs`,
    ready: ({ page }) => page.locator('table >> text=Broken').first(),
  },
  {
    name: 'held run',
    path: ({ held }) => `${BASE}/runs/${held}`,
    ready: (shown) => cell(shown, 'Person 9'),
  },
  {
    name: 'home page',
    path: () => '/admin',
    ready: ({ page }) => page.locator('text=Broken').first(),
    part: WIDGET,
  },
  {
    name: 'failed run',
    path: ({ failed }) => `${BASE}/runs/${failed}`,
    ready: ({ page }) => page.locator('h1 >> text=Broken'),
  },
  {
    name: 'person search',
    path: () => `${BASE}/runs?view=people&_q=Person 1`,
    ready: ({ page }) => page.locator('table >> text=Person 1').first(),
  },
  {
    name: 'test run',
    path: ({ tested }) => `${BASE}/runs/${tested}`,
    ready: (shown) => cell(shown, 'Ivy'),
  },
  {
    name: 'issues',
    path: ({ tested }) => `${BASE}/runs/${tested}?tab=issues`,
    ready: ({ page }) => activeTab(page, 'issues'),
  },
  {
    name: 'user',
    path: ({ user }) => `${CONTENT}/${user}`,
    ready: ({ page, t }) => page.getByText(t('origin.note.overwrite.title')).first(),
    part: PANEL,
  },
];

const OF_SECOND_THOUGHTS: PanelPage[] = [
  {
    name: 'user of two profiles',
    path: ({ shared }) => `${CONTENT}/${shared}`,
    ready: ({ page, t }) => page.getByText(t('origin.note.shared.title')).first(),
    part: PANEL,
  },
  {
    name: 'privacy requests',
    path: () => `${BASE}/privacy-requests`,
    ready: (shown) => cell(shown, '4711'),
    open: async ({ page, t }) => {
      await page.locator('main button[aria-expanded="false"]').first().click();
      await page.getByText(t('forgetting.place.changes.name')).first().waitFor();
    },
  },
  {
    name: 'profiles, what is seldom done',
    path: () => BASE,
    ready: ({ page }) => page.locator('main >> text=With issues').first(),
    open: pressed('profiles.more'),
    part: '[role="menu"]',
  },
];

const OF_DIALOGS: PanelPage[] = [
  {
    name: 'wizard, a workbook',
    path: () => `${BASE}/profiles/new`,
    ready: ({ page, t }) => page.getByRole('heading', { name: t('wizard.title') }),
    open: toFields(libreOfficeFile('people.xlsx')),
  },
  {
    name: 'correction',
    path: ({ tested }) => `${BASE}/runs/${tested}?tab=issues`,
    ready: ({ page }) => activeTab(page, 'issues'),
    open: async (shown) => {
      await activeTab(shown.page, 'issues').locator('button[aria-expanded="false"]').last().click();
      await shown.page
        .getByRole('button', { name: shown.t('run.issues.fix-row', { row: '3' }) })
        .first()
        .click();
      await shown.page.getByRole('textbox').first().waitFor();
    },
    part: DIALOG,
  },
  {
    name: 'profiles',
    path: () => BASE,
    ready: ({ page }) => page.locator('main >> text=With issues').first(),
  },
  {
    name: 'deletion of a profile',
    path: () => BASE,
    ready: ({ page }) => page.locator('main >> text=With issues').first(),
    open: async (shown) => {
      const { page, t } = shown;
      await page.getByRole('button', { name: t('profiles.actions', { name: 'Staff' }) }).click();
      await page.getByRole('menuitem', { name: t('profiles.delete'), exact: true }).click();
    },
    part: DIALOG,
  },
  {
    name: 'approval of a run',
    path: ({ held }) => `${BASE}/runs/${held}`,
    ready: (shown) => cell(shown, 'Person 9'),
    open: pressed('run.action.approve'),
    part: DIALOG,
  },
  {
    name: 'comparison of the next file',
    path: ({ tested }) => `${BASE}/runs/${tested}`,
    ready: (shown) => cell(shown, 'Ivy'),
    open: async (shown) => {
      const { page, t } = shown;
      await pressed('run.action.new-file')(shown);
      const buffer = Buffer.from('username,displayname,fax\nivy,Ivy,11\n');
      const file = { name: 'next.csv', mimeType: 'text/csv', buffer };
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByText(t('new-file.compared', { last: 'users.csv' })).waitFor();
    },
    part: DIALOG,
  },
  {
    name: 'credentials',
    path: ({ credentials }, language) => `${BASE}/runs/${credentials[language]}`,
    ready: ({ page, t }) => page.getByText(t('run.outcome.credentials')),
    open: pressed('run.outcome.credentials'),
    part: DIALOG,
  },
];

const SETTINGS: PanelPage = {
  name: 'settings',
  path: () => '/admin/settings/directory-connector',
  ready: (shown) => cell(shown, 'Graz'),
};

/**
 * Every page, and what opens on it. One is gone to from the other, so no page before has what shows
 * that this one is there: of two runs the page is the same.
 */
export const PANEL_PAGES: PanelPage[] = [
  ...OF_WIZARD,
  ...OF_PROFILE,
  ...OF_RUNS,
  ...OF_PHONEBOOKS,
  ...OF_SECOND_THOUGHTS,
  ...OF_DIALOGS,
  SETTINGS,
];
