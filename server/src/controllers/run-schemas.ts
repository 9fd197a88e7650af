import { z } from 'zod';

import { personSchema } from '../../../shared/contracts/person';
import { CHANGE_KINDS } from '../../../shared/contracts/runs';
import { RUN_STATUSES } from '../../../shared/run-statuses';
import { RECORD_TYPES } from '../../../shared/records';
import { flag, idSchema, paging, search } from './request';

export const listSchema = z.strictObject({
  ...paging,
  profile: idSchema.optional(),
  status: z.enum(RUN_STATUSES).optional(),
  kind: z.enum(['run', 'test']).optional(),
});

/** The profile's name, typed by the person: asked for where much can be lost. */
export const confirmSchema = z.strictObject({ confirm: z.string().max(200).optional() });

/** Of the people whom a run's plan takes for others: who is somebody else, by id or key; all others are the same. */
const people = z.strictObject({
  of: idSchema,
  two: z.array(z.string().min(1).max(300)).max(100_000).default([]),
});

/** `person`: whom alone the run is about; absent: everybody. */
export const startSchema = confirmSchema.extend({
  people: people.optional(),
  person: personSchema.optional(),
});

export const testSchema = z.strictObject({ person: personSchema.optional() });

export const personBody = z.strictObject({ person: personSchema });

/** The plan as it is, in which people in question are the same; without the word they have to be asked about. */
export const approveSchema = confirmSchema.extend({ people: z.literal('same').optional() });

const changeFilters = {
  action: z.enum(['create', 'update', 'remove', 'error']).optional(),
  type: z.enum(RECORD_TYPES).optional(),
  kind: z.enum(CHANGE_KINDS).optional(),
  search,
};

export const pageSchema = z.strictObject(paging);

export const changesSchema = z.strictObject({ ...paging, ...changeFilters, onlyProblems: flag });

export const historySchema = z.strictObject({
  ...paging,
  ...changeFilters,
  search: z.string().trim().min(2).max(200),
});

export const credentialsSchema = z.strictObject({
  separator: z.enum(['comma', 'semicolon']).default('comma'),
});

export const issuesSchema = z.strictObject({
  ...paging,
  severity: z.enum(['error', 'warning', 'info']).optional(),
  code: z.string().max(100).optional(),
  search,
});
