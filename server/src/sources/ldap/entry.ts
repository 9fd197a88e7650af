import type { LdapEntry } from './connection';
import type { ValuesOf } from './filter-match';

/** An attribute's name without its options: `cn;lang-de` → `cn`. */
export const baseName = (name: string): string => name.split(';', 1)[0]?.toLowerCase() ?? '';

/** The raw values of an entry's attributes, by name in any case; options do not matter. */
export const valuesOf = ({ attributes }: LdapEntry): ValuesOf => {
  const values = new Map<string, readonly Buffer[]>();
  for (const attribute of attributes) {
    const name = baseName(attribute.name);
    values.set(name, [...(values.get(name) ?? []), ...attribute.values]);
  }
  return (name) => values.get(baseName(name)) ?? [];
};

/** The same as text. */
export const textsOf = (values: ValuesOf, name: string): string[] =>
  values(name).map((value) => value.toString('utf8'));
