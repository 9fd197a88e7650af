import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { profileSchema, sourceSchema } from '../../../shared/profile';
import { placed, profileProblems, sourceProblems } from '../../../server/src/profiles/checks';
import { validate } from '../../../server/src/utils/validation';

const upload = { type: 'csv', delivery: 'upload' };
const url = { type: 'csv', delivery: 'url', url: 'https://hr.example.com/users.csv' };

const codesFor = (change: object): string[] =>
  profileProblems(validate(profileSchema, { name: 'A', source: upload, ...change })).map(
    ({ path, code }) => `${path.join('.')} ${code}`
  );

const sourceCodes = (change: object): string[] =>
  sourceProblems(validate(sourceSchema, { ...url, ...change })).map(({ code }) => code);

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfTCCASOgAwIBAgIUFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEwCgYIKoZIzj0EAwIw
-----END CERTIFICATE-----`;

describe('what a profile’s parts must be to each other', () => {
  it('finds nothing wrong with the defaults', () => {
    expect(codesFor({})).toEqual([]);
    expect(codesFor({ source: url, schedule: { enabled: true } })).toEqual([]);
  });

  it.each([
    ['utf-8', []],
    ['windows-1252', []],
    ['UTF-16LE', []],
    ['klingon', ['unknown-encoding']],
  ])('knows the encoding %s or says so', (encoding, codes) => {
    expect(sourceCodes({ encoding })).toEqual(codes);
  });

  it.each([
    [{ delimiter: ';', enclosure: '"' }, []],
    [{ delimiter: '\t', enclosure: '' }, []],
    [{ delimiter: '\n' }, ['invalid-delimiter']],
    [{ delimiter: "'", enclosure: "'" }, ['same-as-delimiter']],
  ])('judges the separators %j', (change, codes) => {
    expect(sourceCodes(change)).toEqual(codes);
  });

  it.each([
    ['https://hr.example.com/users.csv', []],
    ['http://10.0.0.5:8080/x?y=z', []],
    ['hr.example.com/users.csv', ['invalid-address']],
    ['file:///etc/passwd', ['invalid-address']],
    ['ftp://hr.example.com/users.csv', ['invalid-address']],
    ['javascript:alert(1)', ['invalid-address']],
    ['https://user:secret@hr.example.com/', ['invalid-address']],
    ['https://', ['invalid-address']],
    ['https://münchen.example/users.csv', []],
    ['https://[::1]:8443/', []],
    ['https://hr_1.example./', []],
    ['https://hr.example.com:0/', ['invalid-address']],
    ["https://hr'.example.com/", ['invalid-address']],
    ['https://hr$.example.com/', ['invalid-address']],
    ['https://a,b.example.com/', ['invalid-address']],
    ['https://(hr).example.com/', ['invalid-address']],
    ['https://intranet.example%2F.evil.test/', ['invalid-address']],
    ['https://%zz/', ['invalid-address']],
    ['https://user:s3cret@%zz/', ['invalid-address']],
  ])('judges the address %s', (address, codes) => {
    expect(sourceCodes({ url: address })).toEqual(codes);
  });

  it('does not repeat credentials of an address', () => {
    const [broken] = sourceProblems(
      validate(sourceSchema, { ...url, url: 'https://u:s3cret@%zz/x' })
    );
    expect(englishOf(broken!)).not.toContain('s3cret');
    const [problem] = sourceProblems(
      validate(sourceSchema, { ...url, url: 'https://u:s3cret@a.example' })
    );
    expect(englishOf(problem!)).not.toContain('s3cret');
  });

  it.each(['nonsense', CERTIFICATE, '-----BEGIN CERTIFICATE-----'])(
    'refuses as a certificate %j',
    (ca) => {
      expect(sourceCodes({ ca })).toEqual(['invalid-certificate']);
    }
  );

  it('takes an uploaded file on a schedule too, which then runs with the file it has', () => {
    expect(codesFor({ schedule: { enabled: true } })).toEqual([]);
  });

  it('does not take mode replace on a schedule', () => {
    expect(codesFor({ source: url, mode: 'replace', schedule: { enabled: true } })).toEqual([
      'schedule.enabled schedule-not-for-replace',
    ]);
    expect(codesFor({ source: url, mode: 'replace' })).toEqual([]);
  });

  it('wants a range that goes upwards', () => {
    expect(codesFor({ generate: { extension: { from: 200, to: 199 } } })).toEqual([
      'generate.extension invalid-range',
    ]);
    expect(codesFor({ generate: { extension: { from: 200, to: 200 } } })).toEqual([]);
  });

  it('wants each variable once', () => {
    const variables = ['a', 'b', 'a', 'A'].map((name) => ({ name, expression: '1' }));
    expect(codesFor({ variables })).toEqual(['variables.2.name duplicate-variable']);
  });

  it('finds all problems at once', () => {
    const change = {
      generate: { extension: { from: 2, to: 1 } },
      schedule: { enabled: true },
      mode: 'replace',
    };
    expect(codesFor(change)).toHaveLength(2);
  });
});

describe('a NUL in a profile’s text', () => {
  it.each([
    ['comment', { comment: 'a\0' }, 'comment'],
    ['pre-filter', { preFilter: "name = '\0'" }, 'preFilter'],
    ['variable', { variables: [{ name: 'x', expression: '"\0"' }] }, 'variables.0.expression'],
    ['template', { template: '{"identity":[]}\0' }, 'template'],
    ['enclosure', { source: { ...upload, enclosure: '\0' } }, 'source.enclosure'],
  ])('is a problem of its %s', (_name, change, path) => {
    const profile = validate(profileSchema, { name: 'A', source: upload, ...change });
    expect(profileProblems(profile).map(inEnglish)).toContainEqual(
      expect.objectContaining({
        path: path.split('.'),
        code: 'invalid-character',
        message: expect.stringContaining('␀'),
        line: 1,
      })
    );
  });
});

describe('the place of a mapping’s problem', () => {
  const problem = { code: 'c', params: {}, line: 1, column: 2 };
  const variables = [
    { name: 'x', expression: '' },
    { name: 'job.title', expression: '' },
  ];

  it.each([
    ['template', ['template']],
    ['match.user', ['match', 'user']],
    ['schedule.cron', ['schedule', 'cron']],
    ['variables.job.title', ['variables', '1', 'expression']],
  ])('of %s is where the profile file has it', (field, path) => {
    expect(placed({ ...problem, field }, variables)).toEqual({ ...problem, path });
  });
});
