import { textTable } from '../../hooks/useText';
import type { SettingsTable } from '../../profile-form/settings/texts';

/** What people read of the settings and of the parts that they stand in; those that profiles have, too, are called as there. */
export const TEXTS = textTable<SettingsTable>('options', {
  network: {
    label: 'Own network',
    hint: 'Files and directories are fetched from public addresses, and from no host of your own network unless it is named here. It takes effect with the next fetch.',
  },
  'network.allowedHosts': {
    label: 'Intranet hosts',
    hint: 'One to a line: a name such as dc1.example.com, an address such as 10.1.2.3, or a range such as 10.0.0.0/8; without https:// and without a port. Name only what is needed: whoever edits profiles can have what is there fetched.',
  },
  numbers: {
    label: 'Telephone numbers',
    hint: 'How numbers are meant that have no country or are extensions: when somebody asks whose number it is, and when people are looked for. Changed settings are applied to all stored numbers within minutes. Without a country, national numbers are found only as they are written. New conversions and examples begin with this country.',
  },
  defaultCountry: {
    label: 'Numbers without a prefix are from',
    empty: 'As the language of the browser says',
  },
  'numbering.prefix': {
    label: 'What stands before extensions',
    hint: 'With the country, such as +49301234: then +49301234204 and 204 are the same.',
  },
  'numbering.extensionLength': {
    label: 'Digits of extensions',
    empty: 'Up to six',
  },
  retention: {
    label: 'History',
    hint: 'How much is kept of each profile; runs and test runs count apart. Older ones are removed within the hour. The latest one always stays, and so does one that waits for approval.',
  },
  'retention.runs': { label: 'How many runs' },
  'retention.days': { label: 'For how many days' },
  'retention.credentialDays': {
    label: 'Unfetched passwords, days',
    hint: 'Passwords and PINs that a run generated and nobody has fetched. Afterwards they can only be set anew.',
  },
  'retention.uploadDays': {
    label: 'Uploaded files, days',
    empty: 'Without a limit',
    hint: 'How long a profile has the file that was uploaded for it. Without one, a scheduled run of it fails.',
  },
  'undo.days': {
    label: 'Runs can be undone, days',
    hint: 'For how long it is kept how records were before a run changed or removed them, secrets encrypted as in the records. 0: nothing is kept, and no run can be undone.',
  },
  sharing: {
    label: 'Who leads where profiles share records',
    hint: 'Where several profiles manage a record together and more than one has a value for a field, the one that stands further up fills it. A new profile stands at the end. It takes effect with the next runs.',
  },
  notify: {
    label: 'Mails about new profiles',
    hint: 'What a new profile begins with. Each can be changed in the profile; those that are there stay as they are.',
  },
});
