import { type Source, sourceSchema } from '../../../shared/profile';
import type { CsvUploadSource } from '../../../shared/profile/csv';
import {
  canBeUnchanged,
  fetchedName,
  isDelivered,
  isUploaded,
} from '../../../server/src/profiles/delivery';
import { createSourceSecrets } from '../../../server/src/profiles/secrets';
import { validate } from '../../../server/src/utils/validation';

const { masked, withoutSecrets, withSecrets } = createSourceSecrets(() => null);

type Fetched = Exclude<Source, CsvUploadSource>;

const sourceOf = (settings: Record<string, unknown>): Source => {
  const source = withSecrets({
    source: validate(sourceSchema, settings),
    secrets: { password: 'hunter2', bindPassword: 'hunter2', query: 'key=s3cret' },
  });
  if (!source) throw new Error('this source needs other secrets');
  return source;
};

const UPLOAD = { type: 'csv', delivery: 'upload' };
const URL_A = { type: 'csv', delivery: 'url', url: 'https://hr.example.com/users.csv' };
const DIRECTORY = {
  type: 'ldap',
  url: 'ldaps://dc1:636',
  baseDn: 'ou=people,dc=x',
  bindDn: 'cn=a',
};

const nameOf = (settings: Record<string, unknown>): string => {
  const source = sourceOf(settings);
  if (isDelivered(source)) throw new Error('this source is uploaded');
  return fetchedName(source satisfies Fetched, () => null);
};

describe('how a source is delivered', () => {
  it.each([
    ['a file', UPLOAD, true, false],
    ['an address', URL_A, false, true],
    ['a directory', DIRECTORY, false, false],
  ])('%s', (_, settings, uploaded, unchanged) => {
    const source = sourceOf(settings);
    expect(isUploaded(source)).toBe(uploaded);
    expect(canBeUnchanged(source)).toBe(unchanged);
    const input = withoutSecrets(validate(sourceSchema, settings));
    expect(isUploaded(masked({ source: input, secrets: {} }))).toBe(uploaded);
  });
});

describe('the name of what is fetched', () => {
  it.each([
    ['https://hr.example.com/users.csv', 'https://hr.example.com/users.csv'],
    ['https://hr.example.com/users.csv?key=s3cret#top', 'https://hr.example.com/users.csv'],
    ['https://hr.example.com', 'https://hr.example.com/'],
    ['HTTPS://HR.example.com:443/A', 'https://hr.example.com/A'],
    ['http://hr.example.com:8080/a%20b', 'http://hr.example.com:8080/a%20b'],
    ['https://user:s3cret@hr.example.com/a', 'https://hr.example.com/a'],
    ['http://%zz', 'http://%zz'],
    ['http://a b/users.csv?key=s3cret', 'http://a b/users.csv'],
    ['http://user:s3cret@dc:port/users.csv', 'http://dc:port/users.csv'],
    ['users.csv', 'users.csv'],
  ])('%s', (url, name) => {
    expect(nameOf({ ...URL_A, url })).toBe(name);
  });

  it('is server and base of a directory', () => {
    expect(nameOf(DIRECTORY)).toBe('ldaps://dc1:636 ou=people,dc=x');
  });

  it('never holds a secret', () => {
    const auth = { type: 'basic', username: 'hr', password: 'hunter2' };
    const all = [nameOf({ ...URL_A, auth }), nameOf({ ...DIRECTORY, bindPassword: 'hunter2' })];
    expect(all.join()).not.toContain('hunter2');
  });
});
