import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { seriousViolations } from '../support/axe';
import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { goTo, openPanel } from '../support/visitor';
import { serve, stopServers } from '../unit/sources/server';

const BASE = '/admin/plugins/directory-connector';
const PROFILES = 'plugin::directory-connector.connector-profile';
const USERS = 'plugin::directory-connector.user';
const PLUGIN = path.resolve(__dirname, '..', '..', 'playground', 'src', 'plugins', 'json-source');
const TOKEN = 'S3cret-of-the-source';

const PEOPLE = [
  { username: 'ada', displayName: 'Ada Lovelace', email: 'ada@example.test' },
  { username: 'bob', displayName: 'Bob Baker', email: 'bob@example.test' },
];

const answer = ({ headers }: IncomingMessage, response: ServerResponse): void => {
  if (headers.authorization === `Bearer ${TOKEN}`) {
    response.end(JSON.stringify({ people: PEOPLE }));
  } else {
    response.writeHead(401).end();
  }
};

describeWithBrowser('a source of another plugin, in the admin panel', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let url: string;

  beforeAll(async () => {
    url = await serve(answer);
    ({ panel, page, errors } = await openPanel(executable, {
      plugin: { network: { allowedHosts: ['127.0.0.1'], retries: 0 } },
      others: { 'json-source': { enabled: true, resolve: PLUGIN } },
    }));
  });
  afterAll(stopServers);

  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const field = (name: string | RegExp) => page.getByRole('textbox', { name });
  const secret = () => page.locator('input[type="password"]');
  const next = () => button('Next').click();
  const shown = (text: string | RegExp) => page.getByRole('main').getByText(text).first().waitFor();
  /** The field itself says that it is wrong. */
  const wrong = (name: RegExp) => page.locator('[aria-invalid="true"]').and(field(name)).waitFor();
  const checkAccessibility = async () => {
    await page.mouse.move(0, 0);
    expect(await seriousViolations(page.locator('main'))).toEqual([]);
  };
  const profiles = () => panel.strapi.db.query(PROFILES).findMany();

  it('is offered as a card, with the settings that it declares', async () => {
    await goTo(page, `${BASE}/profiles/new`);
    await field('Name of the profile').fill('People as JSON');
    await page.getByRole('radio', { name: /JSON over HTTP/ }).click();
    await shown('Reads a list of people from an address, page by page.');
    await field(/^Path to the next address/).waitFor();
    expect(await field(/^At most so many pages/).inputValue()).toBe('100');
    await checkAccessibility();
  });

  it('says of a setting that is wrong what is wrong, where it is entered', async () => {
    await field(/^At most so many pages/).fill('0');
    await next();
    await wrong(/^Address/);
    await field(/^Address/).fill(`${url}/people`);
    await next();
    await wrong(/^At most so many pages/);
    await field(/^At most so many pages/).fill('5');
    await field(/^Path to the list/).fill('people');
    await secret().fill('S3cret-wrong-token');
    await next();
    await shown('The source could not be read');
    await shown(/401/);
    await checkAccessibility();
  });

  it('shows what it brings where columns are matched', async () => {
    await secret().fill(TOKEN);
    await next();
    await heading('Which column fills which field?').waitFor();
    await shown('Ada Lovelace');
    await checkAccessibility();
    await next();
    await heading('What may a run change?').waitFor();
    await next();
  });

  it('is saved, tested and run', async () => {
    await heading('Check and finish').waitFor();
    await shown('JSON over HTTP');
    expect(await page.getByRole('main').innerText()).not.toContain(TOKEN);
    await button('Save and test run').click();
    await shown(/^Test run ·/);
    await shown('Succeeded');
    const before = page.url();
    await button('Run now').first().click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Run now' }).click();
    await page.waitForURL((address) => address.href !== before);
    await shown('Succeeded');
    expect(await panel.strapi.db.query(USERS).count()).toBe(PEOPLE.length);
    expect(JSON.stringify(await profiles())).not.toContain(TOKEN);
  });

  it('is changed in the editor, which keeps the secret and does not show it', async () => {
    await goTo(page, BASE);
    await heading('Connector profiles').waitFor();
    await page.getByRole('link', { name: 'People as JSON' }).click();
    const token = page.getByRole('group', { name: 'Token' });
    await token.getByText('Is set').waitFor();
    expect(await secret().count()).toBe(0);
    await shown(/^JSON over HTTP/);
    await button('Read the first entries').click();
    await page.getByRole('gridcell', { name: 'Bob Baker' }).waitFor();
    await checkAccessibility();
    await field(/^At most so many pages/).fill('0');
    await button('Save').click();
    await wrong(/^At most so many pages/);
    await field(/^At most so many pages/).fill('7');
    await button('Save').click();
    await page.getByText('Profile saved').first().waitFor();
    await token.getByText('Is set').waitFor();
    const [profile] = await profiles();
    expect(profile.source.settings).toMatchObject({ maxPages: 7, list: 'people' });
  });

  it('is said to be missing where its plugin is', async () => {
    const [profile] = await profiles();
    const source = { ...profile.source, name: 'gone' };
    await panel.strapi.db.query(PROFILES).update({ where: { id: profile.id }, data: { source } });
    await page.goto(`${BASE}/profiles/${profile.documentId}`);
    await shown('The source “gone” is missing');
    await shown(/The plugin that brings it is not installed or not enabled/);
    expect(await page.getByText(/Unsaved changes/).count()).toBe(0);
    for (const name of ['Save', 'Test run', 'Run']) {
      const action = page.getByRole('button', { name, exact: true });
      expect(await action.isDisabled()).toBe(true);
    }
    await checkAccessibility();
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
