import { shownAddress } from '../../../shared/address';
import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { LdapInput } from '../../../shared/profile/ldap';
import { visible } from '../../../shared/text';
import { positionAt } from '../mapping/diagnostics';
import { isDowngrade, parseServerUrl } from '../sources/ldap/address';
import { DnSyntaxError, parseDn } from '../sources/ldap/dn';
import { FilterSyntaxError, parseFilter } from '../sources/ldap/filter';
import { unsupportedRules } from '../sources/ldap/filter-match';
import { areCertificates, isKeyOf } from './certificates';
import { problem } from './problems';

type Path = (string | number)[];

const addressProblems = ({ url, fallbackUrls, startTls }: LdapInput): ProfileProblem[] =>
  [url, ...fallbackUrls].flatMap((text, index) => {
    const path: Path = index === 0 ? ['source', 'url'] : ['source', 'fallbackUrls', index - 1];
    const server = parseServerUrl(text);
    if (!server) {
      const message = `found "${visible(shownAddress(text))}", expected an address such as ldaps://dc1.example.com:636 or ldap://ldap.example.com:389; base DN and filter are fields of their own`;
      return [problem(path, 'invalid-address', message)];
    }
    if (isDowngrade(parseServerUrl(url), server, startTls)) {
      const message = `${server.url} is not encrypted, but the first server is: expected an address that begins with ldaps://, or else the password would be sent in clear as soon as the first one cannot be reached`;
      return [problem(path, 'fallback-not-encrypted', message)];
    }
    if (!server.secure || !startTls) return [];
    const message = `${server.url} is encrypted from its first byte on: take ldap:// with StartTLS, or ldaps:// without`;
    return [problem(path, 'start-tls-not-needed', message)];
  });

const bindProblems = (source: LdapInput): ProfileProblem[] => {
  const { bind, bindDn, clientCertificate, url, startTls } = source;
  if (bind === 'simple') {
    if (bindDn !== '') return [];
    const message =
      'found nothing, expected the user to log in as, such as cn=reader,dc=example,dc=com; to log in as nobody, choose the anonymous sign-in';
    return [problem(['source', 'bindDn'], 'bind-dn-missing', message)];
  }
  if (bindDn !== '') {
    const message = `found a user although the sign-in is ${bind === 'anonymous' ? 'anonymous' : 'by client certificate'}: empty the field, or sign in with user and password`;
    return [problem(['source', 'bindDn'], 'bind-dn-not-used', message)];
  }
  if (bind === 'anonymous') return [];
  const isEncrypted = startTls || url.toLowerCase().startsWith('ldaps:');
  if (clientCertificate && isEncrypted) return [];
  const message =
    'signing in by certificate needs a client certificate with its key, and ldaps:// or StartTLS';
  return [problem(['source', 'bind'], 'client-certificate-missing', message)];
};

/** A name or a number, options after it (RFC 4512 § 2.5); some servers take an underscore, too. */
const ATTRIBUTE = /^(?:[a-z][\w-]*|\d+(?:\.\d+)+)(?:;[\w-]+)*$/i;
/** Asks for no attribute at all (RFC 4511 § 4.5.1.8). */
const NONE = '1.1';
const ALL = ['*', '+'];

const attributeProblems = (
  path: Path,
  name: string | null,
  also: string[] = []
): ProfileProblem[] => {
  if (name === null || name === '' || also.includes(name)) return [];
  if (name.toLowerCase() === 'dn' && !also.includes('dn')) {
    const message =
      'found "dn", which is no attribute and changes when somebody is renamed or moved; expected an attribute such as entryUUID or objectGUID';
    return [problem(path, 'invalid-attribute', message)];
  }
  if (name !== NONE && ATTRIBUTE.test(name)) return [];
  const message = `found "${visible(name)}", expected the name of an attribute, such as mail`;
  return [problem(path, 'invalid-attribute', message)];
};

const namedAttributes = (source: LdapInput): ProfileProblem[] => {
  const { attributes, keyAttribute, loginAttribute, groups } = source;
  return [
    ...attributes.flatMap((name, index) =>
      attributeProblems(['source', 'attributes', index], name, [...ALL, 'dn'])
    ),
    ...attributeProblems(['source', 'keyAttribute'], keyAttribute),
    ...attributeProblems(['source', 'loginAttribute'], loginAttribute),
    ...groups.memberAttributes.flatMap((name, index) =>
      attributeProblems(['source', 'groups', 'memberAttributes', index], name)
    ),
  ];
};

const PEM = 'in PEM form (-----BEGIN CERTIFICATE-----)';

const keyProblems = (certificate: string, key: unknown): ProfileProblem[] => {
  const isOwn = typeof key === 'string' ? isKeyOf(certificate, key) : true;
  if (isOwn) return [];
  if (isOwn === false) {
    const message =
      'the key is not the one of the client certificate: enter the two that belong together';
    return [problem(['source', 'clientKey'], 'key-does-not-match', message)];
  }
  const message =
    'expected a private key in PEM form without a passphrase (-----BEGIN PRIVATE KEY-----)';
  return [problem(['source', 'clientKey'], 'invalid-key', message)];
};

const certificateProblems = ({ ca, clientCertificate, clientKey }: LdapInput): ProfileProblem[] => {
  const problems: ProfileProblem[] = [];
  if (ca && !areCertificates(ca)) {
    const message = `expected one or more certificates ${PEM}`;
    problems.push(problem(['source', 'ca'], 'invalid-certificate', message));
  }
  if (!clientCertificate) return problems;
  if (areCertificates(clientCertificate)) {
    return [...problems, ...keyProblems(clientCertificate, clientKey)];
  }
  const message = `expected a certificate ${PEM}`;
  return [...problems, problem(['source', 'clientCertificate'], 'invalid-certificate', message)];
};

/** A test of the connection may go without: it finds what there is to choose from. */
export const BASE_DN_MISSING = 'base-dn-missing';

const baseProblems = ({ baseDn }: LdapInput): ProfileProblem[] => {
  if (baseDn !== '') return dnProblems(['source', 'baseDn'], baseDn);
  const message =
    'found nothing, expected the place below which people are, such as dc=example,dc=com; a test of the connection shows what the server offers';
  return [problem(['source', 'baseDn'], BASE_DN_MISSING, message)];
};

const dnProblems = (path: Path, text: string): ProfileProblem[] => {
  try {
    if (text !== '') parseDn(text);
    return [];
  } catch (error) {
    if (!(error instanceof DnSyntaxError)) throw error;
    const message = `${error.message}; expected a DN such as ou=people,dc=example,dc=com`;
    return [{ ...problem(path, 'invalid-dn', message), line: 1, column: error.offset + 1 }];
  }
};

const filterProblems = (path: Path, text: string | null, isEvaluated = false): ProfileProblem[] => {
  if (text === null || text === '') return [];
  try {
    const [rule] = isEvaluated ? unsupportedRules(parseFilter(text)) : (parseFilter(text), []);
    if (rule === undefined) return [];
    const message = `found the matching rule ${rule}, which only a server can evaluate; expected none, 1.2.840.113556.1.4.803 (all bits) or 1.2.840.113556.1.4.804 (any bit)`;
    return [problem(path, 'unsupported-matching-rule', message)];
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    const place = positionAt(text, error.offset);
    return [{ ...problem(path, 'filter-syntax', error.message), ...place }];
  }
};

/** What is wrong with the settings of a directory, without asking it. */
export const ldapProblems = (source: LdapInput): ProfileProblem[] => [
  ...addressProblems(source),
  ...bindProblems(source),
  ...certificateProblems(source),
  ...baseProblems(source),
  ...namedAttributes(source),
  ...dnProblems(['source', 'groups', 'baseDn'], source.groups.baseDn),
  ...filterProblems(['source', 'filter'], source.filter),
  ...filterProblems(['source', 'disabledFilter'], source.disabledFilter, true),
  ...filterProblems(['source', 'groups', 'filter'], source.groups.filter),
];
