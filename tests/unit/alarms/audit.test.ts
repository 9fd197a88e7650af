import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { registerAudited } from '../../../server/src/alarms/audit';
import { createEmit, type EventName } from '../../../server/src/alarms/events';

const MODULES = path.resolve(__dirname, '..', '..', '..', 'node_modules', '@strapi');
/** Strapi's own, which only an Enterprise licence switches on. */
const { createAuditLogsLifecycleService } = jest.requireActual(
  path.join(MODULES, 'admin/dist/server/ee/server/src/audit-logs/services/lifecycles.js')
);
const createEventHub = jest.requireActual(path.join(MODULES, 'core/dist/services/event-hub.js'));

const ADA = { id: 7, email: 'ada@example.com', firstname: 'Ada', lastname: 'Admin' };
const REQUEST = { state: { route: { info: { type: 'admin' } }, user: ADA } };

/** As much of Strapi as its audit log needs; `request` is the one that is being answered. */
const strapiWith = async (request: object | undefined) => {
  const saved: { action: string; userId: number | null; payload: Record<string, unknown> }[] = [];
  const services = new Map<string, unknown>();
  const strapi = {
    eventHub: createEventHub(),
    log: { error: (line: string) => saved.push({ action: line, userId: null, payload: {} }) },
    ee: { features: { isEnabled: () => true, get: () => true } },
    config: { get: () => undefined },
    cron: { add: () => undefined, remove: () => undefined },
    requestContext: { get: () => request },
    has: (name: string) => services.has(name),
    get: (name: string) => services.get(name),
  };
  services.set('audit-logs', {
    saveEvent: async (event: (typeof saved)[number]) => saved.push(event),
  });
  const lifecycle = createAuditLogsLifecycleService(strapi);
  await lifecycle.register();
  services.set('audit-logs-lifecycle', lifecycle);
  return { saved, services, strapi: strapi as unknown as Core.Strapi };
};

/** Tells an event of which a test has no more than it looks at. */
const tell = (strapi: Core.Strapi, name: EventName, event: object): Promise<void> =>
  createEmit(strapi)(name, event as never);

const RUN = {
  id: 'r1',
  profile: 'Users',
  profileId: 'p1',
  kind: 'run',
  purpose: 'import',
  error: { message: 'Grace Hopper' },
};

describe("Strapi's audit log", () => {
  it.each<[EventName, object, object]>([
    ['directory-connector.started', { run: RUN }, {}],
    ['directory-connector.approved', { run: RUN, by: 'x' }, {}],
    ['directory-connector.rejected', { run: RUN, by: 'x' }, {}],
    ['directory-connector.credentials-taken', { run: RUN, count: 3 }, { count: 3 }],
  ])('keeps %s with who did it, and nothing of what runs found', async (name, event, more) => {
    const { saved, strapi } = await strapiWith(REQUEST);
    registerAudited(strapi);
    await tell(strapi, name, event);
    expect(saved).toMatchObject([
      {
        action: name,
        userId: 7,
        payload: {
          actor: { type: 'admin-user', user: { email: ADA.email } },
          resource: { type: 'directory-connector.run', id: 'r1', name: 'Users' },
        },
      },
    ]);
    expect(saved[0]?.payload['details']).toEqual({
      profile: 'p1',
      kind: 'run',
      purpose: 'import',
      ...more,
    });
    expect(JSON.stringify(saved)).not.toContain('Grace');
  });

  it('keeps which settings of a profile were changed', async () => {
    const { saved, strapi } = await strapiWith(REQUEST);
    registerAudited(strapi);
    await createEmit(strapi)('directory-connector.profile-changed', {
      profile: { id: 'p1', name: 'Users' },
      what: 'changed',
      settings: ['source.password'],
      by: ADA.email,
    });
    expect(saved[0]?.payload).toMatchObject({
      resource: { type: 'directory-connector.profile', id: 'p1', name: 'Users' },
      details: { what: 'changed', settings: ['source.password'] },
    });
  });

  it('keeps nothing that no administrator has asked for, such as a schedule', async () => {
    const { saved, strapi } = await strapiWith(undefined);
    registerAudited(strapi);
    await tell(strapi, 'directory-connector.started', { run: RUN });
    expect(saved).toEqual([]);
  });

  it('is no need: neither its service nor that it takes events of plugins', async () => {
    const { services, strapi } = await strapiWith(REQUEST);
    services.set('audit-logs-lifecycle', {});
    expect(() => registerAudited(strapi)).not.toThrow();
    services.delete('audit-logs-lifecycle');
    expect(() => registerAudited(strapi)).not.toThrow();
  });
});

describe('an event', () => {
  it('goes on to whoever waits when a listener throws, which the log says without its text', async () => {
    const lines: string[] = [];
    const log = { error: (line: string) => lines.push(line) };
    const strapi = { eventHub: createEventHub(), log } as unknown as Core.Strapi;
    strapi.eventHub.on('directory-connector.run', async () => {
      throw new TypeError('secret');
    });
    await tell(strapi, 'directory-connector.run', {});
    expect(lines).toEqual([expect.stringContaining('TypeError')]);
    expect(lines[0]).not.toContain('secret');
  });
});
