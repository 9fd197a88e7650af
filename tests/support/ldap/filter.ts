import { SearchFilter } from 'ldapts';

import { elements, type Element } from './ber';

type Comparison = 'equal' | 'greater-or-equal' | 'less-or-equal' | 'approximate';

/** RFC 4511 § 4.5.1.7. Values are the bytes that were sent. */
export type LdapFilter =
  | { kind: 'and' | 'or'; filters: LdapFilter[] }
  | { kind: 'not'; filter: LdapFilter }
  | { kind: Comparison; attribute: string; value: Buffer }
  | { kind: 'present'; attribute: string }
  | { kind: 'substrings'; attribute: string; parts: Element[] }
  | { kind: 'extensible'; rule: string; attribute: string; value: Buffer; dnAttributes: boolean };

const COMPARISONS: Readonly<Record<number, Comparison>> = {
  [SearchFilter.equalityMatch]: 'equal',
  [SearchFilter.greaterOrEqual]: 'greater-or-equal',
  [SearchFilter.lessOrEqual]: 'less-or-equal',
  [SearchFilter.approxMatch]: 'approximate',
};
const OPERATORS: Readonly<Record<Comparison, string>> = {
  equal: '=',
  'greater-or-equal': '>=',
  'less-or-equal': '<=',
  approximate: '~=',
};
export const INITIAL_SUBSTRING = 0x80;
export const FINAL_SUBSTRING = 0x82;
const RULE = 0x81;
const TYPE = 0x82;
const MATCH_VALUE = 0x83;
const DN_ATTRIBUTES = 0x84;

const extensible = (content: Buffer): LdapFilter => {
  const parts = new Map(elements(content).map((part) => [part.tag, part.content]));
  return {
    kind: 'extensible',
    rule: parts.get(RULE)?.toString() ?? '',
    attribute: parts.get(TYPE)?.toString() ?? '',
    value: parts.get(MATCH_VALUE) ?? Buffer.alloc(0),
    dnAttributes: (parts.get(DN_ATTRIBUTES)?.[0] ?? 0) !== 0,
  };
};

export const decodeFilter = ({ tag, content }: Element): LdapFilter => {
  if (tag === SearchFilter.and)
    return { kind: 'and', filters: elements(content).map(decodeFilter) };
  if (tag === SearchFilter.or) return { kind: 'or', filters: elements(content).map(decodeFilter) };
  if (tag === SearchFilter.present) return { kind: 'present', attribute: content.toString() };
  if (tag === SearchFilter.extensibleMatch) return extensible(content);
  const [first, second] = elements(content);
  if (tag === SearchFilter.not && first) return { kind: 'not', filter: decodeFilter(first) };
  if (!first || !second) throw new Error(`This is no filter: ${content.toString('hex')}`);
  const attribute = first.content.toString();
  if (tag === SearchFilter.substrings)
    return { kind: 'substrings', attribute, parts: elements(second.content) };
  const kind = COMPARISONS[tag];
  if (!kind) throw new Error(`No filter has the tag 0x${tag.toString(16)}.`);
  return { kind, attribute, value: second.content };
};

const escaped = (value: Buffer): string =>
  Array.from(value, (byte) => {
    const plain = byte > 0x1f && byte < 0x7f && !'*()\\'.includes(String.fromCharCode(byte));
    return plain ? String.fromCharCode(byte) : `\\${byte.toString(16).padStart(2, '0')}`;
  }).join('');

const substringText = (parts: Element[]): string => {
  const values = parts.map(({ content }) => escaped(content));
  if (parts[0]?.tag !== INITIAL_SUBSTRING) values.unshift('');
  if (parts.at(-1)?.tag !== FINAL_SUBSTRING) values.push('');
  return values.join('*');
};

/** RFC 4515; bytes that are not printable ASCII are escaped. */
export const filterText = (filter: LdapFilter): string => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.kind === 'and' ? '&' : '|'}${filter.filters.map(filterText).join('')})`;
    case 'not':
      return `(!${filterText(filter.filter)})`;
    case 'present':
      return `(${filter.attribute}=*)`;
    case 'substrings':
      return `(${filter.attribute}=${substringText(filter.parts)})`;
    case 'extensible': {
      const dn = filter.dnAttributes ? ':dn' : '';
      const rule = filter.rule ? `:${filter.rule}` : '';
      return `(${filter.attribute}${dn}${rule}:=${escaped(filter.value)})`;
    }
    default:
      return `(${filter.attribute}${OPERATORS[filter.kind]}${escaped(filter.value)})`;
  }
};
