import type { Page } from 'playwright-core';

import { describeWithBrowser, launchBrowser } from '../support/browser';
import { startPanel, type Panel } from '../support/panel';
import { goTo, visit } from '../support/visitor';

const UID = 'plugin::directory-connector.user';
const PEOPLE = `/admin/content-manager/collection-types/${UID}`;

describeWithBrowser('people in the content manager', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let ada: string;

  beforeAll(async () => {
    panel = await startPanel();
    const { documentId } = await panel.strapi.documents(UID).create({
      data: {
        username: 'ada',
        displayName: 'Ada Lovelace',
        extension: '201',
        mobileNumbers: ['+49 170 1', '+49 170 2'],
      },
    });
    ada = documentId;
    ({ page, errors } = await visit(await launchBrowser(executable), panel, { language: 'de' }));
  });

  const stored = () =>
    panel.strapi.documents(UID).findOne({ documentId: ada, fields: ['mobileNumbers', 'roles'] });

  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('are listed in words, with their extensions', async () => {
    await goTo(page, PEOPLE);
    await page.getByRole('heading', { name: 'Verzeichnis: Personen' }).waitFor();
    await page.getByRole('link', { name: 'Verzeichnis: Telefonbuch' }).waitFor();
    await page.getByRole('link', { name: 'Verzeichnis: Telefone' }).waitFor();
    await page.getByRole('gridcell', { name: '201' }).waitFor();
    const columns = await page.locator('thead th').allTextContents();
    expect(columns.filter((text) => text.trim() !== '')).toEqual([
      'Anzeigename',
      'Durchwahl',
      'Benutzername',
      'E-Mail',
      'Gruppe',
    ]);
  });

  it('have their lists as lists, which can be changed', async () => {
    await page.getByRole('gridcell', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await page.getByText('Wählplan').waitFor();
    expect(await page.getByLabel('Mobilnummern 1').inputValue()).toBe('+49 170 1');
    await button('Mobilnummern 1 entfernen').click();
    await page.getByLabel('Mobilnummern 1').fill('+49 170 3');
    await button('Hinzufügen: Rollen').click();
    await page.getByLabel('Rollen 1').fill('admin, all');
    await button('Hinzufügen: Rollen').click();
    await page.getByRole('button', { name: /^(Speichern|Save)$/ }).click();
    await page
      .getByText(/gespeichert|Saved/i)
      .first()
      .waitFor();
    expect(await stored()).toMatchObject({ mobileNumbers: ['+49 170 3'], roles: ['admin, all'] });
    await button('Mobilnummern 1 entfernen').click();
    await page.getByRole('button', { name: /^(Speichern|Save)$/ }).click();
    await page
      .getByText(/gespeichert|Saved/i)
      .first()
      .waitFor();
    expect(errors).toEqual([]);
  });

  it('are called what a person has called them', async () => {
    const views = panel.strapi.plugin('content-manager').service('content-types');
    const view = await views.findConfiguration({ uid: UID });
    view.metadatas.username.list.label = 'Anmeldung am Rechner';
    // As it is stored where somebody has arranged the view in French.
    view.metadatas.extension.list.label = 'Poste';
    await views.updateConfiguration({ uid: UID }, view);
    await goTo(page, PEOPLE);
    await page.reload();
    await page.locator('thead').getByText('Anmeldung am Rechner').waitFor();
    await page.locator('thead').getByText('Durchwahl').waitFor();
    expect(errors).toEqual([]);
  });
});
