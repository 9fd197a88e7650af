import { isTransient } from '../../../shared/codes/catalogue';
import type { Params, Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import { PLUGIN_ID } from '../constants';

interface Options extends ErrorOptions {
  details?: Record<string, unknown>;
}

/** A process that only hands problems on, such as a worker, loads no texts: an error says its code there. */
let textOf: (problem: Problem) => string = ({ code }) => code;

/** Gives all errors of this process their texts. */
export const giveErrorsTexts = (make: typeof textOf): void => {
  textOf = make;
};

/** An error that people are meant to read: its text says what was found, what was expected and what to do. */
export class ConnectorError extends Error {
  /** Of the catalogue, kebab-case and stable. */
  readonly code: string;
  readonly params: Params;
  /** What a client needs to go on from here, such as the run that is in the way. */
  readonly details: Record<string, unknown>;

  constructor({ code, params }: Problem, { details = {}, ...options }: Options = {}) {
    super(undefined, options);
    this.name = 'ConnectorError';
    this.code = code;
    this.params = params;
    this.details = details;
  }

  /** Made when it is read: many errors become issues, which are read in other languages or not at all. */
  override get message(): string {
    return textOf(problemOf(this));
  }

  /** Whether the same may succeed when it is tried again a little later. */
  get transient(): boolean {
    return isTransient(this);
  }
}

/** The source could not be read to its end: the run fails and removes nothing. */
export class SourceError extends ConnectorError {
  override name = 'SourceError';
}

/** What was asked for is not there, or not any more. */
export class NotFoundError extends ConnectorError {
  override name = 'NotFoundError';
}

/** What an error says, as plain data. */
export const problemOf = ({ code, params }: ConnectorError): Problem => ({ code, params });

/** Where the program was, without the error's text: that of a database error holds the values of its statement. */
export const framesOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const { stack = '', message } = error;
  // Lines of the text may look like frames.
  const at = stack.indexOf(message);
  return stack
    .slice(at === -1 ? 0 : at + message.length)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
};

/** A code of Node or a database, and the name of a class; anything else may be a text. */
const CODE = /^[A-Z0-9][A-Z0-9_]{0,49}$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,49}$/;

/** The kind of an error that nobody foresaw, such as `TypeError` or `SQLITE_FULL`, without its text. */
export const kindOf = (error: unknown): string => {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  if (typeof code === 'string' && CODE.test(code)) return code;
  return typeof name === 'string' && NAME.test(name) ? name : 'unknown error';
};

/**
 * Logs that something failed which nobody waits for. Of an error that nobody foresaw, only its kind
 * and where it was.
 */
export const logFailure = (
  log: { error(text: string): void },
  what: string,
  error: unknown
): void => {
  const reason =
    error instanceof ConnectorError ? error.message : `${kindOf(error)}\n${framesOf(error)}`;
  log.error(`${PLUGIN_ID}: ${what} failed: ${reason}`);
};

/** What an error says, whatever was thrown. */
export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);

/** The `code` of an error of Node or of a library; empty where there is none. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Full, over quota, read-only or faulty. */
const DISK_CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** Whether an error says that nothing can be written. */
export const isDiskError = (error: unknown): boolean => DISK_CODES.has(kindOf(error));

/** The error of a file for what a source delivers that cannot be written. */
export const diskError = (error: unknown): SourceError =>
  new SourceError(problem('disk-error', { code: errorCode(error) }));

/** The error itself, or, where it says that nothing can be written, what that means. */
export const explainDisk = (error: unknown): unknown =>
  isDiskError(error) ? diskError(error) : error;
