import type { Automation, ConnectorKind } from '../../../../shared/contracts/pascom';
import { textTable } from '../../hooks/useText';

/** The templates as pascom calls them. */
export const KIND_WORDS = textTable<Record<ConnectorKind, string>>('pascom.kind', {
  'users-csv': 'Users from CSV',
  'users-ad': 'Users from Active Directory',
  'users-ldap': 'Users from LDAP',
  'users-ucs': 'Users from UCS',
  'phonebook-csv': 'Phonebook from CSV',
  'phonebook-ad': 'Phonebook from Active Directory',
  'phonebook-ldap': 'Phonebook from LDAP',
  'phonebook-exchange': 'Phonebook from Exchange',
});

export const AUTOMATION_WORDS = textTable<Record<Automation, string>>('pascom.automation', {
  none: 'Not automated',
  hourly: 'Every hour',
  noon: 'Daily at noon',
  night: 'Daily at night',
});

export interface PartWords {
  title: string;
  hint: string;
}

export const PART_WORDS = textTable<Record<'preFilter' | 'variables' | 'structure', PartWords>>(
  'pascom.part',
  {
    preFilter: {
      title: '1. Pre-filter',
      hint: 'Copy all that stands in the connector’s tab “Pre Filter”.',
    },
    variables: {
      title: '2. Variables',
      hint: 'Copy the table of the tab “Variables”, or write a line for each: its name, a tab and its source. A source may go on in further lines.',
    },
    structure: {
      title: '3. Structure',
      hint: 'Copy all of the tab “Structure”, from the first brace to the last.',
    },
  }
);

/** What stands in a part as long as nothing was pasted: code, which is the same in each language. */
export const EMPTY_PARTS: Record<keyof typeof PART_WORDS.texts, string> = {
  preFilter: 'return true;',
  variables: 'displayname\treturn $row["displayName"];',
  structure: '{ "identity": [{ … }] }',
};
