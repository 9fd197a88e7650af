import type { LdapInput } from '../../../../../shared/profile/ldap';
import { readServer } from './server-address';

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
