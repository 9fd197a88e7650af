import { errors } from '@strapi/utils';

import {
  isDatabaseError,
  isMissingReference,
  isRefused,
  uniqueViolation,
} from '../../../server/src/storage/database-errors';
import type { RecordTable } from '../../../server/src/storage/tables';

const column = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const users: RecordTable = {
  type: 'user',
  uid: 'plugin::directory-connector.user',
  table: 'directory_users',
  plain: [],
  secret: [],
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
