import { type Text, useText } from '../../../hooks/useText';
import type { FieldId } from '../model/draft';

const userExplanations = (t: Text): Partial<Record<FieldId, string>> => ({
  'user.username': t('wizard.field.user.username', 'The name for logging in. Each may occur once.'),
  'user.externalId': t(
    'wizard.field.user.externalId',
    'The number that another system knows the person by, such as a personnel number. Each may occur once.'
  ),
  'user.displayName': t(
    'wizard.field.user.displayName',
    'The name as phones show it. Left empty, it is put together from first and last name.'
  ),
  'user.firstName': t('wizard.field.user.firstName', 'Given name.'),
  'user.lastName': t('wizard.field.user.lastName', 'Family name.'),
  'user.email': t('wizard.field.user.email', 'The address that voicemails and messages go to.'),
  'user.extension': t(
    'wizard.field.user.extension',
    'The internal number, such as 123. No two people may have the same.'
  ),
  'user.language': t('wizard.field.user.language', 'Of the person’s phone, such as en or de.'),
  'user.groupId': t('wizard.field.user.groupId', 'The identifier of the group or department.'),
  'user.groupName': t('wizard.field.user.groupName', 'Group or department.'),
  'user.roles': t('wizard.field.user.roles', 'What the person may do, as a comma-separated list.'),
  'user.mobileNumbers': t(
    'wizard.field.user.mobileNumbers',
    'One mobile number, or several separated by commas.'
  ),
  'user.dialplan': t('wizard.field.user.dialplan', 'The rules for outgoing calls, by name.'),
  'user.avatar': t('wizard.field.user.avatar', 'The address of a picture.'),
  'user.authMethod': t(
    'wizard.field.user.authMethod',
    'Where the password is checked: local (here) or external (in a directory).'
  ),
  'user.enabled': t('wizard.field.user.enabled', 'Whether the user is active: yes or no.'),
  'user.password': t(
    'wizard.field.user.password',
    'For logging in. Stored as a hash that cannot be read again.'
  ),
  'user.sipPassword': t(
    'wizard.field.user.sipPassword',
    'What the phone logs in with. Stored encrypted.'
  ),
  'user.pin': t('wizard.field.user.pin', 'For voicemail and the like. Stored encrypted.'),
});

const entryExplanations = (t: Text): Partial<Record<FieldId, string>> => ({
  'phonebookEntry.displayName': t(
    'wizard.field.entry.displayName',
    'The name in the phonebook. Left empty, it is the user’s.'
  ),
  'phonebookEntry.firstName': t('wizard.field.entry.firstName', 'Given name.'),
  'phonebookEntry.lastName': t('wizard.field.entry.lastName', 'Family name.'),
  'phonebookEntry.organisation': t('wizard.field.entry.organisation', 'Company.'),
  'phonebookEntry.email': t('wizard.field.entry.email', 'Email address.'),
  'phonebookEntry.phone': t('wizard.field.entry.phone', 'The number to call.'),
  'phonebookEntry.mobile': t(
    'wizard.field.entry.mobile',
    'Of several numbers the first one is taken.'
  ),
  'phonebookEntry.homePhone': t('wizard.field.entry.homePhone', 'The number at home.'),
  'phonebookEntry.fax': t('wizard.field.entry.fax', 'Fax number.'),
  'phonebookEntry.notes': t('wizard.field.entry.notes', 'Anything else, such as the job.'),
  'phonebookEntry.externalId': t(
    'wizard.field.entry.externalId',
    'The number that another system knows the entry by.'
  ),
  'phonebookEntry.private': t(
    'wizard.field.entry.private',
    'Whether only its user sees the entry: yes or no.'
  ),
});

const phoneExplanations = (t: Text): Partial<Record<FieldId, string>> => ({
  'phone.mac': t(
    'wizard.field.phone.mac',
    'The hardware address on the label of the phone. Phones are recognised by it; each may occur once.'
  ),
  'phone.name': t('wizard.field.phone.name', 'What the phone is called.'),
  'phone.kind': t('wizard.field.phone.kind', 'One of: desk, softphone, mobile.'),
  'phone.ip': t('wizard.field.phone.ip', 'The network address of the phone.'),
  'phone.sipUsername': t(
    'wizard.field.phone.sipUsername',
    'What the phone logs in as. Stored encrypted.'
  ),
  'phone.sipPassword': t(
    'wizard.field.phone.sipPassword',
    'What the phone logs in with. Stored encrypted.'
  ),
});

/** What each target field is for, in plain words. */
export const useFieldExplanations = (): Partial<Record<FieldId, string>> => {
  const t = useText();
  return { ...userExplanations(t), ...entryExplanations(t), ...phoneExplanations(t) };
};
