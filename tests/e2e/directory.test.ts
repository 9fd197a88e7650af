import type { Page } from 'playwright-core';

import { seriousViolations } from '../support/axe';
import { describeWithBrowser } from '../support/browser';
import { ldapFixture } from '../support/ldap/fixtures';
import type { Panel } from '../support/panel';
import { describeWithSlapd, startSlapd, type Slapd } from '../support/slapd';
import { exampleDirectory } from '../support/slapd-data';
import { goTo, openPanel } from '../support/visitor';

const USERS = 'plugin::directory-connector.user';
const BASE = '/admin/plugins/directory-connector';

describeWithSlapd('a directory', () => {
  describeWithBrowser('in the admin panel', (executable) => {
    let panel: Panel;
    let errors: string[];
    let page: Page;
    let slapd: Slapd;

    beforeAll(async () => {
      slapd = await startSlapd({ entries: exampleDirectory(), requireTls: true });
      ({ panel, page, errors } = await openPanel(executable, {
        plugin: { network: { allowedHosts: ['localhost'] } },
      }));
    });
    afterAll(() => slapd.stop());

    const heading = (name: string | RegExp) => page.getByRole('heading', { name });
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    const field = (name: string | RegExp) => page.getByRole('textbox', { name });
    const next = () => button('Next').click();
    const status = (name: string) =>
      page.getByRole('main').getByText(name, { exact: true }).first();
    const checkAccessibility = async () => {
      // Strapi's buttons have too little contrast while the mouse is over them.
      await page.mouse.move(0, 0);
      expect(await seriousViolations(page.locator('main'))).toEqual([]);
    };
    const users = () => panel.strapi.db.query(USERS).findMany({ orderBy: 'username' });

    it('is named by host, port and user, as people know it', async () => {
      await goTo(page, `${BASE}/profiles/new`);
      await field('Name of the profile').fill('Directory');
      await page.getByRole('radio', { name: /Directory \(LDAP\)/ }).click();
      await field(/^Host/).fill('localhost');
      await page.getByLabel(/^Port/).fill(String(slapd.securePort));
      await field(/^User/).fill(slapd.reader.dn);
      await page.locator('input[type="password"]').fill('S3cret-wrong-password');
      await field(/^Base DN/).fill(slapd.baseDn);
    });

    it('says step by step what keeps it from being read', async () => {
      await button('Test connection').click();
      await page.getByText('is not trusted').waitFor();
      await button(/^More/).click();
      await field(/^Certificate authority/).fill(ldapFixture('ca.pem'));
      await button('Test connection').click();
      await page.getByText('user or password is wrong').waitFor();
      await page.locator('input[type="password"]').fill(slapd.reader.password);
      await button('Test connection').click();
      await page.getByText('The directory can be read').waitFor();
      await page
        .getByText(/OpenLDAP/)
        .first()
        .waitFor();
      await checkAccessibility();
      await next();
    });

    it('shows its first entries, and takes groups for roles', async () => {
      await heading('Are these the people, and all that is needed of them?').waitFor();
      await page.getByLabel('Read the groups of each person').click();
      await page.getByText('phones, staff').first().waitFor();
      await checkAccessibility();
      await next();
      await heading('Which column fills which field?').waitFor();
      await checkAccessibility();
      await next();
      await heading('What may a run change?').waitFor();
      await next();
    });

    it('is imported, and found again by what never changes', async () => {
      await heading('Check and finish').waitFor();
      await button('Save and test run').click();
      await page.getByText(/^Test run ·/).waitFor();
      await status('Succeeded').waitFor();
      expect(await users()).toEqual([]);
      const before = page.url();
      await button('Run now').first().click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Run now' }).click();
      await page.waitForURL((url) => url.href !== before);
      await status('Succeeded').waitFor();
      const found = await users();
      expect(found).toHaveLength(9);
      const [profile] = await panel.strapi.db
        .query('plugin::directory-connector.connector-profile')
        .findMany();
      expect(profile.match.user).toBe('externalId');
      expect(JSON.stringify(profile)).not.toContain(slapd.reader.password);
      expect(found.find(({ username }) => username === 'anna')?.roles).toContain('staff');
    });

    it('is changed in the editor, where the filter is checked', async () => {
      await goTo(page, BASE);
      await heading('Connector profiles').waitFor();
      await page.getByRole('link', { name: 'Directory', exact: true }).click();
      await field('Filter').first().fill('(&(objectClass=person)(uid=anna)');
      await button('Save').click();
      await page
        .getByText(/Found the end of the text/)
        .first()
        .waitFor();
      await field('Filter').first().fill('(&(objectClass=person)(uid=anna))');
      await button('Save').click();
      await page.getByText('Profile saved').first().waitFor();
      await button('Test connection').click();
      await page.getByText('1 entry, read to the end').waitFor();
    });

    it('wrote no error to the console', () => {
      expect(errors).toEqual([]);
    });
  });
});
