import type { Core } from '@strapi/strapi';

import type { ConnectorEvents, EventName, EventRun } from './events';

/** What the audit log keeps of an event, besides who, when and from where, which it adds itself. */
interface Audited {
  resource: { type: string; id: string; name: string };
  details: Record<string, unknown>;
}

/** Strapi's service for its audit log, as far as plugins use it; Community Edition has none. */
interface AuditLog {
  registerEvent?(name: EventName, transform: (event: never) => Audited): void;
}

const SERVICE = 'audit-logs-lifecycle';

type AuditedRun = Pick<EventRun, 'id' | 'profile' | 'profileId' | 'kind' | 'purpose'>;

const ofRun = ({ run }: { run: AuditedRun }, details: Record<string, unknown> = {}): Audited => {
  const { id, profile, profileId, kind, purpose } = run;
  return {
    resource: { type: 'directory-connector.run', id, name: profile },
    details: { profile: profileId, kind, purpose, ...details },
  };
};

/** Before 5.53 Strapi cannot be asked whether there is one: it throws where there is none. */
const auditLogOf = (strapi: Core.Strapi): AuditLog | null => {
  try {
    return (strapi.get(SERVICE) as AuditLog | undefined) ?? null;
  } catch {
    return null;
  }
};

/**
 * Has Strapi's audit log, where there is one, keep what administrators do. It keeps events that come of
 * a request in the panel, with who sent it; neither values nor names of records are in them.
 */
export const registerAudited = (strapi: Core.Strapi): void => {
  const auditLog = auditLogOf(strapi);
  if (!auditLog) return;
  const audit = <Name extends EventName>(
    name: Name,
    transform: (event: ConnectorEvents[Name]) => Audited
  ): void => auditLog.registerEvent?.(name, transform);
  audit('directory-connector.started', (event) => ofRun(event));
  audit('directory-connector.approved', (event) => ofRun(event));
  audit('directory-connector.rejected', (event) => ofRun(event));
  audit('directory-connector.credentials-taken', ({ count, ...event }) => ofRun(event, { count }));
  audit('directory-connector.profile-changed', ({ profile, what, settings }) => ({
    resource: { type: 'directory-connector.profile', id: profile.id, name: profile.name },
    details: { what, settings },
  }));
};
