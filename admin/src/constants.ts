import type { Permission } from '@strapi/strapi/admin';

import { PLUGIN_ID } from './pluginId';

type Requirement = Pick<Permission, 'action' | 'subject'>;

const requirement = (name: string): Requirement[] => [
  { action: `plugin::${PLUGIN_ID}.${name}`, subject: null },
];

/** What the server asks for, by what a person wants to do. */
export const PERMISSIONS = {
  read: requirement('profiles.read'),
  edit: requirement('profiles.edit'),
  history: requirement('runs.history'),
  test: requirement('runs.test'),
  execute: requirement('runs.execute'),
  approve: requirement('runs.approve'),
  credentials: requirement('runs.credentials'),
  forget: requirement('people.forget'),
  reveal: requirement('profiles.reveal'),
  manage: requirement('settings.manage'),
  phonebooks: requirement('remote-phonebooks.administer'),
} as const satisfies Record<string, Requirement[]>;

/** The base of all pages. */
export const BASE_PATH = `/plugins/${PLUGIN_ID}`;

export const paths = {
  profiles: BASE_PATH,
  newProfile: `${BASE_PATH}/profiles/new`,
  fromPascom: `${BASE_PATH}/profiles/from-pascom`,
  profile: (id: string) => `${BASE_PATH}/profiles/${id}`,
  runs: `${BASE_PATH}/runs`,
  runsOf: (profileId: string) => `${BASE_PATH}/runs?profile=${profileId}`,
  phonebooks: `${BASE_PATH}/phonebooks`,
  forgettings: `${BASE_PATH}/privacy-requests`,
  run: (id: string) => `${BASE_PATH}/runs/${id}`,
};
