import { AD_BASE_DN, AD_USERS_DN, type AdObject } from './objects';
import { valuesOf, type LdapAttributes } from '../ldap/entry';

const CONTAINER_CLASSES: Readonly<Record<string, string>> = {
  DC: 'domainDNS',
  OU: 'organizationalUnit',
  CN: 'container',
};

/** DNs that differ only in case and in blanks after commas give the same text. */
export const comparableDn = (dn: string): string =>
  dn.toLowerCase().replace(/((?:\\.|[^\\,])+,)\s+/g, '$1');

const parentDn = (dn: string): string => dn.replace(/^(?:\\.|[^\\,])*,?/, '');

export const isWithin = (dn: string, base: string): boolean =>
  `,${comparableDn(dn)}`.endsWith(`,${comparableDn(base)}`);

const isParent = (dn: string, parent: string): boolean =>
  comparableDn(parentDn(dn)) === comparableDn(parent);

/** Whether a search from this base comes to this DN. */
export const isInScope = (dn: string, base: string, scope: string): boolean => {
  if (scope === 'base') return comparableDn(dn) === comparableDn(base);
  return scope === 'one' ? isParent(dn, base) : isWithin(dn, base);
};

const container = (dn: string): AdObject => {
  const [, type = '', name = ''] = /^(\w+)=((?:\\.|[^\\,])*)/.exec(dn) ?? [];
  const objectClass = ['top', CONTAINER_CLASSES[type.toUpperCase()] ?? 'container'];
  return { dn, attributes: { objectClass, name, [type.toLowerCase()]: name } };
};

/** The domain, and what these objects are in as far as it is not among them. */
const containersOf = (objects: AdObject[]): AdObject[] => {
  const found = new Map<string, AdObject>();
  for (const { dn } of [...objects, container(`CN=any,${AD_USERS_DN}`)]) {
    for (let parent = parentDn(dn); isWithin(parent, AD_BASE_DN); parent = parentDn(parent))
      found.set(comparableDn(parent), container(parent));
  }
  for (const { dn } of objects) found.delete(comparableDn(dn));
  return [...found.values()];
};

const membershipsOf = (objects: AdObject[]): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const { dn, attributes } of objects) {
    for (const member of valuesOf(attributes.member)) {
      const key = comparableDn(member.toString());
      groups.set(key, [...(groups.get(key) ?? []), dn]);
    }
  }
  return groups;
};

/** These objects and what they are in, with what Active Directory adds: `memberOf` for one. */
export const completeTree = (objects: AdObject[]): AdObject[] => {
  const memberships = membershipsOf(objects);
  return [...containersOf(objects), ...objects].map((object) => {
    const memberOf = memberships.get(comparableDn(object.dn));
    const added: LdapAttributes = { distinguishedName: object.dn, ...(memberOf && { memberOf }) };
    return { ...object, attributes: { ...added, ...object.attributes } };
  });
};
