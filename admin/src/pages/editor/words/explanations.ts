import type { OwnFunction, TemplateHelper } from '../../../../../shared/mapping-language';
import type { Text } from '../../../hooks/useText';

/** What our own functions are for. */
export const functionExplanations = (t: Text): Record<OwnFunction, string> => ({
  e164: t(
    'editor.function.e164',
    'A phone number in international form: 0171 1234567 in DE becomes +491711234567. Internal extensions stay as they are.'
  ),
  mac: t('editor.function.mac', 'A MAC address written as aa:bb:cc:dd:ee:ff.'),
  transliterate: t(
    'editor.function.transliterate',
    'Latin letters without accents: Jürgen Groß becomes Juergen Gross.'
  ),
  login: t(
    'editor.function.login',
    'A login name made of parts: Jürgen and Groß become juergen.gross.'
  ),
  first: t('editor.function.first', 'The first value of a list that is not empty.'),
  splitList: t(
    'editor.function.splitList',
    'The parts of a text between commas and semicolons, as a list.'
  ),
  hash: t('editor.function.hash', 'Sixteen characters that are always the same for the same text.'),
  cn: t('editor.function.cn', 'The common name of an LDAP name: CN=Sales,OU=Groups becomes Sales.'),
});

/** What the helpers of a template are for. */
export const helperExplanations = (t: Text): Record<TemplateHelper, string> => ({
  and: t('editor.helper.and', 'True when every value is there. For use in an #if.'),
  default: t('editor.helper.default', 'The value, or another one where it is empty.'),
  eq: t('editor.helper.eq', 'True when both are the same. For use in an #if.'),
  first: t('editor.helper.first', 'The first part of a list.'),
  join: t('editor.helper.join', 'The parts of a list in one text, with a separator between them.'),
  lower: t('editor.helper.lower', 'The text in lower case.'),
  ne: t('editor.helper.ne', 'True when both differ. For use in an #if.'),
  not: t('editor.helper.not', 'True when the value is not there. For use in an #if.'),
  number: t('editor.helper.number', 'The value, or nothing where it says that there is no number.'),
  opposite: t(
    'editor.helper.opposite',
    'No for yes and yes for no, for a column such as "Suspended" that fills "enabled".'
  ),
  or: t('editor.helper.or', 'The first value that is there.'),
  trim: t('editor.helper.trim', 'The text without spaces before and after it.'),
  upper: t('editor.helper.upper', 'The text in upper case.'),
});

/** What has to be known of a field besides its name. */
export const fieldExplanations = (t: Text): Record<string, string> => {
  const encrypted = t(
    'editor.field.encrypted',
    'Secret. Stored encrypted, because a phone needs it.'
  );
  const list = t('editor.field.list', 'A list. A text is split at commas and semicolons.');
  const yesOrNo = t('editor.field.yes-or-no', 'Yes or no: true/false, yes/no, 1/0.');
  return {
    username: t('editor.field.username', 'The login name. No two users may have the same.'),
    externalId: t(
      'editor.field.externalId',
      'The id in the source system: the best key where it never changes.'
    ),
    extension: t('editor.field.extension', 'The internal number. No two users may have the same.'),
    password: t(
      'editor.field.password',
      'Secret. Stored as a one-way hash; a value that already is a hash stays as it is.'
    ),
    sipPassword: encrypted,
    sipUsername: encrypted,
    pin: encrypted,
    roles: list,
    mobileNumbers: list,
    authMethod: t(
      'editor.field.authMethod',
      'Who checks the password: local, or external for a directory.'
    ),
    enabled: yesOrNo,
    private: yesOrNo,
    labels: t('editor.field.labels', 'A list of names, each with a value.'),
    mac: t('editor.field.mac', 'In any common notation. No two phones may have the same.'),
    kind: t('editor.field.kind', 'One of desk, softphone and mobile.'),
  };
};
