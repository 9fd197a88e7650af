import { check } from '../../../server/src/utils/validation';
import { checkMapping, fieldsFor, knownSecrets } from '../../../server/src/mapping';
import { profileSchema } from '../../../shared/profile';
import type { Conversion, Fields, FieldValue } from '../../../shared/profile/fields';
import { codesOf, definition, mapOne, mappingOf, showOne } from './support';

const user = (values: Record<string, FieldValue>): Fields => [{ type: 'user', values }];

/** What a value becomes in a text attribute of a user. */
const become = async (
  value: FieldValue,
  row: Record<string, string | string[]>,
  part: Parameters<typeof mapOne>[0] = {},
  attribute = 'groupName'
) => {
  const fields = user({ username: { text: 'anna' }, [attribute]: value });
  const { records, issues } = await mapOne({ ...part, fields }, row);
  expect(issues).toEqual([]);
  return records[0]?.attributes[attribute];
};

const converted = (row: Record<string, string>, ...convert: Conversion[]) =>
  become({ column: Object.keys(row)[0] ?? '', convert }, row);

const problemsOf = (fields: Fields, columns: string[] | null = null, part = {}) =>
  checkMapping(definition({ fields, ...part }), columns ?? undefined).map(
    ({ field, code, line, column }) => ({ field, code, line, column })
  );

describe('the fields of a profile', () => {
  const row = {
    Benutzername: ' Anna ',
    Vorname: 'Anna',
    Nachname: 'Ahorn',
    Durchwahl: '12',
    Handy: '0171 1234567',
    MAC: 'AABBCCDDEEFF',
  };
  const fields: Fields = [
    {
      type: 'user',
      values: {
        username: { column: 'Benutzername', convert: ['trim', 'lower'] },
        displayName: { expression: "Vorname & ' ' & Nachname" },
        groupName: { text: 'Vertrieb "{{x}}" \\' },
        extension: { column: 'Durchwahl' },
      },
    },
    {
      type: 'phonebookEntry',
      values: {
        phone: { user: 'extension' },
        mobile: { column: 'Handy', convert: [{ phoneNumber: 'DE' }] },
      },
    },
    { type: 'phone', values: { mac: { column: 'MAC' } } },
    { type: 'phone', values: { kind: { text: 'softphone' } } },
  ];

  it('make a user with its entry and phones', async () => {
    const { mapping, records, issues } = await mapOne({ fields }, row);
    expect([mapping.matching, mapping.issues, issues]).toEqual([null, [], []]);
    const [one, ...more] = records;
    expect(more).toEqual([]);
    expect(one?.attributes).toEqual({
      username: 'anna',
      displayName: 'Anna Ahorn',
      groupName: 'Vertrieb "{{x}}" \\',
      extension: '12',
    });
    const [entry, desk, soft] = one?.children ?? [];
    expect(entry).toMatchObject({
      attributes: { mobile: '+491711234567' },
      references: { phone: [{ user: 'extension' }] },
      place: 'user/0/post/phonebookEntry/0',
    });
    expect(desk?.attributes).toEqual({ kind: 'desk', mac: 'aa:bb:cc:dd:ee:ff' });
    expect(soft?.attributes).toEqual({ kind: 'softphone' });
  });

  it('are not used where there is a template, and show no text or variable that nobody wrote', async () => {
    const template = '{"user": [{"username": "{{{Vorname}}}"}]}';
    const { records } = await mapOne({ fields, template }, row);
    expect(records[0]?.attributes).toEqual({ username: 'Anna' });
    const shown = await showOne(mappingOf({ fields }, Object.keys(row)), {
      number: 2,
      values: row,
    });
    expect([shown.rendered, shown.variables]).toEqual([null, {}]);
  });

  it('make contacts and phones of their own without a user, and say whose they are', async () => {
    const own: Fields = [
      { type: 'phonebookEntry', values: { displayName: { column: 'Nachname' } } },
      { type: 'phone', values: { mac: { column: 'MAC' }, user: { column: 'Vorname' } } },
    ];
    const { records } = await mapOne({ fields: own }, row);
    expect(records.map(({ type, owner }) => [type, owner])).toEqual([
      ['phonebookEntry', null],
      ['phone', 'Anna'],
    ]);
  });

  it('keep the place of a softphone, whatever other phones there are', async () => {
    const placesOf = async (some: Fields) =>
      (await mapOne({ fields: some }, row)).records[0]?.children.map(({ place }) => place).at(-1);
    expect(await placesOf(fields.filter((_, index) => index !== 2))).toBe(await placesOf(fields));
  });

  it('give no phone by pascom’s columns, which fields would name', async () => {
    const { records } = await mapOne(
      { fields: user({ username: { column: 'login' } }) },
      { login: 'anna', phonemac: '000b824f0001' }
    );
    expect(records[0]?.children).toEqual([]);
  });

  it('are what automatic matching does', async () => {
    const values = { ...row, mobile: '1, 2', Suspended: 'no', mail: 'a@b.example' };
    const automatic = await mapOne({}, values);
    const same = await mapOne({ fields: fieldsFor(Object.keys(values)) }, values);
    expect(same.records).toEqual(automatic.records);
  });

  it('leave alone what only a missing column fills, and name it', async () => {
    const some = user({ username: { column: 'login' }, email: { column: 'Mial' } });
    const { mapping, records } = await mapOne({ fields: some }, { login: 'anna', Mail: 'x' });
    expect(records[0]?.attributes).toEqual({ username: 'anna' });
    expect(mapping.issues).toMatchObject([
      { code: 'unknown-column', column: 'fields.0.values.email', severity: 'warning' },
    ]);
  });

  it('leave alone what a short row lacks', async () => {
    const mapping = mappingOf({ fields }, Object.keys(row));
    const { Handy: _handy, MAC: _mac, ...values } = row;
    const mapped = await mapping.map({ number: 2, values, missingCells: ['Handy', 'MAC'] });
    expect(mapped.records[0]?.children.map(({ type, attributes }) => [type, attributes])).toEqual([
      ['phonebookEntry', {}],
    ]);
  });

  it('read a column whatever variable has its name, and the user whatever column has', async () => {
    const variables = [{ name: 'job', expression: "'variable'" }];
    const part = { variables };
    expect(await become({ column: 'job' }, { job: 'column' }, part)).toBe('column');
    expect(await become({ variable: 'job' }, { job: 'column' }, part)).toBe('variable');
    const { records } = await mapOne(
      {
        fields: [
          ...user({ username: { column: 'User' } }),
          { type: 'phonebookEntry', values: { phone: { user: 'extension' } } },
        ],
      },
      { User: 'anna' }
    );
    expect(records[0]?.children[0]?.references).toEqual({ phone: [{ user: 'extension' }] });
  });

  it.each(['a]b', 'a\\', 'x {{y}}', '"', "it's `so`", 'this', 'lower', 'Ü 😀', 'user.extension'])(
    'take a column called %s',
    async (column) => {
      expect(await become({ column, convert: ['trim'] }, { [column]: 'v' })).toBe('v');
      const variables = [{ name: column, expression: "'other'" }];
      expect(await become({ column }, { [column]: 'v' }, { variables })).toBe('v');
    }
  );
});

describe('conversions', () => {
  it.each<[string, Conversion[], unknown]>([
    [' x ', ['trim'], 'x'],
    ['ÄB', ['lower'], 'äb'],
    ['äb', ['upper'], 'ÄB'],
    ['ANNA-LENA VON GROSS', ['capitalize'], 'Anna-Lena Von Gross'],
    ['Groß, Jürgen', [{ split: ',' }, { part: 2 }], 'Jürgen'],
    ['a|b|c', [{ split: '|' }, { part: -1 }], 'c'],
    ['a|b', [{ split: '|' }, { part: 3 }], null],
    ['a; b', ['first'], 'a'],
    ['x😀yz', [{ cut: { from: 2, length: 2 } }], '😀y'],
    ['0301234', [{ cut: { from: -3 } }], '234'],
    ['0171 1234567', [{ phoneNumber: 'DE' }], '+491711234567'],
    ['n/a', ['number'], null],
    ['', [{ default: 'nobody "\\' }], 'nobody "\\'],
    ['x', [{ default: 'y' }], 'x'],
    [' vertrieb ', [{ map: { Vertrieb: 'sales', 'a "b" \\': 'c' } }], 'sales'],
    ['a "b" \\', [{ map: { Vertrieb: 'sales', 'a "b" \\': 'c\\' } }], 'c\\'],
    ['Lager', [{ map: { Vertrieb: 'sales' } }], 'Lager'],
    ['Lager', [{ map: { Vertrieb: 'sales' }, otherwise: 'other' }], 'other'],
    ['', [{ map: { Vertrieb: 'sales' }, otherwise: 'other' }], null],
    ["Jürgen von Groß-O'Neill", ['login'], 'juergen.von.gross-oneill'],
  ])('%j through %j is %j', async (value, convert, expected) => {
    expect(await converted({ x: value }, ...convert)).toBe(expected);
  });

  it('join columns and leave out the empty ones', async () => {
    const join: Conversion = { join: { columns: ['b', 'c'], separator: '. ' } };
    expect(await converted({ a: '1', b: '', c: '3' }, join)).toBe('1. 3');
    const names: Conversion = { join: { columns: ['Nachname'], separator: '' } };
    const initial: Conversion = { cut: { from: 1, length: 1 } };
    const row = { Vorname: 'Jürgen', Nachname: 'Groß' };
    expect(await converted(row, initial, names, 'login')).toBe('jgross');
  });

  it('take another column where one is empty, and the user’s value at the end', async () => {
    const instead: Conversion = { default: { column: 'b' } };
    expect(await converted({ a: ' ', b: '2' }, instead)).toBe('2');
    const fields: Fields = [
      ...user({ username: { text: 'anna' } }),
      {
        type: 'phonebookEntry',
        values: { phone: { column: 'a', convert: ['number', { default: { user: 'extension' } }] } },
      },
    ];
    const { records } = await mapOne({ fields }, { a: '-' });
    expect(records[0]?.children[0]?.references).toEqual({ phone: [{ user: 'extension' }] });
  });

  it('keep the values of a list apart', async () => {
    const value: FieldValue = {
      column: 'cn',
      convert: ['trim', 'upper', { map: { 'A,B': 'ab' } }],
    };
    expect(await become(value, { cn: ['a,b', 'c'] }, {}, 'roles')).toEqual(['ab', 'C']);
  });
});

describe('what is wrong with fields', () => {
  it.each([[[]], [[{ type: 'phone', values: {} }]]] as [Fields][])(
    'is that %j fill nothing',
    (nothing) => {
      expect(problemsOf(nothing, ['username'])).toEqual([
        { field: 'fields', code: 'no-fields', line: null, column: null },
      ]);
    }
  );

  const named = (value: FieldValue) => user({ username: { column: 'a' }, displayName: value });
  const place = 'fields.0.values.displayName';

  it.each<[string, Fields, object]>([
    [
      'an unknown attribute',
      user({ username: { column: 'a' }, nick: { text: '' } }),
      {
        field: 'fields.0.values.nick',
        code: 'unknown-field',
      },
    ],
    [
      'the syntax of an expression',
      named({ expression: 'a &\n & b' }),
      {
        field: place,
        code: 'expression-syntax',
        line: 2,
      },
    ],
    [
      'a function',
      named({ expression: '$nothing(a)' }),
      { field: place, code: 'unknown-function' },
    ],
    ['a variable', named({ variable: 'b' }), { field: place, code: 'unknown-variable' }],
    [
      'a country',
      named({ column: 'a', convert: ['trim', { phoneNumber: 'XX' }] }),
      {
        field: `${place}.convert.1`,
        code: 'unknown-country',
      },
    ],
    [
      'the user’s value in a user',
      named({ user: 'extension' }),
      {
        field: place,
        code: 'user-value-in-user',
      },
    ],
    [
      'a secret of the user',
      [
        ...user({ username: { column: 'a' } }),
        { type: 'phonebookEntry', values: { notes: { user: 'pin' } } },
      ],
      { field: 'fields.1.values.notes', code: 'user-value-secret' },
    ],
    [
      'no key',
      user({ displayName: { column: 'a' } }),
      { field: 'match.user', code: 'no-key-field' },
    ],
    [
      'a secret column that is shown',
      named({ column: 'Passwort' }),
      {
        field: place,
        code: 'secret-column-shown',
      },
    ],
  ])('%s is told at its place', (_what, fields, expected) => {
    expect(problemsOf(fields, ['a', 'Passwort'])).toEqual([expect.objectContaining(expected)]);
  });

  it.each([{ column: 'a', text: 'b' }, {}])('%j has not one source', (value) => {
    const fields = [{ type: 'user', values: { username: value } }];
    const source = { type: 'csv', delivery: 'upload' };
    const result = check(profileSchema, { name: 'x', source, fields });
    expect(result.success ? [] : result.problems.map(({ path }) => path.join('.'))).toEqual([
      'fields.0.values.username',
    ]);
  });

  it.each([
    ['nothing'],
    { split: '' },
    { cut: { from: 0 } },
    { phoneNumber: 'de' },
    { join: { columns: [] } },
    { default: 'a', map: {} },
  ])('%j is no conversion', (conversion) => {
    const value = { column: 'a', convert: ['trim', conversion] };
    const fields = [{ type: 'user', values: { username: value } }];
    const source = { type: 'csv', delivery: 'upload' };
    const result = check(profileSchema, { name: 'x', source, fields });
    const found = result.success ? [] : result.problems.map(({ path }) => path.join('.'));
    expect(found).toEqual([expect.stringMatching(/^fields\.0\.values\.username\.convert\.1/)]);
  });

  it('a row has one user', () => {
    const source = { type: 'csv', delivery: 'upload' };
    const one = user({ username: { column: 'a' } });
    const result = check(profileSchema, { name: 'x', source, fields: [...one, ...one] });
    expect(result.success ? [] : result.problems.map(({ path }) => path.join('.'))).toEqual([
      'fields.1.type',
    ]);
  });

  it('an expression that fails with a row is told at its place', async () => {
    const { records, issues } = await mapOne(
      { fields: named({ expression: '$number(a)' }) },
      { a: 'x' }
    );
    expect(issues).toMatchObject([{ column: place, code: 'expression-error', value: 'x' }]);
    expect(records).toMatchObject([{ failed: true }]);
  });
});

describe('secrets in fields', () => {
  const fields: Fields = [
    {
      type: 'user',
      values: {
        username: { column: 'login' },
        sipPassword: { column: 'Kabel', convert: ['trim'] },
        pin: { expression: 'code & "1"' },
      },
    },
  ];

  it('are known and masked', async () => {
    expect(knownSecrets(definition({ fields })).columns).toEqual(
      expect.arrayContaining(['Kabel', 'code'])
    );
    const values = { login: 'anna', Kabel: 'geheim77', code: '4711' };
    const shown = await showOne(mappingOf({ fields }, Object.keys(values)), { number: 2, values });
    expect(JSON.stringify(shown)).not.toMatch(/geheim77|4711/);
    expect(shown.records[0]?.attributes.sipPassword).toBe('•••');
  });

  it('are shown with a warning where a stored profile shows them', () => {
    const some = user({ username: { column: 'login' }, displayName: { column: 'Passwort' } });
    const { issues, secret } = mappingOf({ fields: some }, ['login', 'Passwort']);
    expect(codesOf(issues)).toEqual(['secret-column-shown']);
    expect(issues[0]?.column).toBe('fields');
    expect(secret).toEqual(['user.displayName']);
  });
});
