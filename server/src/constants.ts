export const PLUGIN_ID = 'directory-connector';

export const UIDS = {
  user: 'plugin::directory-connector.user',
  phonebookEntry: 'plugin::directory-connector.phonebook-entry',
  phone: 'plugin::directory-connector.phone',
  profile: 'plugin::directory-connector.connector-profile',
  run: 'plugin::directory-connector.connector-run',
} as const;
