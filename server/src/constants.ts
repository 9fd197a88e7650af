export const PLUGIN_ID = 'directory-connector';

/** The setting of Strapi's that says what this process is there for; `server` unless given. */
export const PURPOSE = `${PLUGIN_ID}.purpose`;

/** `command`: one command of the command line; `work`: runs that other processes have queued. */
export type ProcessPurpose = 'server' | 'command' | 'work';

export const UIDS = {
  user: 'plugin::directory-connector.user',
  phonebookEntry: 'plugin::directory-connector.phonebook-entry',
  phone: 'plugin::directory-connector.phone',
  profile: 'plugin::directory-connector.connector-profile',
  run: 'plugin::directory-connector.connector-run',
  remotePhonebook: 'plugin::directory-connector.remote-phonebook',
} as const;

/** What nobody but the plugin itself reads and writes: neither content manager nor GraphQL. */
export const INTERNAL_UIDS = [UIDS.profile, UIDS.run, UIDS.remotePhonebook] as const;

/** What an administrator's role may be allowed to do. The last segments differ, because the panel tells permissions apart by them. */
const PERMISSIONS = {
  'profiles.read': 'See connector profiles',
  'profiles.edit': 'Create, change and delete connector profiles',
  'profiles.reveal': 'Reveal secret columns',
  'runs.history': 'See runs, changes and issues',
  'runs.test': 'Upload files and make test runs',
  'runs.execute': 'Run and cancel',
  'runs.approve': 'Approve and reject held runs',
  'runs.credentials': 'Fetch generated credentials',
  'people.forget': 'Forget a person (privacy request)',
  'settings.manage': 'Change the settings of all profiles',
  'remote-phonebooks.administer': 'Make and revoke phonebooks for phones',
} as const;

export type ActionName = keyof typeof PERMISSIONS;

export const ACTION_NAMES = Object.keys(PERMISSIONS) as ActionName[];

/** What concerns all profiles at once: a permission that is limited to some of them does not allow it. */
export const ACTIONS_FOR_ALL = [
  'people.forget',
  'settings.manage',
  'remote-phonebooks.administer',
] as const satisfies ActionName[];

export const actionId = (name: ActionName): string => `plugin::${PLUGIN_ID}.${name}`;

/** In the form in which Strapi's action provider takes them. */
export const ACTIONS = Object.entries(PERMISSIONS).map(([uid, displayName]) => ({
  section: 'plugins',
  pluginName: PLUGIN_ID,
  uid,
  displayName,
}));
