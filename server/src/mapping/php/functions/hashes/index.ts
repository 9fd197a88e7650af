import type { PhpFunctions } from '../define';
import { CODES } from './codes';
import { DIGEST_FUNCTIONS } from './digests';
import { PACKING } from './pack';

/** Digests of bytes, and how these are written. */
export const HASHES: PhpFunctions = { ...CODES, ...DIGEST_FUNCTIONS, ...PACKING };
