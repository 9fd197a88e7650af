import { shownAddress } from '../../../shared/address';
import type { CodeKey } from '../../../shared/codes/catalogue';
import { problem } from '../../../shared/codes/problems';
import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { LdapInput } from '../../../shared/profile/ldap';
import { positionAt } from '../mapping/diagnostics';
import { isDowngrade, parseServerUrl } from '../sources/ldap/address';
import { DnSyntaxError, parseDn } from '../utils/distinguished-names';
import { FilterSyntaxError, parseFilter } from '../sources/ldap/filter';
import { unsupportedRules } from '../sources/ldap/filter-match';
import { areCertificates, isKeyOf } from './certificates';
import { profileProblem } from '../utils/validation';

type Path = (string | number)[];

const addressProblems = ({ url, fallbackUrls, startTls }: LdapInput): ProfileProblem[] =>
  [url, ...fallbackUrls].flatMap((text, index) => {
    const path: Path = index === 0 ? ['source', 'url'] : ['source', 'fallbackUrls', index - 1];
    const server = parseServerUrl(text);
    if (!server) {
      const found = shownAddress(text);
      return [profileProblem(path, problem('invalid-address/server', { found }))];
    }
    const named = { server: server.url };
    if (isDowngrade(parseServerUrl(url), server, startTls)) {
      return [profileProblem(path, problem('fallback-not-encrypted/setting', named))];
    }
    if (!server.secure || !startTls) return [];
    return [profileProblem(path, problem('start-tls-not-needed', named))];
  });

const bindProblems = (source: LdapInput): ProfileProblem[] => {
  const { bind, bindDn, clientCertificate, url, startTls } = source;
  if (bind === 'simple') {
    return bindDn === '' ? [profileProblem(['source', 'bindDn'], problem('bind-dn-missing'))] : [];
  }
  if (bindDn !== '') {
    return [profileProblem(['source', 'bindDn'], problem('bind-dn-not-used', { bind }))];
  }
  if (bind === 'anonymous') return [];
  const isEncrypted = startTls || url.toLowerCase().startsWith('ldaps:');
  if (clientCertificate && isEncrypted) return [];
  return [profileProblem(['source', 'bind'], problem('client-certificate-missing'))];
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
    return [profileProblem(path, problem('invalid-attribute/dn'))];
  }
  if (name !== NONE && ATTRIBUTE.test(name)) return [];
  return [profileProblem(path, problem('invalid-attribute', { found: name }))];
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

const keyProblems = (certificate: string, key: unknown): ProfileProblem[] => {
  const isOwn = typeof key === 'string' ? isKeyOf(certificate, key) : true;
  if (isOwn) return [];
  const what = isOwn === false ? problem('key-does-not-match') : problem('invalid-key');
  return [profileProblem(['source', 'clientKey'], what)];
};

const certificateProblems = ({ ca, clientCertificate, clientKey }: LdapInput): ProfileProblem[] => {
  const problems: ProfileProblem[] = [];
  if (ca && !areCertificates(ca)) {
    const what = problem('invalid-certificate', { several: true });
    problems.push(profileProblem(['source', 'ca'], what));
  }
  if (!clientCertificate) return problems;
  if (areCertificates(clientCertificate)) {
    return [...problems, ...keyProblems(clientCertificate, clientKey)];
  }
  const what = problem('invalid-certificate', { several: false });
  return [...problems, profileProblem(['source', 'clientCertificate'], what)];
};

/** A test of the connection may go without: it finds what there is to choose from. */
export const BASE_DN_MISSING = 'base-dn-missing' satisfies CodeKey;

const baseProblems = ({ baseDn }: LdapInput): ProfileProblem[] => {
  if (baseDn !== '') return dnProblems(['source', 'baseDn'], baseDn);
  return [profileProblem(['source', 'baseDn'], problem(BASE_DN_MISSING))];
};

const dnProblems = (path: Path, text: string): ProfileProblem[] => {
  try {
    if (text !== '') parseDn(text);
    return [];
  } catch (error) {
    if (!(error instanceof DnSyntaxError)) throw error;
    const { reason, offset } = error;
    const at = { line: 1, column: offset + 1 };
    return [profileProblem(path, problem('invalid-dn', { reason }), at)];
  }
};

const filterProblems = (path: Path, text: string | null, isEvaluated = false): ProfileProblem[] => {
  if (text === null || text === '') return [];
  try {
    const [rule] = isEvaluated ? unsupportedRules(parseFilter(text)) : (parseFilter(text), []);
    if (rule === undefined) return [];
    return [profileProblem(path, problem('unsupported-matching-rule', { rule }))];
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    const { reason, offset } = error;
    const what = problem('filter-syntax/setting', { reason });
    return [profileProblem(path, what, positionAt(text, offset))];
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
