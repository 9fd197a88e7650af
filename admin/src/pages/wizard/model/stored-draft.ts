import { shownAddress } from '../../../../../shared/address';
import { MISSING_POLICIES, MODES } from '../../../../../shared/profile';
import { ATTRIBUTES, RECORD_TYPES } from '../../../../../shared/records';
import { keptDirectory, restoredDirectory } from '../../../components/ldap/model/stored';
import { SOURCE_KIND_IDS } from '../../../utils/source-kind';
import {
  AUTH_TYPES,
  type Choices,
  EMPTY_DRAFT,
  type FieldId,
  STEPS,
  type UploadDraft,
  type WizardDraft,
} from './draft';

interface StoredDraft {
  draft: WizardDraft;
  /** ISO time. */
  savedAt: string;
}

type Values = Record<string, unknown>;

const valuesOf = (value: unknown): Values =>
  typeof value === 'object' && value !== null ? (value as Values) : {};

const text = (value: unknown, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

const flag = (value: unknown, fallback: boolean): boolean =>
  typeof value === 'boolean' ? value : fallback;

const wholeNumber = (value: unknown, fallback: number | null): number | null =>
  value === null || Number.isSafeInteger(value) ? (value as number | null) : fallback;

const oneOf = <Item extends string>(items: readonly Item[], value: unknown, fallback: Item): Item =>
  items.find((item) => item === value) ?? fallback;

const uploadOf = (value: unknown): UploadDraft | null => {
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

const choicesOf = (value: unknown): Choices =>
  Object.fromEntries(Object.entries(valuesOf(value)).filter(isChoice));

const urlOf = (value: unknown): WizardDraft['url'] => {
  const { url, auth, username, ca } = valuesOf(value);
  const empty = EMPTY_DRAFT.url;
  return {
    ...empty,
    url: text(url, empty.url),
    auth: oneOf(AUTH_TYPES, auth, empty.auth),
    username: text(username, empty.username),
    ca: text(ca, empty.ca),
  };
};

/** Text that the server would refuse is as in a new draft: nothing else could be corrected without it. */
const shortText = (value: unknown, characters: number): string =>
  typeof value === 'string' && value.length <= characters ? value : 'auto';

const formatOf = (value: unknown): WizardDraft['format'] => {
  const found = valuesOf(value);
  const empty = EMPTY_DRAFT.format;
  const headerRow = wholeNumber(found.headerRow, null);
  return {
    encoding: shortText(found.encoding, 40) || empty.encoding,
    delimiter: shortText(found.delimiter, 4) || empty.delimiter,
    lineSeparator: oneOf(['auto', '\n', '\r\n', '\r'], found.lineSeparator, empty.lineSeparator),
    enclosure: shortText(found.enclosure, 1),
    headerRow: headerRow === null || headerRow < 0 ? empty.headerRow : Math.min(headerRow, 1000),
  };
};

const policyOf = (value: unknown): WizardDraft['policy'] => {
  const found = valuesOf(value);
  const empty = EMPTY_DRAFT.policy;
  return {
    mode: oneOf(MODES, found.mode, empty.mode),
    missing: oneOf(MISSING_POLICIES, found.missing, empty.missing),
    removePercent: wholeNumber(found.removePercent, empty.removePercent),
    extension: flag(found.extension, empty.extension),
    extensionFrom: wholeNumber(found.extensionFrom, empty.extensionFrom),
    extensionTo: wholeNumber(found.extensionTo, empty.extensionTo),
    password: flag(found.password, empty.password),
    sipPassword: flag(found.sipPassword, empty.sipPassword),
    pin: flag(found.pin, empty.pin),
  };
};

const draftOf = (value: unknown): WizardDraft => {
  const found = valuesOf(value);
  return {
    step: oneOf(STEPS, found.step, EMPTY_DRAFT.step),
    name: text(found.name, EMPTY_DRAFT.name),
    kind: oneOf(SOURCE_KIND_IDS, found.kind, EMPTY_DRAFT.kind),
    upload: uploadOf(found.upload),
    url: urlOf(found.url),
    ldap: restoredDirectory(found.ldap),
    format: formatOf(found.format),
    choices: choicesOf(found.choices),
    policy: policyOf(found.policy),
  };
};

/** The draft as text to store, without any secret. Null for one that nothing was entered in. */
export const storeDraft = (draft: WizardDraft, savedAt: string): string | null => {
  const url = { ...draft.url, url: shownAddress(draft.url.url), password: '', token: '' };
  const kept = { ...draft, url, ldap: keptDirectory(draft.ldap) };
  const { step, kind } = EMPTY_DRAFT;
  const isEmpty = JSON.stringify({ ...kept, step, kind }) === JSON.stringify(EMPTY_DRAFT);
  return isEmpty ? null : JSON.stringify({ draft: kept, savedAt });
};

/** A stored draft; whatever of it does not fit, as of an older version, is as in a new one. */
export const restoreDraft = (stored: string | null): StoredDraft | null => {
  if (stored === null) return null;
  try {
    const { draft, savedAt } = valuesOf(JSON.parse(stored));
    if (typeof savedAt !== 'string' || Number.isNaN(Date.parse(savedAt))) return null;
    return { draft: draftOf(draft), savedAt };
  } catch {
    return null;
  }
};
