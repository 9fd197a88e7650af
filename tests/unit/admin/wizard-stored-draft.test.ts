import { EMPTY_DRAFT, type WizardDraft } from '../../../admin/src/pages/wizard/model/draft';
import { restoreDraft, storeDraft } from '../../../admin/src/pages/wizard/model/stored-draft';

const TIME = '2026-05-04T03:02:01.000Z';

const draft = (part: Partial<WizardDraft> = {}): WizardDraft => ({
  ...EMPTY_DRAFT,
  name: 'Staff',
  ...part,
});

const roundTrip = (given: WizardDraft) => restoreDraft(storeDraft(given, TIME));

const restored = (value: unknown) =>
  restoreDraft(JSON.stringify({ draft: value, savedAt: TIME }))?.draft;

describe('storeDraft', () => {
  test('keeps everything that was entered', () => {
    const given = draft({
      step: 'policy',
      kind: 'upload',
      upload: { id: 'u1', name: 'people.csv', size: 12 },
      format: { ...EMPTY_DRAFT.format, delimiter: '~', enclosure: '', headerRow: 3 },
      choices: { 'user.username': 'Login', 'phone.mac': '' },
      policy: { ...EMPTY_DRAFT.policy, mode: 'create-only', removePercent: null, pin: false },
    });
    expect(roundTrip(given)).toEqual({ draft: given, savedAt: TIME });
  });

  test('drops every secret', () => {
    const url = {
      url: 'https://joe:hunter2@hr.example.com/users.csv',
      auth: 'basic' as const,
      username: 'joe',
      password: 'hunter3',
      token: 'hunter4',
      ca: 'PEM',
    };
    expect(storeDraft(draft({ kind: 'url', url }), TIME)).not.toContain('hunter');
    expect(roundTrip(draft({ kind: 'url', url }))?.draft.url).toEqual({
      ...url,
      url: 'https://hr.example.com/users.csv',
      password: '',
      token: '',
    });
  });

  test('an address with an @ behind its host stays as it is', () => {
    const url = { ...EMPTY_DRAFT.url, url: 'https://hr.example.com/@joe/a' };
    expect(roundTrip(draft({ url }))?.draft.url.url).toBe(url.url);
  });

  test.each([
    ['?token=s3cret', '?token=***'],
    ['?s3cret', '?***'],
    ['?mail=joe@example.com&sig=s3cret', '?mail=***&sig=***'],
  ])('what stands in a query is not kept: %s', (query, kept) => {
    const url = { ...EMPTY_DRAFT.url, url: `https://hr.example.com/a${query}` };
    expect(roundTrip(draft({ url }))?.draft.url.url).toBe(`https://hr.example.com/a${kept}`);
  });

  test('stores nothing where nothing was entered', () => {
    expect(storeDraft(EMPTY_DRAFT, TIME)).toBeNull();
    expect(storeDraft({ ...EMPTY_DRAFT, step: 'format', kind: 'url' }, TIME)).toBeNull();
  });
});

describe('restoreDraft', () => {
  test.each([null, '', 'x', 'null', '[]', '{}', '{"draft":{},"savedAt":"yesterday"}'])(
    'finds no draft in %j',
    (stored) => {
      expect(restoreDraft(stored)).toBeNull();
    }
  );

  test('whatever does not fit is as in a new draft', () => {
    const value = {
      step: 'ldap',
      name: 7,
      kind: 'ftp',
      upload: { id: 'u1' },
      url: { url: null, auth: 'digest', username: 'joe' },
      format: { encoding: '', delimiter: 5, lineSeparator: '\t', enclosure: null, headerRow: -2 },
      choices: { 'user.username': 'Login', 'user.shoeSize': 'Size', 'phone.mac': 4 },
      policy: {
        mode: 'destroy',
        missing: true,
        removePercent: '20',
        extensionFrom: 1.5,
        pin: 'no',
      },
      other: 1,
    };
    expect(restored(value)).toEqual({
      ...EMPTY_DRAFT,
      url: { ...EMPTY_DRAFT.url, username: 'joe' },
      choices: { 'user.username': 'Login' },
    });
  });

  test.each([null, 'text', 5, []])('takes %j for an empty draft', (value) => {
    expect(restored(value)).toEqual(EMPTY_DRAFT);
  });

  test('a format that the server would refuse is detected again', () => {
    const format = {
      encoding: 'x'.repeat(41),
      delimiter: '12345',
      enclosure: '""',
      headerRow: 1001,
    };
    expect(restored({ format })?.format).toEqual({ ...EMPTY_DRAFT.format, headerRow: 1000 });
  });

  test('never brings back a secret, should one be stored', () => {
    const url = { ...EMPTY_DRAFT.url, password: 'hunter2', token: 'hunter2' };
    expect(JSON.stringify(restored({ url }))).not.toContain('hunter2');
  });
});
