import { identityOf } from '../../../../shared/identity';
import { RECORD_TYPES, type RecordType } from '../../../../shared/records';

/** What tells a record from all others of its type, whoever has brought it. */
const OWN: Readonly<Record<RecordType, readonly string[]>> = {
  user: ['username', 'externalId'],
  phonebookEntry: ['externalId'],
  phone: ['mac'],
};

/** What people may have in common. */
const MAYBE_SHARED: Readonly<Record<RecordType, readonly string[]>> = {
  user: ['email'],
  phonebookEntry: ['email'],
  phone: [],
};

/** What somebody may be asked for by, besides what a profile knows them by: a phone is nobody. */
export const askable = (type: RecordType): readonly string[] =>
  type === 'phone' ? [] : [...OWN[type], ...MAYBE_SHARED[type]];

/** A value that tells a record, in whatever spelling it came; null where it has no identity. */
export const identityText = (
  type: RecordType,
  attribute: string,
  value: unknown
): string | null => {
  if (typeof value !== 'string') return null;
  const identity = identityOf(attribute, value);
  return identity === null ? null : `${type}.${attribute}:${identity}`;
};

const FORM = /^(\w+)\.(\w+):(.*)$/s;

/** What `identityText` is made of. */
export const partsOfIdentity = (
  text: string
): { type: RecordType; attribute: string; value: string } => {
  const [, given, attribute = '', value = ''] = FORM.exec(text) ?? [];
  const type = RECORD_TYPES.find((one) => one === given) ?? 'user';
  return { type, attribute, value };
};

type Attributes = Readonly<Record<string, unknown>>;

const textsOf = (type: RecordType, names: readonly string[], attributes: Attributes): string[] =>
  names.flatMap((name) => identityText(type, name, attributes[name]) ?? []);

/** What tells a record from all others. */
export const identitiesOf = (type: RecordType, attributes: Attributes): string[] =>
  textsOf(type, OWN[type], attributes);

/** Whether any of the values of a record is one that is asked for. */
export const hasIdentity = (
  identities: ReadonlySet<string>,
  type: RecordType,
  attributes: Attributes
): boolean =>
  identities.size > 0 &&
  textsOf(type, askable(type), attributes).some((text) => identities.has(text));
