import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { ReferencePiece } from '../../../../shared/contracts/trials';
import { ATTRIBUTES, isSecret, type RecordType } from '../../../../shared/records';
import { definitionOf, findAttribute, findName, nearTo, shownName } from '../names';

/** True for no value, and for a text of nothing but blanks. */
export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** A value as text, the way a template shows it: nothing for what is empty, lists with commas. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const GAPPED = Symbol('a list with gaps');

/**
 * Marks an object that is an array of PHP with numbers for keys, as `array_filter` and `preg_grep` leave it: by its
 * keys it is no list, and where a record wants one it is.
 */
export const markGapped = (value: object): object =>
  Object.defineProperty(value, GAPPED, { value: true });

/** The values of such an object; any other value as it is. */
export const withoutGaps = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && GAPPED in value ? Object.values(value) : value;

/** Unicode noncharacters, which no text contains, set the tokens of values apart from a template's own text. */
const OPEN = '\uFDD0';
const NUMBERED = '\uFDD1';
const CLOSE = '\uFDD2';

export const hasTokenCharacter = (text: string): boolean => /[\uFDD0-\uFDD2]/.test(text);

/** Stands in the rendered text for the value of this number. */
export const token = (index: number): string => OPEN + index + NUMBERED + CLOSE;

export const TOKEN_OPEN = OPEN;
export const TOKEN_CLOSE = CLOSE;

/** A text split into its own parts and the numbers of values, in turn. */
export function splitTokens(text: string): (string | number)[] {
  return text
    .split(/\uFDD0(\d+)\uFDD1\uFDD2/)
    .map((part, index) => (index % 2 === 0 ? part : Number(part)))
    .filter((part) => part !== '');
}

/** The number of the value that a whole JSON string stands for, where a token stood outside quotes. */
export function bareToken(text: string): number | null {
  const [, index] = /^(\d+)\uFDD1$/.exec(text) ?? [];
  return index === undefined ? null : Number(index);
}

/** A value that comes from a secret, on its way through the document: it is written, and never shown. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** The value as a secret, unless there is nothing to hide. */
export const conceal = (value: unknown): unknown =>
  value instanceof Secret || textOf(value).trim() === '' ? value : new Secret(value);

/** The value without its marks, at any depth. */
export function bare(value: unknown): unknown {
  if (value instanceof Secret) return bare(value.value);
  if (Array.isArray(value)) return value.map(bare);
  if (value instanceof Map) return new Map([...value].map(([name, part]) => [name, bare(part)]));
  return value;
}

/** True where any part of a value comes from a secret. */
export function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return value instanceof Map && [...value.values()].some(holdsSecret);
}

/** The name by which a template calls the user that a record belongs to. */
const USER = 'user';

/** Stands for the final value of an attribute of the record's user, which the plan fills in. */
export class UserValue {
  constructor(readonly attribute: string) {}

  toString(): string {
    return `{{{${USER}.${this.attribute}}}}`;
  }
}

/** A text of the document that values of the user are part of. */
export class Reference {
  constructor(readonly pieces: readonly (string | UserValue)[]) {}

  /** The pieces as plain values. */
  toPlain(): ReferencePiece[] {
    return this.pieces.map((piece) =>
      piece instanceof UserValue ? { user: piece.attribute } : piece
    );
  }
}

/** What a dotted name says of the record's user: an attribute, or why it is none. Null where it is something else. */
export type UserName = { attribute: string } | Problem | null;

/**
 * @param known the names that the row gives; a column or variable of this name goes first
 * @param isComplete whether those are all
 */
export function readUserName(
  parts: readonly string[],
  known: readonly string[],
  isComplete: boolean
): UserName {
  const [first = '', ...rest] = parts;
  if (rest.length === 0 || first.toLowerCase() !== USER) return null;
  if (findName(first, known) !== null || findName(parts.join('.'), known) !== null) return null;
  const name = rest.join('.');
  const names = Object.keys(ATTRIBUTES.user).filter(
    (candidate) => !isSecret(definitionOf('user', candidate))
  );
  const attribute = findAttribute('user', findName(name, names) ?? name);
  if (attribute !== null && names.includes(attribute)) return { attribute };
  const secret = findName(name, Object.keys(ATTRIBUTES.user)) ?? attribute;
  if (secret !== null) return problem('user-value-secret', { name: shownName(name) });
  if (!isComplete) return null;
  return problem('unknown-user-value', {
    name: shownName(name),
    near: nearTo(name, names),
    allowed: names.map((one) => `${USER}.${one}`),
  });
}

/** Kinds of attributes that take any text. */
const TEXT_KINDS: readonly string[] = ['string', 'text', 'encrypted'];

/** Why a value of the user may not be part of an attribute; null where it may. */
export function misplacement(
  type: RecordType,
  attribute: string,
  isChild: boolean
): Problem | null {
  const target = `${type}.${attribute}`;
  if (type === 'user') return problem('user-value-in-user', { target });
  if (!isChild) return problem('user-value-without-user', { target });
  const definition = ATTRIBUTES[type][attribute];
  const takesText = definition && TEXT_KINDS.includes(definition.kind) && !definition.unique;
  return takesText ? null : problem('user-value-misplaced', { target });
}

/** Stands for a value that could not be computed; what it is part of is unusable too. */
export const FAILED = Symbol('failed');
