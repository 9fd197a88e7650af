import type { ReferencePiece } from '../../../shared/contracts/trials';
import { ATTRIBUTES, isSecret, type RecordType } from '../../../shared/records';
import { definitionOf, findAttribute } from './field-names';
import { didYouMean, findName, shownName } from './names';

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

  /** The same as plain values. */
  toPlain(): ReferencePiece[] {
    return this.pieces.map((piece) =>
      piece instanceof UserValue ? { user: piece.attribute } : piece
    );
  }
}

/** What a dotted name says of the record's user: an attribute, or why it is none. Null where it is something else. */
export type UserName = { attribute: string } | { code: string; message: string } | null;

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
  if (secret !== null) {
    return {
      code: 'user-value-secret',
      message: `"user.${shownName(name)}" is a secret of the user, which no entry or phone may show. Leave it out.`,
    };
  }
  if (!isComplete) return null;
  return {
    code: 'unknown-user-value',
    message: `A user has no "${shownName(name)}".${didYouMean(name, names)} Use one of ${names.map((known) => `user.${known}`).join(', ')}.`,
  };
}

/** Kinds of attributes that take any text. */
const TEXT_KINDS: readonly string[] = ['string', 'text', 'encrypted'];

/** Why a value of the user may not be part of an attribute; null where it may. */
export function misplacement(
  type: RecordType,
  attribute: string,
  isChild: boolean
): { code: string; message: string } | null {
  if (type === 'user') {
    return {
      code: 'user-value-in-user',
      message: `user.${attribute} is made of a value of the user itself, which is known only when the user is. Use a column or variable; {{{user.…}}} is for the entries and phones under "post".`,
    };
  }
  if (!isChild) {
    return {
      code: 'user-value-without-user',
      message: `${type}.${attribute} is made of a value of its user, and stands under none. Put the record into the user's "post".`,
    };
  }
  const definition = ATTRIBUTES[type][attribute];
  const takesText = definition && TEXT_KINDS.includes(definition.kind) && !definition.unique;
  if (takesText) return null;
  return {
    code: 'user-value-misplaced',
    message: `A value of the user cannot be part of ${type}.${attribute}: it fills attributes that hold a text, such as phonebookEntry.phone.`,
  };
}
