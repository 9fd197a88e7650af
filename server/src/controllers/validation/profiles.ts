import { z } from '@strapi/utils';

import { draftSchema, scheduleSchema } from '../../profiles/schema';
import { idSchema } from './parameters';

/** A draft to check; `profile` is the stored one that it changes. The draft's own problems are the answer, not an error. */
export const checkSchema = z.strictObject({ profile: idSchema.nullish(), draft: z.unknown() });

export const templateSchema = z.strictObject({
  columns: z.array(z.string().max(1000)).min(1).max(1000),
});

/** A trial of what is stored, or of `draft` where the profile is being edited. */
export const trialSchema = z.strictObject({
  profile: idSchema.nullish(),
  draft: draftSchema.optional(),
  upload: idSchema.nullish(),
  from: z.number().int().min(1).default(1),
  search: z.string().trim().max(200).default(''),
});

export const schedulePreviewSchema = z.strictObject({
  schedule: scheduleSchema,
  count: z.number().int().min(1).max(20).default(5),
});
