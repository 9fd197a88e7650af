import { problem } from '../../../../shared/codes/problems';
import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { LdapSource } from '../../../../shared/profile/ldap';
import { trimInvisible } from '../../../../shared/text';
import { comparableDn } from '../../utils/distinguished-names';
import { type FilterNode, FilterSyntaxError, parseFilter } from './filter';
import type { AskedValue } from '../types';
import { LdapError } from './errors';
import { askableValue } from './values';

/** How long somebody at the screen waits for one answer. */
const PATIENCE_SECONDS = 15;

/** The source for what a person waits for. */
export const forScreen = (source: LdapSource): LdapSource => ({
  ...source,
  timeoutSeconds: Math.min(source.timeoutSeconds, PATIENCE_SECONDS),
});

/** How groups are read, every default filled in. */
export interface GroupSettings {
  baseDn: string;
  filter: FilterNode;
  /** Whether only groups count that the search for them finds, also where people name theirs. */
  onlyFound: boolean;
  memberAttributes: string[];
  nested: boolean;
  primary: boolean;
  allow: string[];
  roles: { group: string; role: string }[];
}

/** What to read, every default of the vendor filled in. */
export interface ReadSettings {
  baseDn: string;
  scope: LdapSource['scope'];
  filter: FilterNode;
  attributes: string[];
  /** Empty: none. */
  keyAttribute: string;
  /** Null: nobody is disabled. */
  disabled: FilterNode | null;
  /** Null: groups are not read. */
  groups: GroupSettings | null;
}

type FilterName = 'people' | 'disabled' | 'groups';

const filterOf = (text: string, which: FilterName): FilterNode => {
  try {
    return parseFilter(text);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    const { reason, offset } = error;
    throw new LdapError(problem('filter-syntax', { which, reason, position: offset + 1 }));
  }
};

/** The one of a server's trees that an entry is in; the entry where none is known. */
const treeOf = (baseDn: string, namingContexts: string[]): string => {
  const dn = comparableDn(baseDn);
  const trees = namingContexts.filter((tree) => `,${dn}`.endsWith(`,${comparableDn(tree)}`));
  return trees.toSorted((a, b) => b.length - a.length)[0] ?? baseDn;
};

const groupSettings = (
  { groups, baseDn }: LdapSource,
  defaults: LdapVendorDefaults,
  namingContexts: string[]
): GroupSettings | null => {
  if (!groups.enabled) return null;
  const { memberAttributes, nested, primary, allow, roles } = groups;
  return {
    baseDn: groups.baseDn || treeOf(baseDn, namingContexts),
    filter: filterOf(groups.filter || defaults.groupFilter, 'groups'),
    onlyFound: Boolean(groups.baseDn || groups.filter),
    memberAttributes: memberAttributes.length > 0 ? memberAttributes : defaults.memberAttributes,
    nested,
    primary,
    allow,
    roles,
  };
};

/**
 * What a source asks for, completed.
 * @param namingContexts the trees that the server has
 * @throws LdapError `filter-syntax`
 */
export const readSettings = (
  source: LdapSource,
  defaults: LdapVendorDefaults,
  namingContexts: string[]
): ReadSettings => {
  const disabled = source.disabledFilter ?? defaults.disabledFilter;
  return {
    baseDn: source.baseDn,
    scope: source.scope,
    filter: filterOf(source.filter || defaults.filter, 'people'),
    attributes: source.attributes,
    keyAttribute: source.keyAttribute ?? defaults.keyAttribute,
    disabled: disabled === '' ? null : filterOf(disabled, 'disabled'),
    groups: groupSettings(source, defaults, namingContexts),
  };
};

/** What a row has besides the attributes of its entry. */
const COMPUTED = new Set(['dn', 'enabled', 'groups', 'roles']);
/** The name of an attribute, without options (RFC 4512 § 1.4). */
const DESCRIPTOR = /^[a-z][\da-z-]*$/i;

/**
 * The settings for those entries alone that may be of the rows asked for; null where a filter cannot ask for them. It
 * is the directory that compares the values, by its own rules.
 */
export const settingsFor = (
  settings: ReadSettings,
  asked: readonly AskedValue[]
): ReadSettings | null => {
  const { keyAttribute, filter } = settings;
  const filters = asked.flatMap(({ column, value }): FilterNode[] => {
    const isKey = keyAttribute !== '' && column.toLowerCase() === 'externalid';
    const attribute = isKey ? keyAttribute : column;
    if (COMPUTED.has(attribute.toLowerCase()) || !DESCRIPTOR.test(attribute)) return [];
    const bytes = askableValue(attribute, trimInvisible(value));
    return bytes === null || bytes.length === 0 ? [] : [{ type: 'equal', attribute, value: bytes }];
  });
  return filters.length === 0
    ? null
    : { ...settings, filter: { type: 'and', filters: [filter, ...filters] } };
};
