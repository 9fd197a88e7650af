import { textTable, useTextTable } from '../../hooks/useText';
import type { RecordType } from '../../../../shared/records';

const EXPLANATIONS = textTable<Record<RecordType, Record<string, string>>>('field', {
  user: {
    username: 'The name for logging in. Each may occur once.',
    externalId:
      'The number that another system knows the person by, such as a personnel number. Each may occur once.',
    displayName:
      'The name as phones show it. Left empty, it is put together from first and last name.',
    firstName: 'Given name.',
    lastName: 'Family name.',
    email: 'The address that voicemails and messages go to.',
    extension: 'The internal number, such as 123. No two people may have the same.',
    language: 'Of the person’s phone, such as en or de.',
    groupId: 'The identifier of the group or department.',
    groupName: 'Group or department.',
    roles: 'What the person may do, as a comma-separated list.',
    mobileNumbers: 'One mobile number, or several separated by commas.',
    dialplan: 'The rules for outgoing calls, by name.',
    avatar: 'The address of a picture.',
    authMethod: 'Where the password is checked: local (here) or external (in a directory).',
    enabled: 'Whether the user is active: yes or no.',
    password: 'For logging in. Stored as a hash that cannot be read again.',
    sipPassword: 'What the phone logs in with. Stored encrypted.',
    pin: 'For voicemail and the like. Stored encrypted.',
  },
  phonebookEntry: {
    displayName: 'The name in the phonebook. Left empty, it is the user’s.',
    firstName: 'Given name.',
    lastName: 'Family name.',
    organisation: 'Company.',
    email: 'Email address.',
    phone: 'The number to call.',
    mobile: 'Of several numbers the first one is taken.',
    homePhone: 'The number at home.',
    fax: 'Fax number.',
    notes: 'Anything else, such as the job.',
    externalId: 'The number that another system knows the entry by.',
    labels: 'A list of names, each with a value. Only a template can fill it.',
    private: 'Whether only its user sees the entry: yes or no.',
  },
  phone: {
    mac: 'The hardware address on the label of the phone. Phones are recognised by it; each may occur once.',
    name: 'What the phone is called.',
    kind: 'One of: desk, softphone, mobile.',
    ip: 'The network address of the phone.',
    sipUsername: 'What the phone logs in as. Stored encrypted.',
    sipPassword: 'What the phone logs in with. Stored encrypted.',
  },
});

/** What each attribute is for, in plain words. */
export const useFieldExplanations = (): ((
  type: RecordType,
  attribute: string
) => string | undefined) => {
  const explanations = useTextTable(EXPLANATIONS);
  return (type, attribute) => explanations[type][attribute];
};
