import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { profileWith, runToEnd } from '../support/panel-data';
import { people, profilesOf } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';

describeWithBrowser('people whom another profile brought', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let second: string;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    await runToEnd(panel, await profileWith(panel, 'Staff', people(3)));
    second = await profileWith(panel, 'Second', people(3).replaceAll('Person', 'Human'));
    const tested = await runToEnd(panel, second, 'test');
    await goTo(page, `/admin/plugins/directory-connector/runs/${tested}?tab=issues`);
  });

  it('are one finding, with what each choice would do', async () => {
    await page.getByText('belong to the connector profile "Staff"').waitFor();
    await page.getByRole('tabpanel').getByRole('button', { expanded: false }).first().click();
    await page.getByText('Their fields are updated; the other profile goes on').waitFor();
    await page.getByText('Use it to move people from one profile to another').waitFor();
  });

  it('are taken over by one button, which shows in a test run what that means', async () => {
    await page.getByRole('button', { name: 'Take them over and test again' }).click();
    await page.getByRole('heading', { name: '3 people would be changed' }).waitFor();
    expect(await profilesOf(panel.strapi).find(second)).toMatchObject({ ownedByOthers: 'adopt' });
    expect(errors).toEqual([]);
  });
});
