import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { LdapVendor } from '../../../../shared/profile/ldap';

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
export interface VendorTraits {
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
