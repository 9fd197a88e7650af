import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import { EMPTY_DIRECTORY, type LdapInput } from '../../../../shared/profile/ldap';
import { readServer } from './servers';

/** What is taken where the profile says nothing, as far as it is known for the vendor that is chosen. */
export const defaultsFor = (
  { vendor }: Pick<LdapInput, 'vendor'>,
  known: readonly (LdapVendorDefaults | null | undefined)[]
): LdapVendorDefaults | null =>
  known.find((defaults) => defaults && (vendor === null || defaults.vendor === vendor)) ?? null;

/** The column that the key attribute becomes. */
export const KEY_COLUMN = 'externalId';

/** The attribute that never changes; empty for none, null while it is not known. */
export const keyAttributeOf = (
  { keyAttribute }: Pick<LdapInput, 'keyAttribute'>,
  defaults: LdapVendorDefaults | null
): string | null => keyAttribute ?? defaults?.keyAttribute ?? null;

type Role = LdapInput['groups']['roles'][number];

const isBegunServer = (url: string): boolean => readServer(url).host !== '';

const isBegunRole = ({ group, role }: Role): boolean => `${group}${role}`.trim() !== '';

/** A directory as it is sent: rows that nobody has begun to fill in do not count. */
export const sentDirectory = (source: LdapInput): LdapInput => ({
  ...source,
  fallbackUrls: source.fallbackUrls.filter(isBegunServer),
  groups: { ...source.groups, roles: source.groups.roles.filter(isBegunRole) },
});

/** The place that something has in a list, by its place among those of it that are sent. */
const placeIn = <Item>(
  items: readonly Item[],
  isSent: (item: Item) => boolean,
  place: string | undefined
): string[] => {
  if (place === undefined) return [];
  const places = items.flatMap((item, index) => (isSent(item) ? [index] : []));
  return [String(places[Number(place)] ?? place)];
};

/** The path of a problem of what was sent, as the draft has it; both begin with `source`. */
export const placeInDirectory = ({ fallbackUrls, groups }: LdapInput, path: string[]): string[] => {
  const text = path.join('.');
  if (text.startsWith('source.fallbackUrls.')) {
    const [place, ...rest] = path.slice(2);
    return ['source', 'fallbackUrls', ...placeIn(fallbackUrls, isBegunServer, place), ...rest];
  }
  if (text.startsWith('source.groups.roles.')) {
    const [place, ...rest] = path.slice(3);
    return ['source', 'groups', 'roles', ...placeIn(groups.roles, isBegunRole, place), ...rest];
  }
  return path;
};

/** The settings that most people need not look at. */
export const MORE_PATHS = [
  'ca',
  'servername',
  'verifyCertificate',
  'clientCertificate',
  'clientKey',
  'scope',
  'attributes',
  'pageSize',
  'timeoutSeconds',
  'referrals',
] as const satisfies (keyof LdapInput)[];

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? '') === JSON.stringify(other ?? '');

/** Whether any of them is not as it is by default. */
export const hasMore = (source: LdapInput): boolean =>
  MORE_PATHS.some((path) => !isSame(source[path], EMPTY_DIRECTORY[path]));
