import { problem } from '../../../../shared/codes/problems';
import type { LdapSource } from '../../../../shared/profile/ldap';
import type { NetworkOptions } from '../types';
import { connect, connectTo, serverAddresses } from './connect';
import { type LdapConnection, type LdapEntry, valuesOf } from './connection';
import { planReading } from './directory';
import { LdapError, resultError, SUCCESS } from './errors';
import type { FilterNode } from './filter';
import { filterAttributes, matchesFilter } from './filter-match';

interface AuthenticationContext {
  network: NetworkOptions;
  signal: AbortSignal;
}

/** One person's entry is all that is to come. */
const MAX_BYTES = 4 * 1024 * 1024;
/** What a server answers to who may not log in: wrong password, disabled, expired, locked. */
const REFUSALS = ['bind-refused', 'unwilling', 'not-permitted'];

/** The one entry of that name that an import would take, and that is not disabled; null for none. */
const findPerson = async (
  connection: LdapConnection,
  source: LdapSource,
  username: string
): Promise<LdapEntry | null> => {
  const { settings, defaults } = await planReading(connection, source);
  const { baseDn, scope, disabled } = settings;
  const attribute = source.loginAttribute ?? defaults.loginAttribute;
  // The name goes in as a value of its own: no character of it can change the filter.
  const named: FilterNode = { type: 'equal', attribute, value: Buffer.from(username, 'utf8') };
  const filter: FilterNode = { type: 'and', filters: [settings.filter, named] };
  const attributes = disabled ? filterAttributes(disabled) : ['1.1'];
  const search = { baseDn, scope, filter, attributes, page: null };
  const { result, entries } = await connection.search(search);
  if (result.code !== SUCCESS) throw resultError(problem('ldap-doing/find-user'), result);
  const [person] = entries;
  // Two entries of one name: nobody can say whose password it is.
  if (!person || entries.length > 1 || person.dn === '') return null;
  return disabled && matchesFilter(disabled, valuesOf(person)) ? null : person;
};

const closeOnAbort = (connection: LdapConnection, signal: AbortSignal): LdapConnection => {
  if (signal.aborted) connection.close();
  else signal.addEventListener('abort', () => connection.close(), { once: true });
  return connection;
};

const canBind = async (
  server: string,
  source: LdapSource,
  credentials: { bindDn: string; bindPassword: string },
  { network, signal }: AuthenticationContext
): Promise<boolean> => {
  const address = serverAddresses(source).find(({ url }) => url === server);
  if (!address) return false;
  try {
    const asPerson: LdapSource = { ...source, bind: 'simple', ...credentials };
    closeOnAbort(await connectTo(address, asPerson, network), signal).close();
    return true;
  } catch (error) {
    if (error instanceof LdapError && REFUSALS.includes(error.code)) return false;
    throw error;
  }
};

/**
 * Whether a password is that of the person whom the directory knows by a login name: the entry is
 * searched for as the import searches, and a bind with its DN decides.
 * @throws LdapError when the directory cannot be asked
 */
export const checkLdapPassword = async (
  source: LdapSource,
  username: string,
  password: string,
  { network, signal }: AuthenticationContext
): Promise<boolean> => {
  // RFC 4513 § 5.1.2: a bind without a password succeeds, as nobody.
  if (username === '' || password === '') return false;
  const limited = { ...network, maxBytes: Math.min(network.maxBytes, MAX_BYTES) };
  const connection = closeOnAbort(await connect(source, limited), signal);
  try {
    const person = await findPerson(connection, source, username);
    if (!person) return false;
    const credentials = { bindDn: person.dn, bindPassword: password };
    return await canBind(connection.server, source, credentials, { network: limited, signal });
  } finally {
    connection.close();
  }
};
