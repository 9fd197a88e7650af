import { z } from 'zod';

/** What a source of another plugin is called in profiles. */
export const SOURCE_NAME = /^[a-z][a-z0-9-]{0,99}$/;

/** A source that another plugin has registered; what its settings are, only that plugin knows. */
export const registeredSource = z.strictObject({
  type: z.literal('registered'),
  name: z.string().regex(SOURCE_NAME, {
    error: 'expected the name of a source: lower-case letters, digits and hyphens',
  }),
  /** A secret stands among the others; in answers it is a marker, as everywhere. */
  settings: z.record(z.string().max(100), z.unknown()).default({}),
});

export type RegisteredInput = z.infer<typeof registeredSource>;

/** One setting, in the words of JSON Schema, with the two that say how it is kept. */
export interface SettingSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  items?: SettingSchema;
  minimum?: number;
  maximum?: number;
  /** Kept encrypted and never shown. */
  secret?: boolean;
  /** An address that is asked, and that secrets are sent to. */
  destination?: boolean;
}

/** The settings of a source, as the form is made of them. */
export interface SettingsSchema {
  description?: string;
  properties: Record<string, SettingSchema>;
  required?: string[];
}

/** A source that profiles can have, because a plugin has registered it. */
export interface SourceKind {
  name: string;
  label: string;
  settings: SettingsSchema;
}

export type SettingField = 'text' | 'secret' | 'number' | 'check' | 'choice' | 'list';

const isText = ({ type }: SettingSchema): boolean => type === 'string';

/** What a setting is entered in; null for one that the form has nothing for. */
export const fieldOf = (setting: SettingSchema): SettingField | null => {
  const { type, items, secret = false } = setting;
  if (setting.enum) return isText(setting) && !secret ? 'choice' : null;
  if (isText(setting)) return secret ? 'secret' : 'text';
  if (secret) return null;
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'check';
  return type === 'array' && items && isText(items) && !items.enum ? 'list' : null;
};
