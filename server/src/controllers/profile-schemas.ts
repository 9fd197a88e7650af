import { z } from 'zod';

import {
  type Automation,
  AUTOMATIONS,
  CONNECTOR_KINDS,
  CONNECTOR_MODES,
} from '../../../shared/contracts/pascom';
import type { ProfileView } from '../../../shared/contracts/profiles';
import { LANGUAGES } from '../../../shared/languages';
import { draftSchema, mappingSchema, scheduleSchema } from '../../../shared/profile';
import { fieldsSchema } from '../../../shared/profile/fields';
import { SAMPLE_ROWS } from '../mapping';
import { PRESETS } from '../mapping/fields/presets';
import { validate } from '../utils/validation';
import { idSchema } from './request';

/** A draft to check; `profile` is the stored one that it changes. The draft's own problems are the answer, not an error. */
export const checkSchema = z.strictObject({ profile: idSchema.nullish(), draft: z.unknown() });

export const switchSchema = z.strictObject({ enabled: z.boolean() });

const versionSchema = z.looseObject({ version: z.number().int().min(1).optional() });

/** What a profile's view tells besides its settings: who sends a view back need not take that out. */
const TOLD: readonly string[] = [
  'id',
  'problems',
  'createdAt',
  'updatedAt',
  'mailFailedAt',
] satisfies (keyof ProfileView)[];

/** A profile as it is to be saved, and the version that it is to take the place of. */
export const readVersion = (body: unknown): { version?: number; profile: object } => {
  const { version, ...sent } = validate(versionSchema, body);
  const profile = Object.fromEntries(Object.entries(sent).filter(([name]) => !TOLD.includes(name)));
  return { version, profile };
};

const columnName = z.string().min(1).max(1000);

/** `rows`: the first ones of the source, cell by cell in the order of the columns; `profile`: the stored one, whose matching may be pinned; `preset`: the export that a person says they are of. */
export const matchSchema = z.strictObject({
  profile: idSchema.nullish(),
  preset: z.enum(PRESETS.map(({ id }) => id)).nullish(),
  columns: z.array(columnName).min(1).max(1000),
  rows: z.array(z.array(z.string()).max(1000)).max(SAMPLE_ROWS).default([]),
});

export const templateSchema = z.strictObject({
  fields: fieldsSchema,
  variables: mappingSchema.shape.variables,
  columns: z.array(columnName).max(1000).nullable().default(null),
});

export const exampleSchema = z.strictObject({ language: z.enum(LANGUAGES).default('en') });

/** A mapping as it is written; `columns`: those of the source, where they are known. */
export const writtenSchema = z.strictObject({
  template: mappingSchema.shape.template,
  variables: mappingSchema.shape.variables,
  columns: z.array(columnName).max(1000).nullable().default(null),
});

/** A connector of pascom's, as a person has copied it. */
export const connectorSchema = z.strictObject({
  preFilter: mappingSchema.shape.preFilter,
  variables: z.string().max(262_144).default(''),
  structure: mappingSchema.shape.template,
  kind: z.enum(CONNECTOR_KINDS).nullable().default(null),
  mode: z.enum(CONNECTOR_MODES).default('create-update-remove'),
  automation: z.enum(Object.keys(AUTOMATIONS) as Automation[]).default('none'),
});

/** What is tried on a source: what is stored, or `draft` where the profile is being edited. */
export const mappingTrialSchema = z.strictObject({
  profile: idSchema.nullish(),
  draft: draftSchema.optional(),
  upload: idSchema.nullish(),
});

/** The same with a single row. */
export const trialSchema = mappingTrialSchema.extend({
  from: z.number().int().min(1).default(1),
  search: z.string().trim().max(200).default(''),
});

export const schedulePreviewSchema = z.strictObject({
  schedule: scheduleSchema,
  count: z.number().int().min(1).max(20).default(5),
});
