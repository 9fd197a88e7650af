import type { Core } from '@strapi/strapi';

import { logFailure } from '../utils/errors';

/** What is also known to webhooks, by the key that Strapi keeps each under. */
export const WEBHOOK_EVENTS = {
  DIRECTORY_CONNECTOR_RUN: 'directory-connector.run',
  DIRECTORY_CONNECTOR_STARTED: 'directory-connector.started',
  DIRECTORY_CONNECTOR_HELD: 'directory-connector.held',
  DIRECTORY_CONNECTOR_RECOVERED: 'directory-connector.recovered',
  DIRECTORY_CONNECTOR_OVERDUE: 'directory-connector.overdue',
} as const;

/** What people do, besides; for the audit log and for code of the app. */
type Deed =
  | 'directory-connector.approved'
  | 'directory-connector.rejected'
  | 'directory-connector.profile-changed'
  | 'directory-connector.credentials-taken'
  | 'directory-connector.secrets-read';

export type EventName = (typeof WEBHOOK_EVENTS)[keyof typeof WEBHOOK_EVENTS] | Deed;

/** Tells the app's event hub; nobody waits for those who listen, and what they throw is logged. */
export type Emit = (name: EventName, payload: object) => Promise<void>;

export const createEmit =
  ({ eventHub, log }: Pick<Core.Strapi, 'eventHub' | 'log'>): Emit =>
  async (name, payload) => {
    try {
      await eventHub.emit(name, payload);
    } catch (error) {
      logFailure(log, `a listener of the event ${name}`, error);
    }
  };
