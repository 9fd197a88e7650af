import { NEW_PROFILE, profileSchema, type ProfileInput } from '../../../shared/profile';
import { EMPTY_DIRECTORY, type LdapInput } from '../../../shared/profile/ldap';
import { emptyDraft, profileOf, type WizardDraft } from '../../../admin/src/pages/new/draft';
import { stepsOf } from '../../../admin/src/pages/new/steps';
import { restoreDraft, storeDraft } from '../../../admin/src/pages/new/stored-draft';
import { fieldErrorsOf, lostIn } from '../../../admin/src/profile-form/field-errors';
import { sentOf } from '../../../admin/src/profile-form/problems';

const TIME = '2026-05-04T03:02:01.000Z';

const profile = (part: Partial<LdapInput> = {}): ProfileInput => ({
  ...NEW_PROFILE,
  name: 'Staff',
  source: {
    ...EMPTY_DIRECTORY,
    url: 'ldaps://dc1.example.com:636',
    bindDn: 'cn=reader,dc=example,dc=com',
    bindPassword: 'hunter1',
    baseDn: 'dc=example,dc=com',
    ...part,
  },
});

const draft = (part: Partial<LdapInput> = {}): WizardDraft => ({
  ...emptyDraft('ldap'),
  profile: profile(part),
});

const missingIn = (part: Partial<LdapInput>): string[] =>
  fieldErrorsOf(profile(part)).map(({ path, code }) => `${path} ${code}`);

test('a directory has a step for what is read in the place of the file format', () => {
  expect(stepsOf('ldap')).toEqual(['source', 'directory', 'fields', 'policy', 'finish']);
});

describe('what has to be entered', () => {
  test('is nothing where server, user, password and base DN are', () => {
    expect(missingIn({})).toEqual([]);
  });

  test.each<[Partial<LdapInput>, string[]]>([
    [{ url: 'ldaps://:636' }, ['source.url required']],
    [{ url: 'ldaps://a:' }, ['source.port range']],
    [{ url: 'ldaps://a:65536' }, ['source.port range']],
    [{ fallbackUrls: ['ldaps://:636', 'ldaps://b:0'] }, ['source.port.1 range']],
    [{ bindDn: ' ', bindPassword: '' }, ['source.bindDn required', 'source.bindPassword required']],
    [{ bindPassword: { set: false } }, ['source.bindPassword required']],
    [{ bindPassword: { set: true } }, []],
    [{ bind: 'anonymous', bindDn: '', bindPassword: '' }, []],
    [{ bind: 'certificate' }, ['source.clientCertificate required']],
    [{ clientCertificate: 'PEM' }, ['source.clientKey required']],
    [{ bind: 'certificate', clientCertificate: 'PEM', clientKey: 'KEY' }, []],
    [{ baseDn: ' ' }, ['source.baseDn required']],
  ])('with %j is %j', (part, missing) => {
    expect(missingIn(part)).toEqual(missing);
  });

  test('is a secret again when a draft is continued', () => {
    const continued = (part: Partial<LdapInput>) => {
      const restored = restoreDraft(storeDraft(draft(part), TIME));
      return restored && lostIn(restored.draft.profile);
    };
    expect(continued({})).toBe('secret');
    expect(continued({ bind: 'anonymous' })).toBe(null);
    expect(continued({ bind: 'anonymous', clientCertificate: 'PEM', clientKey: 'KEY' })).toBe(
      'secret'
    );
    expect(lostIn(profile())).toBe(null);
  });

  test('is everything that another plugin’s source had, since no draft keeps it', () => {
    const source = { type: 'registered', name: 'hr', settings: { token: 'T' } } as const;
    const given = { ...draft({}), profile: { ...profile(), source } };
    const restored = restoreDraft(storeDraft(given, TIME));
    expect(restored && lostIn(restored.draft.profile)).toBe('settings');
    expect(lostIn(given.profile)).toBe(null);
  });
});

test('the profile has the directory as it was entered', () => {
  const fallbackUrls = ['ldaps://:636', 'ldaps://b:636'];
  const given = draft({ fallbackUrls, keyAttribute: '' });
  const match = { ...given.profile.match, user: 'externalId' };
  const made = sentOf(profileOf({ ...given.profile, fields: [], match }, 'UTC'));
  expect(profileSchema.parse(made)).toEqual({ ...made, notify: NEW_PROFILE.notify });
  expect(made).toMatchObject({
    source: { ...given.profile.source, fallbackUrls: ['ldaps://b:636'] },
    match: { user: 'externalId' },
  });
});

describe('a stored draft', () => {
  const full: LdapInput = {
    ...EMPTY_DIRECTORY,
    url: 'ldaps://dc1.example.com:636',
    baseDn: 'dc=example,dc=com',
    fallbackUrls: ['ldaps://dc2.example.com:636'],
    startTls: true,
    verifyCertificate: false,
    ca: 'CA PEM',
    servername: 'dc.example.com',
    clientCertificate: 'CERT PEM',
    bind: 'certificate',
    scope: 'one',
    filter: '(uid=*)',
    attributes: ['cn', '+'],
    vendor: 'freeipa',
    keyAttribute: '',
    loginAttribute: 'mail',
    disabledFilter: '(a=b)',
    groups: {
      enabled: true,
      baseDn: 'ou=groups',
      filter: '(cn=*)',
      memberAttributes: ['member'],
      nested: false,
      primary: false,
      allow: ['sales'],
      roles: [{ group: 'sales', role: 'telesales' }],
    },
    referrals: 'ignore',
    pageSize: 100,
    timeoutSeconds: 5,
  };

  test('keeps everything that was entered but for the secrets', () => {
    const given = { ...draft(), profile: { ...profile(), source: full } };
    const source = { ...full, bindPassword: 'hunter1', clientKey: 'hunter2' };
    const entered = { ...given, profile: { ...given.profile, source } };
    expect(restoreDraft(storeDraft(entered, TIME))).toEqual({ draft: given, savedAt: TIME });
  });

  test.each<Partial<LdapInput>>([
    { bindPassword: 'hunter3', clientKey: 'hunter4' },
    { url: 'ldaps://joe:hunter5@dc1.example.com:636', fallbackUrls: ['ldap://x:hunter6@b:389'] },
    {
      clientCertificate:
        '-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\nhunter7\n-----END EC PRIVATE KEY-----',
    },
    { ca: '-----BEGIN PRIVATE KEY-----\nhunter8' },
  ])('never has a secret: %#', (part) => {
    const stored = storeDraft(draft(part), TIME) ?? '';
    expect(stored).not.toContain('hunter');
    expect(stored).toContain('dc1.example.com');
    expect(restoreDraft(stored)?.draft.profile.source).not.toHaveProperty('bindPassword');
  });

  test('keeps a certificate that stood beside a key', () => {
    const clientCertificate =
      '-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nB\n-----END CERTIFICATE-----';
    expect(
      restoreDraft(storeDraft(draft({ clientCertificate }), TIME))?.draft.profile.source
    ).toMatchObject({
      clientCertificate: '-----BEGIN CERTIFICATE-----\nB\n-----END CERTIFICATE-----',
    });
  });

  test('is as a new one where it does not fit', () => {
    const source = {
      type: 'ldap',
      url: 5,
      fallbackUrls: ['ldaps://b:636'],
      bind: 'kerberos',
      bindPassword: 'hunter9',
      clientKey: { set: true },
      ca: 3,
      vendor: 'novell',
      keyAttribute: 4,
      pageSize: 0,
      timeoutSeconds: 'x',
      groups: { roles: [null, { group: 'a' }], nested: 'no', allow: ['x'] },
      other: 1,
    };
    const stored = JSON.stringify({ draft: { profile: { source } }, savedAt: TIME });
    expect(restoreDraft(stored)?.draft.profile.source).toEqual({
      ...EMPTY_DIRECTORY,
      fallbackUrls: ['ldaps://b:636'],
      groups: { ...EMPTY_DIRECTORY.groups, allow: ['x'], roles: [{ group: 'a', role: '' }] },
    });
  });
});
