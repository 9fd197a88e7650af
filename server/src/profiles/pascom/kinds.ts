import type { ConnectorKind, PastedConnector } from '../../../../shared/contracts/pascom';
import type { SourceInput } from '../../../../shared/profile';
import { AUTOMATIC_FORMAT } from '../../../../shared/profile/csv';
import { EMPTY_DIRECTORY, type LdapVendor } from '../../../../shared/profile/ldap';

/** The variables that pascom's own templates have, which a person may not have copied. */
const STANDARD: Record<ConnectorKind, string> = {
  'users-csv':
    'displayname username password pin phone givenname surname email mobile homephone job',
  'users-ad':
    'displayname username phone givenname surname email organisation homephone mobile fax memberOf createSoftphone createMobile',
  'users-ldap':
    'displayname username pin phone givenname surname email organisation homephone mobile fax memberOf createSoftphone createMobile',
  'users-ucs':
    'displayname username phone givenname surname email homephone mobile memberOf createSoftphone createMobile',
  'phonebook-csv':
    'displayname phone givenname surname organisation email mobile homephone fax homepage customernumber',
  'phonebook-ad': 'displayname phone givenname surname organisation email mobile homephone fax',
  'phonebook-ldap':
    'DisplayName BusinessPhone GivenName Surname CompanyName EmailAddress EmailAddress1 MobilePhone HomePhone BusinessFax Notes',
  'phonebook-exchange':
    'DisplayName GivenName Surname CompanyName Department BusinessHomePage local_id PhoneNumbers_BusinessPhone PhoneNumbers_MobilePhone PhoneNumbers_HomePhone PhoneNumbers_BusinessFax EmailAddresses_EmailAddress1 EmailAddresses_EmailAddress2 EmailAddresses_EmailAddress3',
};

/** The same, each by itself. */
export const standardVariables = (kind: ConnectorKind): string[] => STANDARD[kind].split(' ');

const EXCHANGE = /\b(?:PhoneNumbers|EmailAddresses|PhysicalAddresses)_|\blocal_id\b/;
const UNIVENTION = /\broomnumber\b|univention|mailPrimaryAddress/i;
const ACTIVE_DIRECTORY =
  /sAMAccountName|userPrincipalName|objectGUID|userAccountControl|facsimileTelephoneNumber|["'](?:ipPhone|info|sn)["']|CN=|["']customerNumber["']/;
const DIRECTORY = /memberOf|EXTERN|["'](?:uid|cn|telephoneNumber|mail)["']/;
const LDAP_PHONEBOOK = /\b(?:BusinessPhone|MobilePhone|BusinessFax)\b/;

type Parts = Pick<PastedConnector, 'preFilter' | 'variables' | 'structure'>;

/** The template that a connector was made of, as far as its parts tell. */
export const kindOfConnector = ({ preFilter, variables, structure }: Parts): ConnectorKind => {
  const all = [structure, variables, preFilter].join('\n');
  if (!/["“”„]\s*identity\b/.test(structure)) {
    if (EXCHANGE.test(all)) return 'phonebook-exchange';
    if (LDAP_PHONEBOOK.test(structure)) return 'phonebook-ldap';
    return ACTIVE_DIRECTORY.test(all) || DIRECTORY.test(all) ? 'phonebook-ad' : 'phonebook-csv';
  }
  if (UNIVENTION.test(all)) return 'users-ucs';
  // The template for other directories has a PIN, the one for Active Directory has not.
  if (/011acc_pin/.test(structure)) return DIRECTORY.test(all) ? 'users-ldap' : 'users-csv';
  return ACTIVE_DIRECTORY.test(all) || DIRECTORY.test(all) ? 'users-ad' : 'users-csv';
};

const VENDORS: Partial<Record<ConnectorKind, LdapVendor>> = {
  'users-ad': 'active-directory',
  'phonebook-ad': 'active-directory',
  'users-ucs': 'univention',
};

export type SourceOfConnector = 'csv' | 'directory' | 'exchange';

/** Where the rows of a connector come from. */
export const sourceOf = (kind: ConnectorKind): SourceOfConnector => {
  if (kind === 'phonebook-exchange') return 'exchange';
  return kind.endsWith('-csv') ? 'csv' : 'directory';
};

/** The source of a profile for it, still to be entered. */
export const draftSource = (kind: ConnectorKind): SourceInput =>
  sourceOf(kind) === 'directory'
    ? { ...EMPTY_DIRECTORY, vendor: VENDORS[kind] ?? null }
    : { type: 'csv', delivery: 'upload', ...AUTOMATIC_FORMAT };
