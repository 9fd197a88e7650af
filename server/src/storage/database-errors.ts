import type { ParamsOfKey } from '../../../shared/codes/catalogue';
import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import { ATTRIBUTES } from '../../../shared/records';
import { digested, digestName } from './digests';
import type { RecordTable } from './tables';

/** What Strapi says where an attribute is unique; its panel knows the words in each language. */
export const NOT_UNIQUE = 'This attribute must be unique';

type Refusal = ParamsOfKey<'value-refused'>['why'];
type Failure = ParamsOfKey<'database-failed'>['why'];

/** SQLSTATE's classes of data that are not valid, and of constraints. */
const REFUSED_VALUES = /^2[23]/;

/** By what SQLite says, PostgreSQL's SQLSTATE, MySQL's and MariaDB's number, or the name of an error of Strapi's. */
const REFUSALS: Readonly<Record<Exclude<Refusal, 'tooShort'>, readonly string[]>> = {
  required: ['SQLITE_CONSTRAINT_NOTNULL', '23502', '1048', '1364', 'NotNullError'],
  tooLong: ['SQLITE_TOOBIG', '22001', '1406'],
  wrongType: ['SQLITE_MISMATCH', 'SQLITE_CONSTRAINT_DATATYPE', '22P02', '22007', '1292', '1366'],
  outOfRange: ['22003', '22008', '1264', '1690'],
  character: ['22021', '22P05'],
  rule: ['SQLITE_CONSTRAINT_CHECK', '23514', '1265', '3819', '4025'],
};

/** The same for what keeps a database from writing anything; of SQLite, whatever follows. */
const FAILURES: Readonly<Record<Failure, readonly string[]>> = {
  full: ['SQLITE_FULL', '53100', '1021', '1114'],
  readOnly: ['SQLITE_READONLY', '25006', '1290', '1792', '1836'],
  busy: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
  // Also what PostgreSQL and MariaDB end that has no serial order with what others wrote.
  deadlock: ['40001', '40P01', '1213', '1020'],
  lockTimeout: ['55P03', '1205'],
  connections: ['KnexTimeoutError', '53300', '1040', '1203'],
  lost: [
    ...['57P01', '57P02', '57P03', '57P05', '25P03', '08000', '08001', '08003', '08004', '08006'],
    // Of MySQL and MariaDB: shut down, killed, idle for too long, and broken off in several ways.
    ...['1053', '1927', '3169', '4031', '1152', '1158', '1159', '1160', '1161'],
    'PROTOCOL_CONNECTION_LOST',
  ],
  denied: ['SQLITE_PERM', 'SQLITE_AUTH', '42501', '1044', '1142', '1143'],
};

/** What a driver says that has no code for a lost connection; Knex puts the statement before it. */
const LOST =
  /(?:Connection terminated(?: unexpectedly| due to connection timeout)?|timeout expired|is not queryable|connection is in closed state|Can't write in closed state)$/;

/** What Node says of any connection; only who asks the database knows that it is the database's. */
const CUT = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'];
const NO_WAY = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];

/** What is said where no connection comes about, so that nothing can have been written. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  ...['57P03', '53300', '08001', '08004', '1040', '1203', 'KnexTimeoutError'],
  ...NO_WAY,
]);

const PASSING: ReadonlySet<Failure> = new Set([
  ...(['busy', 'deadlock', 'lockTimeout', 'connections', 'lost'] as const),
]);

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

const text = (error: unknown, name: string): string => {
  const value = property(error, name);
  return typeof value === 'string' ? value : '';
};

/** What an error is known by. */
const signsOf = (error: unknown): string[] => [
  text(error, 'code'),
  String(property(error, 'errno')),
  text(error, 'name'),
];

const known = <Kind extends string>(
  kinds: Readonly<Record<Kind, readonly string[]>>,
  signs: readonly string[]
): Kind | null =>
  (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].some((sign) => signs.includes(sign))) ??
  null;

const refusalIn = (error: unknown): Refusal | null => {
  const refusal = known(REFUSALS, signsOf(error));
  // MySQL has one number for a value of another type and for a character that its character set lacks.
  return refusal === 'wrongType' && text(error, 'sqlMessage').startsWith('Incorrect string value')
    ? 'character'
    : refusal;
};

const failureIn = (error: unknown): Failure | null => {
  const signs = signsOf(error);
  const ofSqlite = signs[0]?.split('_').slice(0, 2).join('_') ?? '';
  return (
    known(FAILURES, [...signs, ofSqlite]) ?? (LOST.test(text(error, 'message')) ? 'lost' : null)
  );
};

const failed = (why: Failure, error: unknown): Problem =>
  problem('database-failed', { why, database: text(error, 'code') || null });

/** What keeps the database from writing anything; null for any other error. */
export const databaseFailure = (error: unknown): Problem | null => {
  const why = failureIn(error);
  return why && failed(why, error);
};

/** What passes of what a database that was asked has failed by. */
export interface Passing {
  problem: Problem;
  /** No connection came about. */
  isUnreachable: boolean;
  /** The connection was lost, and nobody knows what has become of what was being written. */
  mayBeDone: boolean;
}

/** Why the database could not do what it was asked, where the same may succeed a little later; else null. */
export const passing = (error: unknown): Passing | null => {
  const signs = signsOf(error);
  const isCut = signs.some((sign) => [...CUT, ...NO_WAY].includes(sign));
  const why = isCut ? 'lost' : failureIn(error);
  if (why === null || !PASSING.has(why)) return null;
  const isUnreachable = signs.some((sign) => UNREACHABLE.has(sign));
  return {
    problem: failed(why, error),
    isUnreachable,
    mayBeDone: why === 'lost' && !isUnreachable,
  };
};

/**
 * True when the database refused what was to be written, as opposed to being unable to write at all.
 */
export const isRefused = (error: unknown): boolean =>
  refusalIn(error) !== null ||
  text(error, 'code').startsWith('SQLITE_CONSTRAINT') ||
  (text(error, 'code').length === 5 && REFUSED_VALUES.test(text(error, 'code'))) ||
  REFUSED_VALUES.test(text(error, 'sqlState'));

/** True for an error of the database or the way to it; those of an app's own code have no code. */
export const isDatabaseError = (error: unknown): boolean =>
  text(error, 'code') !== '' || refusalIn(error) !== null || failureIn(error) !== null;

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

interface Invalid extends Partial<Problem> {
  path: (string | number)[];
  message: string;
}

/** True for an error of a check before writing. An app may have another copy of `@strapi/utils`, with classes of its own. */
export const isInvalid = (error: unknown): boolean => text(error, 'name') === 'ValidationError';

/** What a check before writing found: Strapi's own, or this plugin's, whose findings have codes. */
const foundBefore = (error: unknown): Invalid[] => {
  const found = property(property(error, 'details'), 'errors');
  return isInvalid(error) && Array.isArray(found) ? found : [];
};

/** The attribute that the check before writing found to be taken. */
const refusedAsNotUnique = (error: unknown): string | null => {
  const taken = foundBefore(error).find(({ message }) => message === NOT_UNIQUE);
  return taken ? String(taken.path[0]) : null;
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

/** What Strapi's check says, in its words. */
const STRAPI_SAYS: readonly [Refusal, RegExp][] = [
  ['required', /must be defined|cannot be (?:null|empty)|is a required field/],
  ['tooLong', /must be at most \d+ characters/],
  ['tooShort', /must be at least \d+ characters/],
  ['outOfRange', /must be (?:greater|less) than/],
  ['wrongType', /must be an? [`\w ]*(?:type|number|integer|boolean)/],
  ['rule', /must match|must be one of/],
];

/** The column that an error names; a driver's text quotes values, so that only its end can be relied on. */
const columnIn = (error: unknown): string | null => {
  const details: unknown = property(error, 'details');
  const named = text(error, 'column') || text(details, 'column');
  const [, ofSqlite] = /constraint failed: \w+\.(\w+)$/.exec(text(error, 'message')) ?? [];
  const [, ofMysql] =
    /(?:column|field) (?:`[^`]*`\.)*[`']([^`']+)[`'](?: at row \d+| cannot be null| doesn't have a default value)$/i.exec(
      text(error, 'sqlMessage')
    ) ?? [];
  return named || ofSqlite || ofMysql || null;
};

/** Why the database, or a check before it, refuses a value; null for what is not known. */
export const refusal = (
  error: unknown,
  { type, column }: Pick<RecordTable, 'type' | 'column'>
): { attribute: string | null; what: Problem } | null => {
  const because = (why: Refusal, attribute: string | null) => {
    const database = text(error, 'code') || null;
    return { attribute, what: problem('value-refused', { why, attribute, database }) };
  };
  const [first] = foundBefore(error);
  if (first) {
    const { path, code, params } = first;
    if (code && params) return { attribute: path.join('.') || null, what: { code, params } };
    const [why] = STRAPI_SAYS.find(([, words]) => words.test(first.message)) ?? [];
    return why ? because(why, path.join('.') || null) : null;
  }
  const why = refusalIn(error);
  const named = columnIn(error);
  const attribute = Object.keys(ATTRIBUTES[type]).find((name) => column(name) === named) ?? null;
  return why && because(why, attribute);
};
