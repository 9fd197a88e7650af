/** An error that people are meant to read: `message` says what was found, what was expected and what to do. */
export class ConnectorError extends Error {
  /** What a client needs to go on from here, such as the run that is in the way. */
  readonly details: Record<string, unknown>;

  constructor(
    /** Kebab-case and stable. */
    readonly code: string,
    message: string,
    options?: ErrorOptions & { details?: Record<string, unknown> }
  ) {
    super(message, options);
    this.name = 'ConnectorError';
    this.details = options?.details ?? {};
  }
}

/** The source could not be read to its end: the run fails and removes nothing. */
export class SourceError extends ConnectorError {
  override name = 'SourceError';
}

/** Where the program was, without the error's text: that of a database error holds the values of its statement. */
export const framesOf = (error: unknown): string => {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
};

/** The kind of an error that nobody foresaw, such as `TypeError` or `SQLITE_FULL`, without its text. */
export const kindOf = (error: unknown): string => {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return (
    [code, name].find((kind) => typeof kind === 'string' && kind !== '')?.toString() ??
    'unknown error'
  );
};

/** What an error says, whatever was thrown. */
export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
