import {
  asTemplate,
  checkMapping,
  matchColumns,
  samplesOf,
  fieldsFor,
} from '../../../server/src/mapping';
import { codesOf, definition, mapOne, mappingOf } from './support';

const columnsFor = (columns: string[]) =>
  Object.fromEntries(
    matchColumns(columns).matching.matched.map(({ type, attribute, column }) => [
      `${type}.${attribute}`,
      column,
    ])
  );

const templateFor = (columns: string[]): string =>
  asTemplate(fieldsFor(columns), [], columns).template;

describe('automatic matching', () => {
  it('compares without case and punctuation', () => {
    expect(columnsFor(['User-Name', 'E-Mail', 'FIRST NAME', 'Abteilung'])).toMatchObject({
      'user.username': 'User-Name',
      'user.email': 'E-Mail',
      'user.firstName': 'FIRST NAME',
      'user.groupName': 'Abteilung',
    });
  });

  it('knows the names of Active Directory', () => {
    expect(
      columnsFor([
        'sAMAccountName',
        'cn',
        'sn',
        'givenName',
        'telephoneNumber',
        'mail',
        'company',
        'facsimileTelephoneNumber',
        'memberOf',
        'objectGUID',
        'info',
      ])
    ).toEqual({
      'user.username': 'sAMAccountName',
      'user.displayName': 'cn',
      'user.lastName': 'sn',
      'user.firstName': 'givenName',
      'user.extension': 'telephoneNumber',
      'user.email': 'mail',
      'user.externalId': 'objectGUID',
      'user.roles': 'memberOf',
      'phonebookEntry.displayName': 'cn',
      'phonebookEntry.lastName': 'sn',
      'phonebookEntry.firstName': 'givenName',
      'phonebookEntry.phone': 'telephoneNumber',
      'phonebookEntry.email': 'mail',
      'phonebookEntry.organisation': 'company',
      'phonebookEntry.fax': 'facsimileTelephoneNumber',
      'phonebookEntry.notes': 'info',
    });
  });

  it('takes the best column for each attribute', () => {
    expect(columnsFor(['name', 'displayname', 'phone', 'extension', 'login', 'username'])).toEqual({
      'user.username': 'username',
      'user.displayName': 'displayname',
      'user.extension': 'extension',
      'phonebookEntry.displayName': 'displayname',
      'phonebookEntry.phone': 'phone',
    });
  });

  it('says why, and what is left over', () => {
    expect(matchColumns(['login', 'displayName', 'shoe size', 'name']).matching).toEqual({
      matched: [
        { column: 'login', type: 'user', attribute: 'username', reason: 'synonym' },
        { column: 'displayName', type: 'user', attribute: 'displayName', reason: 'name' },
        { column: 'displayName', type: 'phonebookEntry', attribute: 'displayName', reason: 'name' },
      ],
      unmatched: ['shoe size', 'name'],
    });
  });

  it('fills the username from the id only where there is no better', () => {
    expect(columnsFor(['id', 'login'])).toEqual({
      'user.username': 'login',
      'user.externalId': 'id',
    });
    expect(columnsFor(['externalId'])).toEqual({
      'user.username': 'externalId',
      'user.externalId': 'externalId',
    });
  });

  it('gives a phone where the row has a MAC address', async () => {
    const columns = ['username', 'name', 'phonemac', 'phoneip', 'phoneuser', 'phonepass'];
    const mapping = mappingOf({}, columns);
    const [cells, noMac] = [
      ['max', 'Max', 'AABBCCDDEEFF', '10.0.0.1', 'sip', 's3'],
      ['eve', 'Eve', '', '10.0.0.2', '', ''],
    ];
    const rowOf = (cell: string[]) =>
      Object.fromEntries(columns.map((column, index) => [column, cell[index] ?? '']));
    const withPhone = await mapping.map({ number: 2, values: rowOf(cells ?? []) });
    const without = await mapping.map({ number: 3, values: rowOf(noMac ?? []) });
    expect(
      withPhone.records[0]?.children.map(({ type, attributes }) => [type, attributes])
    ).toEqual([
      ['phonebookEntry', { displayName: 'Max' }],
      [
        'phone',
        {
          kind: 'desk',
          mac: 'aa:bb:cc:dd:ee:ff',
          ip: '10.0.0.1',
          sipUsername: 'sip',
          sipPassword: 's3',
        },
      ],
    ]);
    expect(without.records[0]?.children.map(({ type }) => type)).toEqual(['phonebookEntry']);
    expect([...mapping.issues, ...withPhone.issues, ...without.issues]).toEqual([]);
  });

  it('makes the display name of first and last name', async () => {
    const { records } = await mapOne({}, { uid: 'max', Vorname: 'Max', Nachname: '"Muster"' });
    expect(records[0]?.attributes).toEqual({
      username: 'max',
      firstName: 'Max',
      lastName: '"Muster"',
      displayName: 'Max "Muster"',
    });
    expect(records[0]?.children[0]?.attributes).toEqual({
      firstName: 'Max',
      lastName: '"Muster"',
      displayName: 'Max "Muster"',
    });
  });

  it('takes variables as columns', async () => {
    const variables = [
      { name: 'username', expression: '$login(name)' },
      { name: 'job', expression: 'role & "!"' },
    ];
    const { records, mapping } = await mapOne({ variables }, { name: 'Jörg Ümlaut', role: 'Boss' });
    expect(records[0]?.attributes).toMatchObject({
      username: 'joerg.uemlaut',
      displayName: 'Jörg Ümlaut',
    });
    expect(records[0]?.children[0]?.attributes.notes).toBe('Boss!');
    expect(mapping.columns['user.username']).toBe('name');
  });

  it('needs a column for what users are known by', () => {
    expect(checkMapping(definition(), ['name', 'phone'])).toEqual([
      expect.objectContaining({ field: 'match.user', code: 'no-key-column' }),
    ]);
    expect(checkMapping(definition())).toEqual([]);
    expect(() => mappingOf({}, ['name'])).toThrow(
      expect.objectContaining({ code: 'invalid-mapping' })
    );
  });
});

describe('the template written out', () => {
  const ROW = {
    id: '1',
    'First Name': 'Max',
    'Last]Name': 'x',
    this: 'y',
    surname: 'Mu"ster',
    'phone\nnumber': '12',
    default: '',
    mobile: '1,2',
    memberOf: 'a;b',
    phonemac: 'AABBCCDDEEFF',
    job: 'Boss\\',
  };

  it('maps as automatic matching does', async () => {
    const columns = Object.keys(ROW);
    const automatic = await mapOne({}, ROW);
    const written = await mapOne({ template: templateFor(columns) }, ROW);
    expect(automatic.issues).toEqual([]);
    expect(written.mapping.matching).toBeNull();
    expect(written.mapping.issues).toEqual([]);
    expect(written.records).toEqual(automatic.records);
    expect(written.mapping.columns).toEqual(automatic.mapping.columns);
    expect(automatic.records[0]?.attributes).toMatchObject({
      extension: '12',
      mobileNumbers: ['1', '2'],
      roles: ['a', 'b'],
    });
  });

  it('is text to edit', () => {
    expect(templateFor(['username', 'displayName', 'E-Mail', 'mobile', 'phonemac'])).toBe(`{
  "user": [
    {
      "username": "{{{username}}}",
      "displayName": "{{{displayName}}}",
      "email": "{{{E-Mail}}}",
      "mobileNumbers": "{{{mobile}}}",
      "post": {
        "phonebookEntry": [
          {
            "displayName": "{{{displayName}}}",
            "email": "{{{E-Mail}}}",
            "mobile": "{{{first mobile}}}",
            "phone": "{{{user.extension}}}"
          }
        ],
        "phone": [
          {
            "mac": "{{{phonemac}}}"
          }
        ]
      }
    }
  ]
}
`);
  });

  it('is one to start with where nothing matches', () => {
    const template = templateFor(['x']);
    expect(checkMapping(definition({ template }), ['x'])).toEqual([]);
    expect(codesOf(mappingOf({ template }, ['x']).issues)).toEqual(['unknown-variable']);
  });
});

describe('a column of numbers', () => {
  const matchedWith = (rows: Record<string, string | string[]>[]) =>
    Object.fromEntries(
      matchColumns(Object.keys(rows[0] ?? {}), samplesOf(rows)).matching.matched.map(
        ({ type, attribute, column }) => [`${type}.${attribute}`, column]
      )
    );

  it.each([
    ['951', '2041', '204123'],
    ['', '0301', '-'],
    ["'0303", '="17"', '\u200B9 01'],
    ['#NV', '9.53E+02', '12'],
  ])('is the extension where it holds %j, %j, %j', (...values) => {
    expect(matchedWith(values.map((phone) => ({ username: 'u', name: 'n', phone })))).toMatchObject(
      { 'user.extension': 'phone', 'phonebookEntry.phone': 'phone' }
    );
  });

  it.each([
    ['+49 30 5550101', '', ''],
    ['951', '952', '0049305550101'],
    ['030 5550101', '951', '952'],
    ['1234567', '1', '2'],
    ['anna', '1', '2'],
    ['001', '2', '3'],
  ])('is the phone of the entry where it holds %j, %j, %j', (...values) => {
    const matched = matchedWith(values.map((phone) => ({ username: 'u', name: 'n', phone })));
    expect(matched).toMatchObject({ 'phonebookEntry.phone': 'phone' });
    expect(matched).not.toHaveProperty('user.extension');
  });

  it('leaves the extension to the next one, and takes the outside number for the entry', () => {
    expect(
      matchedWith([{ username: 'u', name: 'n', extension: '+49 30 5550101', phone: '951' }])
    ).toMatchObject({ 'user.extension': 'phone', 'phonebookEntry.phone': 'extension' });
    expect(
      matchedWith([{ username: 'u', name: 'n', ext: '951', telephone: ['+4930555', '+4930556'] }])
    ).toMatchObject({ 'user.extension': 'ext', 'phonebookEntry.phone': 'telephone' });
  });

  it('is judged by its values when rows are mapped', () => {
    const samples = samplesOf([{ username: 'u', phone: '+49 30 5550101' }]);
    const columnsOf = (part: Parameters<typeof mappingOf>[0]) =>
      mappingOf(part, ['username', 'phone'], { samples }).matching?.matched.map(
        ({ type, attribute }) => `${type}.${attribute}`
      );
    expect(columnsOf({})).not.toContain('user.extension');
    // What a variable makes of the column is not known before.
    const variables = [{ name: 'phone', expression: '$substring(phone, -3)' }];
    expect(columnsOf({ variables })).toContain('user.extension');
    const match = { user: 'extension', phonebookEntry: 'externalId', phone: 'mac' };
    expect(columnsOf({ match })).toContain('user.extension');
  });
});

describe('a column about accounts', () => {
  it.each([
    ['aktiv', 'WAHR', true],
    ['accountEnabled', 'False', false],
    ['Konto aktiv', 'nein', false],
    ['userAccountControl', '514', false],
    ['userAccountControl', '66048', true],
    ['gesperrt', 'ja', false],
    ['Gesperrt', 'FALSCH', true],
    ['Disabled', 'TRUE', false],
    ['Suspended', '0', true],
    ['Suspended', 'Suspended', false],
    ['Suspended', 'Active', true],
    ['Désactivé', 'VRAI', false],
    ['Заблокирован', 'ЛОЖЬ', true],
  ])('%s: %s fills enabled', async (column, cell, enabled) => {
    const { records } = await mapOne({}, { username: 'u', name: 'n', [column]: cell });
    expect(records[0]?.attributes.enabled).toBe(enabled);
  });

  it.each(['aktiv', 'Suspended', 'userAccountControl'])(
    '%s leaves the account alone where it is empty, and where nobody can read it',
    async (column) => {
      const empty = await mapOne({}, { username: 'u', [column]: ' ' });
      expect(empty.records[0]?.attributes).not.toHaveProperty('enabled');
      const odd = await mapOne({}, { username: 'u', [column]: 'vielleicht' });
      expect(odd.records[0]).toMatchObject({
        failed: false,
        unread: { enabled: { column, value: 'vielleicht', code: 'invalid-boolean' } },
      });
    }
  );
});
