import { NEW_PROFILE, type ProfileInput, type SourceInput } from '../../../shared/profile';
import { AUTOMATIC_FORMAT, type CsvUrlInput } from '../../../shared/profile/csv';
import { EMPTY_DIRECTORY } from '../../../shared/profile/ldap';
import { emptyDraft, type WizardDraft, withKind } from '../../../admin/src/pages/new/draft';
import { restoreDraft, storeDraft } from '../../../admin/src/pages/new/stored-draft';

const TIME = '2026-05-04T03:02:01.000Z';
const EMPTY = emptyDraft('upload');

const draft = (
  profile: Partial<ProfileInput> = {},
  part: Partial<WizardDraft> = {}
): WizardDraft => ({
  ...EMPTY,
  profile: { ...NEW_PROFILE, name: 'Staff', ...profile },
  ...part,
});

const address = (part: Partial<CsvUrlInput> = {}): SourceInput => ({
  type: 'csv',
  delivery: 'url',
  url: 'https://hr.example.com/users.csv',
  ...AUTOMATIC_FORMAT,
  ...part,
});

const roundTrip = (given: WizardDraft) => restoreDraft(storeDraft(given, TIME));

const restored = (value: unknown) =>
  restoreDraft(JSON.stringify({ draft: value, savedAt: TIME }))?.draft;

const urlOf = (given: WizardDraft | undefined) => (given?.profile.source as CsvUrlInput).url;

describe('storeDraft', () => {
  test('keeps everything that was entered', () => {
    const given = draft(
      {
        source: {
          type: 'csv',
          delivery: 'upload',
          ...AUTOMATIC_FORMAT,
          delimiter: '~',
          enclosure: '',
          headerRow: 3,
        },
        mode: 'create-only',
        limits: { ...NEW_PROFILE.limits, removePercent: null },
        generate: { ...NEW_PROFILE.generate, pin: false },
        fields: [{ type: 'user', values: { username: { column: 'Login', convert: ['trim'] } } }],
      },
      {
        step: 'policy',
        upload: { id: 'u1', name: 'people.csv', size: 12 },
      }
    );
    expect(roundTrip(given)).toEqual({ draft: given, savedAt: TIME });
  });

  test('keeps what was entered for a kind of source that is not chosen, without its secrets', () => {
    const source = address({ auth: { type: 'bearer', token: 'hunter5' } });
    const given = withKind(withKind(draft({ source }), 'ldap'), 'upload');
    expect(storeDraft(given, TIME)).not.toContain('hunter');
    const found = roundTrip(given)?.draft;
    expect(found?.aside).toEqual({
      url: address({ auth: { type: 'bearer', token: { set: false } } }),
    });
    expect(found && withKind(found, 'url').profile.source).toEqual(found?.aside.url);
  });

  test('drops every secret', () => {
    const source = address({
      url: 'https://joe:hunter2@hr.example.com/users.csv',
      auth: { type: 'basic', username: 'joe', password: 'hunter3' },
      ca: 'PEM',
    });
    expect(storeDraft(draft({ source }), TIME)).not.toContain('hunter');
    expect(roundTrip(draft({ source }))?.draft.profile.source).toEqual(
      address({ auth: { type: 'basic', username: 'joe', password: { set: false } }, ca: 'PEM' })
    );
    const token = address({ auth: { type: 'bearer', token: 'hunter4' } });
    expect(storeDraft(draft({ source: token }), TIME)).not.toContain('hunter');
  });

  test('an address with an @ behind its host stays as it is', () => {
    const url = 'https://hr.example.com/@joe/a';
    expect(urlOf(roundTrip(draft({ source: address({ url }) }))?.draft)).toBe(url);
  });

  test.each([
    ['?token=s3cret', '?token=***'],
    ['?s3cret', '?***'],
    ['?mail=joe@example.com&sig=s3cret', '?mail=***&sig=***'],
  ])('what stands in a query is not kept: %s', (query, kept) => {
    const source = address({ url: `https://hr.example.com/a${query}` });
    expect(urlOf(roundTrip(draft({ source }))?.draft)).toBe(`https://hr.example.com/a${kept}`);
  });

  test('stores nothing where nothing was entered', () => {
    expect(storeDraft(EMPTY, TIME)).toBeNull();
    expect(storeDraft({ ...emptyDraft('url'), step: 'format' }, TIME)).toBeNull();
    expect(storeDraft(emptyDraft('ldap'), TIME)).toBeNull();
    expect(storeDraft(withKind(withKind(EMPTY, 'ldap'), 'upload'), TIME)).toBeNull();
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
      upload: { id: 'u1' },
      profile: {
        name: 7,
        source: { type: 'csv', delivery: 'upload', encoding: '', delimiter: 5, headerRow: -2 },
        mode: 'destroy',
        fields: 'all',
        missing: true,
        limits: { removePercent: '20', removeCount: 3 },
        generate: { extension: { from: 1.5, to: 2 }, pin: 'no', password: false },
        other: 1,
      },
      aside: { url: 'https://a', ldap: { type: 'csv' }, upload: { delimiter: ';' }, other: {} },
      other: 1,
    };
    expect(restored(value)).toEqual({
      ...EMPTY,
      profile: {
        ...NEW_PROFILE,
        limits: { ...NEW_PROFILE.limits, removeCount: 3 },
        generate: { ...NEW_PROFILE.generate, extension: { from: 100, to: 2 }, password: false },
      },
    });
  });

  test.each([null, 'text', 5, [], { profile: null }])('takes %j for no draft', (value) => {
    expect(restored(value)).toBeUndefined();
  });

  test('a draft of the wizard of the version before is none', () => {
    const value = { step: 'source', name: 'Staff', kind: 'url', url: { url: 'https://a.example' } };
    expect(restored(value)).toBeUndefined();
  });

  test('a row of a list that is not finished is kept, and so are those around it', () => {
    const roles = [
      { group: 'sales', role: '' },
      { group: 'it', role: 'admin' },
    ];
    const source = {
      ...EMPTY_DIRECTORY,
      url: 'ldaps://dc1.example.com:636',
      fallbackUrls: ['ldaps://dc2.example.com:636', ''],
      attributes: ['cn', 5, 'mail'],
      groups: { ...EMPTY_DIRECTORY.groups, enabled: true, roles: [...roles, 'text'] },
    };
    expect(restored({ profile: { source } })?.profile.source).toEqual({
      ...source,
      fallbackUrls: ['ldaps://dc2.example.com:636'],
      attributes: ['cn', 'mail'],
      groups: { ...source.groups, roles },
    });
  });

  test('what is emptied takes nothing else with it', () => {
    const auth = { type: 'basic' as const, username: '', password: { set: false } };
    const source = address({ auth, ca: 'PEM' });
    const generate = { extension: { from: null, to: 5999 } };
    const profile = restored({ profile: { source, generate } })?.profile;
    expect(profile?.source).toEqual(source);
    expect(profile?.generate.extension).toEqual({ from: 100, to: 5999 });
  });

  test('an authentication of no known kind is none', () => {
    const source = { ...address(), auth: { type: 'digest', username: 'joe' } };
    expect(restored({ profile: { source } })?.profile.source).toEqual(address());
  });

  test('a format that the server would refuse is detected again', () => {
    const format = {
      encoding: 'x'.repeat(41),
      delimiter: '12345',
      enclosure: '""',
      headerRow: 1001,
    };
    const source = { type: 'csv', delivery: 'upload', ...format };
    expect(restored({ profile: { source } })?.profile.source).toEqual(NEW_PROFILE.source);
  });

  test('never brings back a secret, should one be stored', () => {
    const auth = { type: 'basic', username: 'joe', password: 'hunter2' };
    const source = { type: 'csv', delivery: 'url', url: 'https://a', auth };
    expect(JSON.stringify(restored({ profile: { source } }))).not.toContain('hunter2');
  });
});
