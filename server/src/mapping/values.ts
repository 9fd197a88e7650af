import { normalizeMac } from '../../../shared/mac';
import type { AttributeDefinition } from '../../../shared/records';
import type { AttributeValue, Label } from './types';

/** A value read from what the template rendered, or why it is unusable. `dropped`: further values that were left out. */
export type Reading =
  | { ok: true; value: AttributeValue; dropped?: number }
  | { ok: false; code: string; expected: string };

const STRING_LENGTH = 255;
const TEXT_LENGTH = 65_536;

const TRUE = new Set(['true', 'yes', 'y', '1', 'on', 'ja']);
const FALSE = new Set(['false', 'no', 'n', '0', 'off', 'nein']);

/** pascom's values of `003use_auth_method`. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = { extern: 'external', mobydick: 'local' };

const readers: Record<
  AttributeDefinition['kind'],
  (raw: unknown, definition: AttributeDefinition) => Reading
> = {
  string: (raw) => readLine(raw, true),
  text: readText,
  list: readList,
  labels: readLabels,
  boolean: readBoolean,
  enumeration: readEnumeration,
  mac: readMac,
  hash: (raw) => readLine(raw, false),
  encrypted: (raw) => readLine(raw, false),
};

/**
 * Reads a rendered value in the form of its attribute's kind. Text is trimmed, secrets excepted;
 * what is empty then is null. A lone surrogate becomes U+FFFD, as in any UTF-8 store.
 */
export function readValue(definition: AttributeDefinition, raw: unknown): Reading {
  if (isEmpty(raw)) return { ok: true, value: null };
  return readers[definition.kind](raw, definition);
}

const isEmpty = (raw: unknown): boolean =>
  raw === null ||
  raw === undefined ||
  (typeof raw === 'string' && raw.trim() === '') ||
  (Array.isArray(raw) && raw.every(isEmpty));

const isScalar = (raw: unknown): raw is string | number | boolean =>
  typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

const unusable = (code: string, expected: string): Reading => ({ ok: false, code, expected });

/** The one text that a value is; of a list, its first. */
function readScalar(raw: unknown): Reading & { value?: AttributeValue } {
  const given: unknown[] = Array.isArray(raw) ? raw.filter((item) => !isEmpty(item)) : [raw];
  const [first] = given;
  if (!given.every(isScalar))
    return unusable('invalid-value', 'one text, not an object or a list of lists');
  return { ok: true, value: wellFormed(String(first)), dropped: given.length - 1 };
}

function readLine(raw: unknown, trimmed: boolean): Reading {
  const reading = readScalar(raw);
  if (!reading.ok) return reading;
  const text = trimmed ? String(reading.value).trim() : String(reading.value);
  return checkText(text, STRING_LENGTH) ?? { ...reading, value: text };
}

function readText(raw: unknown): Reading {
  const given: unknown[] = Array.isArray(raw) ? raw.filter((item) => !isEmpty(item)) : [raw];
  if (!given.every(isScalar)) return unusable('invalid-value', 'a text or a list of texts');
  const text = wellFormed(given.join('\n')).trim();
  return checkText(text, TEXT_LENGTH) ?? { ok: true, value: text };
}

/** Why a text cannot be stored. PostgreSQL takes no NUL in any text. */
function checkText(text: string, length: number): Reading | null {
  if (text.includes('\0')) return unusable('invalid-character', 'a text without NUL characters');
  if (text.length > length && [...text].length > length) {
    return unusable('value-too-long', `at most ${length} characters`);
  }
  return null;
}

function readList(raw: unknown): Reading {
  const given: unknown[] = Array.isArray(raw)
    ? raw.filter((item) => !isEmpty(item))
    : isScalar(raw)
      ? splitList(String(raw))
      : [raw];
  if (!given.every(isScalar)) return unusable('invalid-value', 'a list of texts');
  const items = given.map((item) => wellFormed(String(item)).trim());
  for (const item of items) {
    const problem = checkText(item, TEXT_LENGTH);
    if (problem) return problem;
  }
  return { ok: true, value: [...new Set(items)] };
}

/** The parts of a text between commas and semicolons, trimmed, the empty ones left out. */
export const splitList = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readLabels(raw: unknown): Reading {
  const given: unknown[] = Array.isArray(raw)
    ? raw
    : isScalar(raw)
      ? splitList(String(raw))
      : [raw];
  const labels: Label[] = [];
  for (const item of given) {
    const label = isScalar(item) ? { name: String(item), value: '' } : readLabel(item);
    if (!label)
      return unusable(
        'invalid-value',
        'labels with a name (050lab_bez) and a value (028050pholab_value)'
      );
    const clean = { name: wellFormed(label.name).trim(), value: wellFormed(label.value).trim() };
    const problem = checkText(clean.name, STRING_LENGTH) ?? checkText(clean.value, STRING_LENGTH);
    if (problem) return problem;
    if (clean.name !== '') labels.push(clean);
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
  const text = String(Array.isArray(raw) && raw.length === 1 ? raw[0] : raw)
    .trim()
    .toLowerCase();
  if (TRUE.has(text)) return { ok: true, value: true };
  if (FALSE.has(text)) return { ok: true, value: false };
  return unusable('invalid-boolean', 'true/false, yes/no, 1/0 or on/off');
}

function readEnumeration(raw: unknown, { values = [] }: AttributeDefinition): Reading {
  const reading = readScalar(raw);
  if (!reading.ok) return reading;
  const text = String(reading.value).trim().toLowerCase();
  const value = values.find(
    (candidate) => candidate === text || candidate === OTHER_SPELLINGS[text]
  );
  if (value !== undefined) return { ...reading, value };
  return unusable('invalid-enumeration', `one of ${values.join(', ')}`);
}

function readMac(raw: unknown): Reading {
  const reading = readScalar(raw);
  if (!reading.ok) return reading;
  const mac = normalizeMac(String(reading.value));
  if (mac !== null) return { ...reading, value: mac };
  return unusable(
    'invalid-mac',
    'twelve hexadecimal digits, such as aa:bb:cc:dd:ee:ff or AABBCCDDEEFF'
  );
}
