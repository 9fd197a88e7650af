import type { NumberKind, NumberView } from '../../../shared/contracts/lookup';
import type { RecordType } from '../../../shared/records';
import { e164Of, INTERNAL_DIGITS } from '../mapping/values/phone-numbers';

/** How numbers without a country or an area code are meant: those of a site. */
export interface NumberingPlan {
  /** In two capital letters; null: national numbers stay as they are. */
  country: string | null;
  /** What stands before the extensions in E.164: `+49301234`. */
  prefix: string | null;
  /** How many digits extensions have; null: up to six. */
  extensionLength: number | null;
}

/** Who or what a person can be found by a number: users and entries. */
export type NumberedType = Exclude<RecordType, 'phone'>;

/** A number in the forms by which it is found. */
export type FoundBy = Omit<NumberView, 'kind'> & { internal: string | null };

export type StoredNumber = FoundBy & { kind: NumberKind };

/** The attributes that hold numbers, the likeliest to be called first. */
export const NUMBER_KINDS = {
  user: { extension: 'extension', mobile: 'mobileNumbers' },
  phonebookEntry: { phone: 'phone', mobile: 'mobile', home: 'homePhone', fax: 'fax' },
} as const satisfies Record<NumberedType, Partial<Record<NumberKind, string>>>;

/** In E.164, which no prefix is to be taken from: no country's code begins with 0, and none is followed by one. */
const PLAIN = /^\+[1-9](?!0)\d(?!0)\d(?!0)\d{5,12}$/;

const EXTENSION = /^(\+\d+)(?:;ext=(\d+))?$/;

/** What is dialled of a number: digits, and the signs of codes such as `*31#`. */
export const dialled = (text: string): string => text.replace(/[^\d*#]/g, '');

const ofOwnLength = (digits: string, { extensionLength }: NumberingPlan): boolean =>
  extensionLength === null
    ? digits.length >= 1 && digits.length <= INTERNAL_DIGITS
    : digits.length === extensionLength;

/** The extension that a number in E.164 leads to; null where it is nobody's here. */
const ownExtension = (e164: string, plan: NumberingPlan): string | null => {
  const { prefix } = plan;
  if (prefix === null || !e164.startsWith(prefix)) return null;
  const rest = e164.slice(prefix.length);
  return ofOwnLength(rest, plan) ? rest : null;
};

/** A number, whatever way it is written, in the forms by which it is compared. */
export const readNumber = (text: string, plan: NumberingPlan): FoundBy => {
  const form = PLAIN.test(text) ? text : e164Of(text, plan.country);
  const [, e164, extension = null] = EXTENSION.exec(form) ?? [];
  if (e164 !== undefined) {
    return { number: text, e164, extension, internal: ownExtension(e164, plan) };
  }
  const internal = dialled(form) || null;
  const isOwn = plan.prefix !== null && /^\d+$/.test(internal ?? '');
  const e164OfOwn = isOwn && ofOwnLength(internal ?? '', plan) ? `${plan.prefix}${internal}` : null;
  return { number: text, e164: e164OfOwn, extension: null, internal };
};

/** No number is longer, in whatever words: a list may hold any text. */
const MOST_CHARACTERS = 100;

const isShort = (text: unknown): text is string =>
  typeof text === 'string' && text !== '' && text.length <= MOST_CHARACTERS;

const textsOf = (value: unknown): string[] => [value].flat().filter(isShort);

/** All numbers of a record, each once. */
export const numbersOf = (
  type: NumberedType,
  record: Readonly<Record<string, unknown>>,
  plan: NumberingPlan
): StoredNumber[] => {
  const found = new Map<string, StoredNumber>();
  for (const [kind, attribute] of Object.entries(NUMBER_KINDS[type])) {
    for (const text of textsOf(record[attribute])) {
      const number = { ...readNumber(text, plan), kind: kind as NumberKind };
      const key = [number.kind, number.e164 ?? number.internal, number.extension].join();
      const isNumber = number.e164 !== null || number.internal !== null;
      if (isNumber && !found.has(key)) found.set(key, number);
    }
  }
  return [...found.values()];
};

/** The attributes on which the numbers of a record depend. */
export const numberAttributes = (type: NumberedType): string[] => Object.values(NUMBER_KINDS[type]);
