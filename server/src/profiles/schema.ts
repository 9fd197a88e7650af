import { z } from '@strapi/utils';

import {
  EXISTING_POLICIES,
  MISSING_POLICIES,
  MODES,
  RETURNING_POLICIES,
} from '../../../shared/contracts/profiles';
import { MATCHABLE } from '../../../shared/records';
import { ldapSource } from './ldap-schema';
import { secretInput } from './secret-input';

const EXPRESSION_CHARACTERS = 16_384;
const TEMPLATE_CHARACTERS = 262_144;

const expression = z.string().max(EXPRESSION_CHARACTERS);
const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, { error: 'expected text without line breaks and control characters' });
const percent = z.number().min(0).max(100).nullable();
const extensionNumber = z.number().int().min(1).max(9_999_999_999);

const secret = secretInput('text');

const auth = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('basic'),
    username: z.string().min(1).max(255),
    password: secret,
  }),
  z.strictObject({ type: z.literal('bearer'), token: secret }),
]);

const format = {
  encoding: z.string().min(1).max(40).default('auto'),
  delimiter: z.string().min(1).max(4).default('auto'),
  lineSeparator: z.enum(['auto', '\n', '\r\n', '\r']).default('auto'),
  enclosure: z
    .string()
    .refine((value) => value === 'auto' || value.length <= 1, {
      error: 'expected one character, empty text for none, or "auto"',
    })
    .default('auto'),
  headerRow: z
    .union([z.literal('auto'), z.number().int().min(0).max(1000)], {
      error:
        'expected "auto", the number of a line up to 1000, or 0 for a file without column names',
    })
    .default('auto'),
};

export const formatSchema = z.strictObject(format);

const csvSource = z.discriminatedUnion('delivery', [
  z.strictObject({ type: z.literal('csv'), delivery: z.literal('upload'), ...format }),
  z.strictObject({
    type: z.literal('csv'),
    delivery: z.literal('url'),
    url: z.string().min(1).max(2048),
    auth: auth.optional(),
    ca: z.string().max(65_536).optional(),
    ...format,
  }),
]);

export const sourceSchema = z.discriminatedUnion('type', [csvSource, ldapSource]);

/** A source as a person gives it: secrets in clear, as markers, or left out. */
export type SourceInput = z.infer<typeof sourceSchema>;

export const mappingSchema = z.strictObject({
  preFilter: expression.default(''),
  variables: z.array(z.strictObject({ name, expression })).max(500).default([]),
  template: z.string().max(TEMPLATE_CHARACTERS).default(''),
  match: z
    .strictObject({
      user: z.enum(MATCHABLE.user).default('username'),
      phonebookEntry: z.enum(MATCHABLE.phonebookEntry).default('externalId'),
      phone: z.enum(MATCHABLE.phone).default('mac'),
    })
    .prefault({}),
  reveal: z.array(z.string().min(1).max(1000)).max(100).default([]),
});

export const scheduleSchema = z.strictObject({
  enabled: z.boolean().default(false),
  cron: z.string().min(1).max(100).default('0 2 * * *'),
  timezone: z.string().min(1).max(100).default('UTC'),
});

/** The profile file; its defaults are those of the design's § 6. */
export const profileSchema = z.strictObject({
  name,
  comment: z.string().max(10_000).default(''),
  source: sourceSchema,
  mode: z.enum(MODES).default('create-update-remove'),
  ...mappingSchema.shape,
  existing: z.enum(EXISTING_POLICIES).default('update'),
  ownedByOthers: z.enum(EXISTING_POLICIES).default('conflict'),
  generate: z
    .strictObject({
      extension: z
        .strictObject({ from: extensionNumber, to: extensionNumber })
        .nullable()
        .default({ from: 100, to: 999 }),
      password: z.boolean().default(true),
      sipPassword: z.boolean().default(true),
      pin: z.boolean().default(true),
    })
    .prefault({}),
  limits: z
    .strictObject({
      removePercent: percent.default(20),
      removeCount: z.number().int().min(0).nullable().default(null),
      updatePercent: percent.default(null),
      minimumPopulation: z.number().int().min(0).default(10),
    })
    .prefault({}),
  missing: z.enum(MISSING_POLICIES).default('remove'),
  returning: z.enum(RETURNING_POLICIES).default('never'),
  schedule: scheduleSchema.prefault({}),
  notify: z.strictObject({ emails: z.array(z.email()).max(20).default([]) }).prefault({}),
});

/** A profile as a person gives it, every default filled in. */
export type ProfileInput = z.infer<typeof profileSchema>;

/** A profile that is being edited, for a trial: it may have no name yet. */
export const draftSchema = profileSchema.extend({ name: z.string().max(100).default('') });
