import { isUtf8 } from 'node:buffer';
import type { ValuesOf } from './connection';
import { comparableDn } from '../../utils/distinguished-names';
import type { ExtensibleFilter, FilterNode, SubstringsFilter } from './filter';
import { foldPart, foldText } from '../../utils/directory-text';
import { generalizedTime } from './values';

/** Undefined where nobody can tell; what depends on it is undefined, too (RFC 4511 § 4.5.1.7). */
type Truth = boolean | undefined;

/** Active Directory's rules for numbers whose bits are flags (MS-ADTS § 3.1.1.3.4.4). */
const BIT_RULES: ReadonlyMap<string, (value: bigint, mask: bigint) => boolean> = new Map([
  ['1.2.840.113556.1.4.803', (value, mask) => (value & mask) === mask],
  ['1.2.840.113556.1.4.804', (value, mask) => (value & mask) !== 0n],
]);

/**
 * Whether a filter is true of an entry. Without the directory's schema text is compared without case,
 * numbers and times by their value where both sides are, and bytes that are no text exactly.
 */
export const matchesFilter = (node: FilterNode, valuesOf: ValuesOf): boolean =>
  truthOf(node, valuesOf) === true;

function truthOf(node: FilterNode, valuesOf: ValuesOf): Truth {
  switch (node.type) {
    case 'and':
      return every(node.filters.map((filter) => truthOf(filter, valuesOf)));
    case 'or':
      return some(node.filters.map((filter) => truthOf(filter, valuesOf)));
    case 'not':
      return negation(truthOf(node.filter, valuesOf));
    case 'present':
      return valuesOf(node.attribute).length > 0;
    case 'equal':
    case 'approximate':
      return valuesOf(node.attribute).some((value) => isEqual(value, node.value));
    case 'greaterOrEqual':
      return valuesOf(node.attribute).some((value) => order(value, node.value) >= 0);
    case 'lessOrEqual':
      return valuesOf(node.attribute).some((value) => order(value, node.value) <= 0);
    case 'substrings':
      return valuesOf(node.attribute).some((value) => hasSubstrings(value, node));
    case 'extensible':
      return truthOfExtensible(node, valuesOf);
  }
}

const every = (truths: Truth[]): Truth => negation(some(truths.map(negation)));
const negation = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function some(truths: Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/** An entry's DN is not looked at, so that with `:dn` only the attribute itself can say yes. */
function truthOfExtensible(node: ExtensibleFilter, valuesOf: ValuesOf): Truth {
  if (node.attribute === null) return undefined;
  const values = valuesOf(node.attribute);
  const truth =
    node.rule === null
      ? values.some((value) => isEqual(value, node.value))
      : truthOfBits(node.rule, values, node.value);
  return node.dnAttributes ? truth || undefined : truth;
}

function truthOfBits(rule: string, values: readonly Buffer[], asserted: Buffer): Truth {
  const holds = BIT_RULES.get(rule);
  const mask = integerOf(asserted.toString());
  if (!holds || mask === null) return undefined;
  return some(
    values.map((value) => {
      const number = integerOf(value.toString());
      return number === null ? undefined : holds(number, mask);
    })
  );
}

function isEqual(value: Buffer, asserted: Buffer): boolean {
  if (!isUtf8(value) || !isUtf8(asserted)) return value.equals(asserted);
  const [one, other] = [value.toString(), asserted.toString()];
  if (foldText(one) === foldText(other)) return true;
  return one.includes('=') && other.includes('=') && comparableDn(one) === comparableDn(other);
}

/** Negative, 0 or positive: whether the value is before the asserted one, equal or behind it. */
function order(value: Buffer, asserted: Buffer): number {
  if (!isUtf8(value) || !isUtf8(asserted)) return value.compare(asserted);
  const [one, other] = [value.toString(), asserted.toString()];
  for (const read of [integerOf, timeOf]) {
    const [left, right] = [read(one), read(other)];
    if (left !== null && right !== null) return compare(left, right);
  }
  return compare(foldText(one), foldText(other));
}

const compare = <T extends bigint | number | string>(one: T, other: T): number =>
  one < other ? -1 : Number(one > other);

const integerOf = (text: string): bigint | null =>
  /^\s*-?\d+\s*$/.test(text) ? BigInt(text.trim()) : null;

function timeOf(text: string): number | null {
  const iso = generalizedTime(text.trim());
  return iso === null ? null : Date.parse(iso);
}

function hasSubstrings(value: Buffer, { initial, any, final }: SubstringsFilter): boolean {
  const areText = [value, initial, ...any, final].every((bytes) => !bytes || isUtf8(bytes));
  const read = (bytes: Buffer | null, trimmed: (text: string) => string): string => {
    if (!bytes) return '';
    return areText ? trimmed(foldPart(bytes.toString())) : bytes.toString('latin1');
  };
  return holdsInOrder(
    read(value, (text) => text.trim()),
    read(initial, (text) => text.trimStart()),
    any.map((part) => read(part, (text) => text)),
    read(final, (text) => text.trimEnd())
  );
}

function holdsInOrder(text: string, initial: string, any: string[], final: string): boolean {
  if (!text.startsWith(initial)) return false;
  let position = initial.length;
  for (const part of any) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.length - final.length >= position && text.endsWith(final);
}

type Item = Exclude<FilterNode, { type: 'and' | 'or' | 'not' }>;

function itemsOf(node: FilterNode): Item[] {
  switch (node.type) {
    case 'and':
    case 'or':
      return node.filters.flatMap(itemsOf);
    case 'not':
      return itemsOf(node.filter);
    default:
      return [node];
  }
}

/** The attributes that a filter asks for, each once and without options. */
export function filterAttributes(node: FilterNode): string[] {
  const names = new Map<string, string>();
  for (const { attribute } of itemsOf(node)) {
    const [name = ''] = (attribute ?? '').split(';');
    if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

/**
 * What of a filter `matchesFilter` cannot tell: matching rules that it does not know or that stand
 * without an attribute, and `dn` for the attributes of the entry's DN. Each once.
 */
export function unsupportedRules(node: FilterNode): string[] {
  const rules = itemsOf(node).flatMap((item) =>
    item.type === 'extensible' ? unsupportedIn(item) : []
  );
  return [...new Set(rules)];
}

function unsupportedIn({ attribute, rule, dnAttributes }: ExtensibleFilter): string[] {
  const known = rule === null || (attribute !== null && BIT_RULES.has(rule));
  return [...(known ? [] : [rule]), ...(dnAttributes ? ['dn'] : [])];
}
