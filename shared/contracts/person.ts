import { z } from 'zod';

import { RECORD_TYPES } from '../records';
import type { RowTrial } from './trials';

/** The value of what a profile knows people by; of several attributes their values, with `|` between them. */
export const personKey = z.string().trim().min(1).max(1000);

/** Whom alone a run or a trial is about: by the key, or as a record that the profile has brought. */
export const personSchema = z.union([
  z.strictObject({ key: personKey }),
  z.strictObject({ type: z.enum(RECORD_TYPES), record: z.string().min(1).max(64) }),
]);

export type Person = z.output<typeof personSchema>;

/** What syncing one person would do. */
export type PersonTrial = Pick<RowTrial, 'row' | 'skipped' | 'changes' | 'issues'>;
