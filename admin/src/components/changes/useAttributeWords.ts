import { type Text, textTable, useText, useTextTable } from '../../hooks/useText';

const ATTRIBUTES = textTable<Record<string, string>>('run.attribute', {
  username: 'Username',
  displayName: 'Display name',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'Email',
  externalId: 'External ID',
  extension: 'Extension',
  language: 'Language',
  groupId: 'Group ID',
  groupName: 'Group',
  roles: 'Roles',
  mobileNumbers: 'Mobile numbers',
  dialplan: 'Dial plan',
  avatar: 'Picture',
  authMethod: 'Authentication',
  enabled: 'Enabled',
  protected: 'Protected',
  password: 'Password',
  sipPassword: 'SIP password',
  sipUsername: 'SIP username',
  pin: 'PIN',
  organisation: 'Organisation',
  phone: 'Phone number',
  mobile: 'Mobile number',
  homePhone: 'Private number',
  fax: 'Fax',
  notes: 'Notes',
  labels: 'Labels',
  private: 'Private',
  name: 'Name',
  kind: 'Kind',
  mac: 'MAC address',
  ip: 'IP address',
  user: 'Belongs to user',
  key: 'Key',
  owner: 'Managed by',
  coOwner: 'Managed together',
  missingSince: 'Missing since',
  missingRuns: 'Missing in runs',
  keptSince: 'Missing, but kept since',
});

/** Stands before an attribute where a difference is about what the source says of it, and another value stands. */
const IN_SOURCE = 'source/';

/** The attribute that a difference is about. */
const attributeOf = (name: string): string =>
  name.startsWith(IN_SOURCE) ? name.slice(IN_SOURCE.length) : name;

/** What people call an attribute; its own name where there is no better one. */
export const useAttributeWords = (): ((attribute: string) => string) => {
  const t = useText();
  const words = useTextTable(ATTRIBUTES);
  const wordOf = (attribute: string): string =>
    (Object.hasOwn(words, attribute) ? words[attribute] : undefined) ?? attribute;
  return (name) =>
    name.startsWith(IN_SOURCE)
      ? t('run.attribute-in-source', '{field} in the source', {
          field: wordOf(attributeOf(name)),
        })
      : wordOf(name);
};

const enumerations = (t: Text): Record<string, Record<string, string>> => ({
  authMethod: {
    local: t('run.value.local', 'With the password stored here'),
    external: t('run.value.external', 'By another system'),
  },
  kind: {
    desk: t('run.value.desk', 'Desk phone'),
    softphone: t('run.value.softphone', 'Softphone'),
    mobile: t('run.value.mobile', 'Mobile phone'),
  },
});

/** Puts an attribute's value into words where it is one of a few; others stay as they are. */
export const useEnumerationWords = (): ((attribute: string, value: unknown) => unknown) => {
  const words = enumerations(useText());
  return (name, value) => {
    const attribute = attributeOf(name);
    return (
      (typeof value === 'string' && Object.hasOwn(words, attribute)
        ? words[attribute]?.[value]
        : undefined) ?? value
    );
  };
};
