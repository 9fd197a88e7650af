import { textTable } from '../../hooks/useText';
import type { SettingsTable } from './texts';

/** The settings of a file. */
export const CSV = textTable<SettingsTable>('setting', {
  // Where a file comes from.
  upload: {
    label: 'Uploaded file',
    required: 'Choose a file first.',
  },
  'csv.url': {
    label: 'Address of the file',
    hint: 'The file itself, not a page with a link to it; user name and password belong below. Addresses within your own network have to be allowed in the plugin’s options.',
    required: 'Enter the address of the file.',
  },
  'csv.auth': { label: 'Authentication' },
  'csv.auth.type': {
    label: 'Authentication',
    hint: 'What the server asks for before it gives the file.',
    choices: {
      none: 'None',
      basic: 'User name and password',
      bearer: 'Token',
    },
  },
  'csv.auth.username': {
    label: 'User name',
    required: 'Enter the user name.',
  },
  'csv.auth.password': {
    label: 'Password',
    required: 'Enter the password.',
  },
  'csv.auth.token': {
    label: 'Token',
    required: 'Enter the token.',
  },
  'csv.ca': {
    label: 'Certificate of the server’s authority',
    hint: 'Only where the server has a certificate of your own company. Text in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----; your IT department has it.',
  },

  // How a file is read.
  'csv.encoding': {
    label: 'Encoding',
    hint: 'Decides whether letters such as ä, é or ł are right.',
  },
  'csv.delimiter': {
    label: 'Delimiter',
    hint: 'What stands between two values of a line.',
  },
  'csv.delimiter.own': {
    label: 'Delimiter of your own',
    hint: 'One to four characters, such as ~ or ||.',
  },
  'csv.headerRow': {
    label: 'Row with the column names',
    hint: 'Rows above it are left out. Empty: it is looked for. 0: the file has no column names.',
  },
  'csv.sheet': {
    label: 'Sheet',
    hint: 'Detected: the first visible one with column names as people give them, else the first with rows.',
  },
  'csv.enclosure': {
    label: 'Field enclosure',
    hint: 'Surrounds values that hold the delimiter.',
  },
  'csv.lineSeparator': {
    label: 'Line separator',
    hint: 'How a line ends. Seldom needs to be changed.',
  },
});
