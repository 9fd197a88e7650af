import type { Page } from 'playwright-core';

import { describeWithBrowser } from '../support/browser';
import type { Panel } from '../support/panel';
import { deliver, profileWith, runToEnd } from '../support/panel-data';
import { goTo, openPanel } from '../support/visitor';

const HEADER = 'id,username,displayname,email,phone,phonemac';
const others = Array.from({ length: 12 }, (_, i) => `${100 + i},user${i},U ${i},u${i}@x.test,,`);
const file = (...rows: string[]): string => [HEADER, ...rows, ...others, ''].join('\n');
const generate = { extension: null, password: true, sipPassword: true, pin: true };
const ANNA = '900,aahorn,Anna Ahorn,anna@x.test,1190,00:11:22:33:44:55';

describeWithBrowser('people under another key', (executable) => {
  let panel: Panel;
  let errors: string[];
  let page: Page;
  let profile: string;

  beforeAll(async () => {
    ({ panel, page, errors } = await openPanel(executable));
    profile = await profileWith(panel, 'Staff', file(ANNA), { generate });
    await runToEnd(panel, profile);
  });

  const person = async (username: string): Promise<Record<string, unknown> | undefined> =>
    panel.strapi.db.connection('directory_users').where({ username }).first();
  const button = (name: string | RegExp) => page.getByRole('button', { name });
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
    await button('Run with these answers').click();
    // The question, too, speaks of somebody new.
    await page.getByText('Somebody new', { exact: true }).first().waitFor();
    const after = await person('sneu');
    expect(after?.document_id).not.toBe(before?.document_id);
    expect(await person('ssommer')).toBeUndefined();
  });

  it('wrote no error to the console', () => {
    expect(errors).toEqual([]);
  });
});
