import type { Core } from '@strapi/strapi';

import { connectorOf, type Connector } from '../compose';
import { phone, phonebookEntry, user } from './records';

/** A service that Strapi knows by name: what `compose.ts` has built. */
const door =
  <Name extends keyof Connector>(name: Name) =>
  ({ strapi }: { strapi: Core.Strapi }): Connector[Name] =>
    connectorOf(strapi)[name];

export default {
  user,
  'phonebook-entry': phonebookEntry,
  phone,
  alarms: door('alarms'),
  authentication: door('authentication'),
  background: door('background'),
  delegation: door('delegation'),
  events: door('events'),
  filing: door('filing'),
  forgetting: door('forgetting'),
  health: door('health'),
  moving: door('moving'),
  origins: door('origins'),
  lineFixes: door('lineFixes'),
  lookup: door('lookup'),
  profiles: door('profiles'),
  queue: door('queue'),
  remotePhonebooks: door('remotePhonebooks'),
  renewal: door('renewal'),
  retention: door('retention'),
  runs: door('runs'),
  schedule: door('schedule'),
  secrets: door('secrets'),
  settings: door('settings'),
  sources: door('sources'),
  starts: door('starts'),
  storage: door('storage'),
  trials: door('trials'),
  persons: door('persons'),
  uploads: door('uploads'),
  work: door('work'),
  workers: door('workers'),
};
