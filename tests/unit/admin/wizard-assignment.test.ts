import type { MappedSamples } from '../../../shared/contracts/mapping';
import type { MappedRecord } from '../../../shared/contracts/trials';
import { placesOf } from '../../../shared/profile/field-sources';
import type { Fields } from '../../../shared/profile/fields';
import {
  columnFor,
  columnsOf,
  fitting,
  keyOf,
  recordsOf,
  samplesAt,
  softphoneOf,
  unusedColumns,
  withFieldValue,
  withSoftphone,
} from '../../../admin/src/profile-form/assignment/assignment';
import { targetFields } from '../../../admin/src/profile-form/assignment/targets';
import { byType, RECORD_TYPES } from '../../../shared/records';

const COLUMNS = ['Login', 'Vorname', 'Durchwahl', 'MAC', 'Kostenstelle'];

const PROPOSAL: Fields = [
  { type: 'user', values: { username: { column: 'Login' }, extension: { column: 'Durchwahl' } } },
  { type: 'phonebookEntry', values: { phone: { user: 'extension' } } },
];

const USER = { index: 0, type: 'user' } as const;

describe('records of the table', () => {
  test('a type without one has one that its first value makes, an entry called like its user', () => {
    const [phone] = recordsOf(PROPOSAL, 'phone');
    expect(phone).toEqual({ index: 2, type: 'phone', values: {} });
    const withPhone = withFieldValue(PROPOSAL, { index: 2, type: 'phone' }, 'mac', {
      column: 'MAC',
    });
    expect(withPhone[2]).toEqual({ type: 'phone', values: { mac: { column: 'MAC' } } });
    const entry = { index: 1, type: 'phonebookEntry' } as const;
    const withEntry = withFieldValue(PROPOSAL.slice(0, 1), entry, 'phone', { text: '1' });
    expect(withEntry[1]?.values).toEqual({
      displayName: { user: 'displayName' },
      phone: { text: '1' },
    });
  });

  test('a changed value keeps its place, and a record goes with its last value', () => {
    const changed = withFieldValue(PROPOSAL, USER, 'username', { column: 'Vorname' });
    expect(Object.entries(changed[0]?.values ?? {})).toEqual([
      ['username', { column: 'Vorname' }],
      ['extension', { column: 'Durchwahl' }],
    ]);
    const entry = { index: 1, type: 'phonebookEntry' } as const;
    expect(withFieldValue(PROPOSAL, entry, 'phone', undefined)).toEqual(PROPOSAL.slice(0, 1));
  });

  test('a softphone is apart from other phones, and comes and goes by a switch', () => {
    const fields = withSoftphone(PROPOSAL, true);
    expect(softphoneOf(fields)).toEqual({
      index: 2,
      type: 'phone',
      values: { kind: { text: 'softphone' } },
    });
    expect(recordsOf(fields, 'phone')).toEqual([{ index: 3, type: 'phone', values: {} }]);
    expect(withSoftphone(fields, false)).toEqual(PROPOSAL);
    expect(softphoneOf(PROPOSAL)).toBeNull();
  });
});

test('a column that the file does not have any more is the proposed one again, or none', () => {
  const chosen: Fields = [
    {
      type: 'user',
      values: { username: { column: 'Gone' }, pin: { column: 'Gone' }, email: { text: 'x' } },
    },
    { type: 'phone', values: { mac: { column: 'Gone' } } },
  ];
  expect(fitting(chosen, PROPOSAL, COLUMNS)).toEqual([
    { type: 'user', values: { username: { column: 'Login' }, email: { text: 'x' } } },
  ]);
});

test('people are recognised by username, else by external ID, else by nothing', () => {
  const both = withFieldValue(PROPOSAL, USER, 'externalId', { column: 'MAC' });
  expect(keyOf(both, 'url')).toBe('username');
  expect(keyOf(withFieldValue(both, USER, 'username', undefined), 'upload')).toBe('externalId');
  expect(keyOf(withFieldValue(PROPOSAL, USER, 'username', undefined), 'ldap')).toBeNull();
});

test('people of a directory are recognised by external ID, which never changes, else by username', () => {
  const both = withFieldValue(PROPOSAL, USER, 'externalId', { column: 'MAC' });
  expect(keyOf(both, 'ldap')).toBe('externalId');
  expect(keyOf(PROPOSAL, 'ldap')).toBe('username');
});

test('names the columns that fill nothing, not even as part of an expression or conversion', () => {
  expect(unusedColumns(COLUMNS, PROPOSAL)).toEqual(['Vorname', 'MAC', 'Kostenstelle']);
  const more: Fields = [
    { type: 'user', values: { displayName: { expression: 'Vorname & "!"' } } },
    {
      type: 'user',
      values: {
        email: {
          column: 'Login',
          convert: [
            { join: { columns: ['Kostenstelle'], separator: ' ' } },
            { default: { column: 'MAC' } },
          ],
        },
      },
    },
  ];
  expect(
    unusedColumns(COLUMNS, more, [{ name: 'x', expression: '$uppercase(Durchwahl)' }])
  ).toEqual([]);
});

test('columns without a name at the end of the header are none', () => {
  expect(columnsOf({ columns: ['a', 'b', '', ''] })).toEqual(['a', 'b']);
});

const record = (
  place: string,
  attributes: MappedRecord['attributes'],
  part: Partial<MappedRecord> = {}
): MappedRecord => ({
  type: 'user',
  place,
  attributes,
  owner: null,
  children: [],
  failed: false,
  ...part,
});

describe('samples', () => {
  const rows = (extensions: string[]): MappedSamples['rows'] =>
    extensions.map((extension, index) => ({
      row: index + 2,
      issues: [],
      records: [
        record(
          'user/0',
          { extension },
          {
            children: [
              record(
                'user/0/post/phonebookEntry/0',
                {},
                { references: { phone: [{ user: 'extension' }] } }
              ),
            ],
          }
        ),
      ],
    }));

  test('are up to three different values that are not empty', () => {
    expect(samplesAt(rows(['1', '', '2', '1', '3', '4']), 'user/0', 'extension')).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(samplesAt(rows(['1']), 'user/0', 'email')).toEqual([]);
    expect(samplesAt(rows(['1']), 'phone/0', 'mac')).toEqual([]);
  });

  test('of what is the person’s are the person’s', () => {
    expect(samplesAt(rows(['1', '2']), 'user/0/post/phonebookEntry/0', 'phone')).toEqual([
      '1',
      '2',
    ]);
  });
});

test('each record has a place in the document of a row, softphones in a list of their own', () => {
  const phones: Fields = [
    { type: 'phone', values: { mac: { column: 'MAC' } } },
    { type: 'phone', values: {} },
    { type: 'phone', values: { kind: { text: 'softphone' } } },
    { type: 'phone', values: { mac: { column: 'MAC2' } } },
  ];
  expect(placesOf([...PROPOSAL, ...phones])).toEqual([
    'user/0',
    'user/0/post/phonebookEntry/0',
    'user/0/post/phone/0',
    null,
    'user/0/post/ipdevice.mdsoftphone/0',
    'user/0/post/phone/1',
  ]);
  expect(placesOf(phones.slice(0, 1))).toEqual(['phone/0']);
});

test.each(RECORD_TYPES)('every field of a %s is offered once, the usual ones first', (type) => {
  const fields = targetFields(type, {
    ...byType(() => ({})),
    [type]: { shoeSize: { kind: 'string' } },
  });
  const names = fields.map(({ attribute }) => attribute);
  expect(new Set(names).size).toBe(names.length);
  expect(names.at(-1)).toBe('shoeSize');
  const usual = fields.map(({ isUsual }) => isUsual);
  expect(usual.lastIndexOf(true)).toBeLessThan(usual.indexOf(false));
});

test('a column that says the opposite is turned round where a person chooses it, and no other', () => {
  const column = 'Konto gesperrt';
  expect(columnFor('enabled', column, ['trim'])).toEqual({ column, convert: ['opposite', 'trim'] });
  expect(columnFor('groupName', column)).toEqual({ column });
  expect(columnFor('enabled', 'Aktiv', ['opposite'])).toEqual({ column: 'Aktiv' });
});
