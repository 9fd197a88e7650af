/** An error that people are meant to read: `message` says what was found, what was expected and what to do. */
export class ConnectorError extends Error {
  constructor(
    /** Kebab-case and stable. */
    readonly code: string,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options);
    this.name = 'ConnectorError';
  }
}

/** The source could not be read to its end: the run fails and removes nothing. */
export class SourceError extends ConnectorError {
  override name = 'SourceError';
}
