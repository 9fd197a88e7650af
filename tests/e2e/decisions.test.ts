import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { deliver, profileWith, runToEnd } from '../support/panel-data';
import { people, profilesOf } from '../support/runs';
import { goTo, openPanel } from '../support/visitor';

const HEADER = 'username,displayname,extension,mac';
const BOB = 'bob,Bob Birke,202,00:11:22:33:44:02';
/** The line of the person whose row is bad, and that of the total. */
const ANN_ROW = 2;
const TOTAL_ROW = 4;

const RENAMED_HEADER = 'id,username,displayname,email,phone,phonemac';
const others = Array.from({ length: 12 }, (_, i) => `${100 + i},user${i},U ${i},u${i}@x.test,,`);
const file = (...rows: string[]): string => [RENAMED_HEADER, ...rows, ...others, ''].join('\n');
const generate = { extension: null, password: true, sipPassword: true, pin: true };
const ANNA = '900,aahorn,Anna Ahorn,anna@x.test,1190,00:11:22:33:44:55';

describeWithBrowser('what a person decides on the page of a run', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const dialog = () => page.getByRole('dialog');
  const status = (name: string) => page.getByRole('main').getByText(name, { exact: true }).first();

  describe('rows that a person leaves out', () => {
    let profile: string;

    beforeAll(async () => {
      profile = await profileWith(
        panel,
        'Staff',
        [HEADER, 'ann,Ann Ahorn,201,00:11:22:33:44:01', BOB, ''].join('\n')
      );
      await runToEnd(panel, profile);
      await deliver(
        panel,
        profile,
        [HEADER, 'ann,Ann Ahorn,202,', BOB, 'Total,two,202,', ''].join('\n')
      );
    });

    const skip = async (row: number): Promise<void> => {
      await button(`Fix row ${row}`).first().click();
      await dialog().getByRole('button', { name: 'Skip this row' }).click();
    };

    const stored = async (): Promise<string[]> => {
      const users = await panel.strapi.db.query('plugin::directory-connector.user').findMany();
      return users.map(({ username }: { username: string }) => username).sort();
    };

    it('are asked about, with the name of the person', async () => {
      const test = await runToEnd(panel, profile, 'test');
      await goTo(page, `/admin/plugins/directory-connector/runs/${test}?tab=issues`);
      await page.getByRole('tabpanel').getByRole('button', { expanded: false }).first().click();
      await skip(ANN_ROW);
      await dialog().getByText(`Row ${ANN_ROW} (Ann Ahorn) is left out. What is it?`).waitFor();
      const keep = dialog().getByRole('radio', { name: 'Leave Ann Ahorn as stored' });
      expect(await keep.isChecked()).toBe(true);
      expect(await keep.and(page.locator(':focus')).count()).toBe(1);
      await dialog().getByRole('button', { name: 'Skip this row' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByText('Left as stored').first().waitFor();
    });

    it('may be no person at all', async () => {
      await skip(TOTAL_ROW);
      await dialog().getByRole('radio', { name: 'This line is not a person' }).check();
      await dialog().getByRole('button', { name: 'Skip this row' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByText('Not a person').first().waitFor();
    });

    it('stay in sight when no issue is left, and are counted', async () => {
      const before = page.url();
      await button('Check again').click();
      await page.waitForURL((url) => url.href !== before);
      await status('Succeeded').waitFor();
      await page.getByText('Left out by a correction').waitFor();
      await button(/Corrections: 2 rows of users.csv/).click();
      await page.getByText('Left as stored').waitFor();
      await page.getByText('Not a person').waitFor();
    });

    it('protect who is stored', async () => {
      const run = await runToEnd(panel, profile);
      expect(await stored()).toEqual(['ann', 'bob']);
      await goTo(page, `/admin/plugins/directory-connector/runs/${run}`);
      await page.getByText(/^Run ·/).waitFor();
      await button(/Corrections: 2 rows of users.csv/).click();
    });

    it('can be taken back from the run that read them', async () => {
      await button(`Undo the correction of row ${ANN_ROW}`).click();
      await button(/Corrections: 1 row of users.csv/).waitFor();
      await button(`Undo the correction of row ${TOTAL_ROW}`).click();
      await button(/Corrections/).waitFor({ state: 'detached' });
    });
  });

  describe('people under another key', () => {
    let profile: string;

    beforeAll(async () => {
      profile = await profileWith(panel, 'Renamed', file(ANNA), { generate });
      await runToEnd(panel, profile);
    });

    const person = async (username: string): Promise<Record<string, unknown> | undefined> =>
      panel.strapi.db.connection('directory_users').where({ username }).first();
    /** The names under which the tab keeps answers. */
    const kept = async (): Promise<string[]> => {
      const all = await page.evaluate('Object.keys(sessionStorage)');
      return (all as string[]).filter((name) => name.includes('DIRECTORY_CONNECTOR_PEOPLE'));
    };
    /** Runs the profile on its next file, and looks at the run. */
    const runOn = async (...rows: string[]): Promise<void> => {
      await deliver(panel, profile, file(...rows));
      const id = await runToEnd(panel, profile);
      await goTo(page, `/admin/plugins/directory-connector/runs/${id}`);
    };

    it('keep their record by one answer, with its secrets and phone', async () => {
      const before = await person('aahorn');
      await runOn(ANNA.replace('aahorn,Anna Ahorn', 'aneu,Anna Neu'));
      await page.getByText('1 person is probably stored already under another key').waitFor();
      await page.getByText('Both have the same: External ID and Email.').waitFor();
      expect(await button('Run with these answers').isDisabled()).toBe(true);
      expect(await button('Approve').count()).toBe(0);
      await button('Same person: keep the record').click();
      await button('Run with these answers').click();
      await page.getByText('Same person, another key').waitFor();
      const after = await person('aneu');
      expect(after).toMatchObject({
        document_id: before?.document_id,
        sip_password: before?.sip_password,
        pin: before?.pin,
        password: before?.password,
        extension: '1190',
      });
      expect(await person('aahorn')).toBeUndefined();
    });

    it('are not taken for their successor, who has the same number and phone', async () => {
      const before = await person('aneu');
      await runOn('901,ssommer,Sina Sommer,sina@x.test,1190,00:11:22:33:44:55');
      await page.getByText('Sina Sommer').first().waitFor();
      expect(await page.getByText('One person or two').count()).toBe(0);
      expect(await button('Same person: keep the record').count()).toBe(0);
      const after = await person('ssommer');
      expect(after).toMatchObject({ extension: '1190' });
      expect(after?.document_id).not.toBe(before?.document_id);
      expect(after?.sip_password).not.toBe(before?.sip_password);
      expect(await person('aneu')).toBeUndefined();
    });

    it('are two where somebody says so', async () => {
      const before = await person('ssommer');
      await runOn('901,sneu,Sina Neu,sina@x.test,1190,');
      await button('Two people').click();
      // What was answered is there when the page is loaded anew, and goes once the run is decided.
      await page.reload();
      await button('Two people').and(page.locator('[aria-pressed="true"]')).waitFor();
      expect(await kept()).toHaveLength(1);
      await button('Run with these answers').click();
      // The question, too, speaks of somebody new.
      await page.getByText('Somebody new', { exact: true }).first().waitFor();
      const after = await person('sneu');
      expect(after?.document_id).not.toBe(before?.document_id);
      expect(await person('ssommer')).toBeUndefined();
      expect(await kept()).toEqual([]);
    });
  });

  describe('people whom another profile brought', () => {
    let second: string;

    beforeAll(async () => {
      await runToEnd(panel, await profileWith(panel, 'First', people(3)));
      second = await profileWith(panel, 'Second', people(3).replaceAll('Person', 'Human'));
      const tested = await runToEnd(panel, second, 'test');
      await goTo(page, `/admin/plugins/directory-connector/runs/${tested}?tab=issues`);
    });

    it('are one finding, with what each choice would do', async () => {
      await page.getByText('belong to the connector profile "First"').waitFor();
      await page.getByRole('tabpanel').getByRole('button', { expanded: false }).first().click();
      await page.getByText('Their fields are updated; the other profile goes on').waitFor();
      await page.getByText('Use it to move people from one profile to another').waitFor();
    });

    it('are taken over by one button, which shows in a test run what that means', async () => {
      await page.getByRole('button', { name: 'Take them over and test again' }).click();
      await page.getByRole('heading', { name: '3 people would be changed' }).waitFor();
      expect(await profilesOf(panel.strapi).find(second)).toMatchObject({ ownedByOthers: 'adopt' });
    });
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
