import type { Matching } from '../../../shared/contracts/runs';
import type { Detection } from '../../../shared/contracts/sources';
import {
  assign,
  columnsOf,
  keyOf,
  matchedOf,
  samplesOf,
  unusedColumns,
} from '../../../admin/src/profile-form/assignment/assignment';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';

const COLUMNS = ['Login', 'Vorname', 'Durchwahl', 'MAC', 'Kostenstelle'];

const PROPOSAL: Matching['matched'] = [
  { type: 'user', attribute: 'username', column: 'Login', reason: 'synonym' },
  { type: 'user', attribute: 'extension', column: 'Durchwahl', reason: 'synonym' },
  { type: 'phonebookEntry', attribute: 'phone', column: 'Durchwahl', reason: 'synonym' },
  { type: 'phone', attribute: 'mac', column: 'MAC', reason: 'name' },
];

const detection = (columns: string[], ...rows: string[][]): Detection => ({
  format: AUTOMATIC_FORMAT,
  columns,
  rows: rows.map((cells, index) => ({ number: index + 2, cells })),
  issues: [],
  problem: null,
});

describe('assign', () => {
  test('takes the proposal where nothing was chosen', () => {
    expect(assign(COLUMNS, PROPOSAL, {}).get('user.extension')).toEqual({
      column: 'Durchwahl',
      reason: 'synonym',
    });
  });

  test('a choice replaces the proposal, fills what it leaves, or empties a field', () => {
    const assignment = assign(COLUMNS, PROPOSAL, {
      'user.username': 'Vorname',
      'user.firstName': 'Vorname',
      'phone.mac': '',
    });
    expect(assignment.get('user.username')).toEqual({ column: 'Vorname', reason: 'chosen' });
    expect(assignment.get('user.firstName')).toEqual({ column: 'Vorname', reason: 'chosen' });
    expect(assignment.has('phone.mac')).toBe(false);
  });

  test('choosing what is proposed keeps the reason', () => {
    const assignment = assign(COLUMNS, PROPOSAL, { 'user.username': 'Login' });
    expect(assignment.get('user.username')?.reason).toBe('synonym');
  });

  test('a choice of a column that the file does not have any more is none', () => {
    const assignment = assign(COLUMNS, PROPOSAL, { 'user.username': 'Gone', 'user.pin': 'Gone' });
    expect(assignment.get('user.username')?.column).toBe('Login');
    expect(assignment.has('user.pin')).toBe(false);
  });
});

test('people are recognised by username, else by external ID, else by nothing', () => {
  expect(keyOf(assign(COLUMNS, PROPOSAL, { 'user.externalId': 'MAC' }), 'url')).toBe('username');
  const choices = { 'user.username': '', 'user.externalId': 'MAC' };
  expect(keyOf(assign(COLUMNS, PROPOSAL, choices), 'upload')).toBe('externalId');
  expect(keyOf(assign(COLUMNS, PROPOSAL, { 'user.username': '' }), 'ldap')).toBeNull();
});

test('people of a directory are recognised by external ID, which never changes, else by username', () => {
  const both = assign(COLUMNS, PROPOSAL, { 'user.externalId': 'MAC' });
  expect(keyOf(both, 'ldap')).toBe('externalId');
  expect(keyOf(assign(COLUMNS, PROPOSAL, {}), 'ldap')).toBe('username');
});

test('names the columns that fill nothing', () => {
  expect(unusedColumns(COLUMNS, assign(COLUMNS, PROPOSAL, {}))).toEqual([
    'Vorname',
    'Kostenstelle',
  ]);
});

test('columns without a name at the end of the header are none', () => {
  expect(columnsOf(detection(['a', 'b', '', '']))).toEqual(['a', 'b']);
});

test('samples are up to three different values that are not empty', () => {
  const file = detection(
    ['a', 'b'],
    ['1', ' x '],
    ['2'],
    ['3', 'x'],
    ['4', ''],
    ['5', 'y'],
    ['6', 'z'],
    ['7', 'w']
  );
  expect(samplesOf(file, 'b')).toEqual(['x', 'y', 'z']);
  expect(samplesOf(file, 'c')).toEqual([]);
});

test('the template is asked for in the order of the attributes', () => {
  const assignment = assign(COLUMNS, PROPOSAL.slice(1), { 'user.username': 'Login' });
  expect(matchedOf(assignment)).toEqual([
    { type: 'user', attribute: 'username', column: 'Login' },
    { type: 'user', attribute: 'extension', column: 'Durchwahl' },
    { type: 'phonebookEntry', attribute: 'phone', column: 'Durchwahl' },
    { type: 'phone', attribute: 'mac', column: 'MAC' },
  ]);
});
