import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { ConnectorError, messageOf } from '../../utils/errors';
import { type Position, positionAt } from '../diagnostics';
import {
  bare,
  bareToken,
  conceal,
  FAILED,
  Reference,
  Secret,
  splitTokens,
  textOf,
  TOKEN_CLOSE,
  TOKEN_OPEN,
  UserValue,
} from '../values/rendered';

/** What had to be repaired. */
export type Repair = 'commas' | 'quotes';

interface RepairedJson {
  /** As long as the text it was made of, so that positions stay the same. */
  json: string;
  repairs: Repair[];
  /** Where brackets hold each other too deeply for a document; null where nowhere. */
  tooDeepAt: number | null;
}

/** More than any document of people needs, and far less than what the engine's stack holds. */
const DOCUMENT_DEPTH = 100;

const TYPOGRAPHIC = /[“”„‟]/;
const CLOSING = /["“”‟]/;

/**
 * Repairs what pascom's own templates get wrong once they are rendered: repeated, leading and
 * trailing commas, and typographic quotes around names and values. Tokens outside quotes become
 * strings. All else is left as it is, for the JSON parser to judge.
 */
export function repairJson(text: string): RepairedJson {
  const characters = text.split('');
  const repairs = new Set<Repair>();
  let previous = '';
  let comma = -1;
  let depth = 0;
  let tooDeepAt: number | null = null;

  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? '';
    if (/\s/.test(character)) continue;
    if (character === ',') {
      if (previous === '' || previous === '{' || previous === '[' || previous === ',') {
        characters[index] = ' ';
        repairs.add('commas');
      } else {
        previous = ',';
        comma = index;
      }
      continue;
    }
    if (previous === ',' && (character === '}' || character === ']')) {
      characters[comma] = ' ';
      repairs.add('commas');
    }
    if (character === '{' || character === '[') {
      depth += 1;
      if (depth > DOCUMENT_DEPTH) tooDeepAt ??= index;
    } else if (character === '}' || character === ']') {
      depth -= 1;
    } else if (character === '"') {
      index = endOfString(characters, index);
    } else if (TYPOGRAPHIC.test(character)) {
      index = straightenString(characters, index);
      repairs.add('quotes');
    } else if (character === TOKEN_OPEN) {
      characters[index] = '"';
      index = characters.indexOf(TOKEN_CLOSE, index);
      characters[index] = '"';
    }
    previous = character;
  }
  if (previous === ',') {
    characters[comma] = ' ';
    repairs.add('commas');
  }
  return { json: characters.join(''), repairs: [...repairs], tooDeepAt };
}

/** Where the string that starts at `start` ends; the end of the text where it does not. */
function endOfString(characters: readonly string[], start: number): number {
  for (let index = start + 1; index < characters.length; index++) {
    if (characters[index] === '\\') index++;
    else if (characters[index] === '"') return index;
  }
  return characters.length;
}

function straightenString(characters: string[], start: number): number {
  characters[start] = '"';
  for (let index = start + 1; index < characters.length; index++) {
    if (characters[index] === '\\') index++;
    else if (CLOSING.test(characters[index] ?? '')) {
      characters[index] = '"';
      return index;
    }
  }
  return characters.length;
}

/** A rendered document whose values are not filled in yet. */
export interface JsonTemplate {
  root: Part;
  repairs: Repair[];
}

export type Part =
  | { kind: 'constant'; value: unknown }
  /** A value outside quotes, which stands for itself. */
  | { kind: 'value'; index: number }
  | { kind: 'text'; pieces: (string | number)[] }
  | { kind: 'list'; items: Part[] }
  | { kind: 'object'; fields: { name: Part; part: Part }[] };

/** The rendered text is no JSON. */
export class InvalidJson extends ConnectorError {
  override name = 'InvalidJson';

  constructor(
    readonly reason: Problem,
    /** 0-based, in the rendered text with its tokens. */
    readonly offset: number
  ) {
    super(problem('invalid-json', { reason, line: null, column: null }));
  }
}

/** Parses a template's rendered text, tokens and all; no text is no lists. Throws `InvalidJson`. */
export function parseJsonTemplate(text: string): JsonTemplate {
  if (text.trim() === '') return { root: { kind: 'object', fields: [] }, repairs: [] };
  const { json, repairs, tooDeepAt } = repairJson(text);
  if (tooDeepAt !== null) {
    throw new InvalidJson(problem('json-fault/too-deep', { most: DOCUMENT_DEPTH }), tooDeepAt);
  }
  try {
    return { root: toPart(JSON.parse(json)), repairs };
  } catch {
    throw invalidJson(json);
  }
}

/**
 * Where a text stops being JSON. It is searched for, since the engine names no place for a character
 * that cannot stand where it does, and quotes values.
 */
function invalidJson(json: string): InvalidJson {
  const { length: end } = json.trimEnd();
  if (!isFaulty(json.slice(0, end))) return new InvalidJson(problem('json-fault/incomplete'), end);
  let sound = 0;
  let faulty = end;
  while (faulty - sound > 1) {
    const middle = Math.floor((sound + faulty) / 2);
    if (isFaulty(json.slice(0, middle))) faulty = middle;
    else sound = middle;
  }
  // Anywhere else in a text a token may stand.
  if (json[sound] === TOKEN_OPEN) return new InvalidJson(problem('json-fault/escape'), sound);
  const found = JSON.stringify(json[sound]);
  return new InvalidJson(problem('json-fault/unexpected', { found }), sound);
}

/** Whether no JSON begins with this text. */
function isFaulty(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return false;
  } catch (error) {
    const message = messageOf(error);
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    if (position !== undefined) return Number(position) < beginning.length;
    return !message.includes('end of JSON input');
  }
}

function toPart(value: unknown): Part {
  if (typeof value === 'string') return textPart(value);
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toPart) };
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, part]) => ({
      name: textPart(name),
      part: toPart(part),
    }));
    return { kind: 'object', fields };
  }
  return { kind: 'constant', value };
}

function textPart(text: string): Part {
  const index = bareToken(text);
  if (index !== null) return { kind: 'value', index };
  const pieces = splitTokens(text);
  return pieces.some((piece) => typeof piece === 'number')
    ? { kind: 'text', pieces }
    : { kind: 'constant', value: text };
}

/** An object of the document, by name. */
export class Fields extends Map<string, unknown> {
  /** Names that come from a secret. */
  readonly secretNames = new Set<string>();

  /** Adds a part under the name that a value gives. */
  add(name: unknown, part: unknown): void {
    const text = textOf(bare(name));
    if (name instanceof Secret) this.secretNames.add(text);
    this.set(text, part);
  }

  copy(): Fields {
    const copy = new Fields(this);
    for (const name of this.secretNames) copy.secretNames.add(name);
    return copy;
  }
}

/**
 * The document with its values; objects are maps. A text that is one value and nothing else keeps a
 * list a list, otherwise values become text. An object with a failed name has failed as a whole.
 * What any secret value is part of is a secret.
 */
export function fillJsonTemplate(part: Part, values: readonly unknown[]): unknown {
  switch (part.kind) {
    case 'constant':
      return part.value;
    case 'value':
      return fromOutside(values[part.index]);
    case 'text':
      return fillText(part.pieces, values);
    case 'list':
      return part.items.map((item) => fillJsonTemplate(item, values));
    case 'object':
      return fillObject(part.fields, values);
  }
}

function fillObject(
  fields: readonly { name: Part; part: Part }[],
  values: readonly unknown[]
): unknown {
  const filled = new Fields();
  for (const { name, part } of fields) {
    const key = fillJsonTemplate(name, values);
    if (key === FAILED) return FAILED;
    filled.add(key, fillJsonTemplate(part, values));
  }
  return filled;
}

/** Plain objects and lists that an expression made become part of the document; those of a secret with secret parts. */
function fromOutside(given: unknown, isSecret = given instanceof Secret): unknown {
  const value = given instanceof Secret ? given.value : given;
  if (value instanceof UserValue) return marked(new Reference([value]), isSecret);
  if (Array.isArray(value)) return value.map((item) => fromOutside(item, isSecret));
  if (typeof value === 'object' && value !== null) {
    const fields = new Fields();
    for (const [name, field] of Object.entries(value)) {
      fields.add(isSecret ? conceal(name) : name, fromOutside(field, isSecret));
    }
    return fields;
  }
  if (value === 'null') return null;
  return isSecret ? conceal(value) : value;
}

function fillText(pieces: readonly (string | number)[], values: readonly unknown[]): unknown {
  const parts = pieces.map((piece) => (typeof piece === 'number' ? values[piece] : piece));
  if (parts.includes(FAILED)) return FAILED;
  const [only] = parts;
  if (parts.length === 1 && Array.isArray(only)) return only;
  if (parts.length === 1 && only instanceof Secret && Array.isArray(only.value)) {
    return only.value.map(conceal);
  }
  const isSecret = parts.some((part) => part instanceof Secret);
  const shown = parts.map(bare).map((part) => (part instanceof UserValue ? part : textOf(part)));
  if (shown.some((part) => part instanceof UserValue))
    return marked(new Reference(shown), isSecret);
  const text = shown.join('');
  return isSecret ? conceal(text) : text;
}

const marked = (reference: Reference, isSecret: boolean): unknown =>
  isSecret ? new Secret(reference) : reference;

/** The numbers of the values that stand in names of a document's objects. */
export function valuesInNames(part: Part): number[] {
  if (part.kind === 'list') return part.items.flatMap(valuesInNames);
  if (part.kind !== 'object') return [];
  return part.fields.flatMap(({ name, part: field }) => [
    ...valuesOf(name),
    ...valuesInNames(field),
  ]);
}

const valuesOf = (part: Part): number[] => {
  if (part.kind === 'value') return [part.index];
  return part.kind === 'text' ? part.pieces.filter((piece) => typeof piece === 'number') : [];
};

/**
 * The rendered text as a person reads it: every value in the place of its token, escaped inside
 * quotes, as JSON outside of them.
 */
export function showRendering(text: string, values: readonly unknown[]): string {
  const parts: string[] = [];
  let quote = '';
  for (const piece of splitTokens(text)) {
    if (typeof piece === 'number') {
      const value = values[piece];
      parts.push(quote ? JSON.stringify(textOf(value)).slice(1, -1) : literalOf(value));
    } else {
      parts.push(piece);
      quote = quoteAfter(piece, quote);
    }
  }
  return parts.join('');
}

/** The quote that a string is open with at the end of a text; empty outside of strings. */
function quoteAfter(text: string, quote: string): string {
  for (const [mark] of text.matchAll(/\\.|["“”„‟]/gs)) {
    if (mark.startsWith('\\')) continue;
    if (quote === '') quote = mark;
    else if (quote === '"' ? mark === '"' : mark !== '„') quote = '';
  }
  return quote;
}

function literalOf(value: unknown): string {
  if (value === undefined || value === '') return 'null';
  if (typeof value === 'string' && /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/.test(value))
    return value;
  return JSON.stringify(value) ?? 'null';
}

/** Where in the shown text an offset of the text with tokens is, and what stands there. */
export function locate(
  text: string,
  offset: number,
  values: readonly unknown[]
): Position & { excerpt: string } {
  const before = showRendering(text.slice(0, offset), values);
  const shown = showRendering(text, values);
  const excerpt = shown
    .slice(Math.max(0, before.length - 30), before.length + 30)
    .replace(/\s+/g, ' ')
    .trim();
  return { ...positionAt(shown, before.length), excerpt };
}
