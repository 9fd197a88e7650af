import type { Core } from '@strapi/strapi';
import type { Next } from 'koa';

import { problem } from '../../../../shared/codes/problems';
import { isObject } from '../../../../shared/path';
import { type ActionName, PLUGIN_ID } from '../../constants';
import { idSchema, readId, type RequestContext } from '../../controllers/request';
import { isUnlimited } from '../../delegation/ability';
import { ConnectorError, NotFoundError } from '../../utils/errors';
import { getService } from '../../utils/get-service';

/**
 * Routes without a profile in their path that are for people who may only do something with some of them:
 * about nothing of a profile, or their controllers choose what is shown, or what may be saved. Any other
 * route without one is about all of them.
 */
const FREE: ReadonlySet<string> = new Set([
  'GET /profiles',
  'POST /profiles',
  'POST /profiles/import',
  'POST /profiles/check',
  'GET /sources',
  'POST /sources/detect',
  'POST /sources/test-connection',
  'POST /sources/browse',
  'GET /mapping/attributes',
  'POST /mapping/match',
  'POST /mapping/template',
  'POST /mapping/fields',
  'POST /mapping/pascom',
  'POST /mapping/filter',
  'POST /mapping/samples',
  'POST /mapping/trial',
  'GET /mapping/presets',
  'GET /mapping/example',
  'POST /schedules/preview',
  'POST /uploads',
  'GET /runs',
  'GET /changes',
  'GET /settings/defaults',
  'GET /delegation',
  'GET /database',
  'GET /records/:type/:id/origin',
]);

/** What a request names by an id. */
interface Kind {
  /** Whose it is; null where it is nobody's yet. @throws what is said of one that is not there */
  profileOf(id: string, needs: { strapi: Core.Strapi }): Promise<string | null>;
  missing(id: string): ConnectorError;
}

const KINDS = {
  profiles: {
    profileOf: (id) => Promise.resolve(id),
    missing: (id) => new NotFoundError(problem('profile-not-found', { profile: id })),
  },
  runs: {
    profileOf: async (id, needs) => (await getService('storage', needs).runs.get(id)).profileId,
    missing: (id) => new ConnectorError(problem('run-not-found', { run: id })),
  },
  uploads: {
    profileOf: async (id, needs) => (await getService('uploads', needs).find(id)).profile,
    missing: (id) => new NotFoundError(problem('upload-not-found', { upload: id })),
  },
} as const satisfies Record<string, Kind>;

interface Named {
  kind: Kind;
  id: string;
}

const kindInPath = (route: string): Kind | null => {
  const [, name] = /^[A-Z]+ \/(\w+)\/:id(?:\/|$)/.exec(route) ?? [];
  return name !== undefined && Object.hasOwn(KINDS, name)
    ? KINDS[name as keyof typeof KINDS]
    : null;
};

/** What a request's body names; what is no id its controller refuses. */
const namedInBody = (body: unknown): Named[] => {
  const { profile, upload } = isObject(body) ? body : {};
  const named = [
    { kind: KINDS.profiles, id: profile },
    { kind: KINDS.uploads, id: upload },
  ];
  return named.flatMap(({ kind, id }) => {
    const { data } = idSchema.safeParse(id);
    return data === undefined ? [] : [{ kind, id: data }];
  });
};

export interface RouteLimits {
  /** Method and path. */
  route: string;
  actions: ActionName[];
}

/**
 * Lets people whose permissions are limited to some profiles ask only for what is of these. Of others they
 * are told what they would be told of something that is not there.
 */
export const limited =
  ({ route, actions }: RouteLimits, needs: { strapi: Core.Strapi }) =>
  async (ctx: RequestContext, next: Next): Promise<void> => {
    if (actions.every((action) => isUnlimited(ctx.state, action))) return next();
    const kind = kindInPath(route);
    if (!kind && !FREE.has(route)) throw new ConnectorError(problem('not-delegated/all'));
    const named = [
      ...(kind ? [{ kind, id: readId(ctx) }] : []),
      ...namedInBody(ctx.request.body),
    ] satisfies Named[];
    for (const { kind, id } of named) {
      const profile = await kind.profileOf(id, needs);
      if (profile === null) continue;
      const access = await getService('delegation', needs).access(ctx.state, actions, profile);
      if (access === 'hidden') throw kind.missing(id);
      if (access === 'refused') throw new ConnectorError(problem('not-delegated'));
    }
    return next();
  };

/** The middleware of a route, as Strapi finds it. */
export const limitedTo = (route: string, actions: ActionName[]) => ({
  name: `plugin::${PLUGIN_ID}.limited`,
  config: { route, actions } satisfies RouteLimits,
});
