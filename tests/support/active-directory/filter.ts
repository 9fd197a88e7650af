import type { Element } from '../ldap/ber';
import { valuesOf, type LdapAttributes, type LdapValue } from '../ldap/entry';
import { FINAL_SUBSTRING, INITIAL_SUBSTRING, type LdapFilter } from '../ldap/filter';

const BIT_AND = '1.2.840.113556.1.4.803';

/** The values of an attribute whose name may be in any case. */
const namedValues = (attributes: LdapAttributes, name: string): LdapValue[] => {
  const key = Object.keys(attributes).find((other) => other.toLowerCase() === name.toLowerCase());
  const values = valuesOf(key === undefined ? [] : attributes[key]);
  if (name.toLowerCase() !== 'objectcategory') return values;
  // Active Directory takes `person` for `CN=Person,CN=Schema,…`.
  return values.flatMap((dn) => [dn, /^CN=([^,]*)/.exec(dn.toString())?.[1] ?? '']);
};

const isEqual = (value: LdapValue, asserted: Buffer): boolean =>
  Buffer.isBuffer(value)
    ? value.equals(asserted)
    : value.toLowerCase() === asserted.toString().toLowerCase();

const isAtLeast = (value: string, limit: string): boolean => {
  const numeric = /^-?\d+$/;
  return numeric.test(value) && numeric.test(limit)
    ? BigInt(value) >= BigInt(limit)
    : value.toLowerCase() >= limit.toLowerCase();
};

const hasParts = (value: string, parts: Element[]): boolean => {
  let rest = value.toLowerCase();
  return parts.every(({ tag, content }) => {
    const part = content.toString().toLowerCase();
    if (tag === FINAL_SUBSTRING) return rest.endsWith(part);
    const at = rest.indexOf(part);
    rest = rest.slice(at + part.length);
    return tag === INITIAL_SUBSTRING ? at === 0 : at >= 0;
  });
};

const hasBits = (value: string, mask: string): boolean =>
  (BigInt(value) & BigInt(mask)) === BigInt(mask);

/** Whether an object fits a filter, as Active Directory compares: case-insensitively. */
export const matchesFilter = (filter: LdapFilter, attributes: LdapAttributes): boolean => {
  const some = (name: string, test: (value: LdapValue) => boolean): boolean =>
    namedValues(attributes, name).some(test);
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((inner) => matchesFilter(inner, attributes));
    case 'or':
      return filter.filters.some((inner) => matchesFilter(inner, attributes));
    case 'not':
      return !matchesFilter(filter.filter, attributes);
    case 'present':
      return some(filter.attribute, () => true);
    case 'equal':
    case 'approximate':
      return some(filter.attribute, (value) => isEqual(value, filter.value));
    case 'greater-or-equal':
      return some(filter.attribute, (value) =>
        isAtLeast(value.toString(), filter.value.toString())
      );
    case 'less-or-equal':
      return some(filter.attribute, (value) =>
        isAtLeast(filter.value.toString(), value.toString())
      );
    case 'substrings':
      return some(filter.attribute, (value) => hasParts(value.toString(), filter.parts));
    case 'extensible':
      if (filter.rule !== BIT_AND) throw new Error(`The rule ${filter.rule} is not known here.`);
      return some(filter.attribute, (value) => hasBits(value.toString(), filter.value.toString()));
  }
};
