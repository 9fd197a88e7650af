import type { Core } from '@strapi/strapi';

import type { RunSummary } from '../../../shared/contracts/runs';
import type { RecordType } from '../../../shared/records';
import type { ProfileDeed } from '../profiles/save';
import { logFailure } from '../utils/errors';

/** What is also known to webhooks, by the key that Strapi keeps each under. */
export const WEBHOOK_EVENTS = {
  DIRECTORY_CONNECTOR_RUN: 'directory-connector.run',
  DIRECTORY_CONNECTOR_STARTED: 'directory-connector.started',
  DIRECTORY_CONNECTOR_HELD: 'directory-connector.held',
  DIRECTORY_CONNECTOR_RECOVERED: 'directory-connector.recovered',
  DIRECTORY_CONNECTOR_OVERDUE: 'directory-connector.overdue',
} as const satisfies Record<string, EventName>;

/** A run as events carry it: no record is named. */
export type EventRun = Omit<RunSummary, 'progress' | 'matching'>;

/** Events by their names, with what each carries: those of runs and schedules, and what people do. */
export interface ConnectorEvents {
  'directory-connector.started': { run: EventRun };
  'directory-connector.run': { run: EventRun };
  'directory-connector.held': { run: EventRun };
  'directory-connector.recovered': {
    run: EventRun;
    /** The causes, such as `failed http-status`. */
    over: string[];
  };
  'directory-connector.overdue': {
    profile: { id: string; name: string };
    /** ISO time; null where the history has no success. */
    lastSuccessAt: string | null;
  };
  'directory-connector.approved': { run: EventRun; by: string | null };
  'directory-connector.rejected': { run: EventRun; by: string | null };
  'directory-connector.profile-changed': ProfileDeed;
  'directory-connector.credentials-taken': {
    run: Pick<RunSummary, 'id' | 'profile' | 'profileId' | 'kind' | 'purpose'>;
    count: number;
    by: string;
  };
  'directory-connector.secrets-read': {
    record: { type: RecordType; id: string };
    by: string;
  };
}

export type EventName = keyof ConnectorEvents;

/** Tells the app's event hub; nobody waits for those who listen, and what they throw is logged. */
export type Emit = <Name extends EventName>(
  name: Name,
  payload: ConnectorEvents[Name]
) => Promise<void>;

export const createEmit =
  ({ eventHub, log }: Pick<Core.Strapi, 'eventHub' | 'log'>): Emit =>
  async (name, payload) => {
    try {
      await eventHub.emit(name, payload);
    } catch (error) {
      logFailure(log, `a listener of the event ${name}`, error);
    }
  };
