import { valuesOf, type LdapAttributes, type LdapValue } from '../ldap/entry';

type Part = [name: string, values: LdapValue[]];

const RANGE = /^(.+);range=(\d+)-(\d+|\*)$/i;

/** `member;range=0-1499`; the last part is `member;range=1500-*`. */
const rangeOf = (name: string, values: LdapValue[], range: { low: number; high: number }): Part => {
  const end = Math.min(range.high + 1, values.length);
  const high = end === values.length ? '*' : String(end - 1);
  return [`${name};range=${range.low}-${high}`, values.slice(range.low, end)];
};

const requestedRanges = (name: string, requested: string[], maxValues: number) =>
  requested.flatMap((text) => {
    const [, attribute, low = '', high = ''] = RANGE.exec(text) ?? [];
    if (attribute?.toLowerCase() !== name.toLowerCase()) return [];
    const last = Number(low) + maxValues - 1;
    return [{ low: Number(low), high: high === '*' ? last : Math.min(last, Number(high)) }];
  });

const isRequested = (name: string, requested: string[]): boolean =>
  requested.length === 0 ||
  requested.some((other) => other === '*' || other.toLowerCase() === name.toLowerCase());

/**
 * What is returned of an object's attributes. One with more than `maxValues` values comes empty,
 * and its first part under a name of its own (MS-ADTS § 3.1.1.3.1.3.3).
 */
export const returnedAttributes = (
  attributes: LdapAttributes,
  requested: string[],
  maxValues: number
): LdapAttributes => {
  const parts = Object.entries(attributes).flatMap(([name, some]): Part[] => {
    const values = valuesOf(some);
    const ranges = requestedRanges(name, requested, maxValues)
      .filter(({ low }) => low < values.length)
      .map((range) => rangeOf(name, values, range));
    if (!isRequested(name, requested)) return ranges;
    if (values.length <= maxValues) return [[name, values], ...ranges];
    return [[name, []], rangeOf(name, values, { low: 0, high: maxValues - 1 }), ...ranges];
  });
  return Object.fromEntries(parts);
};
