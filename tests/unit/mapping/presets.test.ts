import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { matchColumns } from '../../../server/src/mapping';
import { exampleFile, PRESETS, recognise } from '../../../server/src/mapping/fields/presets';
import { filterRows } from '../../../shared/filter';
import { LANGUAGES } from '../../../shared/languages';
import { ATTRIBUTES } from '../../../shared/records';
import { readWorkbook as read, removeFolders } from '../sources/support';
import { mappingOf } from './support';

const FIXTURES = join(__dirname, '../../fixtures');
const OWN = readdirSync(join(FIXTURES, 'presets')).map((name) => `presets/${name}`);

/** Files with the real header of an export, by the preset that their name begins with. */
const FILES: [file: string, id: string][] = [
  ...OWN.map((file): [string, string] => [file, /presets\/([^.]+)/.exec(file)?.[1] ?? '']),
  ['csv/pascom.csv', 'pascom-users'],
  ['csv/carusto.csv', 'carusto-users'],
];

const columnsOf = async (file: string): Promise<string[]> =>
  (await read(readFileSync(join(FIXTURES, file)))).columns;

const IN_EACH_LANGUAGE = Object.fromEntries(
  LANGUAGES.map((language) => [language, expect.stringMatching(/./)])
);

afterAll(removeFolders);

describe('presets', () => {
  it('are complete, each with a file in its real header', () => {
    const ids = PRESETS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...new Set(FILES.map(([, id]) => id))].sort()).toEqual([...ids].sort());
    for (const { name, description, source, columns } of PRESETS) {
      for (const words of [name, description]) expect(words).toMatchObject(IN_EACH_LANGUAGE);
      expect(source).not.toBe('');
      // No other file has the columns that are made of vCards.
      expect(columns.length).toBeGreaterThan(columns.includes('vCard version') ? 1 : 2);
    }
  });

  it.each(FILES)('%s is recognised as %s', async (file, id) => {
    const columns = await columnsOf(file);
    const found = recognise(columns);
    expect(found?.id).toBe(id);
    for (const { type, values } of found?.fields ?? []) {
      expect(Object.keys(ATTRIBUTES[type])).toEqual(expect.arrayContaining(Object.keys(values)));
    }
    expect(columns).toEqual(
      expect.arrayContaining((found?.matched ?? []).map((one) => one.column))
    );
    for (const [, column] of JSON.stringify(found?.fields).matchAll(/"column":"([^"]+)"/g)) {
      expect(found?.matched.map((one) => one.column)).toContain(column);
    }
  });

  it('compare names as automatic matching does, whatever their order', () => {
    const columns = ['BUSINESS-NUMBER', 'first name', 'Last_Name', 'Company name', 'mobile'];
    const others = ['Business Number 2', 'Home', 'Remark', 'shoe size'];
    const found = recognise([...others, ...columns]);
    expect(found?.id).toBe('yeastar-contacts');
    expect(found?.fields[0]?.values.organisation).toEqual({ column: 'Company name' });
  });

  it('leave out what the file has no column for', () => {
    const columns = ['Name', 'Number', 'Contact Type', 'Outgoing Identity'];
    expect(recognise(columns)).toMatchObject({
      preFilter: '',
      fields: [
        {
          type: 'phonebookEntry',
          values: { displayName: { column: 'Name' }, phone: { column: 'Number' } },
        },
      ],
    });
  });

  it('are not seen in other files', () => {
    expect(recognise(['username', 'name', 'phone', 'mail'])).toBeNull();
    expect(recognise(['Vorname', 'Nachname', 'Firma', 'Telefon', 'E-Mail-Adresse'])).toBeNull();
    expect(recognise(['SamAccountName', 'DisplayName', 'telephoneNumber', 'mail'])).toBeNull();
  });

  it('are not guessed where two fit as well', () => {
    const users = PRESETS.find(({ id }) => id === '3cx-users');
    const contacts = PRESETS.find(({ id }) => id === 'yeastar-contacts');
    expect(users?.columns.length).toBe(contacts?.columns.length);
    expect(recognise([...(users?.columns ?? []), ...(contacts?.columns ?? [])])).toBeNull();
  });
});

describe('what a preset says', () => {
  const valuesOf = async (file: string, type: string) =>
    recognise(await columnsOf(file))?.fields.find((one) => one.type === type)?.values;

  it('of contacts, that they are no users', () => {
    const makesUser = ({ records }: (typeof PRESETS)[number]): boolean => 'user' in records;
    for (const preset of PRESETS) {
      expect([preset.id, makesUser(preset)]).toEqual([
        preset.id,
        !/contacts|phonebook/.test(preset.id),
      ]);
    }
  });

  it('of contacts, that namesakes are told apart by their companies', async () => {
    const matchOf = async (file: string) => recognise(await columnsOf(`presets/${file}`))?.match;
    expect(await matchOf('outlook-contacts.es.csv')).toEqual({
      phonebookEntry: ['displayName', 'organisation'],
    });
    expect(await matchOf('yealink-phonebook.csv')).toEqual({ phonebookEntry: ['displayName'] });
    expect(await matchOf('entra-users.csv')).toBeUndefined();
  });

  it('in the words of the file', async () => {
    expect(await valuesOf('presets/outlook-contacts.de.csv', 'phonebookEntry')).toMatchObject({
      displayName: {
        column: 'Vorname',
        convert: [
          { join: { columns: ['Nachname'], separator: ' ' } },
          { default: { column: 'Firma' } },
          { default: { column: 'E-Mail-Adresse' } },
        ],
      },
      notes: { column: 'Position' },
    });
    expect(await valuesOf('presets/outlook-contacts.fr.csv', 'phonebookEntry')).toMatchObject({
      notes: { column: 'Titre (2)' },
      email: { column: 'Adresse de courrier' },
    });
  });

  it.each([
    ['presets/active-directory-powershell.csv', { column: 'Enabled' }],
    ['presets/active-directory-csvde.csv', { column: 'userAccountControl' }],
    ['presets/entra-users.csv', { column: 'accountEnabled' }],
    ['presets/microsoft-365-users.csv', { column: 'Block credential', convert: ['opposite'] }],
    ['presets/3cx-users.csv', { column: 'Disabled', convert: ['opposite'] }],
    [
      'presets/grandstream-extensions.csv',
      { column: 'Disable This Extension', convert: ['opposite'] },
    ],
    [
      'presets/google-workspace.csv',
      { column: 'Status [READ ONLY]', convert: [{ map: { Archived: 'no' } }] },
    ],
  ])('of who is switched off in %s', async (file, enabled) => {
    expect((await valuesOf(file, 'user'))?.enabled).toEqual(enabled);
  });

  it('keeps secrets to secret attributes', () => {
    const secret = /secret|passw|pwd|\bpin\b|VMPIN|Access PIN/i;
    for (const { id, records } of PRESETS) {
      for (const [type, values] of Object.entries(records)) {
        for (const [attribute, value] of Object.entries(values)) {
          if (!secret.test(JSON.stringify(value))) continue;
          const { kind } = ATTRIBUTES[type as 'user'][attribute] ?? {};
          expect([id, attribute, kind]).toEqual([
            id,
            attribute,
            expect.stringMatching(/^(hash|encrypted)$/),
          ]);
        }
      }
    }
  });
});

describe('the expressions of a preset', () => {
  /** What each row of a file gives for an expression; null where the filter leaves it out. */
  const resultsOf = async (file: string, expression: string, preFilter = '') => {
    const { columns, rows } = await read(readFileSync(join(FIXTURES, file)));
    const variables = [{ name: 'result', expression }];
    const template = '{ "user": [{ "username": "of {{{result}}}" }] }';
    const mapping = mappingOf({ variables, template, preFilter }, columns);
    const results: (string | null)[] = [];
    for (const row of rows) {
      const { records, issues, filtered } = await mapping.map(row);
      expect(issues).toEqual([]);
      const result = records[0]?.attributes.username;
      results.push(filtered ? null : String(result).slice('of '.length));
    }
    return results;
  };

  it.each([
    ['google-contacts.csv', 'phonebookEntry', 'phone', ['+49 30 5550101', '', '+49 40 5550102']],
    ['google-contacts.csv', 'phonebookEntry', 'mobile', ['+49 171 5550101', '', '']],
    ['google-contacts.csv', 'phonebookEntry', 'homePhone', ['', '+49 89 5550103', '']],
    ['google-contacts.csv', 'phonebookEntry', 'fax', ['+49 30 5550301', '', '']],
    ['google-contacts.csv', 'phonebookEntry', 'email', ['anna@example.org', '', '']],
    ['google-contacts-old.csv', 'phonebookEntry', 'phone', ['+49 30 5550101']],
    ['google-contacts-old.csv', 'phonebookEntry', 'mobile', ['+49 171 5550101']],
    ['entra-users.csv', 'user', 'extension', ['', '302', null]],
    ['google-workspace.csv', 'user', 'extension', ['', '302', '']],
    ['active-directory-csvde.csv', 'user', 'extension', ['301', '302', null]],
    ['active-directory-powershell.more.csv', 'user', 'extension', ['301', '']],
    ['microsoft-365-users.csv', 'user', 'extension', ['', '', null, null]],
  ])('give of %s, for %s.%s, %j', async (file, type, attribute, expected) => {
    const found = recognise(await columnsOf(`presets/${file}`));
    const values = found?.fields.find((one) => one.type === type)?.values;
    const expression = values?.[attribute]?.expression ?? '';
    expect(await resultsOf(`presets/${file}`, expression, found?.preFilter)).toEqual(expected);
  });

  it('leave out what belongs to a contact above', async () => {
    const found = recognise(await columnsOf('presets/snom-phonebook.csv'));
    expect(await resultsOf('presets/snom-phonebook.csv', 'Name', found?.preFilter)).toEqual([
      'Ahorn Anna',
      null,
      'Birke AG',
    ]);
  });
});

describe('the filter of a preset', () => {
  it.each(['entra-users', 'active-directory-powershell', 'snom-phonebook'])(
    'of %s opens as rows of conditions',
    async (id) => {
      const found = recognise(await columnsOf(`presets/${id}.csv`));
      expect(filterRows(found?.preFilter ?? '')?.conditions.length).toBeGreaterThan(0);
    }
  );
});

describe('automatic matching of an export', () => {
  /** What a profile that says nothing of its mapping makes of a file. */
  const mapped = async (
    file: string,
    part: Parameters<typeof mappingOf>[0] = {},
    change = (columns: string[]) => columns
  ) => {
    const { columns, rows } = await read(readFileSync(join(FIXTURES, file)));
    const mapping = mappingOf({ recognises: true, ...part }, change(columns));
    const all = [];
    for (const row of rows) all.push(await mapping.map(row));
    const records = all.flatMap((row) => row.records);
    return { mapping, matching: mapping.matching, records, issues: mapping.issues };
  };

  it.each(FILES)('takes %s for %s', async (file, id) => {
    const { matching, records, issues, mapping } = await mapped(file);
    expect(matching?.preset?.id).toBe(id);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'preset-recognised', severity: 'info' })
    );
    expect(records.length).toBeGreaterThan(0);
    expect(new Set(records.map(({ type }) => type))).toEqual(
      new Set([/contacts|phonebook/.test(id) ? 'phonebookEntry' : 'user'])
    );
    const key = { phonebookEntry: 'displayName+organisation' };
    if (id === 'outlook-contacts') expect(mapping.keys).toMatchObject(key);
  });

  it("takes the profile's own filter first", async () => {
    const own = { preFilter: '$contains(UserPrincipalName, "a")' };
    const file = 'presets/entra-users.csv';
    const { records } = await mapped(file);
    const none = await mapped(file, { preFilter: 'false' });
    expect([records.length, none.records.length]).toEqual([2, 0]);
    expect(none.matching?.preset?.id).toBe('entra-users');
    expect((await mapped(file, own)).records.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['where it may not', 'outlook-contacts.de.csv', { recognises: false }],
    ['beside variables', 'entra-users.csv', { variables: [{ name: 'a', expression: '"b"' }] }],
    [
      'of users without their key',
      'pascom-phonebook.csv',
      { match: { user: 'email', phonebookEntry: 'externalId', phone: 'mac' } },
    ],
    [
      'by a key that it does not fill',
      'yealink-phonebook.csv',
      { match: { user: 'username', phonebookEntry: ['displayName', 'email'], phone: 'mac' } },
    ],
  ])('is none %s', async (_what, file, part) => {
    const columns = await columnsOf(`presets/${file}`);
    const options = { recognises: true, ...part };
    try {
      expect(mappingOf(options, columns).matching?.preset).toBeUndefined();
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-mapping' });
    }
  });

  it('keeps to what was pinned: a new column fills nothing, and a missing one clears nothing', async () => {
    const file = 'presets/active-directory-powershell.csv';
    const pinned = (await mapped(file)).matching;
    const { records, matching, issues } = await mapped(file, { pinned }, (columns) => [
      ...columns.filter((column) => column !== 'Surname'),
      'Department',
    ]);
    expect(matching).toMatchObject({ pinned: true, preset: { id: 'active-directory-powershell' } });
    expect(issues.map(({ code }) => code).sort()).toEqual(['column-new', 'pinned-column-missing']);
    expect(records[0]?.attributes).not.toHaveProperty('lastName');
    expect(records[0]?.attributes).not.toHaveProperty('groupName');
    expect(records[0]?.attributes).toHaveProperty('firstName');
  });

  it('keeps to the key that the profile chooses after it was pinned', async () => {
    const file = 'presets/outlook-contacts.de.csv';
    const pinned = (await mapped(file)).matching;
    const keysOf = async (phonebookEntry: string) => {
      const match = { user: 'username', phonebookEntry, phone: 'mac' };
      return (await mapped(file, { pinned, match })).mapping.keys.phonebookEntry;
    };
    expect(await keysOf('externalId')).toBe('displayName+organisation');
    expect(await keysOf('email')).toBe('email');
  });

  it('fills numbers from as many columns as today’s longest list of them has', async () => {
    const file = 'presets/google-contacts.csv';
    const all = await mapped(file);
    const further = (column: string) => /^Phone [2-9] /.test(column);
    const columns = await columnsOf(file);
    expect(columns.some(further)).toBe(true);
    const pinned = all.matching;
    const shorter = await mapped(file, { pinned }, (given) => given.filter((one) => !further(one)));
    expect(shorter.issues.map(({ code }) => code)).toEqual([]);
    const numbers = ({ records }: typeof all) =>
      records.map(({ attributes }) => attributes['phone']);
    expect(numbers(shorter).filter(Boolean).length).toBeGreaterThan(0);
    expect(numbers(all)).toEqual(expect.arrayContaining(numbers(shorter).filter(Boolean)));
    const none = await mapped(file, { pinned }, (given) =>
      given.filter((one) => !one.startsWith('Phone '))
    );
    expect(new Set(none.issues.map(({ code }) => code))).toEqual(
      new Set(['pinned-column-missing'])
    );
    expect(none.records[0]?.attributes).not.toHaveProperty('phone');
  });

  it('takes nobody where a column that its filter names is gone', async () => {
    const file = 'presets/entra-users.csv';
    const pinned = (await mapped(file)).matching;
    const without = (columns: string[]) => columns.filter((column) => column !== 'userType');
    await expect(mapped(file, { pinned }, without)).rejects.toMatchObject({
      problems: [expect.objectContaining({ code: 'pinned-filter-column-missing' })],
    });
  });

  it('keeps to a matching by names that was pinned before the export was known', async () => {
    const file = 'presets/active-directory-powershell.csv';
    const pinned = (await mapped(file, { recognises: false })).matching;
    const { matching } = await mapped(file, { pinned });
    expect(matching?.preset).toBeUndefined();
    expect(matching?.matched).toEqual(pinned?.matched);
  });

  it('keeps to the names of columns where something was matched that nobody knows any more', async () => {
    const file = 'presets/active-directory-csvde.csv';
    const byNames = (await mapped(file, { recognises: false })).matching;
    const { matching } = await mapped(file, { pinned: { matched: [], unmatched: [] } });
    expect(byNames?.matched.length).toBeGreaterThan(0);
    expect(matching).toEqual(byNames);
  });
});

describe('the file to begin with', () => {
  it.each(LANGUAGES)('is read as it is, in %s', async (language) => {
    const { text } = exampleFile(language);
    const { columns, rows } = await read(Buffer.from(text));
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(rows).toHaveLength(1);
    const { matched, unmatched } = matchColumns(
      columns,
      new Map(Object.entries(rows[0]?.values ?? {}).map(([name, value]) => [name, [value].flat()]))
    ).matching;
    expect(unmatched).toEqual([]);
    expect(matched.map(({ type, attribute }) => `${type}.${attribute}`)).toEqual(
      expect.arrayContaining([
        'user.username',
        'user.extension',
        'user.enabled',
        'phonebookEntry.phone',
        'phone.mac',
      ])
    );
  });
});
