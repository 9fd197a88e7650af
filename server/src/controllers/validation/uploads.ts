import { z } from 'zod';

import { csvFormat } from '../../../../shared/profile/csv';
import { idSchema } from './parameters';

/** The text fields of the multipart body. */
export const storeSchema = z.strictObject({ profile: idSchema.optional() });

export const attachSchema = z.strictObject({ profile: idSchema });

export const detectSchema = z.strictObject({ format: csvFormat.prefault({}) });

/** What is undone: all fixes of a row, or the one of a column. */
export const removeFixSchema = z.strictObject({
  row: z.coerce.number().int().min(1),
  column: z.string().min(1).max(1000).optional(),
});
