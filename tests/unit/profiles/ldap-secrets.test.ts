import { englishOf } from '../../../shared/codes/texts';
import { MASK } from '../../../shared/text';
import { createCellMask } from '../../../server/src/controllers/secret-columns';
import {
  createSourceSecrets,
  type SourceSecrets,
  type StoredSource,
} from '../../../server/src/profiles/secrets';
import { validate } from '../../../server/src/utils/validation';
import type { Browse } from '../../../shared/contracts/ldap';
import { type SourceInput, sourceSchema } from '../../../shared/profile';
import { ldapFixture } from '../../support/ldap/fixtures';

const { masked, takeSecrets, withoutSecrets, withSecrets } = createSourceSecrets(() => null);

const DIRECTORY = {
  type: 'ldap',
  url: 'ldaps://dc1.example.com',
  fallbackUrls: ['ldaps://dc2.example.com', 'ldaps://dc3.example.com'],
  bindDn: 'cn=reader',
  baseDn: 'dc=example,dc=com',
  clientCertificate: 'CERTIFICATE',
};
const SECRETS: SourceSecrets = { bindPassword: 'old-password', clientKey: 'old-key' };
const MARKER = { set: true };
const MARKERS = { bindPassword: MARKER, clientKey: MARKER };

const sourceOf = (changes: Record<string, unknown> = {}): SourceInput =>
  validate(sourceSchema, { ...DIRECTORY, ...changes });

const csvOf = (auth?: unknown): SourceInput =>
  validate(sourceSchema, {
    type: 'csv',
    delivery: 'url',
    url: 'https://hr.example.com/u.csv',
    auth,
  });

const storedOf = (changes: Record<string, unknown> = {}, secrets = SECRETS): StoredSource => ({
  source: withoutSecrets(sourceOf(changes)),
  secrets,
});

const STORED = storedOf();

describe('the secrets of a directory', () => {
  it('are set apart from its settings', () => {
    const { source, secrets, missing } = takeSecrets(sourceOf({ ...SECRETS }), null);
    expect(secrets).toEqual(SECRETS);
    expect(missing).toBeNull();
    expect(JSON.parse(JSON.stringify(source))).toEqual(sourceOf());
  });

  it('leave what is given as it is', () => {
    const given = sourceOf({ ...SECRETS });
    for (const use of [withoutSecrets, (source: SourceInput) => takeSecrets(source, STORED)]) {
      use(given);
      expect(given).toMatchObject(SECRETS);
    }
  });

  it('are put together again with all settings, for a run only', () => {
    expect(withSecrets(STORED)).toEqual({ ...sourceOf(), ...SECRETS });
  });

  it.each<[string, Record<string, unknown>]>([
    ['markers', MARKERS],
    [
      'markers of secrets that are not set',
      { bindPassword: { set: false }, clientKey: { set: false } },
    ],
    ['nothing', {}],
  ])('stay as they are for %s', (_, given) => {
    expect(takeSecrets(sourceOf(given), STORED)).toMatchObject({ secrets: SECRETS, missing: null });
  });

  it('are each replaced alone', () => {
    const password = takeSecrets(sourceOf({ bindPassword: 'new', clientKey: MARKER }), STORED);
    expect(password.secrets).toEqual({ bindPassword: 'new', clientKey: 'old-key' });
    const key = takeSecrets(sourceOf({ bindPassword: MARKER, clientKey: 'new' }), STORED);
    expect(key.secrets).toEqual({ bindPassword: 'old-password', clientKey: 'new' });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['both', {}, 'bindPassword', 'no password is stored'],
    ['the key', { bindPassword: 'new' }, 'clientKey', 'no client key is stored'],
    ['the password', { clientKey: 'new' }, 'bindPassword', 'no password is stored'],
  ])('have to be entered where nothing is stored: %s', (_, given, field, message) => {
    for (const stored of [null, storedOf({}, {})]) {
      const taken = takeSecrets(sourceOf({ ...MARKERS, ...given }), stored);
      expect(taken.secrets).toEqual({});
      expect(taken.missing?.path).toEqual(['source', field]);
      expect(englishOf(taken.missing!)).toContain(message);
    }
  });

  it('that are stored by halves are asked for', () => {
    const { missing, secrets } = takeSecrets(
      sourceOf(MARKERS),
      storedOf({}, { bindPassword: 'old-password' })
    );
    expect(missing?.path).toEqual(['source', 'clientKey']);
    expect(secrets).toEqual({});
  });
});

describe('the secrets of a directory whose settings change', () => {
  it.each<[string, Record<string, unknown>]>([
    ['the name in other letters', { url: 'LDAPS://DC1.Example.COM' }],
    ['the port spelled', { url: 'ldaps://dc1.example.com:636' }],
    ['a slash', { url: 'ldaps://dc1.example.com/' }],
    [
      'the order of the others',
      { fallbackUrls: ['ldaps://dc3.example.com', 'ldaps://dc2.example.com:636'] },
    ],
    [
      'the first and another',
      { url: 'ldaps://dc2.example.com', fallbackUrls: ['ldaps://dc1.example.com'] },
    ],
    ['fewer servers', { fallbackUrls: [] }],
    ['one of them alone', { url: 'ldaps://dc3.example.com', fallbackUrls: [] }],
    ['one of them twice', { fallbackUrls: ['ldaps://dc1.example.com', 'ldaps://DC1.example.com'] }],
    ['the user', { bindDn: 'cn=other' }],
    ['base and filter', { baseDn: 'dc=other', filter: '(a=b)' }],
    ['the client certificate', { clientCertificate: 'ANOTHER' }],
    ['pages and time', { pageSize: 5, timeoutSeconds: 5 }],
    ['groups and vendor', { groups: { enabled: true }, vendor: 'openldap' }],
  ])('stay: %s', (_, changes) => {
    const { secrets, missing } = takeSecrets(sourceOf({ ...MARKERS, ...changes }), STORED);
    expect(missing).toBeNull();
    expect(secrets).toEqual(SECRETS);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another server', { url: 'ldaps://evil.example' }],
    [
      'another server at the end',
      { fallbackUrls: ['ldaps://dc2.example.com', 'ldaps://evil.example'] },
    ],
    [
      'another server twice',
      { url: 'ldaps://evil.example', fallbackUrls: ['ldaps://evil.example'] },
    ],
    ['a name that begins alike', { url: 'ldaps://dc1.example.com.evil.example' }],
    ['a name that ends alike', { url: 'ldaps://evil-dc1.example.com' }],
    ['another port', { url: 'ldaps://dc1.example.com:1636' }],
    ['no encryption', { url: 'ldap://dc1.example.com' }],
    ['no encryption on the same port', { url: 'ldap://dc1.example.com:636' }],
    ['no encryption of another', { fallbackUrls: ['ldap://dc2.example.com'] }],
    ['StartTLS instead', { url: 'ldap://dc1.example.com', startTls: true }],
    ['no verification', { verifyCertificate: false }],
    ['an address that is none', { url: 'dc1.example.com' }],
    ['an address with a user', { url: 'ldaps://dc1.example.com@evil.example' }],
    ['an address with a path', { url: 'ldaps://evil.example/ldaps://dc1.example.com' }],
    ['text like what is compared', { url: 'ldaps://dc1.example.com:636 with StartTLS' }],
  ])('are never taken over to %s', (_, changes) => {
    const { source, secrets, missing } = takeSecrets(sourceOf({ ...MARKERS, ...changes }), STORED);
    expect(secrets).toEqual({});
    expect(missing?.path).toEqual(['source', 'bindPassword']);
    expect(englishOf(missing!)).toContain('enter the password again');
    expect(englishOf(missing!)).toContain('ldaps://dc1.example.com:636');
    expect(withSecrets({ source, secrets })).toBeNull();
    expect(JSON.stringify([missing, source])).not.toMatch(/old-(password|key)/);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another authority', { ca: 'CA-THREE' }],
    ['an authority more', { ca: 'CA-ONE CA-TWO CA-THREE' }],
    ['no authority', { ca: undefined }],
    ['an empty authority', { ca: '' }],
    ['another name', { servername: 'evil.example' }],
    ['no name', { servername: undefined }],
    ['both', { ca: 'CA-THREE', servername: 'evil.example' }],
  ])('are never taken over where the certificate is checked against %s', (_, changes) => {
    const checked = { ca: 'CA-ONE\nCA-TWO', servername: 'dc.example' };
    const stored = storedOf(checked);
    const taken = takeSecrets(sourceOf({ ...MARKERS, ...checked, ...changes }), stored);
    expect(taken.secrets).toEqual({});
    expect(taken.missing?.path).toEqual(['source', 'bindPassword']);
    expect(englishOf(taken.missing!)).toContain('enter the password again');
    const sameCa = { ...checked, ca: ' CA-ONE\r\nCA-TWO ', servername: 'DC.example' };
    expect(takeSecrets(sourceOf({ ...MARKERS, ...sameCa }), stored).missing).toBeNull();
    const entered = { ...SECRETS, ...checked, ...changes };
    expect(takeSecrets(sourceOf(entered), stored)).toMatchObject({ missing: null });
  });

  it('are asked for where a first authority or name is given', () => {
    for (const changes of [{ ca: 'CA-ONE' }, { servername: 'dc.example' }]) {
      const { missing } = takeSecrets(sourceOf({ ...MARKERS, ...changes }), STORED);
      expect(englishOf(missing!)).toContain('enter the password again');
    }
  });

  it('do not take the old key for a new client certificate', () => {
    const pairs = ['client', 'server', 'expired'].map((name) => ({
      clientCertificate: ldapFixture(`${name}.pem`),
      clientKey: ldapFixture(`${name}.key`),
    }));
    for (const [index, { clientCertificate, clientKey }] of pairs.entries()) {
      const stored = storedOf({ clientCertificate }, { ...SECRETS, clientKey });
      const same = takeSecrets(sourceOf({ ...MARKERS, clientCertificate }), stored);
      expect(same.missing).toBeNull();
      const other = pairs[(index + 1) % pairs.length];
      const changed = { ...MARKERS, clientCertificate: other?.clientCertificate };
      const { secrets, missing } = takeSecrets(sourceOf(changed), stored);
      expect(secrets).toEqual({});
      expect(missing?.path).toEqual(['source', 'clientKey']);
      expect(englishOf(missing!)).toContain('does not belong to this client certificate');
      const both = takeSecrets(sourceOf({ ...changed, clientKey: other?.clientKey }), stored);
      expect(both.missing).toBeNull();
    }
  });

  it('are each asked for, the other one given', () => {
    const url = 'ldaps://dc9.example.com';
    const key = takeSecrets(sourceOf({ url, bindPassword: 'new', clientKey: MARKER }), STORED);
    expect(key.missing?.path).toEqual(['source', 'clientKey']);
    expect(englishOf(key.missing!)).toContain('enter the client key again');
    expect(key.secrets).toEqual({});
    const both = takeSecrets(sourceOf({ url, bindPassword: 'new', clientKey: 'new' }), STORED);
    expect(both).toMatchObject({
      missing: null,
      secrets: { bindPassword: 'new', clientKey: 'new' },
    });
  });

  it('are asked for again when verification was off, too', () => {
    const stored = storedOf({ verifyCertificate: false });
    expect(englishOf(takeSecrets(sourceOf(MARKERS), stored).missing!)).toContain(
      'from ldaps://dc1.example.com:636 without verification'
    );
    expect(
      takeSecrets(sourceOf({ ...MARKERS, verifyCertificate: false }), stored).missing
    ).toBeNull();
  });

  it('are compared with StartTLS', () => {
    const clear = { url: 'ldap://dc1', fallbackUrls: ['ldap://dc2'] };
    const stored = storedOf({ ...clear, startTls: true });
    expect(
      takeSecrets(sourceOf({ ...MARKERS, ...clear, startTls: true }), stored).missing
    ).toBeNull();
    expect(englishOf(takeSecrets(sourceOf({ ...MARKERS, ...clear }), stored).missing!)).toContain(
      'from ldap://dc1:389 with StartTLS, ldap://dc2:389 with StartTLS to ldap://dc1:389, ldap://dc2:389'
    );
  });
});

describe('the secrets that a directory does not need', () => {
  it.each<[string, Record<string, unknown>, SourceSecrets]>([
    ['nobody logs in', { bind: 'anonymous', bindDn: '' }, { clientKey: 'old-key' }],
    ['a certificate logs in', { bind: 'certificate', bindDn: '' }, { clientKey: 'old-key' }],
    ['there is no certificate', { clientCertificate: undefined }, { bindPassword: 'old-password' }],
    ['the certificate is empty', { clientCertificate: '' }, { bindPassword: 'old-password' }],
    ['there is neither', { bind: 'anonymous', clientCertificate: undefined }, {}],
  ])('are forgotten where %s', (_, changes, kept) => {
    for (const given of [MARKERS, {}]) {
      const taken = takeSecrets(sourceOf({ ...given, ...changes }), STORED);
      expect(taken).toMatchObject({ missing: null });
      expect(taken.secrets).toEqual(kept);
    }
    const { source, secrets } = takeSecrets(sourceOf({ ...SECRETS, ...changes }), null);
    expect(secrets).toEqual(kept);
    expect(JSON.stringify(source)).not.toContain('old-');
    expect(withSecrets({ source, secrets: SECRETS })).toEqual({ ...sourceOf(changes), ...kept });
  });

  it('do not follow it to another server', () => {
    const given = sourceOf({ bind: 'anonymous', clientCertificate: undefined, url: 'ldap://evil' });
    expect(takeSecrets(given, STORED)).toMatchObject({ secrets: {}, missing: null });
  });
});

describe('the secrets of a profile whose kind of source changes', () => {
  const csvStored: StoredSource = {
    source: withoutSecrets(csvOf({ type: 'basic', username: 'hr' })),
    secrets: { password: 'old-password' },
  };

  it('are never those of the other kind', () => {
    const toLdap = takeSecrets(sourceOf(MARKERS), csvStored);
    expect(toLdap.secrets).toEqual({});
    expect(toLdap.missing?.path).toEqual(['source', 'bindPassword']);
    for (const auth of [
      { type: 'basic', username: 'hr', password: MARKER },
      { type: 'bearer', token: MARKER },
    ]) {
      const toCsv = takeSecrets(csvOf(auth), STORED);
      expect(toCsv.secrets).toEqual({});
      expect(englishOf(toCsv.missing!)).toContain('is stored: enter it');
    }
  });

  it('are forgotten', () => {
    const upload = validate(sourceSchema, { type: 'csv', delivery: 'upload' });
    expect(takeSecrets(upload, STORED)).toMatchObject({ secrets: {}, missing: null });
    expect(takeSecrets(csvOf(), STORED)).toMatchObject({ secrets: {}, missing: null });
    expect(takeSecrets(sourceOf({ ...SECRETS }), csvStored).secrets).toEqual(SECRETS);
  });

  it('do not follow one of the same name', () => {
    const stored: StoredSource = {
      source: withoutSecrets(csvOf({ type: 'basic', username: 'hr' })),
      secrets: { bindPassword: 'old-password', clientKey: 'old-key' },
    };
    expect(takeSecrets(sourceOf(MARKERS), stored).secrets).toEqual({});
  });
});

describe('a directory that is shown', () => {
  it('says of its secrets whether they are set', () => {
    expect(masked(STORED)).toEqual({ ...sourceOf(), ...MARKERS });
    expect(masked(storedOf({}, { clientKey: 'x' }))).toMatchObject({
      bindPassword: { set: false },
      clientKey: { set: true },
    });
    expect(masked(storedOf({}, { bindPassword: '' }))).toMatchObject({
      bindPassword: { set: true },
    });
  });

  it('says nothing of those that it does not need', () => {
    const anonymous = masked(storedOf({ bind: 'anonymous', clientCertificate: undefined }));
    expect(anonymous).not.toHaveProperty('bindPassword');
    expect(anonymous).not.toHaveProperty('clientKey');
  });

  it('never has a secret in it, even where one stands in its settings', () => {
    const source = sourceOf({ ...SECRETS });
    const shown = [
      masked({ source, secrets: SECRETS }),
      masked({ source, secrets: {} }),
      withoutSecrets(source),
      withoutSecrets(sourceOf({ ...SECRETS, bind: 'anonymous', clientCertificate: undefined })),
      takeSecrets(source, null).source,
    ];
    expect(JSON.stringify(shown)).not.toContain('old-');
  });

  it('can be given back as it is', () => {
    const shown: unknown = JSON.parse(JSON.stringify(masked(STORED)));
    const given = validate(sourceSchema, shown);
    expect(takeSecrets(given, STORED)).toMatchObject({ secrets: SECRETS, missing: null });
  });

  it('is exported without secrets, and can be read again', () => {
    const exported: unknown = JSON.parse(JSON.stringify(withoutSecrets(sourceOf({ ...SECRETS }))));
    expect(exported).toEqual(sourceOf());
    expect(validate(sourceSchema, exported)).toEqual(sourceOf());
  });

  it.each<[string, SourceSecrets]>([
    ['the key', { bindPassword: 'x' }],
    ['the password', { clientKey: 'x' }],
    ['both', {}],
    ['those of another kind', { password: 'x', token: 'y' }],
  ])('cannot be read where %s is missing', (_, secrets) => {
    expect(withSecrets(storedOf({}, secrets))).toBeNull();
  });
});

const maskedValues = (values: Record<string, string | string[]>) =>
  createCellMask([]).browse({
    columns: [],
    rows: [{ number: 1, values }],
    vendor: null,
    problem: null,
  }).rows[0]?.values ?? {};

describe('the first entries of a directory', () => {
  it.each([
    'userPassword',
    'USERPASSWORD',
    'userPassword;x-old',
    'unixUserPassword',
    'sambaNTPassword',
    'passwordHistory',
    'msFVE-RecoveryPassword',
    'msDS-ManagedPassword',
    'sipSecret',
    'pin',
  ])('hide %s', (name) => {
    expect(maskedValues({ [name]: 's3cret' })).toEqual({ [name]: MASK });
    expect(maskedValues({ [name]: ['s3cret', '', 'other'] })).toEqual({ [name]: [MASK, '', MASK] });
    expect(maskedValues({ [name]: '' })).toEqual({ [name]: '' });
    expect(maskedValues({ [name]: [] })).toEqual({ [name]: [] });
  });

  it('show everything else as it is', () => {
    const values = { dn: 'cn=a', groups: ['a', ''], pwdLastSet: '', memberOf: [], cn: 'password' };
    expect(maskedValues(values)).toEqual(values);
  });

  it('keep their numbers, and everything around them', () => {
    const browse: Browse = {
      columns: ['dn', 'userPassword'],
      rows: [
        { number: 4, values: { dn: 'cn=a', userPassword: ['{SSHA}x'] } },
        { number: 9, values: { dn: 'cn=b' } },
      ],
      vendor: null,
      problem: null,
    };
    expect(createCellMask([]).browse(browse)).toEqual({
      ...browse,
      rows: [
        { number: 4, values: { dn: 'cn=a', userPassword: [MASK] } },
        { number: 9, values: { dn: 'cn=b' } },
      ],
    });
    expect(JSON.stringify(browse)).toContain('{SSHA}x');
  });

  it('may have an attribute that is named like the prototype', () => {
    const values = JSON.parse('{"__proto__":["x"],"pin":"1"}') as Record<string, string>;
    expect(Object.entries(maskedValues(values))).toEqual([
      ['__proto__', ['x']],
      ['pin', MASK],
    ]);
  });
});
