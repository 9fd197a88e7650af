import { englishOf } from '../../../shared/codes/texts';
import { type SourceInput, sourceSchema } from '../../../shared/profile';
import { createSourceSecrets, type StoredSource } from '../../../server/src/profiles/secrets';
import { validate } from '../../../server/src/utils/validation';

const { masked, takeSecrets, withoutSecrets, withSecrets } = createSourceSecrets(() => null);

const urlSource = (url: string, auth?: unknown): SourceInput =>
  validate(sourceSchema, {
    type: 'csv',
    delivery: 'url',
    url,
    ...(auth === undefined ? {} : { auth }),
  });

const basic = (password?: unknown) => ({ type: 'basic', username: 'hr', password });
const bearer = (token?: unknown) => ({ type: 'bearer', token });

const URL_A = 'https://hr.example.com/users.csv';
const stored: StoredSource = {
  source: withoutSecrets(urlSource(URL_A, basic('old'))),
  secrets: { password: 'old' },
};

describe('secrets of a source', () => {
  it('are set apart from its settings', () => {
    const { source, secrets, missing } = takeSecrets(urlSource(URL_A, basic('s3cret')), null);
    expect(JSON.stringify(source)).not.toContain('s3cret');
    expect(secrets).toEqual({ password: 's3cret' });
    expect(missing).toBeNull();
  });

  it('are put together again, for a run only', () => {
    expect(withSecrets(stored)).toMatchObject({
      url: URL_A,
      auth: { username: 'hr', password: 'old' },
    });
  });

  it.each([[{ set: true }], [undefined]])('stay as they are for %j', (given) => {
    const { secrets, missing } = takeSecrets(urlSource(URL_A, basic(given)), stored);
    expect(secrets).toEqual({ password: 'old' });
    expect(missing).toBeNull();
  });

  it('stay when path, query or user name change', () => {
    const given = urlSource('https://hr.example.com/other.csv?x=1', {
      type: 'basic',
      username: 'b',
    });
    expect(takeSecrets(given, stored).secrets).toEqual({ password: 'old', query: 'x=1' });
  });

  it.each<[string | undefined, string | undefined]>([
    [undefined, 'CA-TWO'],
    ['CA-ONE', undefined],
    ['CA-ONE', ''],
    ['CA-ONE', 'CA-TWO'],
    ['CA-ONE', 'CA-ONE CA-TWO'],
  ])('are asked for again where the authority %s becomes %s', (before, after) => {
    const withCa = (ca: string | undefined, password?: unknown) => ({
      ...urlSource(URL_A, basic(password)),
      ...(ca !== undefined && { ca }),
    });
    const checked = { ...stored, source: withoutSecrets(withCa(before)) };
    const { secrets, missing } = takeSecrets(withCa(after, { set: true }), checked);
    expect(secrets).toEqual({});
    expect(missing?.path).toEqual(['source', 'auth', 'password']);
    expect(englishOf(missing!)).toContain('enter the password again');
    expect(takeSecrets(withCa(before, { set: true }), checked).missing).toBeNull();
    expect(takeSecrets(withCa(after, 'new'), checked).secrets).toEqual({ password: 'new' });
  });

  it.each([
    'https://evil.example/users.csv',
    'http://hr.example.com/users.csv',
    'https://hr.example.com:8443/users.csv',
    'https://hr.example.com.evil.example/users.csv',
    'https://hr.example.com@evil.example/users.csv',
    'not an address',
  ])('are never taken over to %s', (url) => {
    const { secrets, missing } = takeSecrets(urlSource(url, basic({ set: true })), stored);
    expect(secrets).toEqual({});
    expect(missing?.path).toEqual(['source', 'auth', 'password']);
    expect(englishOf(missing!)).toContain('enter the password again');
  });

  it('are replaced by new ones, on another host too', () => {
    const given = urlSource('https://evil.example/users.csv', basic('new'));
    expect(takeSecrets(given, stored)).toMatchObject({
      secrets: { password: 'new' },
      missing: null,
    });
  });

  it('of another kind are asked for', () => {
    const { secrets, missing } = takeSecrets(urlSource(URL_A, bearer({ set: true })), stored);
    expect(secrets).toEqual({});
    expect(missing?.path).toEqual(['source', 'auth', 'token']);
  });

  it('are forgotten when the source needs none any more', () => {
    expect(takeSecrets(urlSource(URL_A), stored).secrets).toEqual({});
    expect(
      takeSecrets(validate(sourceSchema, { type: 'csv', delivery: 'upload' }), stored).secrets
    ).toEqual({});
  });

  it('show as whether they are set', () => {
    expect(masked(stored)).toMatchObject({
      auth: { type: 'basic', username: 'hr', password: { set: true } },
    });
    expect(masked({ ...stored, secrets: {} })).toMatchObject({
      auth: { password: { set: false } },
    });
    const token = { source: urlSource(URL_A, bearer()), secrets: { token: 't0ken' } };
    expect(masked(token)).toMatchObject({ auth: { type: 'bearer', token: { set: true } } });
    expect(JSON.stringify([masked(stored), masked(token)])).not.toMatch(/old|t0ken/);
  });

  it('that are missing leave no source to read', () => {
    expect(withSecrets({ ...stored, secrets: {} })).toBeNull();
    expect(
      withSecrets({ source: urlSource(URL_A, bearer()), secrets: { password: 'x' } })
    ).toBeNull();
    expect(withSecrets({ source: urlSource(URL_A), secrets: {} })).toMatchObject({ url: URL_A });
  });
});

describe('the query of an address', () => {
  const address = (query: string) => urlSource(`https://hr.example.com/users.csv${query}`);
  const kept = takeSecrets(address('?token=s3cret&format=csv'), null);

  it('is a secret as a whole', () => {
    expect(kept).toMatchObject({
      source: { url: 'https://hr.example.com/users.csv?token=***&format=***' },
      secrets: { query: 'token=s3cret&format=csv' },
      missing: null,
    });
    expect(masked(kept)).toEqual(kept.source);
    expect(withSecrets(kept)).toEqual(address('?token=s3cret&format=csv'));
  });

  it.each([
    ['?token=***&format=***', 'token=s3cret&format=csv'],
    ['?token=***&format=xml', 'token=s3cret&format=xml'],
    ['?token=other', 'token=other'],
    ['?format=***', 'format=csv'],
  ])('is kept where the marker comes back: %s', (given, query) => {
    expect(takeSecrets(address(given), kept)).toMatchObject({ secrets: { query }, missing: null });
  });

  it('goes where the address has none any more', () => {
    expect(takeSecrets(address(''), kept)).toMatchObject({ secrets: {}, missing: null });
  });

  it.each([
    ['https://evil.example/?token=***', kept],
    ['http://hr.example.com/users.csv?token=***', kept],
    ['https://hr.example.com:8443/users.csv?token=***', kept],
    ['https://hr.example.com/users.csv?other=***', kept],
    ['https://hr.example.com/users.csv?token=***', null],
  ])('is asked for again for %s', (given, before) => {
    const { secrets, missing } = takeSecrets(urlSource(given), before);
    expect(secrets).toEqual({});
    expect(missing?.path).toEqual(['source', 'url']);
    expect(englishOf(missing!)).toContain('query of the address');
    expect(englishOf(missing!)).not.toContain('s3cret');
    expect(withSecrets({ source: urlSource(given), secrets })).toBeNull();
  });

  it('is kept beside a password', () => {
    const both = takeSecrets(urlSource(`${URL_A}?k=s3cret`, basic('old')), null);
    expect(both.secrets).toEqual({ password: 'old', query: 'k=s3cret' });
    const again = takeSecrets(urlSource(`${URL_A}?k=***`, basic({ set: true })), both);
    expect(again.secrets).toEqual(both.secrets);
    expect(withSecrets(both)).toMatchObject({
      url: `${URL_A}?k=s3cret`,
      auth: { password: 'old' },
    });
  });
});
