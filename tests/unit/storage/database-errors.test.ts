import { errors } from '@strapi/utils';

import {
  databaseFailure,
  isDatabaseError,
  isMissingReference,
  isRefused,
  passing,
  refusal,
  uniqueViolation,
} from '../../../server/src/storage/database-errors';
import { isTransient } from '../../../shared/codes/catalogue';
import type { RecordTable } from '../../../server/src/storage/tables';

const column = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const users: RecordTable = {
  type: 'user',
  uid: 'plugin::directory-connector.user',
  table: 'directory_users',
  plain: [],
  secret: [],
  columns: new Map(),
  column,
  typeOf: () => 'string',
  link: null,
};

const sqlite = (columns: string, statement = 'insert into directory_users …') =>
  Object.assign(new Error(`${statement} - UNIQUE constraint failed: ${columns}`), {
    code: 'SQLITE_CONSTRAINT_UNIQUE',
  });
const postgres = (constraint: string) =>
  Object.assign(new Error('duplicate key value'), { code: '23505', constraint });
const mysql = (key: string) =>
  Object.assign(new Error('insert …'), {
    code: 'ER_DUP_ENTRY',
    errno: 1062,
    sqlState: '23000',
    sqlMessage: `Duplicate entry 'it's for key 'x'' for key '${key}'`,
  });

describe('uniqueViolation', () => {
  it.each([
    sqlite('directory_users.external_id_digest'),
    postgres('directory_users_external_id_digest_unique'),
    mysql('directory_users.directory_users_external_id_digest_unique'),
    mysql('directory_users_external_id_digest_unique'),
  ])('names the attribute (%#)', (error) => {
    expect(uniqueViolation(error, users)).toBe('externalId');
    expect(isRefused(error)).toBe(true);
  });

  it.each([
    sqlite('directory_users.connector_profile, directory_users.connector_key_digest'),
    postgres('directory_users_connector_key_digest_unique'),
    mysql('directory_users.directory_users_connector_key_digest_unique'),
  ])('knows the key of the profile (%#)', (error) => {
    expect(uniqueViolation(error, users)).toBe('connectorKey');
  });

  it('is not misled by values in the statement', () => {
    const statement = "insert … values ('UNIQUE constraint failed: directory_users.username')";
    expect(uniqueViolation(sqlite('directory_users.extension_digest', statement), users)).toBe(
      'extension'
    );
  });

  it('knows the check before it', () => {
    const details = { errors: [{ path: ['extension'], message: 'This attribute must be unique' }] };
    expect(uniqueViolation(new errors.ValidationError('x', details), users)).toBe('extension');
    expect(uniqueViolation(new errors.ValidationError('x', {}), users)).toBeNull();
  });

  it.each([new Error('x'), null, undefined, 'x', Object.assign(new Error('x'), { code: '23502' })])(
    'is null for any other error (%#)',
    (error) => {
      expect(uniqueViolation(error, users)).toBeNull();
    }
  );
});

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('x'), { code, ...more });

describe('kinds of errors', () => {
  it.each([
    withCode('SQLITE_CONSTRAINT_FOREIGNKEY'),
    withCode('SQLITE_TOOBIG'),
    withCode('22001'),
    withCode('23503'),
    withCode('ER_DATA_TOO_LONG', { errno: 1406, sqlState: '22001' }),
    withCode('ER_TRUNCATED_WRONG_VALUE_FOR_FIELD', { errno: 1366, sqlState: 'HY000' }),
  ])('refuses what was to be written (%#)', (error) => {
    expect(isRefused(error)).toBe(true);
    expect(isDatabaseError(error)).toBe(true);
  });

  it.each([
    withCode('ECONNREFUSED'),
    withCode('SQLITE_FULL'),
    withCode('SQLITE_BUSY'),
    withCode('57P01'),
    withCode('ER_LOCK_DEADLOCK', { errno: 1213, sqlState: '40001' }),
    Object.assign(new Error('x'), { name: 'KnexTimeoutError' }),
  ])('cannot write at all (%#)', (error) => {
    expect(isRefused(error)).toBe(false);
    expect(isDatabaseError(error)).toBe(true);
  });

  it("takes an app's own error for none of the database", () => {
    expect(isDatabaseError(new TypeError('x'))).toBe(false);
    expect(isRefused(new TypeError('x'))).toBe(false);
  });

  it.each([
    withCode('SQLITE_CONSTRAINT_FOREIGNKEY'),
    withCode('23503'),
    withCode('ER_NO_REFERENCED_ROW_2', { errno: 1452, sqlState: '23000' }),
  ])('knows a reference to what is gone (%#)', (error) => {
    expect(isMissingReference(error)).toBe(true);
  });
});

describe('refusal', () => {
  const notNull = (column?: string) =>
    Object.assign(new Error('x'), { name: 'NotNullError', details: { column } });
  const byMysql = (errno: number, sqlMessage: string) =>
    withCode('ER_X', { errno, sqlState: 'HY000', sqlMessage });
  const sqliteNotNull = Object.assign(
    new Error("insert … 'x' - NOT NULL constraint failed: directory_users.display_name"),
    { code: 'SQLITE_CONSTRAINT_NOTNULL' }
  );

  it.each([
    [sqliteNotNull, 'required', 'displayName'],
    [withCode('23502', { column: 'email' }), 'required', 'email'],
    [notNull('email'), 'required', 'email'],
    [notNull(), 'required', null],
    [byMysql(1048, "Column 'email' cannot be null"), 'required', 'email'],
    [byMysql(1364, "Field 'email' doesn't have a default value"), 'required', 'email'],
    [withCode('SQLITE_TOOBIG'), 'tooLong', null],
    [withCode('22001'), 'tooLong', null],
    [byMysql(1406, "Data too long for column 'display_name' at row 1"), 'tooLong', 'displayName'],
    [withCode('SQLITE_CONSTRAINT_DATATYPE'), 'wrongType', null],
    [withCode('22P02'), 'wrongType', null],
    [
      byMysql(1366, "Incorrect integer value: 'x' for column 'email' at row 1"),
      'wrongType',
      'email',
    ],
    [withCode('22003'), 'outOfRange', null],
    [byMysql(1264, "Out of range value for column 'email' at row 3"), 'outOfRange', 'email'],
    [withCode('22021'), 'character', null],
    [
      byMysql(
        1366,
        "Incorrect string value: '\\xF0' for column `a`.`directory_users`.`email` at row 1"
      ),
      'character',
      'email',
    ],
    [withCode('SQLITE_CONSTRAINT_CHECK'), 'rule', null],
    [withCode('23514'), 'rule', null],
    [byMysql(3819, "Check constraint 'c' is violated."), 'rule', null],
  ])('says why a database refuses a value (%#)', (error, why, attribute) => {
    const found = refusal(error, users);
    expect(found).toMatchObject({ attribute, what: { code: 'value-refused', params: { why } } });
    expect(isRefused(error)).toBe(true);
    expect(isDatabaseError(error)).toBe(true);
  });

  it.each([
    ['email must be defined.', 'required'],
    ['email cannot be empty', 'required'],
    ['email must be at most 5 characters', 'tooLong'],
    ['email must be at least 5 characters', 'tooShort'],
    ['email must be greater than or equal to 5', 'outOfRange'],
    ['email must be a `number` type, but the final value was: `NaN`.', 'wrongType'],
    ['email must match the following: "/x/"', 'rule'],
  ])("knows Strapi's check: %s", (message, why) => {
    const error = new errors.ValidationError(message, { errors: [{ path: ['email'], message }] });
    expect(refusal(error, users)).toMatchObject({ attribute: 'email', what: { params: { why } } });
  });

  it("passes on what the plugin's own check says", () => {
    const what = { code: 'invalid-mac', params: { found: 'x' } };
    const found = [{ ...what, path: ['email'], message: 'x' }];
    const error = new errors.ValidationError('x', { errors: found });
    expect(refusal(error, users)).toEqual({ attribute: 'email', what });
  });

  it('is not misled by values, and knows nothing of other errors', () => {
    const statement = "insert … values ('NOT NULL constraint failed: directory_users.email')";
    const error = Object.assign(new Error(statement), { code: 'SQLITE_CONSTRAINT_NOTNULL' });
    expect(refusal(error, users)?.attribute).toBeNull();
    const own = new errors.ValidationError('no', { errors: [{ path: ['email'], message: 'no' }] });
    for (const other of [new Error('x'), own, withCode('SQLITE_FULL'), withCode('23505')]) {
      expect(refusal(other, users)).toBeNull();
    }
  });
});

describe('databaseFailure', () => {
  it.each([
    [withCode('SQLITE_FULL'), 'full'],
    [withCode('53100'), 'full'],
    [withCode('ER_RECORD_FILE_FULL', { errno: 1114 }), 'full'],
    [withCode('SQLITE_READONLY_DIRECTORY'), 'readOnly'],
    [withCode('25006'), 'readOnly'],
    [withCode('ER_OPTION_PREVENTS_STATEMENT', { errno: 1290 }), 'readOnly'],
    [withCode('SQLITE_BUSY'), 'busy'],
    [withCode('SQLITE_BUSY_SNAPSHOT'), 'busy'],
    [withCode('SQLITE_LOCKED_SHAREDCACHE'), 'busy'],
    [withCode('40001'), 'deadlock'],
    [withCode('40P01'), 'deadlock'],
    [withCode('ER_LOCK_DEADLOCK', { errno: 1213, sqlState: '40001' }), 'deadlock'],
    [withCode('ER_CHECKREAD', { errno: 1020, sqlState: 'HY000' }), 'deadlock'],
    [withCode('55P03'), 'lockTimeout'],
    [withCode('ER_LOCK_WAIT_TIMEOUT', { errno: 1205, sqlState: 'HY000' }), 'lockTimeout'],
    [Object.assign(new Error('x'), { name: 'KnexTimeoutError' }), 'connections'],
    [withCode('53300'), 'connections'],
    [withCode('ER_CON_COUNT_ERROR', { errno: 1040, sqlState: '08004' }), 'connections'],
    [withCode('57P01'), 'lost'],
    [withCode('ER_CONNECTION_KILLED', { errno: 1927, sqlState: '70100' }), 'lost'],
    [new Error('select 1 - Connection terminated unexpectedly'), 'lost'],
    [new Error("Can't add new command when connection is in closed state"), 'lost'],
    [new Error('x - Client has encountered a connection error and is not queryable'), 'lost'],
    [withCode('PROTOCOL_CONNECTION_LOST'), 'lost'],
    [withCode('42501'), 'denied'],
  ])('says what keeps the database from writing (%#)', (error, why) => {
    const failure = databaseFailure(error);
    expect(failure).toMatchObject({ code: 'database-failed', params: { why } });
    expect(failure && isTransient(failure)).toBe(!['full', 'readOnly', 'denied'].includes(why));
    expect(passing(error) !== null).toBe(failure && isTransient(failure));
    expect(isDatabaseError(error)).toBe(true);
    expect(isRefused(error)).toBe(false);
  });

  it.each([new Error('x'), null, withCode('22001'), withCode('ECONNREFUSED')])(
    'is null for any other error (%#)',
    (error) => {
      expect(databaseFailure(error)).toBeNull();
    }
  );
});

describe('what passes', () => {
  const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });

  it.each([
    [refused, { isUnreachable: true, mayBeDone: false }],
    [withCode('57P03'), { isUnreachable: true, mayBeDone: false }],
    [withCode('EAI_AGAIN', { syscall: 'getaddrinfo' }), { isUnreachable: true, mayBeDone: false }],
    [withCode('ECONNRESET'), { isUnreachable: false, mayBeDone: true }],
    [withCode('57P01'), { isUnreachable: false, mayBeDone: true }],
    [withCode('PROTOCOL_CONNECTION_LOST'), { isUnreachable: false, mayBeDone: true }],
    [withCode('40P01'), { isUnreachable: false, mayBeDone: false }],
    [withCode('SQLITE_BUSY'), { isUnreachable: false, mayBeDone: false }],
  ])('tells what may have been written by then (%#)', (error, told) => {
    expect(passing(error)).toMatchObject(told);
  });

  it.each([new Error('x'), null, withCode('22001'), withCode('SQLITE_FULL'), withCode('42501')])(
    'is nothing else (%#)',
    (error) => {
      expect(passing(error)).toBeNull();
    }
  );
});
