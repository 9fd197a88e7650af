import { z } from 'zod';

import type { CodeKey } from '../codes/catalogue';
import { LANGUAGES } from '../languages';
import { KEY_PARTS, MATCHABLE, type RecordType } from '../records';
import { csvSource, type CsvSource, type CsvUploadSource, type MaskedCsvUrlSource } from './csv';
import { fieldsSchema } from './fields';
import type { Masked } from './kinds';
import { ldapSource, type LdapInput, type LdapSource } from './ldap';
import { pushSource, type PushSource } from './push';
import { registeredSource, type RegisteredInput } from './registered';

export const MODES = [
  'create-update-remove',
  'create-update',
  'create-only',
  'update-only',
  'replace',
] as const;
export type Mode = (typeof MODES)[number];

export const EXISTING_POLICIES = ['update', 'adopt', 'conflict'] as const;
/** What happens to a record that matches but that this profile did not make. */
export type ExistingPolicy = (typeof EXISTING_POLICIES)[number];

/** `share`: where the other profile says so too, both own the record. */
export const OTHERS_POLICIES = [...EXISTING_POLICIES, 'share'] as const;
/** What happens to a record that matches and that another profile owns. */
export type OthersPolicy = (typeof OTHERS_POLICIES)[number];

export const MISSING_POLICIES = ['remove', 'disable', 'keep'] as const;

/** Whether who comes back under a new id takes the record over that was switched off. */
export const RETURNING_POLICIES = ['never', 'same-person'] as const;

/** What happens where a removal and a creation are probably the same person. */
export const RENAMED_POLICIES = ['ask', 'keep', 'new'] as const;

/** What a row does with what is stored of an attribute. */
export const WRITING_RULES = ['always', 'creating', 'if-empty', 'never-emptied'] as const;
export type WritingRule = (typeof WRITING_RULES)[number];

/** What happens to a field that a person has changed by hand. */
export const HAND_EDITED_POLICIES = ['overwrite', 'keep'] as const;

export const NAME_CHARACTERS = 100;

const name = z
  .string()
  .trim()
  .min(1)
  .max(NAME_CHARACTERS)
  .regex(/^\P{Cc}*$/u, { error: 'invalid-value/profile-name' satisfies CodeKey });
const expression = z.string().max(16_384);
const percent = z.number().min(0).max(100).nullable();
/** An attribute, or several that make one key together; a single one in a list is that attribute. */
const keyOf = (type: RecordType) => {
  const single: readonly string[] = MATCHABLE[type];
  const parts: readonly string[] = KEY_PARTS[type];
  const isKey = (names: string[]): boolean =>
    names.length > 0 &&
    names.every((name) => (names.length === 1 ? single : parts).includes(name)) &&
    new Set(names).size === names.length;
  return z
    .union([z.string(), z.array(z.string())])
    .refine((names) => isKey([names].flat()), {
      error: 'invalid-value/compound-key' satisfies CodeKey,
      params: { single, parts },
    })
    .transform((names) => {
      const [name = '', ...more] = [names].flat();
      return more.length === 0 ? name : names;
    });
};
const extensionNumber = z.number().int().min(1).max(9_999_999_999);

export const sourceSchema = z.discriminatedUnion('type', [
  csvSource,
  ldapSource,
  registeredSource,
  pushSource,
]);

const variable = z.strictObject({ name, expression });

export const mappingSchema = z.strictObject({
  preFilter: expression.default(''),
  variables: z.array(variable).max(500).default([]),
  /** Used where the template is empty; null: columns are matched by their names. */
  fields: fieldsSchema.nullable().default(null),
  /** Where it is not empty, it is the mapping. */
  template: z.string().max(262_144).default(''),
  match: z
    .strictObject({
      user: keyOf('user').default('username'),
      phonebookEntry: keyOf('phonebookEntry').default('externalId'),
      phone: keyOf('phone').default('mac'),
    })
    .prefault({}),
  /** Columns that hold secrets by their names and may be seen all the same. */
  reveal: z.array(z.string().min(1).max(1000)).max(100).default([]),
});

const generate = z.strictObject({
  /** The range that extensions are taken from; null generates none. */
  extension: z
    .strictObject({ from: extensionNumber, to: extensionNumber })
    .nullable()
    .default({ from: 100, to: 999 }),
  password: z.boolean().default(true),
  sipPassword: z.boolean().default(true),
  pin: z.boolean().default(true),
});

/** Above any of these nothing is written and the run is held; null sets no limit. Each counts per record type. */
const limits = z.strictObject({
  removePercent: percent.default(20),
  removeCount: z.number().int().min(0).nullable().default(null),
  updatePercent: percent.default(null),
  /** Percentages apply from this many stored records on. */
  minimumPopulation: z.number().int().min(0).default(10),
});

/** What happens to people whom the source no longer has. */
const missingPolicy = z
  .strictObject({
    do: z.enum(MISSING_POLICIES).default('remove'),
    /** How many days after they were switched off they are removed; null: never. Goes with `disable` only. */
    removeAfterDays: z.number().int().min(1).max(3650).nullable().default(null),
    /** In how many complete, successful runs they have to be missing before anything happens. */
    afterRuns: z.number().int().min(1).max(1000).default(1),
  })
  .refine((policy) => policy.do === 'disable' || policy.removeAfterDays === null, {
    path: ['removeAfterDays'],
    error: 'invalid-value/remove-after-days' satisfies CodeKey,
  });

/** Older files say only what happens, as text. */
const missing = z.preprocess(
  (given) => (typeof given === 'string' ? { do: given } : given),
  missingPolicy.prefault({})
);

/** By attribute; one that is not named is always written. */
const writingRules = z.record(z.string().min(1).max(1000), z.enum(WRITING_RULES)).default({});
const writing = z.strictObject({
  user: writingRules,
  phonebookEntry: writingRules,
  phone: writingRules,
});

export const scheduleSchema = z.strictObject({
  enabled: z.boolean().default(false),
  cron: z.string().min(1).max(100).default('0 2 * * *'),
  /** An IANA name, such as `Europe/Berlin`. */
  timezone: z.string().min(1).max(100).default('UTC'),
  /** Whether a time that nobody was there for is made up for; of several the last one. */
  catchUp: z.boolean().default(false),
});

/** How the numbers of a profile's records are meant; null: as the settings say. */
export const numberingSchema = z.strictObject({
  /** In two letters; where numbers are from that are written without a country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  /** What stands before the extensions, in E.164: `+49301234`. */
  prefix: z
    .string()
    .regex(/^\+[1-9]\d{1,13}$/, { error: 'invalid-value/number-prefix' satisfies CodeKey })
    .nullable()
    .default(null),
  /** How many digits extensions have. */
  extensionLength: z.number().int().min(1).max(10).nullable().default(null),
});

/** Who is written to when a run needs somebody, and in which language. */
export const notifySchema = z.strictObject({
  emails: z.array(z.email()).max(20).default([]),
  /** What mails are written in. */
  language: z.enum(LANGUAGES).default('en'),
});

/** The codes of roles whose people may work with it where their permissions are limited to some profiles. */
const adminRoles = z
  .array(z.string().min(1).max(255))
  .max(200)
  .transform((codes) => [...new Set(codes)])
  .default([]);

/** The profile file: every setting of a profile, with its default. */
export const profileSchema = z.strictObject({
  name,
  comment: z.string().max(10_000).default(''),
  source: sourceSchema,
  mode: z.enum(MODES).default('create-update-remove'),
  ...mappingSchema.shape,
  existing: z.enum(EXISTING_POLICIES).default('update'),
  /** What happens to a match that another profile owns. */
  ownedByOthers: z.enum(OTHERS_POLICIES).default('conflict'),
  generate: generate.prefault({}),
  limits: limits.prefault({}),
  missing,
  writing: writing.prefault({}),
  handEdited: z.enum(HAND_EDITED_POLICIES).default('overwrite'),
  returning: z.enum(RETURNING_POLICIES).default('never'),
  renamed: z.enum(RENAMED_POLICIES).default('ask'),
  numbering: numberingSchema.prefault({}),
  adminRoles,
  schedule: scheduleSchema.prefault({}),
  notify: notifySchema.prefault({}),
});

/** A profile that is being edited, for a trial: it may have no name yet. */
export const draftSchema = profileSchema.extend({
  name: z.string().max(NAME_CHARACTERS).default(''),
});

/** A source as a person gives it: secrets in clear, as markers, or left out. */
export type SourceInput = z.infer<typeof sourceSchema>;
/** A source that is ready to be read: secrets in clear. */
export type Source = CsvSource | LdapSource | RegisteredInput | PushSource;
/** A source as responses show it. */
export type MaskedSource =
  CsvUploadSource | MaskedCsvUrlSource | Masked<LdapInput> | RegisteredInput | PushSource;

type ProfileWith<SourceView> = Omit<z.infer<typeof profileSchema>, 'source'> & {
  source: SourceView;
};

/** A profile as it is edited and sent, and, without any secret, as it is stored and exported. */
export type ProfileInput = ProfileWith<SourceInput>;
/** A profile that is ready to run, secrets in clear: server-side only. */
export type ReadyProfile = ProfileWith<Source>;
/** A profile as responses show it. */
export type MaskedProfile = ProfileWith<MaskedSource>;

export type Variable = z.infer<typeof variable>;
export type Generate = z.infer<typeof generate>;
export type Limits = z.infer<typeof limits>;
export type MissingPolicy = z.infer<typeof missingPolicy>;
export type Schedule = z.infer<typeof scheduleSchema>;

/** The names of all settings. */
export const PROFILE_FIELDS = profileSchema.keyof().options;

/** A profile with every setting at its default; it has no name yet, and its file is uploaded. */
export const NEW_PROFILE: ProfileInput = draftSchema.parse({
  source: { type: 'csv', delivery: 'upload' },
});
