import type { IssueView } from '../../shared/contracts/issues';
import type { ChangeView } from '../../shared/contracts/runs';
import type { RowTrial } from '../../shared/contracts/trials';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, createProfile, deliver, NOTHING_GENERATED, runStored } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const HEADER = 'login;name;number;mac;Second Mac';
const ANN = 'ann;Ann Ahorn;201;00:11:22:33:44:01;00:11:22:33:44:0a';
const ZED = 'zed;Zed Zeder;209;00:11:22:33:44:09;';
/** The line of Ann. */
const ROW = 2;

const POST = `"post": {
  "phonebook": [{ "displayName": "{{name}}", "phone": "{{number}}" }],
  "phone": [{ "kind": "desk", "mac": "{{mac}}" }, { "kind": "desk", "mac": "{{[Second Mac]}}" }]
}`;
const template = (fields: string, post: string = POST): string =>
  `{ "identity": [{ "username": "{{login}}", ${fields}${post === '' ? '' : `, ${post}`} }] }`;
const FIELDS = '"displayName": "{{name}}", "extension": "{{number}}"';

describe('a trial of one row', () => {
  let app: TestApp;
  let admin: AdminClient;
  let profile: string;
  /** The profile that Ann and Zed were brought by. */
  let saved: object;

  const bringBoth = async (): Promise<void> => {
    profile = await createProfile(app.strapi, {
      ...NOTHING_GENERATED,
      template: template(FIELDS),
    });
    saved = (await admin.get(`${BASE}/profiles/${profile}/export`).expect(200)).body;
    await give(ANN, ZED);
    expect(await run('run')).toMatchObject({ status: 'succeeded', phone: { create: 3 } });
  };

  // Neither a trial nor a test run writes, so that all tests can look at what is stored once.
  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
    await bringBoth();
  });
  afterAll(() => app.close());

  const give = (...lines: string[]): Promise<string> => deliver(admin, profile, [HEADER, ...lines]);

  const run = (kind?: 'run' | 'test') => runStored(app.strapi, profile, kind);

  /** Saves the profile as it was first, but for these settings. */
  const change = async (settings: object): Promise<void> => {
    await admin
      .put(`${BASE}/profiles/${profile}`)
      .send({ ...saved, ...settings })
      .expect(200);
  };

  const trial = async (): Promise<RowTrial> => {
    const { body } = await admin
      .post(`${BASE}/mapping/trial`)
      .send({ profile, from: ROW })
      .expect(200);
    return body.data as RowTrial;
  };

  const shownChanges = (changes: ChangeView[]) =>
    changes
      .filter(({ key }) => /ann|44:0[1a]/.test(key))
      .map(({ action, type, key, difference }) => ({ action, type, key, difference }));

  /** What there is to say about Ann's row and about the whole; how many others there are is no matter of hers. */
  const shownIssues = (issues: IssueView[]) =>
    issues
      .filter(({ row }) => row === null || row === ROW)
      .map(({ row, column, code, severity, message }) => ({
        row,
        column,
        code,
        severity,
        message: code === 'limit-exceeded' ? '' : message,
      }))
      .sort((one, other) => (one.code + one.message < other.code + other.message ? -1 : 1));

  const ofTestRun = async () => {
    const { id, issues } = await run('test');
    const { body } = await admin.get(`${BASE}/runs/${id}/changes?pageSize=100`).expect(200);
    return { changes: shownChanges(body.data), issues: shownIssues(issues) };
  };

  const ofTrial = async () => {
    const { changes, issues } = await trial();
    return { changes: shownChanges(changes), issues: shownIssues(issues) };
  };

  it.each<[string, object, string[], string[]]>([
    ['has nothing to say', {}, [], []],
    [
      'knows neither such a list nor field nor column, and finds one written differently',
      {
        template: template(
          `${FIELDS}, "displayNme": "{{name}}", "email": "{{mial}}", "language": "{{Number}}"`,
          POST.replace('"phonebook"', '"phonebok"')
        ),
      },
      ['unknown-list', 'unknown-field', 'unknown-variable', 'variable-case'],
      ['update', 'remove'],
    ],
    [
      'makes no entry and no phone any more',
      { template: template(FIELDS, '') },
      [],
      ['remove', 'remove', 'remove'],
    ],
    [
      'makes one phone less',
      { template: template(FIELDS, POST.replace(/, \{ "kind".*Mac\]\}\}" \}/, '')) },
      [],
      ['remove'],
    ],
    [
      'would be held',
      {
        template: template(FIELDS, ''),
        limits: { removePercent: null, removeCount: 0, updatePercent: null, minimumPopulation: 10 },
      },
      ['limit-exceeded', 'limit-exceeded'],
      ['remove', 'remove', 'remove'],
    ],
    ['replaces everybody', { mode: 'replace', template: template(FIELDS, '') }, [], []],
    ['switches the missing off', { missing: 'disable', template: template(FIELDS, '') }, [], []],
    ['removes nothing', { mode: 'create-update', template: template(FIELDS, '') }, [], []],
    ['only creates', { mode: 'create-only', template: template('"displayName": "X"') }, [], []],
    ['leaves the row out', { preFilter: 'login != "ann"' }, [], []],
  ])('agrees with a test run that %s', async (_, settings, codes, actions) => {
    await change(settings);
    const [tried, tested] = [await ofTrial(), await ofTestRun()];
    const isLeftOut = 'preFilter' in settings;
    // Who is missing is what one row cannot show.
    expect(tried).toEqual(isLeftOut ? { changes: [], issues: tested.issues } : tested);
    expect(tried.issues.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
    expect(tried.changes.map(({ action }) => action)).toEqual(expect.arrayContaining(actions));
  });

  it.each([
    ['has no key', ';Ann Ahorn;201;;'],
    ['has too many fields', `${ANN};x`],
    ['has a value that cannot be used', ANN.replace('00:11:22:33:44:01', 'not-a-mac')],
    ['takes what another one has', ANN.replace('201', '209')],
  ])('agrees with a test run on a row that %s', async (_, line) => {
    await change({});
    await give(line, ZED);
    const [tried, tested] = [await ofTrial(), await ofTestRun()];
    expect(tried.changes).toEqual(tested.changes);
    expect(tried.issues.map(({ code }) => code)).toEqual(tested.issues.map(({ code }) => code));
    expect(tried.issues.length).toBeGreaterThan(0);
  });

  it('says that it cannot show who is missing, and what becomes of them', async () => {
    await give(ANN, ZED);
    const seen = [];
    for (const settings of [
      {},
      { missing: 'disable' },
      { mode: 'create-update' },
      { mode: 'create-only' },
      { mode: 'replace' },
    ]) {
      await change({ mode: 'create-update-remove', missing: 'remove', ...settings });
      seen.push((await trial()).missing);
    }
    expect(seen).toEqual(['remove', 'disable', null, null, 'remove']);
  });

  it('says that a correction leaves the row out, and why', async () => {
    await change({});
    const upload = await give(ANN.replace('201', '299'), ZED);
    expect(await trial()).toMatchObject({ skipped: null, changes: [{ action: 'update' }, {}] });
    for (const skip of ['keep', 'no-record']) {
      await admin.post(`${BASE}/uploads/${upload}/fixes`).send({ row: ROW, skip }).expect(200);
      expect(await trial()).toMatchObject({ skipped: skip, records: [], changes: [], issues: [] });
    }
  });

  describe('where other people are stored', () => {
    beforeEach(() => clear(app.strapi));

    it.each(['update', 'adopt', 'conflict'])(
      'agrees with a test run about somebody made by hand: %s',
      async (existing) => {
        profile = await createProfile(app.strapi, {
          ...NOTHING_GENERATED,
          template: template(FIELDS, ''),
          existing,
          ownedByOthers: 'adopt',
        });
        await app.strapi.db.query('plugin::directory-connector.user').create({
          data: { username: 'annette', displayName: 'Annette' },
        });
        await give('annette;Ann Ette;205;;');
        const [tried, tested] = [await ofTrial(), await ofTestRun()];
        expect(tried).toEqual(tested);
        expect(tried.changes.map(({ action }) => action)).toEqual([
          existing === 'conflict' ? 'error' : 'update',
        ]);
      }
    );

    it('does not take what other rows bring for missing', async () => {
      await bringBoth();
      await change({
        template: `{
          "identity": [{{#if name}}{ "username": "{{login}}", "displayName": "{{name}}" }{{/if}}],
          "phone": [{{#if mac}}{ "kind": "desk", "mac": "{{mac}}", "user": "{{login}}" }{{/if}}]
        }`,
      });
      await give('ann;Ann Ahorn;;;', 'ann;;;00:11:22:33:44:01;', 'zed;Zed Zeder;;;');
      expect(await run('run')).toMatchObject({ status: 'succeeded' });
      expect(await trial()).toMatchObject({ changes: [] });
    });
  });
});
