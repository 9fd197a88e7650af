import { type Text, useText } from '../../hooks/useText';

const attributeWords = (t: Text): Record<string, string> => ({
  username: t('run.attribute.username', 'Username'),
  displayName: t('run.attribute.displayName', 'Display name'),
  firstName: t('run.attribute.firstName', 'First name'),
  lastName: t('run.attribute.lastName', 'Last name'),
  email: t('run.attribute.email', 'Email'),
  externalId: t('run.attribute.externalId', 'External ID'),
  extension: t('run.attribute.extension', 'Extension'),
  language: t('run.attribute.language', 'Language'),
  groupId: t('run.attribute.groupId', 'Group ID'),
  groupName: t('run.attribute.groupName', 'Group'),
  roles: t('run.attribute.roles', 'Roles'),
  mobileNumbers: t('run.attribute.mobileNumbers', 'Mobile numbers'),
  dialplan: t('run.attribute.dialplan', 'Dial plan'),
  avatar: t('run.attribute.avatar', 'Picture'),
  authMethod: t('run.attribute.authMethod', 'Authentication'),
  enabled: t('run.attribute.enabled', 'Enabled'),
  protected: t('run.attribute.protected', 'Protected'),
  password: t('run.attribute.password', 'Password'),
  sipPassword: t('run.attribute.sipPassword', 'SIP password'),
  sipUsername: t('run.attribute.sipUsername', 'SIP username'),
  pin: t('run.attribute.pin', 'PIN'),
  organisation: t('run.attribute.organisation', 'Organisation'),
  phone: t('run.attribute.phone', 'Phone number'),
  mobile: t('run.attribute.mobile', 'Mobile number'),
  homePhone: t('run.attribute.homePhone', 'Private number'),
  fax: t('run.attribute.fax', 'Fax'),
  notes: t('run.attribute.notes', 'Notes'),
  labels: t('run.attribute.labels', 'Labels'),
  private: t('run.attribute.private', 'Private'),
  name: t('run.attribute.name', 'Name'),
  kind: t('run.attribute.kind', 'Kind'),
  mac: t('run.attribute.mac', 'MAC address'),
  ip: t('run.attribute.ip', 'IP address'),
  user: t('run.attribute.user', 'Belongs to user'),
  key: t('run.attribute.key', 'Key'),
  owner: t('run.attribute.owner', 'Managed by'),
  missingSince: t('run.attribute.missingSince', 'Missing since'),
  keptSince: t('run.attribute.keptSince', 'Missing, but kept since'),
});

/** What people call an attribute; its own name where there is no better one. */
export const useAttributeWords = (): ((attribute: string) => string) => {
  const words = attributeWords(useText());
  return (attribute) =>
    (Object.hasOwn(words, attribute) ? words[attribute] : undefined) ?? attribute;
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
  return (attribute, value) =>
    (typeof value === 'string' && Object.hasOwn(words, attribute)
      ? words[attribute]?.[value]
      : undefined) ?? value;
};
