import { returnedAttributes } from './active-directory/attributes';
import { bindResult } from './active-directory/bind';
import { NO_TLS, NOT_BOUND, UNSUPPORTED } from './active-directory/errors';
import { AD_BASE_DN, adUser } from './active-directory/objects';
import { createSearch, type SearchSettings } from './active-directory/search';
import type { LdapAccount, LdapAttributes } from './ldap/entry';
import { startLdapServer, type LdapTestServer } from './ldap-server';

export * from './active-directory/objects';

/** 1500 values, 1000 entries and references by default. */
export type ActiveDirectoryOptions = Partial<SearchSettings>;

/** A server that behaves like a domain controller of example.test, as far as reading goes. */
export interface ActiveDirectory extends LdapTestServer {
  baseDn: string;
  /** Can read; not among the objects. */
  reader: LdapAccount;
}

const STARTTLS = '1.3.6.1.4.1.1466.20037';
const READER = { name: 'reader', password: 'S3cret-of-reader' };
const CONFIGURATION_DN = `CN=Configuration,${AD_BASE_DN}`;

const ROOT_DSE: LdapAttributes = {
  defaultNamingContext: AD_BASE_DN,
  rootDomainNamingContext: AD_BASE_DN,
  configurationNamingContext: CONFIGURATION_DN,
  schemaNamingContext: `CN=Schema,${CONFIGURATION_DN}`,
  namingContexts: [
    AD_BASE_DN,
    CONFIGURATION_DN,
    `CN=Schema,${CONFIGURATION_DN}`,
    `DC=DomainDnsZones,${AD_BASE_DN}`,
    `DC=ForestDnsZones,${AD_BASE_DN}`,
  ],
  dnsHostName: 'dc1.example.test',
  supportedLDAPVersion: ['3', '2'],
  supportedControl: ['1.2.840.113556.1.4.319', '1.2.840.113556.1.4.801', '1.2.840.113556.1.4.473'],
  supportedCapabilities: [
    '1.2.840.113556.1.4.800',
    '1.2.840.113556.1.4.1670',
    '1.2.840.113556.1.4.1791',
  ],
  supportedSASLMechanisms: ['GSSAPI', 'GSS-SPNEGO', 'EXTERNAL', 'DIGEST-MD5'],
  domainFunctionality: '7',
  highestCommittedUSN: '20480',
  isGlobalCatalogReady: 'TRUE',
};

export const startActiveDirectory = async (
  options: ActiveDirectoryOptions = {}
): Promise<ActiveDirectory> => {
  const settings = {
    objects: [],
    maxValues: 1500,
    maxPageSize: 1000,
    references: true,
    ...options,
  };
  const reader = adUser(READER);
  const bound = new Set<number>();
  const search = createSearch(settings);
  const server = await startLdapServer({
    bind: (request, reply) => {
      const outcome = bindResult(request, [reader, ...settings.objects]);
      if (outcome.bound) bound.add(request.connection);
      else bound.delete(request.connection);
      reply.done(outcome.result);
    },
    search: (request, reply) => {
      if (request.baseDn === '' && request.scope === 'base') {
        reply.entry('', returnedAttributes(ROOT_DSE, request.attributes, settings.maxValues));
        reply.done();
      } else if (bound.has(request.connection)) search(request, reply);
      else reply.done(NOT_BOUND);
    },
    extended: ({ oid }, reply) => reply.done(oid === STARTTLS ? NO_TLS : UNSUPPORTED),
  });
  return {
    ...server,
    baseDn: AD_BASE_DN,
    reader: { dn: reader.dn, password: READER.password },
  };
};
