import type { Browser } from 'playwright-core';

import { describeWithBrowser, launchBrowser } from '../support/browser';
import { startPanel, type Panel } from '../support/panel';
import { profileWith, runToEnd } from '../support/panel-data';
import { people } from '../support/runs';
import { goTo, visit } from '../support/visitor';

const ROWS = 20_000;
/** Of the run, its changes, issues and file, however many rows it has: far fewer than one a row. */
const MAX_STATEMENTS = 60;
const PAGE_ROWS = 20;
/** So many people are named beside what the run would do. */
const NAMED = 5;

describeWithBrowser(`a test run of ${ROWS} rows`, (executable) => {
  let panel: Panel;
  let browser: Browser;

  beforeAll(async () => {
    panel = await startPanel();
    browser = await launchBrowser(executable);
  });

  it('opens with a few statements, a few names and one page of rows', async () => {
    const run = await runToEnd(panel, await profileWith(panel, 'Large', people(ROWS)), 'test');
    const { page, close } = await visit(browser, panel);
    const sent: string[] = [];
    const received: Promise<number>[] = [];
    const count = ({ sql }: { sql: string }) => sent.push(sql);
    page.on('response', (response) => {
      if (!response.url().includes(`/runs/${run}/changes`)) return;
      received.push(response.json().then(({ data }: { data: unknown[] }) => data.length));
    });

    panel.strapi.db.connection.on('query', count);
    await goTo(page, `/admin/plugins/directory-connector/runs/${run}`);
    await page.getByRole('tabpanel').getByText('Person 1', { exact: true }).first().waitFor();
    await page.getByText('and 19,995 more').waitFor();
    panel.strapi.db.connection.off('query', count);

    const onRuns = sent.filter((sql) => /directory_connector/.test(sql));
    expect(onRuns.length).toBeGreaterThan(0);
    expect(onRuns.length).toBeLessThan(MAX_STATEMENTS);
    expect((await Promise.all(received)).sort((a, b) => a - b)).toEqual([NAMED, PAGE_ROWS]);
    const rows = await page.getByRole('tabpanel').getByRole('row').count();
    expect(rows).toBeGreaterThan(PAGE_ROWS / 2);
    expect(rows).toBeLessThanOrEqual(2 * PAGE_ROWS + 1);
    await close();
  });
});
