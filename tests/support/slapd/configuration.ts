import path from 'node:path';

import type { LdapAccount } from '../ldap/entry';
import { ldapFixturePath } from '../ldap/fixtures';
import { BASE_DN } from '../slapd-data';

const SCHEMAS = ['core', 'cosine', 'inetorgperson', 'nis'];
const MODULES = ['back_mdb', 'memberof', 'ppolicy'];

export const ADMIN: LdapAccount = { dn: `cn=admin,${BASE_DN}`, password: 'S3cret-of-admin' };
export const READER: LdapAccount = { dn: `cn=reader,${BASE_DN}`, password: 'S3cret-of-reader' };
export const POLICY_DN = `cn=policy,${BASE_DN}`;

export interface SlapdConfiguration {
  /** False: neither ldaps nor StartTLS; `expired`: with a certificate that expired in 2020. */
  tls?: boolean | 'expired';
  requireClientCertificate?: boolean;
  /** Refuses everything but StartTLS on a connection that is not encrypted. */
  requireTls?: boolean;
  /** Whether entries can be read without a bind. */
  anonymous?: boolean;
  /** How many entries the reader gets from one search; without `paged`, from all of its pages. */
  sizeLimit?: { entries: number; paged?: 'unlimited' | 'disabled' };
  /** Keeps `memberOf` at the members of groupOfNames. */
  memberOf?: boolean;
  /** Refuses locked accounts. */
  passwordPolicy?: boolean;
  /** Further databases, such as `dc=other,dc=test`. */
  suffixes?: string[];
  /** In seconds. */
  idleTimeout?: number;
}

const tlsLines = ({ tls = true, requireClientCertificate }: SlapdConfiguration): string[] => {
  if (tls === false) return [];
  const name = tls === 'expired' ? 'expired' : 'server';
  return [
    `TLSCACertificateFile "${ldapFixturePath('ca.pem')}"`,
    `TLSCertificateFile "${ldapFixturePath(`${name}.pem`)}"`,
    `TLSCertificateKeyFile "${ldapFixturePath(`${name}.key`)}"`,
    `TLSVerifyClient ${requireClientCertificate ? 'demand' : 'try'}`,
    `authz-regexp "^cn=connector$" "${READER.dn}"`,
  ];
};

const limitLines = ({ sizeLimit }: SlapdConfiguration): string[] => {
  if (!sizeLimit) return [];
  const { entries, paged } = sizeLimit;
  const total = paged === undefined ? '' : ` size.prtotal=${paged}`;
  return [`limits dn.exact="${READER.dn}" size.soft=${entries} size.hard=${entries}${total}`];
};

export const suffixesOf = ({ suffixes = [] }: SlapdConfiguration): string[] => [
  BASE_DN,
  ...suffixes,
];

const databaseLines = (
  folder: string,
  suffix: string,
  configuration: SlapdConfiguration
): string[] => [
  'database mdb',
  `suffix "${suffix}"`,
  `rootdn "${ADMIN.dn}"`,
  ...(suffix === BASE_DN ? [`rootpw ${ADMIN.password}`] : []),
  `directory "${path.join(folder, suffix)}"`,
  'maxsize 1073741824',
  'dbnosync',
  'index objectClass,uid,member,entryUUID eq',
  ...limitLines(configuration),
  'access to attrs=userPassword by anonymous auth',
  `access to * by users read by anonymous ${configuration.anonymous ? 'read' : 'auth'}`,
  ...(configuration.memberOf ? ['overlay memberof'] : []),
  ...(configuration.passwordPolicy ? ['overlay ppolicy', `ppolicy_default "${POLICY_DN}"`] : []),
];

/** slapd.conf(5); the databases are in folders of this one, named after their suffixes. */
export const slapdConfiguration = (folder: string, configuration: SlapdConfiguration): string =>
  [
    ...SCHEMAS.map((schema) => `include /etc/ldap/schema/${schema}.schema`),
    'modulepath /usr/lib/ldap',
    ...MODULES.map((module) => `moduleload ${module}`),
    'sizelimit unlimited',
    'loglevel none',
    // The socket that changes come through.
    'localSSF 256',
    `idletimeout ${configuration.idleTimeout ?? 0}`,
    ...(configuration.requireTls ? ['security ssf=128'] : []),
    ...tlsLines(configuration),
    ...suffixesOf(configuration).flatMap((suffix) => databaseLines(folder, suffix, configuration)),
    '',
  ].join('\n');
