import { diskError } from '../sources/disk-error';
import { kindOf } from './errors';

/** Full, over quota, read-only or faulty. */
const DISK_CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** The error itself, or, where it says that nothing can be written, what that means. */
export const explainDisk = (error: unknown): unknown =>
  DISK_CODES.has(kindOf(error)) ? diskError(error) : error;
