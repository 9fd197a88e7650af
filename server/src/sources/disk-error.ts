import { SourceError } from '../utils/errors';
import { errorCode } from './error-code';

/** The error of a file for what a source delivers that cannot be written. */
export const diskError = (error: unknown): SourceError =>
  new SourceError(
    'disk-error',
    `what the source delivers cannot be kept in the server's folder for temporary files (${errorCode(error)}): check its space and permissions`
  );
