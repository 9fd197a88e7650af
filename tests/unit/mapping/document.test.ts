import { englishOf } from '../../../shared/codes/texts';
import { mapOne, mappingOf } from './support';

const mapTemplate = async (
  template: string,
  values: Record<string, string | string[]> = { a: 'x' }
) => {
  const { mapping, records, issues } = await mapOne({ template }, values);
  expect(issues).toEqual([]);
  return { records, warnings: mapping.issues };
};

const warningsOf = (template: string) =>
  mappingOf({ template }, ['a']).issues.map((one) => [one.code, englishOf(one)] as const);

describe('the grammar', () => {
  it('takes own names and pascom’s codes side by side', async () => {
    const { records, warnings } =
      await mapTemplate(`{"user":[{"username":"u","003use_bez":"d","011acc_pin":1234,"user_roles":["All"],
      "post":{"phonebookEntry":[{"028pho_phone":"1","mobile":"2"}],"phone":[{"mac":"AABBCCDDEEFF","010dev_bez":"n","013pee_username":"s","013pee_password":"p"}]}}]}`);
    expect(warnings).toEqual([]);
    expect(records[0]?.attributes).toEqual({
      username: 'u',
      displayName: 'd',
      pin: '1234',
      roles: ['All'],
    });
    expect(records[0]?.children.map(({ place, attributes }) => [place, attributes])).toEqual([
      ['user/0/post/phonebookEntry/0', { phone: '1', mobile: '2' }],
      [
        'user/0/post/phone/0',
        { kind: 'desk', mac: 'aa:bb:cc:dd:ee:ff', name: 'n', sipUsername: 's', sipPassword: 'p' },
      ],
    ]);
  });

  it('takes one object for a list of one', async () => {
    const { records, warnings } = await mapTemplate(
      '{"identity":{"username":"u","post":{"phonebook":{"displayName":"d"}}}}'
    );
    expect(warnings).toEqual([]);
    expect(records[0]?.place).toBe('identity/0');
    expect(records[0]?.children[0]?.place).toBe('identity/0/post/phonebook/0');
  });

  it('knows softphones by their list and any phone by its kind', async () => {
    const { records } =
      await mapTemplate(`{"identity":[{"username":"u","post":{"ipdevice.mdsoftphone":[{"010dev_bez":"s"}],
      "ipphone.mdsoftphone":[{}],"phone":[{"kind":"mobile","name":"m"},{"kind":"","mac":"AABBCCDDEEFF"}]}}]}`);
    expect(records[0]?.children.map(({ attributes }) => attributes.kind)).toEqual([
      'softphone',
      'softphone',
      'mobile',
      'desk',
    ]);
  });

  it('puts labels into their entry', async () => {
    const { records, warnings } = await mapTemplate(
      `{"phonebook":[{"028pho_bez":"d","post":{"phonebook.phonebooklabel":[{"050lab_bez":"Floor","028050pholab_value":"{{a}}"}]}},
      {"displayName":"e","labels":["VIP"],"post":{"labels":{"name":"n","value":"v"}}}]}`.replace(
        '"labels":["VIP"],',
        ''
      )
    );
    expect(warnings).toEqual([]);
    expect(records.map(({ attributes }) => attributes.labels)).toEqual([
      [{ name: 'Floor', value: 'x' }],
      [{ name: 'n', value: 'v' }],
    ]);
  });

  it('makes records without a user, and says whose they are', async () => {
    const { records, warnings } =
      await mapTemplate(`{"phonebook":[{"displayName":"a","011acc_id":" mmuster "},{"displayName":"b","011acc_id":""},
      {"displayName":"c","user":"max","private":"no"}],"phone":[{"mac":"AABBCCDDEEFF","user":"max"}]}`);
    expect(warnings).toEqual([]);
    expect(records.map(({ owner, attributes }) => [owner, attributes.private])).toEqual([
      ['mmuster', true],
      [null, false],
      ['max', false],
      ['max', undefined],
    ]);
  });

  it('marks an entry of a user private, whose it is anyway', async () => {
    const { records, warnings } = await mapTemplate(
      '{"identity":[{"username":"u","post":{"phonebook":[{"displayName":"d","011acc_id":"4711"}]}}]}'
    );
    expect(warnings).toEqual([]);
    expect(records[0]?.children[0]).toMatchObject({ owner: null, attributes: { private: true } });
  });

  it('gives what stands under an entry to the same user', async () => {
    const { records } = await mapTemplate(
      `{"identity":[{"username":"u","post":{"phonebook":[{"displayName":"d","post":{"ipphone":[{"071ipp_mac":"AABBCCDDEEFF"}],"identity":[{"username":"v"}]}}]}}]}`
    );
    expect(records.map(({ attributes }) => attributes.username)).toEqual(['u', 'v']);
    expect(records[0]?.children.map(({ place }) => place)).toEqual([
      'identity/0/post/phonebook/0',
      'identity/0/post/phonebook/0/post/ipphone/0',
    ]);
  });

  it('makes records from objects that an expression gives', async () => {
    const template = '{"identity":[{"username":"u","post":{"phonebook": {{{entries}}} }}]}';
    const variables = [
      {
        name: 'entries',
        expression:
          '$map($splitList(numbers), function($n, $i) { {"displayName": "No " & ($i + 1), "notes": $n} })',
      },
    ];
    const { records, issues } = await mapOne({ template, variables }, { numbers: '1,"},2' });
    expect(issues).toEqual([]);
    expect(records[0]?.children.map(({ attributes }) => attributes)).toEqual([
      { displayName: 'No 1', notes: '1' },
      { displayName: 'No 2', notes: '"}' },
      { displayName: 'No 3', notes: '2' },
    ]);
  });

  it('keeps the place of what is left when others are empty', async () => {
    const { records } = await mapTemplate(
      '{"identity":[{"username":"u","post":{"phonebook":[{"displayName":"{{b}}"},{"displayName":"{{a}}"}]}}]}',
      { a: 'x', b: '' }
    );
    expect(records[0]?.children.map(({ place }) => place)).toEqual(['identity/0/post/phonebook/1']);
  });
});

describe('children of nothing', () => {
  it('are left out: desk phones without a MAC address, entries of nothing', async () => {
    const { records } = await mapTemplate(`{"identity":[{"username":"u","post":{
      "phonebook":[{"displayName":" ","phone":"","private":true,"labels":["x"]},{"displayName":"","notes":"n"}],
      "ipphone":[{"010dev_bez":"p","071ipp_mac":""},{"010dev_bez":"q"}],
      "ipdevice.mdsoftphone":[{"010dev_bez":""}]}}]}`);
    expect(records[0]?.children.map(({ place }) => place)).toEqual([
      'identity/0/post/phonebook/1',
      'identity/0/post/ipphone/1',
      'identity/0/post/ipdevice.mdsoftphone/0',
    ]);
  });

  it('stay on their own when they say anything else', async () => {
    const { records } = await mapTemplate(
      '{"ipphone":[{"071ipp_mac":"","010dev_bez":"Lobby"},{"071ipp_mac":"","ip":""}],"phonebook":[{"displayName":""}]}'
    );
    expect(records.map(({ place }) => place)).toEqual(['ipphone/0']);
  });
});

describe('what is unknown', () => {
  it.each([
    [
      '{"speeddial":[{"042spe_bez":"x"}],"identity":[{"username":"u"}]}',
      'unknown-list',
      '"speeddial"',
    ],
    [
      '{"identitys":[{}],"identity":[{"username":"u"}]}',
      'unknown-list',
      'Did you mean "identity"?',
    ],
    ['{"username":"u","identity":[{"username":"u"}]}', 'unknown-list', 'inside the objects'],
    [
      '{"identity":[{"username":"u","displayname":"x"}]}',
      'unknown-field',
      'Did you mean "displayName"?',
    ],
    ['{"identity":[{"username":"u","027mod_mailusername":"x"}]}', 'unknown-field', "pascom's code"],
    [
      '{"identity":[{"username":"u","028pho_bez":"x"}]}',
      'unknown-field',
      'a field of a phonebook entry',
    ],
    [
      '{"identity":[{"username":"u","phonebook":[{"displayName":"x"}]}]}',
      'unknown-field',
      'into "post"',
    ],
    ['{"identity":[{"username":"u","user":"x"}]}', 'unknown-field', '"user"'],
    [
      '{"identity":[{"username":"u","post":{"phonebook":[{"displayName":"x","user":"v"}]}}]}',
      'unknown-field',
      'belongs to the user above',
    ],
    ['{"identity":[{"username":"u","003use_name":"v"}]}', 'duplicate-field', 'user.username'],
    ['{"identity":[{"username":"u","post":["x"]}]}', 'not-a-list', '"post"'],
    ['{"identity":[{"username":"u","post":{"phonebook":"x"}}]}', 'not-a-list', '"phonebook"'],
    ['{"identity":[{"username":"u"},"x"]}', 'not-a-record', '"identity"'],
    ['{"identity":[{“username”: „{{a}}“}]}', 'repaired-quotes', 'typographic'],
    ['{,"identity":[,{"username":"u",,},],}', 'repaired-commas', 'commas'],
  ])('in %s is kept out with one warning', async (template, code, words) => {
    expect(warningsOf(template)).toEqual([[code, expect.stringContaining(words)]]);
    const mapping = mappingOf({ template }, ['a']);
    for (const number of [2, 3]) {
      const { records, issues } = await mapping.map({ number, values: { a: 'u' } });
      expect(issues).toEqual([]);
      expect(records[0]?.attributes.username).toMatch(/^[uv]$/);
    }
  });

  it('is warned of with the first row where no template shows it before', async () => {
    const template = `{"identity":[{"username":"u"{{#if (eq a "1")}},"foo":"x",{{/if}} }]}`.replace(
      '"1"',
      "'1'"
    );
    const mapping = mappingOf({ template }, ['a']);
    expect(mapping.issues).toEqual([]);
    const issues = [];
    for (const [index, a] of ['0', '1', '1'].entries())
      issues.push(...(await mapping.map({ number: index + 2, values: { a } })).issues);
    expect(issues.map(({ row, code }) => [row, code])).toEqual([
      [3, 'repaired-commas'],
      [3, 'unknown-field'],
    ]);
  });

  it('does not fill the report with names from rows', async () => {
    const mapping = mappingOf({ template: '{"identity":[{"username":"u","{{a}}":"x"}]}' }, ['a']);
    const issues = [];
    for (let number = 2; number < 300; number++)
      issues.push(...(await mapping.map({ number, values: { a: `f${number}` } })).issues);
    expect(issues).toHaveLength(100);
  });
});
