import { z } from 'zod';

import { type Path, withValue } from './path';
import { notifySchema, numberingSchema } from './profile';

/** What can be set in the panel and in the app's file, each by its place. */
export const SETTINGS = [
  'network.allowedHosts',
  'defaultCountry',
  'numbering.prefix',
  'numbering.extensionLength',
  'retention.runs',
  'retention.days',
  'retention.credentialDays',
  'retention.uploadDays',
  'undo.days',
  'sharing.order',
  'notify.emails',
  'notify.language',
] as const satisfies Path[];
export type SettingName = (typeof SETTINGS)[number];

const count = z.number().int().min(1);
const { emails, language } = notifySchema.shape;

const SHAPES = {
  network: z.strictObject({
    /** Hosts of the own network that files and directories may be fetched from all the same. */
    allowedHosts: z.array(z.string().trim().min(1).max(300)).max(500),
  }),
  /** Where telephone numbers are from that are written without a country; two letters. */
  defaultCountry: z.string().nullable(),
  /** How extensions are meant, which have no country. */
  numbering: z.strictObject({
    prefix: numberingSchema.shape.prefix.unwrap(),
    extensionLength: numberingSchema.shape.extensionLength.unwrap(),
  }),
  /** How much history is kept, per profile. */
  retention: z.strictObject({
    runs: count,
    days: count,
    /** For how long generated secrets wait for somebody to fetch them. */
    credentialDays: count,
    /** For how long a profile has its uploaded file; null: as long as it is not replaced. */
    uploadDays: count.nullable(),
  }),
  undo: z.strictObject({
    /** For how long it is kept how records were before a run; 0: it is not, and no run can be undone. */
    days: z.number().int().min(0).max(365),
  }),
  sharing: z.strictObject({
    /** The documentIds of profiles: of several that own a record, the one that stands first leads. */
    order: z.array(z.string().trim().min(1).max(64)).max(500),
  }),
  /** Who is told of the runs of a new profile. */
  notify: z.strictObject({ emails: emails.unwrap(), language: language.unwrap() }),
};

/** Some settings; what is absent stays as it is. */
export const settingsChange = z
  .strictObject({
    ...SHAPES,
    network: SHAPES.network.partial(),
    numbering: SHAPES.numbering.partial(),
    retention: SHAPES.retention.partial(),
    undo: SHAPES.undo.partial(),
    sharing: SHAPES.sharing.partial(),
    notify: SHAPES.notify.partial(),
  })
  .partial();
export type SettingsChange = z.infer<typeof settingsChange>;

/** All settings. */
export type Settings = z.infer<z.ZodObject<typeof SHAPES>>;

export const DEFAULT_SETTINGS: Settings = {
  network: { allowedHosts: [] },
  defaultCountry: null,
  numbering: { prefix: null, extensionLength: null },
  retention: { runs: 50, days: 90, credentialDays: 30, uploadDays: null },
  undo: { days: 7 },
  sharing: { order: [] },
  notify: notifySchema.parse({}),
};

/** Settings of the values that a function gives for their places; what it gives none for is left out. */
export const settingsOf = (valueOf: (name: SettingName) => unknown): SettingsChange =>
  SETTINGS.reduce<SettingsChange>((settings, name) => {
    const value = valueOf(name);
    return value === undefined ? settings : withValue(settings, name, value);
  }, {});
