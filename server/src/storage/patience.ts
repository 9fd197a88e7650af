import type { Core } from '@strapi/strapi';
import { backOff } from 'exponential-backoff';
import type { Knex } from 'knex';

import { ConnectorError } from '../utils/errors';
import { passing } from './database-errors';

/** How often is tried in all what others keep in the way of, or what loses its connection each time. */
const MOST_ATTEMPTS = 10;
/** How long a database that cannot be reached is waited for, and how long anything is tried, in milliseconds. */
const MOST_MS = 90_000;
const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 2000;

/**
 * Works, and once more after a growing pause where that fails for a reason that passes: others had locks,
 * the connection was lost, the database is being restarted. Within an open transaction, which is then
 * over, only once: whoever began it begins again.
 *
 * @param work told whether an earlier attempt may have been written of which nobody has heard
 * @param mostMs how long a database is waited for
 * @throws ConnectorError `database-failed` when it has not passed; otherwise what it failed by
 */
export const patiently = <Result>(
  strapi: Core.Strapi,
  work: (isUnsure: boolean) => Promise<Result>,
  mostMs = MOST_MS
): Promise<Result> => {
  if (strapi.db.inTransaction()) return work(false);
  const end = performance.now() + mostMs;
  let failures = 0;
  let isUnsure = false;
  const attempt = async (): Promise<Result> => {
    try {
      return await work(isUnsure);
    } catch (error) {
      const found = passing(error);
      if (!found) throw error;
      isUnsure ||= found.mayBeDone;
      if (!found.isUnreachable) failures += 1;
      throw new ConnectorError(found.problem, { cause: error });
    }
  };
  return backOff(attempt, {
    numOfAttempts: Infinity,
    startingDelay: FIRST_DELAY_MS,
    maxDelay: LONGEST_DELAY_MS,
    jitter: 'full',
    retry: (error: unknown) =>
      error instanceof ConnectorError &&
      error.code === 'database-failed' &&
      error.transient &&
      failures < MOST_ATTEMPTS &&
      performance.now() < end,
  });
};

/** Has a query asked patiently, whatever is added to it before. */
export const patientQuery = (strapi: Core.Strapi, query: Knex.QueryBuilder): Knex.QueryBuilder => {
  const ask = query.then.bind(query);
  const answer = () => new Promise((resolve, reject) => void ask(resolve, reject));
  query.then = (onAnswer, onFailure) => patiently(strapi, answer).then(onAnswer, onFailure);
  return query;
};

type Repository = ReturnType<Core.Strapi['db']['query']>;

/** What may be done twice. */
const REPEATABLE: ReadonlySet<PropertyKey> = new Set<keyof Repository>([
  ...(['findOne', 'findMany', 'findWithCount', 'count'] as const),
  ...(['update', 'updateMany', 'deleteMany'] as const),
]);

/** Strapi's own way to a model, by which all but making and deleting one entity is done patiently. */
export const patientRepository = (
  strapi: Core.Strapi,
  uid: Parameters<Core.Strapi['db']['query']>[0]
): Repository =>
  new Proxy(strapi.db.query(uid), {
    get(repository, name) {
      const method: unknown = Reflect.get(repository, name);
      if (typeof method !== 'function' || !REPEATABLE.has(name)) return method;
      return (...given: unknown[]) =>
        patiently(strapi, async () => (await method.apply(repository, given)) as unknown);
    },
  });
