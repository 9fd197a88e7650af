import type { Locator, Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { makeCompany, type Company } from '../support/panel-data';
import { goTo, openPanel } from '../support/visitor';

const BASE = '/admin/plugins/directory-connector';
const A_MINUTE = 60_000;

describeWithBrowser('while an answer is on its way', (executable) => {
  let panel: Panel;
  let company: Company;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    company = await makeCompany(panel);
  });

  /** Keeps requests from being answered until what is returned is called. */
  const hold = async (address: RegExp): Promise<() => void> => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(address, async (route) => {
      await released;
      await route.continue();
    });
    return release;
  };

  /** Whether what is shown is marked as not yet the answer, or is not shown at all. */
  const isMarked = async (shown: Locator): Promise<boolean> =>
    (await shown.count()) === 0 ||
    (await shown.first().locator('xpath=ancestor::*[@aria-busy="true"]').count()) > 0;

  it('the people of the search before are not taken for those of this one', async () => {
    await goTo(page, `${BASE}/runs?view=people&_q=Ivy`);
    const before = page.getByRole('gridcell', { name: /Ivy/ });
    await before.first().waitFor();
    const release = await hold(/directory-connector\/changes\?.*search=Kim/);
    await page.getByLabel('Name or key').fill('Kim');
    await page.getByText('Searching the history').waitFor();
    expect(await isMarked(before)).toBe(true);
    release();
    await page.getByRole('gridcell', { name: /Kim/ }).first().waitFor();
    expect(await page.locator('main [aria-busy="true"]').count()).toBe(0);
  });

  it('the changes of the filter before are not taken for those of this one', async () => {
    await goTo(page, `${BASE}/runs/${company.tested}`);
    const before = page.getByRole('gridcell', { name: 'Ivy', exact: true });
    await before.first().waitFor();
    const release = await hold(/\/runs\/\w+\/changes\?.*onlyProblems/);
    await page.getByRole('checkbox', { name: 'Only problems' }).click();
    await page.locator('main [aria-busy="true"]').first().waitFor();
    expect(await isMarked(before)).toBe(true);
    release();
    await before.first().waitFor({ state: 'detached' });
    await page.getByRole('gridcell', { name: 'Jon', exact: true }).first().waitFor();
  });

  it('an empty filter says nothing of the run, once it is taken back', async () => {
    await goTo(page, `${BASE}/runs/${company.succeeded}?action=remove`);
    await page.getByText('No change fits these filters.').waitFor();
    const release = await hold(/\/runs\/\w+\/changes\?(?!.*action)/);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('main [aria-busy="true"]').first().waitFor();
    expect(await page.getByText(/There are no changes|Nothing has changed/).count()).toBe(0);
    release();
    await page.getByText('Person 1', { exact: true }).first().waitFor();
  });

  it('the runs of the outcome before are not taken for those of this one', async () => {
    await goTo(page, `${BASE}/runs?status=failed`);
    const before = page.getByRole('gridcell', { name: 'Broken' });
    await before.first().waitFor();
    const release = await hold(/directory-connector\/runs\?.*status=held/);
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Held for approval' }).click();
    await page.locator('main [aria-busy="true"]').first().waitFor();
    expect(await isMarked(before)).toBe(true);
    release();
    await page.getByRole('gridcell', { name: 'Staff' }).first().waitFor();
  });

  it('that no run had the outcome before says nothing of this one', async () => {
    await page.goto(`${BASE}/runs?status=canceled`);
    await page.getByText('No run matches these filters.').waitFor();
    const release = await hold(/directory-connector\/runs\?(?!.*status)(?!.*kind=run)/);
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await page.getByText('No run matches these filters.').waitFor({ state: 'detached' });
    release();
    await page.getByRole('gridcell', { name: 'Broken' }).first().waitFor();
  });

  it.each([
    ['the list of profiles', '', /directory-connector\/profiles$/],
    ['the history with a run that goes on', '/runs', /directory-connector\/runs\?/],
  ])('%s is asked for anew while it is shown, and no more once it is left', async (_, at, asks) => {
    await page.route(/directory-connector\/runs\?/, async (route) => {
      const response = await route.fetch();
      const { data, meta } = (await response.json()) as { data: object[]; meta: object };
      const running = data.map((run) => ({ ...run, status: 'running' }));
      await route.fulfill({ response, json: { data: running, meta } });
    });
    await page.clock.install();
    await goTo(page, `${BASE}${at}`);
    await page.getByRole('gridcell', { name: 'Broken' }).first().waitFor();
    const again = page.waitForRequest(asks);
    await page.clock.runFor(A_MINUTE);
    await again;
    await goTo(page, `${BASE}/runs/${company.failed}`);
    await page.getByRole('heading', { name: 'Broken' }).waitFor();
    const late: string[] = [];
    page.on('request', (request) => {
      if (asks.test(request.url())) late.push(request.url());
    });
    await page.clock.runFor(A_MINUTE);
    // What was asked for by then was asked for before the next page.
    await goTo(page, `${BASE}/runs/${company.succeeded}`);
    await page.getByRole('heading', { name: 'Staff' }).waitFor();
    expect(late).toEqual([]);
  });

  it('a refusal of the profile leaves whoever has gone on meanwhile where they are', async () => {
    const file = {
      name: 'staff.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('username\nada\n'),
    };
    await goTo(page, `${BASE}/profiles/new`);
    await page.getByLabel('Name of the profile').fill('Refused');
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByText('staff.csv').waitFor();
    for (const title of [/read as it should be/, /Which column/, /What may a run/, /Check and/]) {
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('heading', { name: title }).waitFor();
    }
    let refuse: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    const problem = { path: ['name'], code: 'name-taken', message: 'another one is called so' };
    await page.route(/directory-connector\/profiles$/, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      await refused;
      const error = { status: 400, name: 'ValidationError', message: 'refused' };
      return route.fulfill({
        status: 400,
        json: { data: null, error: { ...error, details: { errors: [problem] } } },
      });
    });
    await page.getByRole('button', { name: 'Save only' }).click();
    await page.getByRole('button', { name: 'Change Policy' }).click();
    await page.getByRole('heading', { name: /What may a run/ }).waitFor();
    refuse();
    await page
      .getByText(/Another one is called so/)
      .first()
      .waitFor();
    expect(await page.getByRole('heading', { name: /What may a run/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Save only' }).click();
    await page.getByRole('heading', { name: 'Where do the people come from?' }).waitFor();
    await page.unroute(/directory-connector\/profiles$/);
  });

  it('the times of the schedule before do not stand under this one', async () => {
    await goTo(page, `${BASE}/profiles/${company.profile}?tab=schedule`);
    await page
      .getByText(/at 2:00/)
      .first()
      .waitFor();
    const release = await hold(/schedules\/preview/);
    await page.getByLabel('Cron expression').fill('30 6 * * *');
    await page.getByText('At 06:30, every day').waitFor();
    expect(await page.getByText(/at 2:00/).count()).toBe(0);
    release();
    await page
      .getByText(/at 6:30/)
      .first()
      .waitFor();
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
