import type { Locator, Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { makeCompany, makeForgotten, makeShared, type Company } from '../support/panel-data';
import { goTo, openPanel } from '../support/visitor';

const BASE = '/admin/plugins/directory-connector';
const SETTINGS = '/admin/settings/directory-connector';
/** More Tab stops than any page has up to what a test looks for. */
const MAX_STOPS = 100;
/** Along a row to its end, and to the beginning of the next one. */
const ARROWS = [...Array.from({ length: 6 }, () => 'ArrowRight'), 'Home', 'ArrowDown'];

describeWithBrowser('with the keyboard alone', (executable) => {
  let panel: Panel;
  let company: Company;
  let page: Page;

  beforeAll(async () => {
    ({ panel, page } = await openPanel(executable));
    company = await makeCompany(panel);
    await makeForgotten(panel, 'Former');
    await makeShared(panel, ['Payroll', 'Telephone list']);
  });

  const isFocused = async (target: Locator): Promise<boolean> =>
    (await target.and(page.locator(':focus')).count()) > 0;

  /** Presses Tab until the element has the focus; a table is one stop, and arrows lead on in it. */
  const tabTo = async (target: Locator): Promise<void> => {
    await target.waitFor();
    const ownGrid = target.locator('xpath=ancestor::*[@role="grid"]');
    const focusedGrid = ownGrid.and(page.locator(':focus-within'));
    for (let stop = 0; stop < MAX_STOPS; stop += 1) {
      if (await isFocused(target)) return;
      const inGrid = (await focusedGrid.count()) > 0;
      await page.keyboard.press(inGrid ? (ARROWS[stop % ARROWS.length] ?? 'Tab') : 'Tab');
    }
    throw new Error(`The keyboard does not reach ${String(target)}.`);
  };

  const press = async (target: Locator, key = 'Enter'): Promise<void> => {
    await tabTo(target);
    await page.keyboard.press(key);
  };

  it('a profile is tested from the list', async () => {
    await goTo(page, BASE);
    await press(page.getByRole('button', { name: 'Actions for Staff' }));
    await page.getByRole('menuitem', { name: 'Test run' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/runs\//);
    await page.getByText(/^Test run ·/).waitFor();
  });

  it('a change opens to its attributes, and the list is filtered', async () => {
    await goTo(page, `${BASE}/runs/${company.succeeded}`);
    await page.getByText(/^Run ·/).waitFor();
    const details = page.getByRole('tabpanel').getByRole('button', { expanded: false }).first();
    await tabTo(details);
    await page.keyboard.press('Enter');
    await page.getByRole('table').getByText('Username').first().waitFor();
    await press(page.getByRole('checkbox', { name: 'Only problems' }), 'Space');
    await page.waitForURL(/problems=true/);
  });

  it('a schedule is switched', async () => {
    await goTo(page, BASE);
    const control = page.getByRole('switch', { name: 'Schedule of With issues' });
    await press(control, 'Space');
    await page.getByRole('switch', { name: 'Schedule of With issues', checked: false }).waitFor();
  });

  it('what is seldom done stands in a menu, and the report of a privacy request opens', async () => {
    await goTo(page, BASE);
    await press(page.getByRole('button', { name: 'More', exact: true }));
    await page.locator('[role="menuitem"]:focus').waitFor();
    await page.keyboard.press('End');
    const last = page.getByRole('menuitem', { name: 'Privacy requests' });
    await last.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/privacy-requests/);
    await press(page.getByRole('button', { name: /^Show the report of / }));
    await page.getByText('Changes in the history of runs').waitFor();
    await press(page.getByRole('button', { name: 'Allow again… for Former' }));
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the order of profiles that share is changed, and the focus stays with the one that moves', async () => {
    await goTo(page, SETTINGS);
    const up = page.getByRole('button', { name: 'Move Telephone list up' });
    const down = page.getByRole('button', { name: 'Move Telephone list down' });
    const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
    await press(up);
    await said('Telephone list is now number 1 of 2');
    expect(await isFocused(up)).toBe(true);
    await press(down, 'Space');
    await said('Telephone list is now number 2 of 2');
    expect(await isFocused(down)).toBe(true);
    await press(page.getByRole('button', { name: 'Move Payroll down' }));
    await said('Payroll is now number 2 of 2');
    await page.keyboard.press('Control+s');
    await page.getByText('Settings saved').waitFor();
  });

  it('code can be left with Tab', async () => {
    await goTo(page, `${BASE}/profiles/${company.profile}?tab=pre-filter`);
    await press(page.getByRole('button', { name: 'Show as code' }));
    const editor = page.locator('.cm-content').first();
    await tabTo(editor);
    await page.keyboard.type("username != 'u1'");
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await isFocused(editor)).toBe(false);
    await page.keyboard.press('Control+s');
    await page.getByText('Profile saved').first().waitFor();
  });

  it('a held run is rejected, after a second thought', async () => {
    await goTo(page, `${BASE}/runs/${company.held}`);
    await press(page.getByRole('button', { name: 'Reject' }));
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await press(page.getByRole('button', { name: 'Reject' }));
    await press(page.getByRole('alertdialog').getByRole('button', { name: 'Reject the run' }));
    await page.getByText('Rejected', { exact: true }).first().waitFor();
  });
});
