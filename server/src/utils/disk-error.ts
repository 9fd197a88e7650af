import { problem } from '../../../shared/codes/texts';
import { errorCode } from './error-code';
import { kindOf, SourceError } from './errors';

/** Full, over quota, read-only or faulty. */
const DISK_CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** The error of a file for what a source delivers that cannot be written. */
export const diskError = (error: unknown): SourceError =>
  new SourceError(problem('disk-error', { code: errorCode(error) }));

/** The error itself, or, where it says that nothing can be written, what that means. */
export const explainDisk = (error: unknown): unknown =>
  DISK_CODES.has(kindOf(error)) ? diskError(error) : error;
