import { z } from 'zod';

import { shownAddress } from '../../../../shared/address';
import { isObject } from '../../../../shared/path';
import {
  type ProfileInput,
  profileSchema,
  sourceSchema,
  type SourceInput,
} from '../../../../shared/profile';
import { NOT_SET } from '../../../../shared/profile/kinds';
import { choiceOf, type SourceChoice } from '../../profile-form/source';
import { isSame } from '../../utils/values';
import { CONTENTS, emptyDraft, type WizardDraft } from './draft';
import { STEPS } from './steps';

interface StoredDraft {
  draft: WizardDraft;
  /** ISO time. */
  savedAt: string;
}

type Values = Record<string, unknown>;

const valuesOf = (value: unknown): Values => (isObject(value) ? value : {});

/** Without a private key, should somebody have taken a certificate from a file that has both. */
const withoutKeys = (pem: string): string =>
  pem
    .replace(/-----BEGIN [^-]*PRIVATE KEY-----[^-]*(?:-----END [^-]*PRIVATE KEY-----)?/g, '')
    .trim();

const certificates = <Name extends string>(source: Partial<Record<Name, string>>, name: Name) => ({
  [name]: withoutKeys(source[name] ?? '') || undefined,
});

/** A source without any secret, to be kept in the browser. */
const keptSource = (source: SourceInput): SourceInput => {
  if (source.type === 'ldap') {
    const { bindPassword: _password, clientKey: _key, ...rest } = source;
    return {
      ...rest,
      url: shownAddress(source.url),
      fallbackUrls: source.fallbackUrls.map(shownAddress),
      ...certificates(source, 'ca'),
      ...certificates(source, 'clientCertificate'),
    };
  }
  // Which of its settings are secrets only the plugin that brings it knows.
  if (source.type === 'registered') return { ...source, settings: {} };
  if (source.type === 'push' || source.delivery === 'upload') return source;
  const { auth, ...rest } = source;
  const kept = { ...rest, url: shownAddress(source.url), ...certificates(source, 'ca') };
  if (auth === undefined) return kept;
  return {
    ...kept,
    auth: auth.type === 'basic' ? { ...auth, password: NOT_SET } : { ...auth, token: NOT_SET },
  };
};

/** The schema of what is meant, without what may stand in its place; of several objects, the one that a member names. */
const meantBy = (schema: z.core.$ZodType, value: Values): z.core.$ZodType | undefined => {
  if (
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return meantBy(schema.unwrap(), value);
  }
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  const named = schema.options.find(({ _zod }) =>
    _zod.propValues?.[discriminator]?.has(value[discriminator] as string)
  );
  return named && meantBy(named, value);
};

/** As much of a value as fits the schema; the rest as in `empty`, and text that has to be there as none. */
const fitting = (schema: z.core.$ZodType, value: unknown, empty?: unknown): unknown => {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const meant = meantBy(schema, valuesOf(value));
  if (meant instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => fitting(meant.element, item)).filter(Boolean);
  }
  if (meant instanceof z.ZodObject && isObject(value)) {
    const before = valuesOf(empty);
    const parts = Object.entries(meant.shape).map(([name, part]) => [
      name,
      fitting(part, value[name], before[name]),
    ]);
    return { ...before, ...Object.fromEntries(parts) };
  }
  return empty === undefined && schema instanceof z.ZodString ? '' : empty;
};

const choiceIn = ({ type, delivery, name }: Values): SourceChoice => {
  if (type === 'registered') return `registered:${typeof name === 'string' ? name : ''}`;
  if (type === 'ldap' || type === 'push') return type;
  return delivery === 'url' ? 'url' : 'upload';
};

const sourceIn = (value: unknown): SourceInput => {
  const { source } = emptyDraft(choiceIn(valuesOf(value))).profile;
  return keptSource(fitting(sourceSchema, value, source) as SourceInput);
};

/** What was entered for kinds of source other than the one that is chosen. */
const asideIn = (value: unknown, chosen: SourceChoice): WizardDraft['aside'] => {
  const entered = Object.values(valuesOf(value))
    .map(sourceIn)
    .filter((source) => {
      const choice = choiceOf(source);
      return choice !== chosen && !isSame(source, sourceIn(emptyDraft(choice).profile.source));
    });
  return Object.fromEntries(entered.map((source) => [choiceOf(source), source]));
};

const REST = z.object({
  step: z.enum(STEPS).catch('source'),
  content: z.enum(CONTENTS).nullable().catch(null),
  filter: z.string().nullable().catch(null),
  preset: z.string().nullable().catch(null),
  upload: z.object({ id: z.string(), name: z.string(), size: z.number() }).nullable().catch(null),
});

const draftIn = (value: unknown): WizardDraft => {
  const { profile, aside, ...rest } = valuesOf(value);
  const source = sourceIn(valuesOf(profile).source);
  const empty = emptyDraft(choiceOf(source)).profile;
  return {
    ...REST.parse(rest),
    profile: { ...(fitting(profileSchema, profile, empty) as ProfileInput), source },
    aside: asideIn(aside, choiceOf(source)),
  };
};

/** The draft as text to store, without any secret. Null for one that nothing was entered in. */
export const storeDraft = (draft: WizardDraft, savedAt: string): string | null => {
  const { profile, step } = draft;
  const kept = {
    ...draft,
    profile: { ...profile, source: keptSource(profile.source) },
    aside: Object.fromEntries(
      Object.entries(draft.aside).map(([kind, source]) => [kind, keptSource(source)])
    ),
  };
  const empty = { ...emptyDraft(choiceOf(profile.source)), step };
  return isSame(draftIn(kept), draftIn(empty)) ? null : JSON.stringify({ draft: kept, savedAt });
};

/** A stored draft; whatever of it does not fit is as in a new one. Null for what is none, as of an older version. */
export const restoreDraft = (stored: string | null): StoredDraft | null => {
  if (stored === null) return null;
  try {
    const { draft, savedAt } = valuesOf(JSON.parse(stored));
    if (typeof savedAt !== 'string' || Number.isNaN(Date.parse(savedAt))) return null;
    if (!isObject(valuesOf(draft).profile)) return null;
    return { draft: draftIn(draft), savedAt };
  } catch {
    return null;
  }
};
