import { z } from 'zod';

import { shownAddress } from '../../../../shared/address';
import { profileSchema, type SourceInput } from '../../../../shared/profile';
import { csvSource } from '../../../../shared/profile/csv';
import { ldapSource } from '../../../../shared/profile/ldap';
import { ATTRIBUTES, RECORD_TYPES } from '../../../../shared/records';
import type { Choices, FieldId } from '../../profile-form/assignment/assignment';
import { isObject } from '../../utils/is-object';
import { kindOf, type SourceKindId } from '../../utils/source-kind';
import { emptyDraft, type UploadDraft, type WizardDraft } from './draft';
import { STEPS } from './steps';

interface StoredDraft {
  draft: WizardDraft;
  /** ISO time. */
  savedAt: string;
}

type Values = Record<string, unknown>;

const valuesOf = (value: unknown): Values => (isObject(value) ? value : {});

const NOT_SET = { set: false };

/** Without a private key, should somebody have taken a certificate from a file that has both. */
const withoutKeys = (pem: string): string =>
  pem
    .replace(/-----BEGIN [^-]*PRIVATE KEY-----[^-]*(?:-----END [^-]*PRIVATE KEY-----)?/g, '')
    .trim();

const certificates = <Name extends string>(source: Partial<Record<Name, string>>, name: Name) => {
  const kept = withoutKeys(source[name] ?? '');
  return kept === '' ? { [name]: undefined } : { [name]: kept };
};

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
  if (source.delivery === 'upload') return source;
  const { auth, ...rest } = source;
  const kept = { ...rest, url: shownAddress(source.url), ...certificates(source, 'ca') };
  if (auth === undefined) return kept;
  return {
    ...kept,
    auth: auth.type === 'basic' ? { ...auth, password: NOT_SET } : { ...auth, token: NOT_SET },
  };
};

const innerOf = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodPrefault ? schema.unwrap() : schema;

/** As much of a value as fits the schema; the rest as in `empty`. */
const fitting = <Fitting extends object>(
  schema: z.ZodObject,
  value: unknown,
  empty: Fitting
): Fitting => {
  const found = valuesOf(value);
  const before = empty as Values;
  const fits = Object.entries(schema.shape).flatMap(([name, part]): [string, unknown][] => {
    if (found[name] === undefined) return [];
    const parsed = z.safeParse(part, found[name]);
    if (parsed.success) return [[name, parsed.data]];
    const inner = innerOf(part);
    const within = before[name];
    return inner instanceof z.ZodObject && isObject(within)
      ? [[name, fitting(inner, found[name], within)]]
      : [];
  });
  return { ...empty, ...Object.fromEntries(fits) };
};

const [uploadSchema, urlSchema] = csvSource.options;
const SOURCE_SCHEMAS: Record<SourceKindId, z.ZodObject> = {
  upload: uploadSchema,
  url: urlSchema,
  ldap: ldapSource,
};

const kindIn = ({ type, delivery }: Values): SourceKindId => {
  if (type === 'ldap') return 'ldap';
  return delivery === 'url' ? 'url' : 'upload';
};

const sourceIn = (value: unknown): SourceInput => {
  const kind = kindIn(valuesOf(value));
  const { source } = emptyDraft(kind).profile;
  return keptSource(fitting(SOURCE_SCHEMAS[kind], value, source));
};

const uploadIn = (value: unknown): UploadDraft | null => {
  const { id, name, size } = valuesOf(value);
  return typeof id === 'string' && typeof name === 'string' && typeof size === 'number'
    ? { id, name, size }
    : null;
};

const FIELD_IDS: ReadonlySet<string> = new Set(
  RECORD_TYPES.flatMap((type) => Object.keys(ATTRIBUTES[type]).map((name) => `${type}.${name}`))
);

const isChoice = (entry: [string, unknown]): entry is [FieldId, string] =>
  FIELD_IDS.has(entry[0]) && typeof entry[1] === 'string';

const choicesIn = (value: unknown): Choices =>
  Object.fromEntries(Object.entries(valuesOf(value)).filter(isChoice));

const draftIn = (value: unknown): WizardDraft => {
  const { step, profile, upload, choices } = valuesOf(value);
  const source = sourceIn(valuesOf(profile).source);
  const empty = emptyDraft(kindOf(source));
  return {
    step: STEPS.find((known) => known === step) ?? empty.step,
    profile: { ...fitting(profileSchema, profile, empty.profile), source },
    upload: uploadIn(upload),
    choices: choicesIn(choices),
  };
};

/** The draft as text to store, without any secret. Null for one that nothing was entered in. */
export const storeDraft = (draft: WizardDraft, savedAt: string): string | null => {
  const { profile, step } = draft;
  const kept = { ...draft, profile: { ...profile, source: keptSource(profile.source) } };
  const empty = { ...emptyDraft(kindOf(profile.source)), step };
  return JSON.stringify(draftIn(kept)) === JSON.stringify(draftIn(empty))
    ? null
    : JSON.stringify({ draft: kept, savedAt });
};

/** A stored draft; whatever of it does not fit, as of an older version, is as in a new one. */
export const restoreDraft = (stored: string | null): StoredDraft | null => {
  if (stored === null) return null;
  try {
    const { draft, savedAt } = valuesOf(JSON.parse(stored));
    if (typeof savedAt !== 'string' || Number.isNaN(Date.parse(savedAt))) return null;
    return { draft: draftIn(draft), savedAt };
  } catch {
    return null;
  }
};
