import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { profileWith, runToEnd } from '../support/panel-data';
import { people, profilesOf } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';

const USERS = 'plugin::directory-connector.user';
const BASE = '/admin/plugins/directory-connector';

describeWithBrowser('deleting a profile', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    await panel.strapi.documents(USERS).create({ data: { username: 'hand' } });
    for (const [name, first] of [
      ['Staff', 1],
      ['Visitors', 50],
    ] as const) {
      await runToEnd(panel, await profileWith(panel, name, people(3, first)));
    }
  });

  const dialog = () => page.getByRole('alertdialog');
  const heading = (name: string) => page.getByRole('heading', { name });

  const usernames = async (): Promise<string[]> => {
    const users: { username: string }[] = await panel.strapi.db
      .query(USERS)
      .findMany({ orderBy: { username: 'asc' } });
    return users.map(({ username }) => username);
  };

  const names = async () => (await profilesOf(panel.strapi).list()).map(({ name }) => name);

  const askToDelete = async (name: string): Promise<void> => {
    await goTo(page, BASE);
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog().getByText('What happens to the people').waitFor();
  };

  it('shows in a test run who would go with it', async () => {
    await askToDelete('Staff');
    await dialog().getByRole('radio', { name: 'Remove them too' }).check();
    await dialog().getByRole('button', { name: 'Show who would be removed' }).click();
    await heading('3 people would be removed').waitFor();
    await page.getByText('Test run: nothing was written').waitFor();
    expect(await usernames()).toEqual(['hand', 'u1', 'u2', 'u3', 'u50', 'u51', 'u52']);
  });

  it('removes them, once its name is typed, and then the profile', async () => {
    await page.getByRole('button', { name: 'Remove and delete' }).click();
    await dialog().getByText('3 people are removed.').waitFor();
    await dialog().getByRole('textbox').fill('Staff');
    await dialog().getByRole('button', { name: 'Remove and delete' }).click();
    await heading('“Staff” was deleted with its people').waitFor();
    expect([await names(), await usernames()]).toEqual([
      ['Visitors'],
      ['hand', 'u50', 'u51', 'u52'],
    ]);
  });

  it('keeps them where that is chosen', async () => {
    await page.getByRole('link', { name: 'All profiles' }).click();
    await page.getByRole('link', { name: 'Visitors' }).waitFor();
    expect(await page.getByText('Staff', { exact: true }).count()).toBe(0);
    await askToDelete('Visitors');
    await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('No connector profile yet').waitFor();
    expect([await names(), await usernames()]).toEqual([[], ['hand', 'u50', 'u51', 'u52']]);
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
