import { textTable } from '../../hooks/useText';
import type { SettingsTable } from './texts';

/** The settings that profiles of all sources have. */
export const GENERAL = textTable<SettingsTable>('setting', {
  // What a profile is called, and who is told of its runs.
  name: {
    label: 'Name of the profile',
    hint: 'As it stands in the list of profiles and in reports, such as “Staff from HR”.',
    required: 'Give the profile a name.',
  },
  comment: {
    label: 'Comment',
    hint: 'For you and your colleagues: where the people come from, whom to ask, what to look out for.',
  },
  notify: { label: 'Notifications' },
  'notify.emails': {
    label: 'Email addresses',
    hint: 'One to a line. They get a mail when a run fails, is interrupted or waits for approval, once for each reason. Strapi’s email plugin has to be set up for it.',
  },
  'notify.language': {
    label: 'Language of the mails',
    choices: { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' },
  },
  numbering: {
    label: 'Telephone numbers',
    hint: 'Only for a site whose numbers are meant otherwise than those of the others: when somebody asks whose number it is, and when people are looked for. What is empty is as in the settings.',
  },
  'numbering.country': {
    label: 'Numbers without a prefix are from',
    empty: 'As in the settings',
  },
  'numbering.prefix': {
    label: 'What stands before extensions',
    hint: 'With the country, such as +49301234: then +49301234204 and 204 are the same.',
    empty: 'As in the settings',
  },
  'numbering.extensionLength': {
    label: 'Digits of extensions',
    empty: 'As in the settings',
  },
  adminRoles: {
    label: 'Roles that may work with it',
    hint: 'For roles whose permissions have the condition “Profiles of this role”: they see and do nothing with any other profile. A role without it may work with all profiles.',
  },
  source: { label: 'Source' },
  'source.type': {
    label: 'Kind of source',
    choices: {
      upload: 'Uploaded file',
      url: 'File at an address',
      ldap: 'Directory (LDAP)',
      push: 'Sent by another program',
    },
    meanings: {
      upload:
        'A file from your computer. Every run, also a scheduled one, reads it until you replace it.',
      url: 'Fetched from a web server for every run, also on a schedule.',
      ldap: 'Active Directory, OpenLDAP and others, read for every run, also on a schedule.',
      push: 'A program sends rows as JSON, with an API token. Each request is a run.',
    },
  },
  'source.columns': {
    label: 'Columns of the rows',
    hint: 'One to a line, as the program names them. They can be assigned to fields before anything is sent; what rows have besides is found in them.',
    required: 'Name the columns, at least one that tells who a person is.',
  },
  schedule: {
    label: 'Schedule',
    hint: 'The profile runs by itself at these times. The limits under Safety hold for each of these runs.',
  },
  'schedule.enabled': { label: 'Runs by itself' },
  'schedule.preset': {
    label: 'How often',
    choices: {
      hourly: 'Every hour',
      daily: 'Every day',
      weekdays: 'Monday to Friday',
      weekly: 'Every Monday',
      own: 'Other times',
    },
  },
  'schedule.time': { label: 'At' },
  'schedule.cron': {
    label: 'Cron expression',
    hint: 'Five fields: minute, hour, day of the month, month, day of the week.',
  },
  'schedule.timezone': {
    label: 'Time zone',
    hint: 'Daylight saving time is taken into account.',
  },
  'schedule.catchUp': {
    label: 'Make up for a missed run',
    hint: 'When the server was off at one of these times, the profile runs once as soon as the server is back. Otherwise it waits for the next time.',
  },

  // What a row becomes.
  preFilter: {
    label: 'Pre-filter',
    hint: 'A row is taken where this is true, and left out where it is not. Without a condition, every row is taken.',
    empty: 'Every row is taken',
  },
  variables: {
    label: 'Variables',
    hint: 'Every column is a variable of the same name already. Define one to compute a value, or to change that of a column. A variable can use those above it, as $name.',
  },
  fields: {
    label: 'Fields',
    hint: 'What fills which field, without code. Used where the template is empty.',
  },
  template: {
    label: 'Template',
    hint: 'Handlebars that makes JSON: the records that a row asks for. Our own field names and pascom’s codes can stand side by side.',
  },
  reveal: { label: 'Secret columns that are shown' },
  match: {
    label: 'Which record is which',
    hint: 'The field that a record is found again by in the next run, or several together. Choose what stays the same when somebody marries or moves. Without a value there, an entry or a phone is known by its place under its user.',
  },
  generate: {
    label: 'Generated fields',
    hint: 'For users that have no such value, neither in the source nor in Strapi. What was generated once stays as it is. New passwords and PINs can be fetched once, from the page of the run.',
  },
  'generate.extension': {
    label: 'Extension',
    hint: 'The lowest free number of a range.',
  },
  'generate.extension.from': {
    label: 'First extension',
    required: 'Enter the first extension.',
  },
  'generate.extension.to': {
    label: 'Last extension',
    required: 'Enter the last extension.',
  },
  'generate.password': {
    label: 'Password',
    hint: 'For logging in; not where another system checks it.',
  },
  'generate.sipPassword': {
    label: 'SIP password',
    hint: 'What the person’s phone logs in with.',
  },
  'generate.pin': {
    label: 'PIN',
    hint: 'For voicemail and the like.',
  },

  // What a run may do.
  mode: {
    label: 'Mode',
    choices: {
      'create-update-remove': 'Create, update and remove',
      'create-update': 'Create and update',
      'create-only': 'Create only',
      'update-only': 'Update only',
      replace: 'Replace all',
    },
    meanings: {
      'create-update-remove':
        'New people are created and known ones brought up to date. Who is no longer in the source is removed, but only if this profile brought them.',
      'create-update':
        'New people are created and known ones brought up to date. Nobody is ever removed.',
      'create-only': 'New people are created. Whoever is there already stays exactly as they are.',
      'update-only':
        'Whoever is there already is brought up to date. Nobody new is created, with nothing of theirs, and nobody is removed.',
      replace:
        'The source is the whole truth: every other user is removed, whoever made them, with their entries and phones. Only protected users and Strapi’s administrators stay.',
    },
  },
  existing: {
    label: 'Records that are there already and that nobody manages',
    choices: {
      update: 'Update',
      adopt: 'Take over',
      conflict: 'Leave alone and report',
    },
    meanings: {
      update: 'Their fields are updated, but this profile never removes them.',
      adopt:
        'Updated, and from then on managed by this profile: removed when the source no longer has them.',
      conflict: 'Nothing is touched. The report names the row.',
    },
  },
  ownedByOthers: {
    label: 'Records that another profile manages',
    choices: {
      conflict: 'Leave alone and report',
      share: 'Share',
      update: 'Update',
      adopt: 'Take over',
    },
    meanings: {
      conflict: 'Two profiles never fight over a record. Right in almost every case.',
      share:
        'For people who are in two sources. Both profiles manage the record, if the other one has chosen this as well. Each fills what only it knows; where both have a value, the one further up under Settings › Directory Connector wins. The record goes once neither source has it any more.',
      update: 'Their fields are updated; the other profile goes on managing them.',
      adopt:
        'Updated, and managed by this profile from then on. Use it to move people from one profile to another.',
    },
  },
  missing: {
    label: 'Who is no longer in the source',
    hint: 'Nothing is ever removed unless the source was read to its end without an error, and never what is protected.',
  },
  'missing.afterRuns': {
    label: 'Missing in so many runs',
    hint: 'Of runs that read the source to its end. 1: at once. More protects people whom a source loses for a day.',
  },
  'missing.removeAfterDays': {
    label: 'Remove disabled users after, in days',
    hint: 'From when they were disabled, at the earliest from when this was set. Each run looks whose time has come.',
    empty: 'Never',
  },
  'missing.do': {
    label: 'What happens to them',
    choices: {
      remove: 'Remove',
      disable: 'Disable',
      keep: 'Keep',
    },
    meanings: {
      keep: 'Nothing happens to them. Entries and phones that people who are still there no longer have are removed.',
      remove:
        'The user is deleted, with the phonebook entries and phones that this profile brought.',
      disable:
        'The user stays with all that belongs to it, but disabled, until the source has it again. Entries and phones without a user are removed.',
    },
  },
  handEdited: {
    label: 'Fields that people have changed by hand',
    choices: {
      overwrite: 'Overwrite',
      keep: 'Keep',
    },
    meanings: {
      overwrite: 'The next run writes what the source says.',
      keep: 'A field that a person has changed stays as it is, until the source says the same.',
    },
  },
  writing: {
    label: 'Fields that are not always written',
    hint: 'A run writes every field that the profile fills, and clears it where the source has nothing. What is named here it writes otherwise.',
  },
  'writing.rule': {
    label: 'Is written',
    choices: {
      always: 'Always',
      creating: 'Only when the record is created',
      'if-empty': 'Only where nothing is stored',
      'never-emptied': 'Always, but never cleared',
    },
  },
  returning: {
    label: 'Who comes back under a new ID',
    choices: {
      never: 'Is somebody new',
      'same-person': 'Has the old user again',
    },
    meanings: {
      never: 'Gets a user of their own; the one from before stays disabled.',
      'same-person':
        'Where an email address that nobody else has, or user name and display name both, say that it is the same person, the disabled user is enabled again, with entries and phones.',
    },
  },
  renamed: {
    label: 'Somebody who is probably stored under another key',
    hint: 'When a run would remove somebody and create somebody who has the same external ID or email, or the same name and also the same user name, mobile number or phone. Somebody who has only the same extension is a successor.',
    choices: {
      ask: 'Ask me',
      keep: 'Keeps the record',
      new: 'Is somebody new',
    },
    meanings: {
      ask: 'The run waits until somebody has said of each whether it is one person or two.',
      keep: 'Where the external ID or email leaves no doubt, the record stays, with credentials, entries and phones. Others are new.',
      new: 'Gets a record and credentials of their own; the old record is removed or disabled.',
    },
  },
  limits: {
    label: 'Limits',
    hint: 'A source that is half empty by mistake must not remove half of your people. Above a limit nothing is written: the run is held until somebody has looked at its changes and approves them. Each counts for users, phonebook entries and phones apart.',
  },
  'limits.removePercent': {
    label: 'Removed or disabled, in percent',
    hint: 'Of the records that this profile has brought. Usual: 20.',
    empty: 'No limit',
  },
  'limits.removeCount': {
    label: 'Removed or disabled, in number',
    hint: 'However many there are. 0 lets no run remove anything unseen.',
    empty: 'No limit',
  },
  'limits.updatePercent': {
    label: 'Updated, in percent',
    hint: 'Guards against columns that have moved: then almost every record changes.',
    empty: 'No limit',
  },
  'limits.minimumPopulation': {
    label: 'Percentages count from',
    hint: 'This many records. Of a handful, one alone would be many percent.',
  },
});
