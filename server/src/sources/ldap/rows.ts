import type { RowValue, SourceRow } from '../types';
import { baseName, type LdapEntry, valuesOf } from './connection';
import { filterAttributes, matchesFilter } from './filter-match';
import { type GroupIndex, personAttributes } from './groups';
import type { ReadSettings } from './settings';
import { decodeAttribute } from './values';

/** Ask for all user attributes, or all operational ones (RFC 4511 § 4.5.1.8, RFC 3673). */
const ALL = ['*', '+'];
/** Lists by their nature, also where there is one value: a DN in them is not to be split at its commas. */
const LISTS = new Set(['ismemberof', 'memberof', 'objectclass']);

const asksForAll = ({ attributes }: ReadSettings): boolean =>
  attributes.length === 0 || attributes.some((name) => ALL.includes(name));

/** What to ask the server for: what the profile wants to see, and what is computed from. */
export const requestedAttributes = (settings: ReadSettings): string[] => {
  const { attributes, keyAttribute, disabled, groups } = settings;
  const needed = [
    ...(keyAttribute === '' ? [] : [keyAttribute]),
    ...(disabled ? filterAttributes(disabled) : []),
    ...personAttributes(groups),
  ];
  const wanted = attributes.length === 0 ? ['*'] : attributes;
  const names = new Map([...wanted, ...needed].map((name) => [name.toLowerCase(), name]));
  // The DN comes with every entry, and is no attribute that a server would know.
  names.delete('dn');
  return names.size === 0 ? ['1.1'] : [...names.values()];
};

const rowValue = (name: string, values: string[]): RowValue =>
  values.length > 1 || LISTS.has(baseName(name)) ? values : (values[0] ?? '');

/**
 * Makes rows of entries. An attribute has one name in all rows, as the server spelled it first;
 * what an entry does not have is not in its row.
 */
export const createRowBuilder = (settings: ReadSettings, groups: GroupIndex | null) => {
  const { keyAttribute, disabled } = settings;
  const computed = [
    ...(keyAttribute === '' ? [] : ['externalId']),
    ...(disabled ? ['enabled'] : []),
    ...(groups ? ['groups', 'roles'] : []),
  ];
  const fixed = ['dn', ...computed];
  const reserved = new Set(fixed.map((name) => name.toLowerCase()));
  const wanted = new Set(settings.attributes.map((name) => name.toLowerCase()));
  const all = asksForAll(settings);
  const names = new Map<string, string>();

  const isWanted = (name: string): boolean =>
    wanted.has(name.toLowerCase()) || wanted.has(baseName(name));

  const nameOf = (name: string): string => {
    const lower = name.toLowerCase();
    const known = names.get(lower);
    if (known !== undefined) return known;
    names.set(lower, name);
    return name;
  };

  const computedValues = (entry: LdapEntry): Record<string, RowValue> => {
    const values = valuesOf(entry);
    const result: Record<string, RowValue> = { dn: entry.dn };
    const [key] =
      keyAttribute === '' ? [] : (decodeAttribute(keyAttribute, values(keyAttribute), true) ?? []);
    if (key !== undefined) result.externalId = key;
    if (disabled) result.enabled = String(!matchesFilter(disabled, values));
    if (groups) {
      const found = groups.groupsOf(entry);
      result.groups = found.map(({ name }) => name);
      result.roles = groups.rolesOf(found);
    }
    return result;
  };

  return {
    build(entry: LdapEntry, number: number): SourceRow {
      const values = computedValues(entry);
      for (const attribute of entry.attributes) {
        const { name } = attribute;
        const asked = isWanted(name);
        if (reserved.has(name.toLowerCase()) || !(all || asked)) continue;
        // No attribute's name begins so (RFC 4512 § 1.4), and in a row it would be something else.
        if (name === '__proto__') continue;
        const texts = decodeAttribute(name, attribute.values, asked);
        if (texts && texts.length > 0) values[nameOf(name)] = rowValue(name, texts);
      }
      return { number, values, issues: [] };
    },

    /** The names that rows have so far, and those that the profile asks for. */
    columns(): string[] {
      const asked = settings.attributes.filter(
        (name) => !ALL.includes(name) && !names.has(name.toLowerCase())
      );
      return [
        ...fixed,
        ...names.values(),
        ...asked.filter((name) => !reserved.has(name.toLowerCase())),
      ];
    },
  };
};
