import { z } from '@strapi/utils';

import { sourceSchema } from '../../profiles/schema';
import { idSchema } from './parameters';

/** `profile`: the stored one, whose secrets are taken where the source holds markers. */
export const detectSourceSchema = z.strictObject({
  profile: idSchema.nullish(),
  source: sourceSchema,
});

export const rowSchema = z.object({ row: z.coerce.number().int().min(1) });
