import { type ValueKey } from '../../../../shared/codes/mapping';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { normalizeMac } from '../../../../shared/mac';
import {
  type AttributeDefinition,
  isSecret,
  type RecordType,
  STRING_LENGTH,
} from '../../../../shared/records';
import { cleanText, damageOf, misfit, readAnswer, splitList } from './cleaning';
import { readNumber, readTime, type NumberKind, type TimeKind } from './numbers-and-times';
import { isNothing } from './rendered';
import type { AttributeValue, Label } from '../types';

/** A value read from what the template rendered, or why it is unusable. `dropped`: further values that were left out. */
export type Reading =
  { ok: true; value: AttributeValue; dropped?: number } | ({ ok: false } & Unusable);

/** Why a value cannot be its attribute's. */
interface Unusable {
  key: ValueKey;
  /** How many characters there may be. */
  most?: number;
  allowed?: readonly string[];
}

const TEXT_LENGTH = 65_536;

/** pascom's values of `003use_auth_method`. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = { extern: 'external', mobydick: 'local' };

const readers: Record<
  AttributeDefinition['kind'],
  (raw: unknown, definition: AttributeDefinition) => Reading
> = {
  string: readLine,
  text: readText,
  list: readList,
  labels: readLabels,
  boolean: readBoolean,
  enumeration: readEnumeration,
  integer: numberReader('integer'),
  biginteger: numberReader('biginteger'),
  decimal: numberReader('decimal'),
  float: numberReader('float'),
  date: timeReader('date'),
  datetime: timeReader('datetime'),
  time: timeReader('time'),
  mac: readMac,
  hash: readLine,
  encrypted: readLine,
};

/**
 * Reads a rendered value in the form of its attribute's kind, cleaned of what programs and
 * spreadsheets put around it; what is empty then is null.
 *
 * @param identifies whether the attribute tells records apart
 */
export function readValue(
  definition: AttributeDefinition,
  raw: unknown,
  identifies = false
): Reading {
  const isList = definition.kind === 'list' || definition.kind === 'labels';
  const value = cleaned(isList && isScalar(raw) ? splitList(String(raw)) : raw, (text) =>
    cleanText(text, definition, identifies)
  );
  if (isEmpty(value)) return { ok: true, value: null };
  return unreadable(definition, value, identifies) ?? readers[definition.kind](value, definition);
}

/** The value with each text in it cleaned. */
function cleaned(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, clean));
  if (!(value instanceof Map)) return value;
  return new Map([...value].map(([name, field]) => [name, cleaned(field, clean)] as const));
}

/** Why none of the texts in a value may be taken as it is; null where all may. */
function unreadable(
  definition: AttributeDefinition,
  value: unknown,
  identifies: boolean
): Reading | null {
  if (isSecret(definition)) return null;
  const { form } = definition;
  for (const item of Array.isArray(value) ? value.flat() : [value]) {
    if (typeof item !== 'string' || item === '') continue;
    const key = damageOf(item, definition, identifies) ?? (form && misfit(form, item));
    if (key) return unusable(key);
  }
  return null;
}

const isEmpty = (raw: unknown): boolean =>
  isNothing(raw) || (Array.isArray(raw) && raw.every(isEmpty));

const isScalar = (raw: unknown): raw is string | number | boolean =>
  typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';

const unusable = (key: ValueKey, bounds: Omit<Unusable, 'key'> = {}): Reading => ({
  ok: false,
  key,
  ...bounds,
});

/** Says why a value cannot be used; `found` is what may be shown of it. */
export const problemOfValue = (
  { key, most, allowed }: Unusable,
  about: { type: RecordType; attribute: string; found: string }
): Problem => problem(key, { ...about, most: most ?? null, allowed: allowed ?? null });

/** The one text that a value is; of a list, its first. */
function readScalar(raw: unknown): Reading & { value?: AttributeValue } {
  const given: unknown[] = Array.isArray(raw) ? raw.filter((item) => !isEmpty(item)) : [raw];
  const [first] = given;
  if (!given.every(isScalar)) return unusable('invalid-value');
  return { ok: true, value: String(first), dropped: given.length - 1 };
}

function readLine(raw: unknown): Reading {
  const reading = readScalar(raw);
  if (!reading.ok) return reading;
  return checkText(String(reading.value), STRING_LENGTH) ?? reading;
}

function readText(raw: unknown): Reading {
  const given: unknown[] = Array.isArray(raw) ? raw.filter((item) => !isEmpty(item)) : [raw];
  if (!given.every(isScalar)) return unusable('invalid-value/text');
  const text = given.join('\n');
  return checkText(text, TEXT_LENGTH) ?? { ok: true, value: text };
}

/** Why a text cannot be stored. PostgreSQL takes no NUL in any text. */
function checkText(text: string, length: number): Reading | null {
  if (text.includes('\0')) return unusable('invalid-character');
  if (text.length > length && [...text].length > length) {
    return unusable('value-too-long', { most: length });
  }
  return null;
}

function readList(raw: unknown): Reading {
  const given = [raw].flat().filter((item) => !isEmpty(item));
  if (!given.every(isScalar)) return unusable('invalid-value/list');
  const items = given.map(String);
  for (const item of items) {
    const misfitting = checkText(item, TEXT_LENGTH);
    if (misfitting) return misfitting;
  }
  return { ok: true, value: [...new Set(items)] };
}

function readLabels(raw: unknown): Reading {
  const labels: Label[] = [];
  for (const item of [raw].flat()) {
    const label = isScalar(item) ? { name: String(item), value: '' } : readLabel(item);
    if (!label) return unusable('invalid-value/labels');
    const misfitting =
      checkText(label.name, STRING_LENGTH) ?? checkText(label.value, STRING_LENGTH);
    if (misfitting) return misfitting;
    if (label.name !== '') labels.push(label);
  }
  return { ok: true, value: labels.length === 0 ? null : labels };
}

function readLabel(item: unknown): Label | null {
  if (isEmpty(item)) return { name: '', value: '' };
  if (!(item instanceof Map)) return null;
  const name: unknown = item.get('name') ?? item.get('050lab_bez') ?? '';
  const value: unknown = item.get('value') ?? item.get('028050pholab_value') ?? '';
  return isScalar(name) && isScalar(value) ? { name: String(name), value: String(value) } : null;
}

function readBoolean(raw: unknown): Reading {
  const [only, ...more] = [raw].flat();
  const answer = more.length === 0 ? readAnswer(String(only)) : null;
  if (answer) return { ok: true, value: answer.value };
  return unusable('invalid-boolean');
}

function readEnumeration(raw: unknown, { values = [] }: AttributeDefinition): Reading {
  const reading = readScalar(raw);
  if (!reading.ok) return reading;
  const text = String(reading.value).toLowerCase();
  const value = values.find(
    (candidate) => candidate.toLowerCase() === text || candidate === OTHER_SPELLINGS[text]
  );
  if (value !== undefined) return { ...reading, value };
  return unusable('invalid-enumeration', { allowed: values });
}

function numberReader(kind: NumberKind) {
  return (raw: unknown, { digits }: AttributeDefinition): Reading => {
    const reading = readScalar(raw);
    if (!reading.ok) return reading;
    const [given] = [raw].flat();
    const read = readNumber(
      typeof given === 'number' ? given : String(reading.value),
      kind,
      digits
    );
    return 'key' in read ? { ok: false, ...read } : { ...reading, ...read };
  };
}

function timeReader(kind: TimeKind) {
  return (raw: unknown): Reading => {
    const reading = readScalar(raw);
    if (!reading.ok) return reading;
    const read = readTime(String(reading.value), kind);
    return 'key' in read ? { ok: false, ...read } : { ...reading, ...read };
  };
}

function readMac(raw: unknown): Reading {
  const reading = readScalar(raw);
  if (!reading.ok) return reading;
  const mac = normalizeMac(String(reading.value));
  if (mac !== null) return { ...reading, value: mac };
  return unusable('invalid-mac');
}
