import { textTable } from '../../hooks/useText';
import type { SettingsTable } from './texts';

/** The settings of a directory. */
export const DIRECTORY = textTable<SettingsTable>('setting', {
  // Which directory is read, and by whom.
  'ldap.url': {
    label: 'Host',
    hint: 'The name in its certificate. Servers within your own network have to be allowed in the plugin’s options.',
    required: 'Enter the host of the server.',
  },
  'ldap.port': { label: 'Port' },
  'ldap.startTls': {
    label: 'Encryption',
    hint: 'The port follows, where it is a usual one.',
    choices: {
      ldaps: 'LDAPS, usually port 636 (recommended)',
      starttls: 'StartTLS, usually port 389',
      none: 'None, usually port 389',
    },
  },
  'ldap.bind': {
    label: 'Sign-in',
    choices: {
      simple: 'User and password',
      anonymous: 'Anonymous',
      certificate: 'Client certificate',
    },
    meanings: {
      anonymous:
        'Few directories show their people to everybody. Test the connection to see what is found.',
      certificate: 'The server knows the connector by its certificate (SASL EXTERNAL).',
    },
  },
  'ldap.bindDn': {
    label: 'User',
    hint: 'Its DN; with Active Directory also user@example.com. An account that may only read is enough.',
    required: 'Enter the user, or choose another sign-in.',
  },
  'ldap.bindPassword': {
    label: 'Password',
    required: 'Enter the password.',
  },
  'ldap.ca': {
    label: 'Certificate authority',
    hint: 'Where your company signs its certificates itself: the certificate of that authority, in PEM form. Public authorities are trusted without it.',
  },
  'ldap.servername': {
    label: 'Name in the certificate',
    hint: 'Only where it is another one than the host, for instance because the host is an IP address.',
  },
  'ldap.verifyCertificate': {
    label: 'Verify the server’s certificate',
  },
  'ldap.clientCertificate': {
    label: 'Client certificate',
    hint: 'Only where the server asks for one. In PEM form, with the certificates between it and its authority.',
    required: 'Enter the certificate that the connector shows.',
  },
  'ldap.clientKey': {
    label: 'Key of the client certificate',
    hint: 'In PEM form, without a pass phrase. Stored encrypted; it can be changed later, but not be read.',
    required: 'Enter the key of the client certificate.',
  },

  // What is read of it.
  'ldap.baseDn': {
    label: 'Base DN',
    hint: 'Where in the directory the people are. The connection test finds what the server offers.',
    required: 'Enter the base DN. Test the connection to see what the server offers.',
  },
  'ldap.scope': {
    label: 'Depth',
    choices: {
      sub: 'Everything below the base DN',
      one: 'One level below the base DN',
      base: 'The entry of the base DN only',
    },
  },
  'ldap.filter': {
    label: 'Filter',
    hint: 'Which entries are read, such as (objectClass=person).',
  },
  'ldap.attributes': {
    label: 'Attributes',
    hint: 'Those that are read, such as cn mail telephoneNumber. Empty: all except photos and the like. A + stands for the operational ones.',
  },
  'ldap.referrals': {
    label: 'Parts on other servers',
    hint: 'Where the server refers to another one, entries are missing: a run that fails then removes nobody by mistake. Active Directory’s own partitions are ignored anyway.',
    choices: {
      fail: 'The run fails (recommended)',
      ignore: 'Leave them out',
    },
  },
  'ldap.pageSize': {
    label: 'Entries per answer',
    hint: 'Active Directory gives 1000 at most.',
  },
  'ldap.timeoutSeconds': {
    label: 'Timeout (seconds)',
    hint: 'How long one answer may take.',
  },
  'ldap.vendor': {
    label: 'Kind of directory',
    hint: 'Decides the defaults of what follows.',
    choices: {
      'active-directory': 'Active Directory',
      'ad-lds': 'AD LDS',
      openldap: 'OpenLDAP',
      '389ds': '389 Directory Server',
      freeipa: 'FreeIPA',
      univention: 'Univention Corporate Server',
      other: 'Another (follows the standards)',
    },
  },
  'ldap.keyAttribute': {
    label: 'Key attribute',
    hint: 'Never changes, not even when somebody marries. It becomes the column externalId.',
  },
  'ldap.loginAttribute': {
    label: 'Login attribute',
    hint: 'What people log in with.',
  },
  'ldap.disabledFilter': {
    label: 'Who is disabled',
    hint: 'A filter: those that it is true of have “false” in the column enabled. Empty: nobody.',
  },

  // Which groups people are in, and what roles these give.
  'ldap.groups': { label: 'Groups and roles' },
  'ldap.groups.enabled': {
    label: 'Read the groups of each person',
    hint: 'Gives two columns: groups, with the names of the groups, and roles, with what these stand for.',
  },
  'ldap.groups.baseDn': {
    label: 'Base DN of the groups',
    hint: 'Empty: the whole directory.',
  },
  'ldap.groups.filter': {
    label: 'Filter of the groups',
    hint: 'Which entries are groups.',
  },
  'ldap.groups.memberAttributes': {
    label: 'Member attributes',
    hint: 'Where a group has its members, such as member memberUid; or memberOf, where a person has its groups.',
  },
  'ldap.groups.nested': {
    label: 'Count groups within groups',
    hint: 'Who is in a group is also in those that this group is in.',
  },
  'ldap.groups.primary': {
    label: 'Count the primary group',
    hint: 'Such as “Domain Users” in Active Directory, which is not among the members of a group.',
  },
  'ldap.groups.allow': {
    label: 'Only these groups',
    hint: 'Names or DNs, one to a line. Empty: every group counts.',
  },
});
