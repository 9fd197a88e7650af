import type { OwnFunction, TemplateHelper } from '../../../../shared/mapping-language';
import type { Text } from '../../hooks/useText';

/** What our own functions are for. */
export const functionExplanations = (t: Text): Record<OwnFunction, string> => ({
  e164: t(
    'form.function.e164',
    'A phone number in international form: 0171 1234567 in DE becomes +491711234567. Internal extensions stay as they are.'
  ),
  mac: t('form.function.mac', 'A MAC address written as aa:bb:cc:dd:ee:ff.'),
  transliterate: t(
    'form.function.transliterate',
    'Latin letters without accents: Jürgen Groß becomes Juergen Gross.'
  ),
  login: t(
    'form.function.login',
    'A login name made of parts: Jürgen and Groß become juergen.gross.'
  ),
  first: t('form.function.first', 'The first value of a list that is not empty.'),
  splitList: t(
    'form.function.splitList',
    'The parts of a text between commas and semicolons, as a list.'
  ),
  hash: t('form.function.hash', 'Sixteen characters that are always the same for the same text.'),
  cn: t('form.function.cn', 'The common name of an LDAP name: CN=Sales,OU=Groups becomes Sales.'),
});

/** What the helpers of a template are for. */
export const helperExplanations = (t: Text): Record<TemplateHelper, string> => ({
  and: t('form.helper.and', 'True when every value is there. For use in an #if.'),
  default: t('form.helper.default', 'The value, or another one where it is empty.'),
  eq: t('form.helper.eq', 'True when both are the same. For use in an #if.'),
  first: t('form.helper.first', 'The first part of a list.'),
  join: t('form.helper.join', 'The parts of a list in one text, with a separator between them.'),
  lower: t('form.helper.lower', 'The text in lower case.'),
  ne: t('form.helper.ne', 'True when both differ. For use in an #if.'),
  not: t('form.helper.not', 'True when the value is not there. For use in an #if.'),
  number: t('form.helper.number', 'The value, or nothing where it says that there is no number.'),
  opposite: t(
    'form.helper.opposite',
    'No for yes and yes for no, for a column such as "Suspended" that fills "enabled".'
  ),
  or: t('form.helper.or', 'The first value that is there.'),
  trim: t('form.helper.trim', 'The text without spaces before and after it.'),
  upper: t('form.helper.upper', 'The text in upper case.'),
});
