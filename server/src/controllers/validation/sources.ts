import { z } from 'zod';

import { type Source, sourceSchema } from '../../../../shared/profile';
import { idSchema } from './parameters';

/** `profile`: the stored one, whose secrets are taken where the source holds markers. */
export const sourceOfType = (type: Source['type']) =>
  z.strictObject({
    profile: idSchema.nullish(),
    source: sourceSchema.refine((source) => source.type === type, {
      path: ['type'],
      error: `expected a source of type "${type}"`,
    }),
  });

export const rowSchema = z.object({ row: z.coerce.number().int().min(1) });
