import { inEnglish } from '../../../shared/codes/texts';
import { checkMapping } from '../../../server/src/mapping';
import { visible } from '../../../shared/text';
import { codesOf, definition, mapOne, mappingOf, userTemplate } from './support';

describe('an unusable value', () => {
  const template = `{"identity":[{"username":"{{login}}","enabled":"{{active}}","003use_auth_method":"{{method}}","displayName":"{{name}}",
    "post":{"ipphone":[{"071ipp_mac":"{{phonemac}}","ip":"{{phoneip}}"}]}}]}`;
  const GOOD = {
    login: 'max',
    active: 'yes',
    method: 'local',
    name: 'Max',
    phonemac: 'AABBCCDDEEFF',
    phoneip: '10.0.0.1',
  };

  it.each([
    ['active', 'maybe', 'invalid-boolean', 'yes/no'],
    ['method', 'kerberos', 'invalid-enumeration', 'local, external'],
    ['name', 'x'.repeat(300), 'value-too-long', '255'],
    ['name', 'a\0', 'invalid-character', 'NUL'],
    ['phoneip', '999.1.1.1', 'invalid-ip', 'IP address'],
  ])('of %s is left out of its record, with an issue', async (column, value, code, words) => {
    const { records, issues } = await mapOne({ template }, { ...GOOD, [column]: value });
    expect(issues).toEqual([]);
    const all = records.flatMap((record) => [record, ...record.children]);
    const [[attribute, issue] = [], ...more] = all.flatMap(({ unread = {} }) =>
      Object.entries(unread)
    );
    expect(more).toEqual([]);
    expect(inEnglish(issue!)).toEqual({
      row: 2,
      column,
      value: expect.stringContaining(visible(value.slice(0, 100))),
      code,
      severity: 'error',
      params: expect.any(Object),
      message: expect.stringContaining(words),
    });
    expect(issue?.value?.length).toBeLessThan(110);
    expect(all.map(({ failed }) => failed)).toEqual([false, false]);
    expect(all.some(({ attributes }) => attribute !== undefined && attribute in attributes)).toBe(
      false
    );
    expect(all[0]?.attributes.username).toBe('max');
  });

  it('of a phone fails the phone and not its user', async () => {
    const { records, issues } = await mapOne({ template }, { ...GOOD, phonemac: '00:11:22' });
    expect(issues).toEqual([
      expect.objectContaining({ column: 'phonemac', value: '00:11:22', code: 'invalid-mac' }),
    ]);
    expect(records[0]?.failed).toBe(false);
    expect(records[0]?.children).toEqual([
      expect.objectContaining({ failed: true, attributes: { kind: 'desk', ip: '10.0.0.1' } }),
    ]);
  });

  it('of a phone that no template makes names its column too', async () => {
    const { records, issues } = await mapOne(
      { template: userTemplate({ username: '"{{login}}"' }) },
      { login: 'max', PhoneMAC: 'lost' }
    );
    expect(issues).toEqual([expect.objectContaining({ column: 'PhoneMAC', code: 'invalid-mac' })]);
    expect(records[0]?.children[0]?.failed).toBe(true);
  });

  it.each(['-', 'n/a', 'None', 'keine', ' — '])(
    'is none where a phone that no template makes has %j as its address, as with an empty cell',
    async (cell) => {
      const rowWith = (PhoneMAC: string) =>
        mapOne({ template: userTemplate({ username: '"{{login}}"' }) }, { login: 'max', PhoneMAC });
      const { records, issues } = await rowWith(cell);
      const empty = await rowWith('');
      expect(issues).toEqual([]);
      expect(records).toEqual(empty.records);
      expect(records[0]?.children).toEqual([]);
    }
  );

  it('of what users are known by leaves no record', async () => {
    const { records, issues } = await mapOne({ template }, { ...GOOD, login: 'x'.repeat(256) });
    expect(codesOf(issues)).toEqual(['value-too-long']);
    expect(records).toEqual([]);
  });

  it('is given with its first values where there are several', async () => {
    const mapping = mappingOf({ template }, Object.keys(GOOD));
    const first = await mapping.map({ number: 2, values: { ...GOOD, name: ['Max', 'Maxi'] } });
    const second = await mapping.map({ number: 3, values: { ...GOOD, name: ['Max', 'Maxi'] } });
    expect(first.records[0]?.attributes.displayName).toBe('Max');
    expect(first.issues).toEqual([
      expect.objectContaining({
        row: 2,
        column: 'name',
        code: 'several-values',
        severity: 'warning',
      }),
    ]);
    expect(second.issues).toEqual([]);
  });
});

describe('a user without a key', () => {
  it('is an error of its row, which leaves no record', async () => {
    const template = userTemplate({ username: '"{{login}}"', displayName: '"{{name}}"' });
    const { records, issues, filtered } = await mapOne({ template }, { login: '  ', name: 'Max' });
    expect({ records, filtered }).toEqual({ records: [], filtered: false });
    expect(issues.map(inEnglish)).toEqual([
      {
        row: 2,
        column: 'login',
        value: null,
        code: 'missing-key',
        severity: 'error',
        params: expect.any(Object),
        message: expect.stringContaining('"login"'),
      },
    ]);
  });

  it('is looked at by the attribute that the profile matches by', async () => {
    const template = userTemplate({ username: '"{{login}}"', email: '"{{mail}}"' });
    const match = { user: 'email', phonebookEntry: 'externalId', phone: 'mac' };
    expect(codesOf((await mapOne({ template, match }, { login: 'max', mail: '' })).issues)).toEqual(
      ['missing-key']
    );
    expect(codesOf((await mapOne({ template, match }, { login: '', mail: 'a@b' })).issues)).toEqual(
      []
    );
  });

  it('takes the other records of its row with it', async () => {
    const template =
      '{"identity":[{"username":"{{a}}"},{"username":"{{b}}"}],"phonebook":[{"displayName":"x"}]}';
    const { records, issues } = await mapOne({ template }, { a: 'max', b: '' });
    expect(records).toEqual([]);
    expect(codesOf(issues)).toEqual(['missing-key']);
  });
});

describe('a row whose template renders no JSON', () => {
  const template =
    '{"identity":[{"username":"{{a}}","password":"{{password}}"{{#if b}} oops{{/if}} }]}';

  it('is an issue with place and excerpt, secrets masked', async () => {
    const { records, issues } = await mapOne(
      { template },
      { a: 'ma"x', password: 'geheim', b: '1' }
    );
    expect(records).toEqual([]);
    expect(issues.map(inEnglish)).toEqual([
      {
        row: 2,
        column: 'template',
        value: expect.stringContaining('"password":"•••" oops'),
        code: 'invalid-json',
        severity: 'error',
        params: expect.any(Object),
        message: expect.stringMatching(/unexpected "o" at line 1, column \d+/),
      },
    ]);
    expect(JSON.stringify(issues)).not.toContain('geheim');
  });

  it('does not stop the others', async () => {
    const { records, issues } = await mapOne({ template }, { a: 'max', password: 'x', b: '' });
    expect(records).toHaveLength(1);
    expect(issues).toEqual([]);
  });
});

describe('what records are matched by', () => {
  it.each(['', 'usrname', 'password', 'roles', 'constructor'])('cannot be %j', (user) => {
    const match = { user, phonebookEntry: 'externalId', phone: 'mac' };
    expect(
      checkMapping(definition({ match, template: userTemplate({ username: '"u"' }) }))
    ).toContainEqual(expect.objectContaining({ field: 'match.user', code: 'unknown-attribute' }));
  });

  it('is checked for each type', () => {
    const match = { user: 'username', phonebookEntry: 'x', phone: 'y' };
    expect(checkMapping(definition({ match })).map(({ field }) => field)).toEqual([
      'match.phonebookEntry',
      'match.phone',
    ]);
  });
});
