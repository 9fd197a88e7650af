// The panel in Chromium: a person logs in, and imports a file with the wizard.
const assert = require('node:assert/strict');
const { chromium } = require('playwright-core');

const { BY_PROXY } = require('./app');
const { ADMIN, csvOf } = require('./checks');

const PANEL = '/admin/plugins/directory-connector';
const PEOPLE = csvOf(['fay', 'gus']).replace(/,3/g, ',5');

/** @param {string} origin of a Strapi that has its first administrator @param {string} executablePath Chromium */
const importInBrowser = async (origin, executablePath) => {
  const thrown = [];
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({
      baseURL: origin,
      locale: 'en-GB',
      extraHTTPHeaders: BY_PROXY,
    });
    // Strapi's own tour would lie over the pages.
    const tour = JSON.stringify({ enabled: false, tours: {}, completedActions: [] });
    await context.addInitScript(`localStorage.setItem('STRAPI_GUIDED_TOUR', '${tour}');`);
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => {
      // Strapi asks its makers for news, which a machine without the Internet cannot have.
      if (message !== 'Failed to fetch') thrown.push(message);
    });
    const press = (name) => page.getByRole('button', { name, exact: true }).click();
    const heading = (name) => page.getByRole('heading', { name });

    await page.goto('/admin/auth/login');
    await page.locator('input[name=email]').fill(ADMIN.email);
    await page.locator('input[name=password]').fill(ADMIN.password);
    await page.locator('button[type=submit]').click();
    await page.waitForURL((url) => !url.pathname.includes('/auth/'));
    await page.goto(`${PANEL}/profiles/new`);
    await page.getByLabel('Name of the profile').fill('Wizard');
    const asked = page.waitForEvent('filechooser');
    await press('Choose a file');
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) };
    await (await asked).setFiles(file);
    await page.getByText('people.csv').waitFor();
    await press('Next');
    const fields = heading('Which column fills which field?');
    const format = heading('Is the file read as it should be?');
    await fields.or(format).waitFor();
    if (await format.isVisible()) await press('Next');
    await fields.waitFor();
    await press('Next');
    await heading('What may a run change?').waitFor();
    await press('Next');
    await press('Save and test run');
    await heading(/^2 people would be imported/).waitFor();
    await press('Run now');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Run now' }).click();
    await heading('2 people imported').waitFor();
    await page.goto(`${PANEL}/runs`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto('/admin/settings/directory-connector');
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(thrown, []);
  } catch (error) {
    // What the page threw says more than what was waited for.
    throw new AggregateError([error], [error.message, ...thrown].join('\n'));
  } finally {
    await browser.close();
  }
};

module.exports = { importInBrowser };
