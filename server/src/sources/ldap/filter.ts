import { isUtf8 } from 'node:buffer';
import type { ParamsOfKey } from '../../../../shared/codes/catalogue';
import { problem } from '../../../../shared/codes/problems';
import { Scanner, TextSyntaxError } from '../../utils/directory-text';

/** A search filter (RFC 4511 § 4.5.1.7). Values are bytes as the directory has them. */
export type FilterNode =
  /** Without filters: `and` is true, `or` is false (RFC 4526). */
  | { type: 'and' | 'or'; filters: FilterNode[] }
  | { type: 'not'; filter: FilterNode }
  | {
      type: 'equal' | 'greaterOrEqual' | 'lessOrEqual' | 'approximate';
      attribute: string;
      value: Buffer;
    }
  | { type: 'present'; attribute: string }
  | SubstringsFilter
  | ExtensibleFilter;

/** At least one part is there, and none is empty. */
export interface SubstringsFilter {
  type: 'substrings';
  attribute: string;
  initial: Buffer | null;
  any: Buffer[];
  final: Buffer | null;
}

/** An attribute, a matching rule, or both. */
export interface ExtensibleFilter {
  type: 'extensible';
  attribute: string | null;
  rule: string | null;
  /** Whether the attributes of the entry's DN count as well. */
  dnAttributes: boolean;
  value: Buffer;
}

/** The text is no filter. */
export class FilterSyntaxError extends TextSyntaxError {
  override name = 'FilterSyntaxError';
}

type Unexpected = ParamsOfKey<'syntax-unexpected/filter'>;

const MAXIMUM_LENGTH = 16_384;
const MAXIMUM_DEPTH = 100;

/** RFC 4512 § 2.5, and the underscore that 389 Directory Server can be told to allow. */
const ATTRIBUTE = /(?:[a-z][\w-]*|\d+(?:\.\d+)+)(?:;[a-z\d-]+)*/iy;
const OPERATOR = /[<>~]?=/y;
const DN_ATTRIBUTES = /:dn(?=:)/iy;
const MATCHING_RULE = /:([a-z][\w-]*|\d+(?:\.\d+)+)/iy;
const PLAIN = /[^()*\\]+/y;
const ESCAPED = /\\([\da-f]{2})/iy;

const COMPARISONS = {
  '>=': 'greaterOrEqual',
  '<=': 'lessOrEqual',
  '~=': 'approximate',
} as const;

/**
 * Parses a filter (RFC 4515). White space may stand between its parts, and the parentheses may be
 * missing around the whole and, as Active Directory has it, around what `!` negates.
 * @throws FilterSyntaxError
 */
export const parseFilter = (text: string): FilterNode => new FilterParser(text).parse();

class FilterParser extends Scanner {
  private depth = 0;

  constructor(text: string) {
    super(text.trimEnd());
  }

  parse(): FilterNode {
    this.checkText();
    this.skipBlanks();
    if (this.atEnd) throw this.unexpected('filter');
    const filter = this.sees('(') ? this.enclosed() : this.content();
    this.skipBlanks();
    if (this.atEnd) return filter;
    throw this.unexpected('end', { '(': 'several', ')': 'notOpen' });
  }

  private checkText(): void {
    const { length } = this.text;
    if (length > MAXIMUM_LENGTH) {
      const what = problem('syntax-too-long', { count: length, most: MAXIMUM_LENGTH });
      throw new FilterSyntaxError(what, MAXIMUM_LENGTH);
    }
    const nul = this.text.indexOf('\0');
    if (nul >= 0) throw new FilterSyntaxError(problem('syntax-nul'), nul);
  }

  private enclosed(): FilterNode {
    if (this.depth >= MAXIMUM_DEPTH) {
      throw new FilterSyntaxError(problem('syntax-too-deep', { most: MAXIMUM_DEPTH }), this.offset);
    }
    if (!this.skip('(')) throw this.unexpected('open');
    this.depth += 1;
    this.skipBlanks();
    const filter = this.content();
    this.skipBlanks();
    if (!this.skip(')')) {
      const list = filter.type === 'and' || filter.type === 'or';
      throw this.unexpected(list ? 'openOrClose' : 'close');
    }
    this.depth -= 1;
    return filter;
  }

  private content(): FilterNode {
    if (this.skip('&')) return { type: 'and', filters: this.list() };
    if (this.skip('|')) return { type: 'or', filters: this.list() };
    if (this.skip('!')) return { type: 'not', filter: this.negated() };
    return this.item('attribute');
  }

  private list(): FilterNode[] {
    const filters: FilterNode[] = [];
    this.skipBlanks();
    while (this.sees('(')) {
      filters.push(this.enclosed());
      this.skipBlanks();
    }
    return filters;
  }

  private negated(): FilterNode {
    this.skipBlanks();
    return this.sees('(') ? this.enclosed() : this.item('openOrAttribute');
  }

  private item(expected: Unexpected['expected']): FilterNode {
    const attribute = this.takeText(ATTRIBUTE);
    if (this.sees(':')) return this.extensible(attribute || null);
    if (attribute === '') throw this.unexpected(expected);
    const operator = this.takeText(OPERATOR);
    switch (operator) {
      case '=':
        return this.equalOrSubstrings(attribute);
      case '>=':
      case '<=':
      case '~=':
        return { type: COMPARISONS[operator], attribute, value: this.wholeValue() };
      default:
        throw this.unexpected('operator');
    }
  }

  private equalOrSubstrings(attribute: string): FilterNode {
    const first = this.value();
    if (!this.sees('*')) return { type: 'equal', attribute, value: first };
    const others: Buffer[] = [];
    while (this.skip('*')) others.push(this.value());
    const last = others.pop() ?? Buffer.alloc(0);
    const any = others.filter(isFilled);
    if (![first, ...any, last].some(isFilled)) return { type: 'present', attribute };
    return {
      type: 'substrings',
      attribute,
      initial: isFilled(first) ? first : null,
      any,
      final: isFilled(last) ? last : null,
    };
  }

  private extensible(attribute: string | null): FilterNode {
    const start = this.offset;
    const dnAttributes = this.take(DN_ATTRIBUTES) !== null;
    const rule = this.take(MATCHING_RULE)?.[1] ?? null;
    if (!this.skip(':=')) throw this.unexpected('assignment');
    if (attribute === null && rule === null) {
      throw this.unexpected('attributeOrRule', {}, start);
    }
    return { type: 'extensible', attribute, rule, dnAttributes, value: this.wholeValue() };
  }

  /** A value in which no asterisk may stand. */
  private wholeValue(): Buffer {
    const value = this.value();
    if (!this.sees('*')) return value;
    throw this.unexpected('close', { '*': 'asterisk' });
  }

  private value(): Buffer {
    const parts: Buffer[] = [];
    for (;;) {
      const plain = this.takeText(PLAIN);
      if (plain !== '') parts.push(Buffer.from(plain));
      else if (this.sees('\\')) parts.push(this.escapedByte());
      else if (this.sees('(')) throw this.unexpected('close', { '(': 'parenthesis' });
      else return Buffer.concat(parts);
    }
  }

  private escapedByte(): Buffer {
    const digits = this.take(ESCAPED)?.[1];
    if (digits !== undefined) return Buffer.from(digits, 'hex');
    const found = this.found(this.offset + 1);
    throw new FilterSyntaxError(problem('syntax-escape/filter', { found }), this.offset);
  }

  private unexpected(
    expected: Unexpected['expected'],
    hints: Readonly<Record<string, Unexpected['hint']>> = {},
    offset = this.offset
  ): FilterSyntaxError {
    const hint = hints[this.text.charAt(offset)] ?? 'none';
    const found = this.found(offset);
    const what = problem('syntax-unexpected/filter', { found, expected, hint });
    return new FilterSyntaxError(what, offset);
  }
}

const isFilled = (value: Buffer): boolean => value.length > 0;

/** The text of a filter (RFC 4515), which `parseFilter` makes the same filter of. */
export function formatFilter(node: FilterNode): string {
  switch (node.type) {
    case 'and':
      return `(&${node.filters.map(formatFilter).join('')})`;
    case 'or':
      return `(|${node.filters.map(formatFilter).join('')})`;
    case 'not':
      return `(!${formatFilter(node.filter)})`;
    case 'equal':
      return `(${node.attribute}=${escapeValue(node.value)})`;
    case 'greaterOrEqual':
      return `(${node.attribute}>=${escapeValue(node.value)})`;
    case 'lessOrEqual':
      return `(${node.attribute}<=${escapeValue(node.value)})`;
    case 'approximate':
      return `(${node.attribute}~=${escapeValue(node.value)})`;
    case 'present':
      return `(${node.attribute}=*)`;
    case 'substrings':
      return formatSubstrings(node);
    case 'extensible':
      return formatExtensible(node);
  }
}

function formatSubstrings({ attribute, initial, any, final }: SubstringsFilter): string {
  const parts = [initial, ...any, final].map((part) => (part ? escapeValue(part) : ''));
  return `(${attribute}=${parts.join('*')})`;
}

function formatExtensible({ attribute, rule, dnAttributes, value }: ExtensibleFilter): string {
  const matching = [attribute ?? '', ...(dnAttributes ? ['dn'] : []), ...(rule ? [rule] : [])];
  return `(${matching.join(':')}:=${escapeValue(value)})`;
}

/** Bytes that are no UTF-8 are all escaped. */
function escapeValue(value: Buffer): string {
  if (isUtf8(value)) return value.toString().replace(/[*()\\\0]/g, escapeByte);
  return Array.from(value, (byte) => hexEscape(byte)).join('');
}

const escapeByte = (character: string): string => hexEscape(character.charCodeAt(0));
const hexEscape = (byte: number): string => `\\${byte.toString(16).padStart(2, '0')}`;

/** True of every entry. */
export const ANY_ENTRY: FilterNode = { type: 'present', attribute: 'objectClass' };
