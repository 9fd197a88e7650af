import { inEnglish } from '../../../shared/codes/texts';
import { normaliseInput } from '../../../server/src/storage/records/normalise-input';

describe('readHandMade', () => {
  it('leaves what is absent absent, and passes on what it does not know', () => {
    expect(
      normaliseInput('user', { displayName: 'Zoë', protected: true, phones: [1], pin: undefined })
    ).toEqual({
      values: { displayName: 'Zoë', protected: true, phones: [1] },
      secrets: {},
      problems: [],
    });
  });

  it.each(['username', 'extension', 'externalId'])(
    'makes an empty %s null, so that two do not collide',
    (name) => {
      expect(normaliseInput('user', { [name]: '' }).values).toEqual({ [name]: null });
    }
  );

  it('keeps an empty text that need not be unique', () => {
    expect(normaliseInput('user', { displayName: '' }).values).toEqual({ displayName: '' });
    expect(normaliseInput('phonebookEntry', { externalId: '' }).values).toEqual({ externalId: '' });
  });

  it.each(['AABBCCDDEEFF', 'aa-bb-cc-dd-ee-ff', 'AABB.CCDD.EEFF', 'aa:bb:cc:dd:ee:ff'])(
    'brings the MAC address %s into one form',
    (mac) => {
      expect(normaliseInput('phone', { mac }).values).toEqual({ mac: 'aa:bb:cc:dd:ee:ff' });
    }
  );

  it.each([null, ''])('takes %j for no MAC address', (mac) => {
    expect(normaliseInput('phone', { mac })).toMatchObject({ values: { mac: null }, problems: [] });
  });

  it.each(['aa:bb', 'zz:bb:cc:dd:ee:ff', 42, ['aa:bb:cc:dd:ee:ff']])(
    'refuses the MAC address %j',
    (mac) => {
      const { values, problems } = normaliseInput('phone', { mac });
      expect(values).toEqual({});
      expect(problems.map(inEnglish)).toMatchObject([
        { path: ['mac'], message: expect.stringContaining('aa:bb:cc:dd:ee:ff') },
      ]);
    }
  );

  it.each([
    ['user', 'username', '\u200Bcleo ', 'cleo'],
    ['user', 'extension', '="0301"', '0301'],
    ['user', 'externalId', "'17", '17'],
    ['user', 'email', 'bert\u200B@example.org', 'bert@example.org'],
    ['user', 'email', 'Bert <bert@example.org>', 'bert@example.org'],
    ['user', 'mobileNumbers', ['\u202A0171 1\u202C'], ['0171 1']],
    ['phonebookEntry', 'homePhone', '030\u00A01', '030 1'],
    ['phonebookEntry', 'labels', [{ name: '\u200Ba', value: 'b ' }], [{ name: 'a', value: 'b' }]],
    ['phone', 'mac', "'000b\u200B824f0002", '00:0b:82:4f:00:02'],
  ] as const)('cleans a %s’s %s %j', (type, name, value, clean) => {
    expect(normaliseInput(type, { [name]: value })).toMatchObject({
      values: { [name]: clean },
      problems: [],
    });
  });

  it.each([
    ['user', 'extension', '#NV'],
    ['user', 'extension', '952,00'],
    ['user', 'username', '4,91716E+12'],
    ['user', 'email', 'anna'],
    ['user', 'email', 'a@x.org; b@x.org'],
    ['phonebookEntry', 'email', 'a@x.org,b@x.org'],
    ['user', 'mobileNumbers', ['0171 1', '4,9E+12']],
    ['user', 'displayName', 'a\0b'],
    ['phonebookEntry', 'phone', 'none yet'],
    ['phone', 'ip', '999.1.1.1'],
  ] as const)(
    'refuses a %s’s %s %j, which a run would not read, unless it is stored so',
    (type, name, value) => {
      const { problems } = normaliseInput(type, { [name]: value });
      expect(problems.map(inEnglish)).toMatchObject([
        { path: [name], message: expect.stringContaining('expected') },
      ]);
      expect(normaliseInput(type, { [name]: value }, { [name]: value })).toEqual({
        values: { [name]: value },
        secrets: {},
        problems: [],
      });
    }
  );

  it('unwraps a secret and changes nothing else of it', () => {
    expect(normaliseInput('user', { pin: '="0042"', password: " '=x\u200B" }).secrets).toEqual({
      pin: '0042',
      password: " '=x\u200B",
    });
  });

  it('takes secrets out; null and empty clear them', () => {
    expect(
      normaliseInput('user', { username: 'a', password: 'x', pin: '', sipPassword: null })
    ).toEqual({
      values: { username: 'a' },
      secrets: { password: 'x', pin: null, sipPassword: null },
      problems: [],
    });
    expect(normaliseInput('phone', { sipUsername: 'a', sipPassword: 'b' }).values).toEqual({});
  });

  it('does not repeat a secret that it refuses', () => {
    const { problems, secrets } = normaliseInput('user', { pin: 987123 });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('987123');
    expect(secrets).toEqual({});
  });

  it.each([
    ['user', 'roles', ['a', '']],
    ['user', 'mobileNumbers', []],
    ['user', 'roles', null],
    ['phonebookEntry', 'labels', [{ name: 'a', value: '' }]],
  ] as const)('takes a %s with %s %j', (type, name, value) => {
    expect(normaliseInput(type, { [name]: value })).toMatchObject({
      values: { [name]: value },
      problems: [],
    });
  });

  it.each([
    ['user', 'roles', 'a,b'],
    ['user', 'mobileNumbers', [1]],
    ['user', 'roles', { a: 1 }],
    ['phonebookEntry', 'labels', ['a']],
    ['phonebookEntry', 'labels', [{ name: 'a' }]],
    ['phonebookEntry', 'labels', [{ name: 'a', value: 1 }]],
  ] as const)('refuses a %s with %s %j', (type, name, value) => {
    expect(normaliseInput(type, { [name]: value }).problems.map(inEnglish)).toMatchObject([
      { path: [name], message: expect.stringContaining('expected a list') },
    ]);
  });
});
