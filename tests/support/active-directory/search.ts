import { returnedAttributes } from './attributes';
import { NO_OBJECT, OTHER_DOMAIN, UNKNOWN_COOKIE } from './errors';
import { matchesFilter } from './filter';
import { AD_BASE_DN, type AdObject } from './objects';
import { comparableDn, completeTree, isInScope, isWithin } from './tree';
import type { LdapReply, LdapResult, SearchRequest } from '../ldap-server';

const SIZE_LIMIT_EXCEEDED = 4;
const PARTITIONS = [
  `ldap://ForestDnsZones.example.test/DC=ForestDnsZones,${AD_BASE_DN}`,
  `ldap://DomainDnsZones.example.test/DC=DomainDnsZones,${AD_BASE_DN}`,
  `ldap://example.test/CN=Configuration,${AD_BASE_DN}`,
];

export interface SearchSettings {
  /** Users and groups; what they are in is added. They may change between searches. */
  objects: AdObject[];
  /** How many values of an attribute come at once (MaxValRange). */
  maxValues: number;
  /** How many entries come at once (MaxPageSize). */
  maxPageSize: number;
  /** Whether a search from the domain on names the partitions that it leaves out. */
  references: boolean;
}

/** What a search found and has not sent yet. */
interface Results {
  objects: AdObject[];
  /** With which the search ends. */
  code: number;
}

const baseProblem = (baseDn: string, tree: AdObject[]): LdapResult | null => {
  if (!isWithin(baseDn, AD_BASE_DN)) return OTHER_DOMAIN;
  return tree.some(({ dn }) => isInScope(dn, baseDn, 'base')) ? null : NO_OBJECT;
};

const resultsOf = (request: SearchRequest, tree: AdObject[]): Results => {
  const { baseDn, scope, decodedFilter, sizeLimit } = request;
  const objects = tree.filter(
    ({ dn, attributes }) => isInScope(dn, baseDn, scope) && matchesFilter(decodedFilter, attributes)
  );
  return sizeLimit > 0 && objects.length > sizeLimit
    ? { objects: objects.slice(0, sizeLimit), code: SIZE_LIMIT_EXCEEDED }
    : { objects, code: 0 };
};

const isWholeDomain = ({ baseDn, scope }: SearchRequest): boolean =>
  scope === 'sub' && comparableDn(baseDn) === comparableDn(AD_BASE_DN);

/** Answers searches. A cookie is good for the connection that got it, once. */
export const createSearch = (settings: SearchSettings) => {
  const waiting = new Map<string, Results>();
  let cookies = 0;

  const keyOf = ({ connection }: SearchRequest, cookie: Buffer): string =>
    `${connection} ${cookie.toString('hex')}`;

  const keep = (request: SearchRequest, results: Results): Buffer => {
    cookies += 1;
    // As Active Directory's, these bytes are no UTF-8.
    const cookie = Buffer.from([0xff, 0x00, cookies >> 8, cookies & 0xff]);
    waiting.set(keyOf(request, cookie), results);
    return cookie;
  };

  const take = (request: SearchRequest, cookie: Buffer): Results | null => {
    const key = keyOf(request, cookie);
    const results = waiting.get(key) ?? null;
    waiting.delete(key);
    return results;
  };

  const sendPage = (request: SearchRequest, reply: LdapReply, { objects, code }: Results): void => {
    const { maxValues, maxPageSize, references } = settings;
    const size = Math.min(request.paging?.size || maxPageSize, maxPageSize);
    for (const { dn, attributes } of objects.slice(0, size))
      reply.entry(dn, returnedAttributes(attributes, request.attributes, maxValues));
    const rest = objects.slice(size);
    if (rest.length > 0) {
      if (!request.paging) return reply.done({ code: SIZE_LIMIT_EXCEEDED });
      return reply.done({ cookie: keep(request, { objects: rest, code }) });
    }
    if (references && isWholeDomain(request)) PARTITIONS.forEach((url) => reply.reference(url));
    reply.done(request.paging ? { code, cookie: null } : { code });
  };

  return (request: SearchRequest, reply: LdapReply): void => {
    if (request.paging && request.paging.cookie.length > 0) {
      const results = take(request, request.paging.cookie);
      return results ? sendPage(request, reply, results) : reply.done(UNKNOWN_COOKIE);
    }
    const tree = completeTree(settings.objects);
    const problem = baseProblem(request.baseDn, tree);
    if (problem) return reply.done(problem);
    sendPage(request, reply, resultsOf(request, tree));
  };
};
