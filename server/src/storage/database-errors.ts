import { errors } from '@strapi/utils';

import { digested, digestName } from './digests';
import type { RecordTable } from './tables';

/** What Strapi says where an attribute is unique. */
export const NOT_UNIQUE = 'This attribute must be unique';

const REFUSED_VALUES = /^2[23]/;
/** MySQL: a character that the column's character set does not have. */
const INCORRECT_VALUE = 1366;

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

const text = (error: unknown, name: string): string => {
  const value = property(error, name);
  return typeof value === 'string' ? value : '';
};

/**
 * True when the database refused what was to be written, as opposed to being unable to write at all.
 */
export const isRefused = (error: unknown): boolean => {
  const code = text(error, 'code');
  return (
    code.startsWith('SQLITE_CONSTRAINT') ||
    code === 'SQLITE_TOOBIG' ||
    (code.length === 5 && REFUSED_VALUES.test(code)) ||
    REFUSED_VALUES.test(text(error, 'sqlState')) ||
    property(error, 'errno') === INCORRECT_VALUE
  );
};

const BUSY: ReadonlySet<unknown> = new Set([
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
  // PostgreSQL: no serial order, deadlock, lock not available. MySQL: the same of locks.
  '40001',
  '40P01',
  '55P03',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_LOCK_DEADLOCK',
]);

/** True when others were in the way and nothing was written: the same may succeed a little later. */
export const isBusy = (error: unknown): boolean =>
  BUSY.has(property(error, 'code')) || text(error, 'name') === 'KnexTimeoutError';

/** True for an error of the database or the way to it; those of an app's own code have no code. */
export const isDatabaseError = (error: unknown): boolean =>
  text(error, 'code') !== '' || text(error, 'name') === 'KnexTimeoutError';

/** True when a record that was referred to is gone. */
export const isMissingReference = (error: unknown): boolean =>
  text(error, 'code') === 'SQLITE_CONSTRAINT_FOREIGNKEY' ||
  text(error, 'code') === '23503' ||
  property(error, 'errno') === 1452;

/** The unique index that an error names, as `columns joined by _`; null for any other error. */
const violatedColumns = (error: unknown, table: string): string | null => {
  const indexed = (name: string): string =>
    name.replace(new RegExp(`^${table}_`), '').replace(/_unique$/, '');

  if (text(error, 'code') === 'SQLITE_CONSTRAINT_UNIQUE') {
    // The driver's text follows the statement, whose values may contain anything.
    const [, columns = ''] =
      /UNIQUE constraint failed: ([\w., ]+)$/.exec(text(error, 'message')) ?? [];
    return columns.replaceAll(`${table}.`, '').replaceAll(', ', '_');
  }
  if (text(error, 'code') === '23505') {
    return indexed(text(error, 'constraint'));
  }
  if (property(error, 'errno') === 1062) {
    const [, index = ''] = /for key '(?:[^'.]*\.)?([^'.]+)'$/.exec(text(error, 'sqlMessage')) ?? [];
    return indexed(index);
  }
  return null;
};

/** The attribute that the check before writing found to be taken. */
const refusedAsNotUnique = (error: unknown): string | null => {
  if (!(error instanceof errors.ValidationError)) {
    return null;
  }
  const { errors: problems = [] } = error.details as {
    errors?: { path: (string | number)[]; message: string }[];
  };
  const problem = problems.find(({ message }) => message === NOT_UNIQUE);
  return problem ? String(problem.path[0]) : null;
};

/**
 * The attribute whose value another record has already, by a unique index of the type's table or by
 * the check before it. `connectorKey` stands for the profile's key; null when the error is another one.
 */
export const uniqueViolation = (error: unknown, table: RecordTable): string | null => {
  const columns = violatedColumns(error, table.table);
  if (columns === null) {
    return refusedAsNotUnique(error);
  }
  const names = digested(table.type);
  return names.find((name) => columns.endsWith(table.column(digestName(name)))) ?? columns;
};
