import { readHandMade } from '../../../server/src/write/hand-made';

describe('readHandMade', () => {
  it('leaves what is absent absent, and passes on what it does not know', () => {
    expect(
      readHandMade('user', { displayName: 'Zoë', protected: true, phones: [1], pin: undefined })
    ).toEqual({
      values: { displayName: 'Zoë', protected: true, phones: [1] },
      secrets: {},
      problems: [],
    });
  });

  it.each(['username', 'extension', 'externalId'])(
    'makes an empty %s null, so that two do not collide',
    (name) => {
      expect(readHandMade('user', { [name]: '' }).values).toEqual({ [name]: null });
    }
  );

  it('keeps an empty text that need not be unique', () => {
    expect(readHandMade('user', { displayName: '' }).values).toEqual({ displayName: '' });
    expect(readHandMade('phonebookEntry', { externalId: '' }).values).toEqual({ externalId: '' });
  });

  it.each(['AABBCCDDEEFF', 'aa-bb-cc-dd-ee-ff', 'AABB.CCDD.EEFF', 'aa:bb:cc:dd:ee:ff'])(
    'brings the MAC address %s into one form',
    (mac) => {
      expect(readHandMade('phone', { mac }).values).toEqual({ mac: 'aa:bb:cc:dd:ee:ff' });
    }
  );

  it.each([null, ''])('takes %j for no MAC address', (mac) => {
    expect(readHandMade('phone', { mac })).toMatchObject({ values: { mac: null }, problems: [] });
  });

  it.each(['aa:bb', 'zz:bb:cc:dd:ee:ff', 42, ['aa:bb:cc:dd:ee:ff']])(
    'refuses the MAC address %j',
    (mac) => {
      const { values, problems } = readHandMade('phone', { mac });
      expect(values).toEqual({});
      expect(problems).toEqual([
        { path: ['mac'], message: expect.stringContaining('aa:bb:cc:dd:ee:ff') },
      ]);
    }
  );

  it('takes secrets out; null and empty clear them', () => {
    expect(
      readHandMade('user', { username: 'a', password: 'x', pin: '', sipPassword: null })
    ).toEqual({
      values: { username: 'a' },
      secrets: { password: 'x', pin: null, sipPassword: null },
      problems: [],
    });
    expect(readHandMade('phone', { sipUsername: 'a', sipPassword: 'b' }).values).toEqual({});
  });

  it('does not repeat a secret that it refuses', () => {
    const { problems, secrets } = readHandMade('user', { pin: 987123 });
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
    expect(readHandMade(type, { [name]: value })).toMatchObject({
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
    expect(readHandMade(type, { [name]: value }).problems).toEqual([
      { path: [name], message: expect.stringContaining('expected a list') },
    ]);
  });
});
