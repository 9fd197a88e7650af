import { problem } from '../../../../shared/codes/problems';
import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { LdapVendor } from '../../../../shared/profile/ldap';
import type { LdapConnection, LdapEntry } from './connection';
import { LdapError, resultError, SUCCESS } from './errors';
import { ANY_ENTRY } from './filter';

type Defaults = Omit<LdapVendorDefaults, 'vendor'>;

const GROUP_CLASSES =
  '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))';
const GROUP_MEMBERS = ['member', 'uniqueMember', 'memberUid'];

/** What each directory calls things. Attributes and bits are in the vendors' own documents. */
const VENDORS: Readonly<Record<LdapVendor, Defaults>> = {
  'active-directory': {
    name: 'Active Directory',
    filter: '(&(objectCategory=person)(objectClass=user))',
    keyAttribute: 'objectGUID',
    loginAttribute: 'sAMAccountName',
    // Bit 2 of userAccountControl: ACCOUNTDISABLE (MS-ADTS § 2.2.16).
    disabledFilter: '(userAccountControl:1.2.840.113556.1.4.803:=2)',
    groupFilter: '(objectClass=group)',
    memberAttributes: ['memberOf'],
  },
  'ad-lds': {
    name: 'Active Directory Lightweight Directory Services',
    filter: '(|(objectClass=user)(objectClass=userProxy))',
    keyAttribute: 'objectGUID',
    loginAttribute: 'userPrincipalName',
    // There is no userAccountControl (MS-ADTS § 3.1.1.3.1.5.1).
    disabledFilter: '(msDS-UserAccountDisabled=TRUE)',
    groupFilter: '(objectClass=group)',
    memberAttributes: ['memberOf'],
  },
  openldap: {
    name: 'OpenLDAP',
    filter: '(objectClass=person)',
    keyAttribute: 'entryUUID',
    loginAttribute: 'uid',
    // Locked by an administrator, not by wrong passwords (draft-behera-ldap-password-policy § 5.3.3).
    disabledFilter: '(pwdAccountLockedTime=000001010000Z)',
    groupFilter: GROUP_CLASSES,
    memberAttributes: GROUP_MEMBERS,
  },
  '389ds': {
    name: '389 Directory Server',
    filter: '(objectClass=person)',
    keyAttribute: 'nsUniqueId',
    loginAttribute: 'uid',
    disabledFilter: '(nsAccountLock=true)',
    groupFilter: GROUP_CLASSES,
    memberAttributes: GROUP_MEMBERS,
  },
  freeipa: {
    name: 'FreeIPA',
    filter: '(objectClass=person)',
    keyAttribute: 'ipaUniqueID',
    loginAttribute: 'uid',
    disabledFilter: '(nsAccountLock=true)',
    groupFilter: '(objectClass=ipaUserGroup)',
    memberAttributes: ['memberOf'],
  },
  univention: {
    name: 'Univention Corporate Server',
    filter: '(univentionObjectType=users/user)',
    keyAttribute: 'entryUUID',
    loginAttribute: 'uid',
    disabledFilter: '(|(sambaAcctFlags=*D*)(shadowExpire=1))',
    groupFilter: '(objectClass=univentionGroup)',
    memberAttributes: ['uniqueMember'],
  },
  other: {
    name: 'another directory',
    filter: '(objectClass=person)',
    // RFC 4530.
    keyAttribute: 'entryUUID',
    loginAttribute: 'uid',
    disabledFilter: '',
    groupFilter: GROUP_CLASSES,
    memberAttributes: GROUP_MEMBERS,
  },
};

export const defaultsOf = (vendor: LdapVendor): LdapVendorDefaults => ({
  vendor,
  ...VENDORS[vendor],
});

/** What tells directories apart, by lower-case name of the attribute. */
interface VendorTraits {
  /** Attributes of the root DSE. */
  rootDse: ReadonlyMap<string, readonly string[]>;
  /** The object classes of the entry that the tree begins with. */
  suffixClasses: readonly string[];
}

// What the two call themselves (MS-ADTS § 3.1.1.3.4.3).
const ACTIVE_DIRECTORY = '1.2.840.113556.1.4.800';
const AD_LDS = '1.2.840.113556.1.4.1851';
const FREEIPA_OPERATION = '2.16.840.1.113730.3.8.10.';

/** Which kind of directory it is, by what it says of itself. */
export const detectVendor = ({ rootDse, suffixClasses }: VendorTraits): LdapVendor => {
  const values = (name: string): readonly string[] => rootDse.get(name) ?? [];
  const product = [...values('vendorname'), ...values('vendorversion')].join(' ').toLowerCase();
  const capabilities = values('supportedcapabilities');
  if (capabilities.includes(ACTIVE_DIRECTORY)) return 'active-directory';
  if (capabilities.includes(AD_LDS)) return 'ad-lds';
  if (suffixClasses.some((name) => name.toLowerCase().startsWith('univention')))
    return 'univention';
  if (values('supportedextension').some((oid) => oid.startsWith(FREEIPA_OPERATION)))
    return 'freeipa';
  if (/389|fedora|red hat/.test(product)) return '389ds';
  const classes = values('objectclass').map((name) => name.toLowerCase());
  return classes.includes('openldaprootdse') ? 'openldap' : 'other';
};

const PAGING = '1.2.840.113556.1.4.319';
/** Operational ones are given by name to servers that do not know `+` (RFC 3673). */
const ATTRIBUTES = [
  '*',
  '+',
  'defaultNamingContext',
  'namingContexts',
  'subschemaSubentry',
  'supportedCapabilities',
  'supportedControl',
  'supportedExtension',
  'vendorName',
  'vendorVersion',
];

type RootDse = ReadonlyMap<string, readonly string[]>;

const textsOf = (entry: LdapEntry | undefined): RootDse =>
  new Map(
    (entry?.attributes ?? []).map(({ name, values }) => [
      name.toLowerCase(),
      values.map((value) => value.toString('utf8')),
    ])
  );

const readEntry = async (
  connection: LdapConnection,
  baseDn: string,
  attributes: string[]
): Promise<RootDse | null> => {
  const search = { baseDn, scope: 'base', filter: ANY_ENTRY, attributes, page: null } as const;
  const { result, entries } = await connection.search(search);
  return result.code === SUCCESS && entries.length > 0 ? textsOf(entries[0]) : null;
};

/** What a server says of itself (RFC 4512 § 5.1). */
export interface ServerDescription {
  vendor: ReturnType<typeof detectVendor>;
  /** The base DNs that it offers, its default first. */
  namingContexts: string[];
  /** Null where it does not say. */
  supportsPaging: boolean | null;
  /** Where its schema is; null where it does not say. */
  schemaDn: string | null;
}

const first = (rootDse: RootDse, name: string): string | null => rootDse.get(name)?.[0] ?? null;

const suffixClasses = async (
  connection: LdapConnection,
  suffix: string | undefined
): Promise<readonly string[]> => {
  if (suffix === undefined) return [];
  const entry = await readEntry(connection, suffix, ['objectClass']);
  return entry?.get('objectclass') ?? [];
};

/** Reads the root DSE. A server that shows none is taken for one that keeps to the standards. */
export const describeServer = async (connection: LdapConnection): Promise<ServerDescription> => {
  const rootDse = await readEntry(connection, '', ATTRIBUTES);
  if (!rootDse) {
    return { vendor: 'other', namingContexts: [], supportsPaging: null, schemaDn: null };
  }
  const preferred = first(rootDse, 'defaultnamingcontext');
  const others = (rootDse.get('namingcontexts') ?? []).filter((dn) => dn !== preferred);
  const namingContexts = [...(preferred === null ? [] : [preferred]), ...others];
  const classes = await suffixClasses(connection, namingContexts[0]);
  const controls = rootDse.get('supportedcontrol');
  return {
    vendor: detectVendor({ rootDse, suffixClasses: classes }),
    namingContexts,
    supportsPaging: controls ? controls.includes(PAGING) : null,
    schemaDn: first(rootDse, 'subschemasubentry'),
  };
};

/** `NAME 'cn'` or `NAME ( 'cn' 'commonName' )` of a definition (RFC 4512 § 4.1.2). */
const namesOf = (definition: string): string[] => {
  const [, names = ''] = /\bNAME\s+(\([^)]*\)|'[^']*')/.exec(definition) ?? [];
  return [...names.matchAll(/'([^']+)'/g)].map(([, name = '']) => name.toLowerCase());
};

/** The attributes that the server's schema knows, in lower case; none where it does not show its schema. */
export const knownAttributes = async (
  connection: LdapConnection,
  schemaDn: string | null
): Promise<ReadonlySet<string>> => {
  if (schemaDn === null) return new Set();
  const schema = await readEntry(connection, schemaDn, ['attributeTypes']);
  return new Set((schema?.get('attributetypes') ?? []).flatMap(namesOf));
};

/**
 * Makes sure that there is an entry to search below.
 * @throws LdapError `base-dn-not-found` …
 */
export const checkBase = async (connection: LdapConnection, baseDn: string): Promise<void> => {
  const search = { baseDn, scope: 'base', filter: ANY_ENTRY, page: null } as const;
  const { result, entries } = await connection.search({ ...search, attributes: ['1.1'] });
  if (result.code !== SUCCESS)
    throw resultError(problem('ldap-doing/read', { dn: baseDn }), result);
  if (entries.length > 0) return;
  throw new LdapError(problem('base-dn-not-found/empty', { dn: baseDn }));
};
