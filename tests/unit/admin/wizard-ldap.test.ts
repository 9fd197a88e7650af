import { profileSchema } from '../../../shared/profile';
import { EMPTY_DIRECTORY, type LdapInput } from '../../../shared/profile/ldap';
import { EMPTY_DRAFT, type WizardDraft } from '../../../admin/src/pages/wizard/model/draft';
import {
  isShownIn,
  messageAt,
  type Messages,
  messagesOfStep,
  stepOf,
} from '../../../admin/src/pages/wizard/model/problems';
import { profileOf } from '../../../admin/src/pages/wizard/model/profile';
import { firstStepOf, messagesOf } from '../../../admin/src/pages/wizard/model/server-problems';
import {
  needsSecret,
  SOURCE_KINDS,
  sourceGaps,
} from '../../../admin/src/pages/wizard/model/source-kinds';
import { stepsOf } from '../../../admin/src/pages/wizard/model/steps';
import { restoreDraft, storeDraft } from '../../../admin/src/pages/wizard/model/stored-draft';

const TIME = '2026-05-04T03:02:01.000Z';

const draft = (part: Partial<LdapInput> = {}): WizardDraft => ({
  ...EMPTY_DRAFT,
  name: 'Staff',
  kind: 'ldap',
  ldap: {
    ...EMPTY_DIRECTORY,
    url: 'ldaps://dc1.example.com:636',
    bindDn: 'cn=reader,dc=example,dc=com',
    bindPassword: 'hunter1',
    baseDn: 'dc=example,dc=com',
    ...part,
  },
});

const gapsOf = (part: Partial<LdapInput>): string[] =>
  sourceGaps(draft(part), []).map(({ input, code }) => `${input} ${code}`);

test('a directory has a step for what is read in the place of the file format', () => {
  expect(stepsOf(draft())).toEqual(['source', 'directory', 'fields', 'policy', 'finish']);
});

describe('what is missing', () => {
  test('is nothing where server, user, password and base DN are entered', () => {
    expect(gapsOf({})).toEqual([]);
  });

  test.each<[Partial<LdapInput>, string[]]>([
    [{ url: 'ldaps://:636' }, ['source.url required']],
    [{ url: 'ldaps://a:' }, ['source.port range']],
    [{ url: 'ldaps://a:65536' }, ['source.port range']],
    [{ fallbackUrls: ['ldaps://:636', 'ldaps://b:0'] }, ['source.port.1 range']],
    [{ bindDn: ' ', bindPassword: '' }, ['source.bindDn required', 'source.bindPassword required']],
    [{ bindPassword: { set: false } }, ['source.bindPassword required']],
    [{ bind: 'anonymous', bindDn: '', bindPassword: '' }, []],
    [{ bind: 'certificate' }, ['source.clientCertificate required']],
    [{ clientCertificate: 'PEM' }, ['source.clientKey required']],
    [{ bind: 'certificate', clientCertificate: 'PEM', clientKey: 'KEY' }, []],
    [{ baseDn: ' ' }, ['source.baseDn required']],
  ])('with %j is %j', (part, gaps) => {
    expect(gapsOf(part)).toEqual(gaps);
  });

  test('is a secret again when a draft is continued', () => {
    expect(needsSecret(draft())).toBe(true);
    expect(needsSecret(draft({ bind: 'anonymous' }))).toBe(false);
    expect(needsSecret(draft({ bind: 'anonymous', clientCertificate: 'PEM' }))).toBe(true);
    expect(needsSecret(EMPTY_DRAFT)).toBe(false);
  });
});

test('a problem of the filter is mended where it is said what is read, others at the connection', () => {
  const isOfSource = (code: string) => SOURCE_KINDS.ldap.isOfSource({ code, message: '' });
  expect(['filter-syntax', 'no-rows', 'bind-refused', 'address-blocked'].map(isOfSource)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('the profile has the directory as it was entered', () => {
  const given = draft({ fallbackUrls: ['ldaps://:636', 'ldaps://b:636'], keyAttribute: '' });
  const profile = profileOf(given, { template: '{}', key: 'externalId' }, 'UTC');
  expect(profileSchema.parse(profile)).toEqual(profile);
  expect(profile).toMatchObject({
    source: { ...given.ldap, fallbackUrls: ['ldaps://b:636'] },
    match: { user: 'externalId' },
  });
});

describe('a stored draft', () => {
  const full = draft({
    fallbackUrls: ['ldaps://dc2.example.com:636'],
    startTls: true,
    verifyCertificate: false,
    ca: 'CA PEM',
    servername: 'dc.example.com',
    clientCertificate: 'CERT PEM',
    clientKey: 'hunter2',
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
  });

  test('keeps everything that was entered but for the secrets', () => {
    const { bindPassword: _password, clientKey: _key, ...ldap } = full.ldap;
    expect(restoreDraft(storeDraft(full, TIME))).toEqual({
      draft: { ...full, ldap },
      savedAt: TIME,
    });
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
    expect(restoreDraft(stored)?.draft.ldap).not.toHaveProperty('bindPassword');
  });

  test('keeps a certificate that stood beside a key', () => {
    const clientCertificate =
      '-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nB\n-----END CERTIFICATE-----';
    expect(
      restoreDraft(storeDraft(draft({ clientCertificate }), TIME))?.draft.ldap.clientCertificate
    ).toBe('-----BEGIN CERTIFICATE-----\nB\n-----END CERTIFICATE-----');
  });

  test('is as a new one where it does not fit', () => {
    const ldap = {
      url: 5,
      fallbackUrls: [7, 'ldaps://b:636'],
      bind: 'kerberos',
      bindPassword: 'hunter9',
      clientKey: { set: true },
      ca: 3,
      vendor: 'novell',
      keyAttribute: 4,
      pageSize: 0,
      timeoutSeconds: 'x',
      groups: { roles: [null, { group: 'a' }], nested: 'no', allow: 'x' },
      other: 1,
    };
    const stored = JSON.stringify({ draft: { kind: 'ldap', ldap }, savedAt: TIME });
    expect(restoreDraft(stored)?.draft).toEqual({
      ...EMPTY_DRAFT,
      kind: 'ldap',
      ldap: {
        ...EMPTY_DIRECTORY,
        fallbackUrls: ['ldaps://b:636'],
        pageSize: 1,
        groups: { ...EMPTY_DIRECTORY.groups, roles: [{ group: 'a', role: '' }] },
      },
    });
  });
});

describe('what the server finds wrong', () => {
  const error = {
    details: {
      errors: [
        { path: ['name'], message: 'taken' },
        { path: ['source', 'filter'], message: 'no end', line: 2, column: 7 },
        { path: ['source', 'groups', 'roles', 0, 'group'], message: 'empty' },
        { path: ['source', 'ca'], message: 'no PEM' },
        { path: ['source'], message: 'not at all' },
      ],
    },
  };
  const messages = messagesOf(error, {
    kind: 'ldap',
    wordsOf: ({ message, line, column }) => `${message} ${line}:${column}`,
    placeOf: (path) => path.map((part) => (part === '0' ? '3' : part)),
  });

  test('stands beside its input, with its place in the text and in the draft', () => {
    expect(messages).toEqual({
      name: 'taken null:null',
      'source.filter': 'no end 2:7',
      'source.groups.roles.3.group': 'empty null:null',
      'source.ca': 'no PEM null:null',
      url: 'not at all null:null',
    });
  });

  test('leads to the step that has the input', () => {
    expect(stepOf('source.bindPassword')).toBe('source');
    expect(stepOf('source.groups.roles.3.group')).toBe('directory');
    expect(stepOf('source.vendor')).toBe('directory');
    expect(firstStepOf({ 'source.groups.filter': 'x', fields: 'x' })).toBe('directory');
    expect(firstStepOf({ 'source.groups.filter': 'x', 'source.filter': 'x' })).toBe('source');
  });

  test('is forgotten with a change of the step that shows it', () => {
    const given: Messages = { 'source.filter': 'a', 'source.url': 'b', 'source.vendor': 'c' };
    expect(messagesOfStep(given, 'directory', false)).toEqual({ 'source.url': 'b' });
    expect(messagesOfStep(given, 'source')).toEqual({ 'source.filter': 'a', 'source.url': 'b' });
    expect(isShownIn('fields', 'source.filter')).toBe(false);
  });

  test('is found by the fields of the directory, with what is in them', () => {
    const found = ['filter', 'groups.roles.3', 'groups.roles.3.role', 'fil'].map((path) =>
      messageAt(messages ?? {}, path)
    );
    expect(found).toEqual(['no end 2:7', 'empty null:null', undefined, undefined]);
  });
});
