import { type Text, useText } from '../../hooks/useText';
import type { FieldId } from '../assignment/assignment';

const userExplanations = (t: Text): Partial<Record<FieldId, string>> => ({
  'user.username': t('form.field.user.username', 'The name for logging in. Each may occur once.'),
  'user.externalId': t(
    'form.field.user.externalId',
    'The number that another system knows the person by, such as a personnel number. Each may occur once.'
  ),
  'user.displayName': t(
    'form.field.user.displayName',
    'The name as phones show it. Left empty, it is put together from first and last name.'
  ),
  'user.firstName': t('form.field.user.firstName', 'Given name.'),
  'user.lastName': t('form.field.user.lastName', 'Family name.'),
  'user.email': t('form.field.user.email', 'The address that voicemails and messages go to.'),
  'user.extension': t(
    'form.field.user.extension',
    'The internal number, such as 123. No two people may have the same.'
  ),
  'user.language': t('form.field.user.language', 'Of the person’s phone, such as en or de.'),
  'user.groupId': t('form.field.user.groupId', 'The identifier of the group or department.'),
  'user.groupName': t('form.field.user.groupName', 'Group or department.'),
  'user.roles': t('form.field.user.roles', 'What the person may do, as a comma-separated list.'),
  'user.mobileNumbers': t(
    'form.field.user.mobileNumbers',
    'One mobile number, or several separated by commas.'
  ),
  'user.dialplan': t('form.field.user.dialplan', 'The rules for outgoing calls, by name.'),
  'user.avatar': t('form.field.user.avatar', 'The address of a picture.'),
  'user.authMethod': t(
    'form.field.user.authMethod',
    'Where the password is checked: local (here) or external (in a directory).'
  ),
  'user.enabled': t('form.field.user.enabled', 'Whether the user is active: yes or no.'),
  'user.password': t(
    'form.field.user.password',
    'For logging in. Stored as a hash that cannot be read again.'
  ),
  'user.sipPassword': t(
    'form.field.user.sipPassword',
    'What the phone logs in with. Stored encrypted.'
  ),
  'user.pin': t('form.field.user.pin', 'For voicemail and the like. Stored encrypted.'),
});

const entryExplanations = (t: Text): Partial<Record<FieldId, string>> => ({
  'phonebookEntry.displayName': t(
    'form.field.entry.displayName',
    'The name in the phonebook. Left empty, it is the user’s.'
  ),
  'phonebookEntry.firstName': t('form.field.entry.firstName', 'Given name.'),
  'phonebookEntry.lastName': t('form.field.entry.lastName', 'Family name.'),
  'phonebookEntry.organisation': t('form.field.entry.organisation', 'Company.'),
  'phonebookEntry.email': t('form.field.entry.email', 'Email address.'),
  'phonebookEntry.phone': t('form.field.entry.phone', 'The number to call.'),
  'phonebookEntry.mobile': t(
    'form.field.entry.mobile',
    'Of several numbers the first one is taken.'
  ),
  'phonebookEntry.homePhone': t('form.field.entry.homePhone', 'The number at home.'),
  'phonebookEntry.fax': t('form.field.entry.fax', 'Fax number.'),
  'phonebookEntry.notes': t('form.field.entry.notes', 'Anything else, such as the job.'),
  'phonebookEntry.externalId': t(
    'form.field.entry.externalId',
    'The number that another system knows the entry by.'
  ),
  'phonebookEntry.labels': t(
    'form.field.entry.labels',
    'A list of names, each with a value. Only a template can fill it.'
  ),
  'phonebookEntry.private': t(
    'form.field.entry.private',
    'Whether only its user sees the entry: yes or no.'
  ),
});

const phoneExplanations = (t: Text): Partial<Record<FieldId, string>> => ({
  'phone.mac': t(
    'form.field.phone.mac',
    'The hardware address on the label of the phone. Phones are recognised by it; each may occur once.'
  ),
  'phone.name': t('form.field.phone.name', 'What the phone is called.'),
  'phone.kind': t('form.field.phone.kind', 'One of: desk, softphone, mobile.'),
  'phone.ip': t('form.field.phone.ip', 'The network address of the phone.'),
  'phone.sipUsername': t(
    'form.field.phone.sipUsername',
    'What the phone logs in as. Stored encrypted.'
  ),
  'phone.sipPassword': t(
    'form.field.phone.sipPassword',
    'What the phone logs in with. Stored encrypted.'
  ),
});

/** What each target field is for, in plain words. */
export const useFieldExplanations = (): Partial<Record<FieldId, string>> => {
  const t = useText();
  return { ...userExplanations(t), ...entryExplanations(t), ...phoneExplanations(t) };
};
