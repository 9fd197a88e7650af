import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import { englishOn } from '../support/english';
import type { Panel } from '../support/panel';
import { goTo, openPanel } from '../support/visitor';

const HEADER = 'Kürzel;Vorname;Nachname;Durchwahl;E-Mail;MAC';
const NAMES = ['Müller', 'Groß', 'Bähr', 'Höß', 'Jäger', 'König', 'Löwe', 'Özil', 'Süß', 'Weiß'];

const personLine = (name: string, index: number): string => {
  const mac = `00:11:22:33:44:${String(index).padStart(2, '0')}`;
  return `p${index};Jörg;${name};${201 + index};p${index}@example.com;${mac}`;
};

/** A file as Excel saves it in Germany. */
const fileOf = (lines: string[]) => ({
  name: 'Mitarbeiter.csv',
  mimeType: 'text/csv',
  buffer: iconv.encode([HEADER, ...lines, ''].join('\r\n'), 'windows-1252'),
});

const PEOPLE = NAMES.map(personLine);
const BAD = 'p10;Jörg;Zöllner;211;p10@example.com;keine-MAC';
/** The line of the bad row: after the header and ten people. */
const BAD_ROW = 12;

describeWithBrowser('the whole way through the admin panel, in German', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  const english = new Set<string>();
  /** Requests for how far a run is, after its end was shown. */
  let late = 0;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable, {}, { language: 'de' }));
  });

  /** Looks for English on the page as it is. */
  const look = async (): Promise<void> => {
    for (const text of await englishOn(page, 'de')) english.add(text);
  };

  const heading = (name: string | RegExp) => page.getByRole('heading', { name });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const next = async () => {
    await look();
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
  };
  const status = (name: string) => page.getByRole('main').getByText(name, { exact: true }).first();

  it('begins at an empty list, in the main menu', async () => {
    await goTo(page, '/admin');
    await page.getByRole('link', { name: 'Directory Connector' }).first().click();
    await heading('Verbindungsprofile').waitFor();
    await page.getByText('Noch kein Verbindungsprofil').waitFor();
    await look();
    await page.getByRole('link', { name: 'Neues Profil' }).first().click();
    await heading('Neues Verbindungsprofil').waitFor();
  });

  it('takes a file and detects its format', async () => {
    await page.getByLabel('Name des Profils').fill('Belegschaft');
    await page.locator('input[type="file"]').setInputFiles(fileOf([...PEOPLE, BAD]));
    await page.getByText('Mitarbeiter.csv').waitFor();
    await look();
    await button('Dateiformat').click();
    await heading('Wird die Datei richtig gelesen?').waitFor();
    await page
      .getByText(/^So gelesen: Windows-1252 .* · Semikolon .* · Spaltennamen in Zeile 1$/)
      .waitFor();
    expect(await page.getByText('Erkannt: Semikolon ( ; )').count()).toBe(0);
    await button('Format ändern').click();
    await page.getByText('Erkannt: Semikolon ( ; )').waitFor();
    await page.getByText(/Erkannt: Windows-1252/).waitFor();
    await page.getByText('Müller', { exact: true }).first().waitFor();
    await next();
  });

  it('lets the matching be corrected', async () => {
    await heading('Welche Spalte füllt welches Feld?').waitFor();
    await page.getByText('Noch kann nichts die Personen unterscheiden').waitFor();
    // What fills the fields is shown all the same.
    await page.getByLabel('Werte der ersten Zeilen').getByText('Müller').first().waitFor();
    await page.getByRole('combobox', { name: 'Was Benutzername (Benutzer) füllt' }).click();
    await page.getByRole('option', { name: 'Kürzel' }).click();
    await page.getByText('p0', { exact: true }).waitFor();
    await next();
    await heading('Was darf ein Lauf ändern?').waitFor();
    await next();
  });

  it('ends with a test run that shows a bad cell', async () => {
    await heading('Prüfen und abschließen').waitFor();
    await look();
    await button('Speichern und Testlauf starten').click();
    await page.getByText(/^Testlauf ·/).waitFor();
    await status('Mit Fehlern beendet').waitFor();
    await page.getByText('Testlauf: Es wurde nichts geschrieben').waitFor();
    await heading(/^11 Personen würden importiert/).waitFor();
    await look();
    expect(await panel.strapi.db.query('plugin::directory-connector.user').count()).toBe(0);
  });

  it('mends the cell in place and checks again', async () => {
    await page.getByRole('tab', { name: /Probleme/ }).click();
    await page.getByRole('tabpanel').getByRole('button', { expanded: false }).first().click();
    await button(`Zeile ${BAD_ROW} korrigieren`).waitFor();
    await look();
    await button(`Zeile ${BAD_ROW} korrigieren`).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('MAC').fill('00-11-22-33-44-99');
    await look();
    await dialog.getByRole('button', { name: 'Korrektur speichern' }).click();
    await dialog.getByText(`Zeile ${BAD_ROW} ist in Ordnung`).waitFor();
    await look();
    await dialog.getByRole('button', { name: 'Schließen' }).last().click();
    await dialog.waitFor({ state: 'detached' });
    const before = page.url();
    await button('Erneut prüfen').click();
    await page.waitForURL((url) => url.href !== before);
    await status('Erfolgreich').waitFor();
  });

  it('runs from there', async () => {
    const before = page.url();
    await button('Jetzt ausführen').first().click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Jetzt ausführen' }).waitFor();
    await look();
    await dialog.getByRole('button', { name: 'Jetzt ausführen' }).click();
    await page.waitForURL((url) => url.href !== before);
    await status('Erfolgreich').waitFor();
    const run = new URL(page.url()).pathname.split('/').at(-1);
    page.on('request', (request) => {
      if (request.url().endsWith(`/runs/${run}/progress`)) late += 1;
    });
    const users = panel.strapi.db.query('plugin::directory-connector.user');
    expect(await users.count()).toBe(PEOPLE.length + 1);
  });

  it('says what it has done, and leads to the people', async () => {
    await heading('11 Personen importiert').waitFor();
    await page.getByText('11 Telefone importiert').waitFor();
    await look();
    await page
      .getByRole('list', { name: 'Wer' })
      .getByRole('link', { name: 'Jörg Müller' })
      .click();
    await page.getByText('Der nächste Lauf überschreibt').waitFor();
  });

  it('shows the users in the content manager, with where they come from', async () => {
    await goTo(page, '/admin/content-manager/collection-types/plugin::directory-connector.user');
    await heading('Verzeichnis: Personen').waitFor();
    await page.getByText('Jörg Zöllner').first().click();
    await page.getByText('Der nächste Lauf überschreibt').waitFor();
    await page.getByRole('link', { name: 'Belegschaft' }).waitFor();
  });

  it('has everything about the profile in its tabs', async () => {
    await goTo(page, '/admin/plugins/directory-connector');
    await heading('Verbindungsprofile').waitFor();
    await page.getByRole('link', { name: 'Belegschaft' }).waitFor();
    await look();
    await page.getByRole('link', { name: 'Belegschaft' }).click();
    await heading('Belegschaft').waitFor();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await page.getByRole('tabpanel').waitFor();
      await look();
    }
  });

  it('holds the run of a file that shrank', async () => {
    await page.getByRole('tab', { name: 'Basisdaten' }).click();
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles(fileOf(PEOPLE.slice(0, 3)));
    await page.getByText('Mitarbeiter.csv').first().waitFor();
    await look();
    await page.getByRole('button', { name: 'Lauf', exact: true }).click();
    const confirm = page.getByRole('alertdialog');
    await confirm.getByRole('button', { name: 'Jetzt ausführen' }).click();
    await page.waitForURL(/\/runs\//);
    await status('Wartet auf Freigabe').waitFor();
    await look();
    const users = panel.strapi.db.query('plugin::directory-connector.user');
    expect(await users.count()).toBe(PEOPLE.length + 1);
  });

  it('asks for the name before it is approved', async () => {
    await button('Freigeben').first().click();
    const dialog = page.getByRole('alertdialog');
    const approve = dialog.getByRole('button', { name: 'Freigeben' });
    expect(await approve.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('Belegschaft');
    await look();
    await approve.click();
    await status('Erfolgreich').waitFor();
    const users = panel.strapi.db.query('plugin::directory-connector.user');
    expect(await users.count()).toBe(3);
  });

  it('keeps the history, also of a person', async () => {
    await goTo(page, '/admin/plugins/directory-connector/runs');
    await heading('Historie').waitFor();
    await page.getByRole('grid').getByRole('row').nth(4).waitFor();
    await look();
    await page.getByRole('tab', { name: /geschah/ }).click();
    await page.getByLabel('Name oder Schlüssel').fill('Zöllner');
    await page
      .getByRole('gridcell', { name: /Zöllner/ })
      .first()
      .waitFor();
    await look();
  });

  it('says nothing in English', () => {
    expect([...english]).toEqual([]);
  });

  it('asks no more how far a run is that is over', () => {
    // One request may have been due.
    expect(late).toBeLessThanOrEqual(1);
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
