import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';

import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { ForgettingCounts, ForgettingState } from '../../../../shared/contracts/forgetting';
import type { RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { ConnectorError, NotFoundError } from '../../utils/errors';
import { databaseNow, isoTime } from '../clock';
import { from, inTransaction, insertEntity, type Transaction } from '../database';
import { patientRepository } from '../patience';
import type { Page } from '../runs/pages';
import { modelTable } from '../tables';
import { FORGETTING_UID } from './models';

/** A privacy request as its table has it. */
export interface ForgettingEntity {
  id: number;
  key: string;
  state: ForgettingState;
  type: RecordType;
  target: string | null;
  counts: string | null;
  keepOut: boolean;
  reference: string | null;
  askedBy: string;
  askedAtMs: number;
  doneAtMs: number | null;
  owner: string | null;
  heartbeatAtMs: number | null;
  error: string | null;
  failures: number | null;
  retryAtMs: number | null;
}

/** Why a request did not get to its end, and when it is tried again. */
export interface Failed {
  error: Problem;
  /** How many times it has failed by now. */
  failures: number;
  retryAtMs: number;
}

type Asked = Pick<ForgettingEntity, 'type' | 'keepOut' | 'reference' | 'askedBy'> & {
  target: string;
};

/** @throws ConnectorError `forgetting-run-active` while any run is going on */
const assertNoRun = async (strapi: Core.Strapi, transaction: Transaction): Promise<void> => {
  const run: { profile_name: string; started_at_ms: unknown } | undefined = await from(
    strapi,
    modelTable(strapi, UIDS.run),
    transaction
  )
    .select('profile_name', 'started_at_ms')
    .where('status', 'running')
    .first();
  if (!run) return;
  const since = isoTime(Number(run.started_at_ms));
  throw new ConnectorError(problem('forgetting-run-active', { profile: run.profile_name, since }));
};

/**
 * Works while no run of any profile can be claimed: a claim holds its profile, and asks then whether
 * somebody is being forgotten.
 * @throws ConnectorError `forgetting-run-active`
 */
const holdingAllProfiles = <Result>(
  strapi: Core.Strapi,
  work: (transaction: Transaction, isUnsure: boolean) => Promise<Result>
): Promise<Result> =>
  inTransaction(strapi, async (transaction, isUnsure) => {
    const profiles = from(strapi, modelTable(strapi, UIDS.profile), transaction);
    await profiles.orderBy('id').select('id').forUpdate();
    await assertNoRun(strapi, transaction);
    return work(transaction, isUnsure);
  });

/** @throws ConnectorError `already-running` while somebody is being forgotten; within a transaction that holds a profile */
export const assertNobodyIsForgotten = async (strapi: Core.Strapi): Promise<void> => {
  const where = { state: 'running' };
  const job: ForgettingEntity | null = await strapi.db.query(FORGETTING_UID).findOne({ where });
  if (job) throw new ConnectorError(problem('already-running/forgetting'));
};

/** The table of privacy requests. */
export const createForgettings = (strapi: Core.Strapi) => {
  const query = () => patientRepository(strapi, FORGETTING_UID);
  const table = (transaction: Transaction) =>
    from(strapi, modelTable(strapi, FORGETTING_UID), transaction);

  const entities = {
    /** Notes a request, which keeps runs from beginning. @throws ConnectorError `forgetting-run-active` */
    async insert({ keepOut, askedBy, ...asked }: Asked, owner: string): Promise<ForgettingEntity> {
      const key = randomUUID();
      await holdingAllProfiles(strapi, async (transaction, isUnsure) => {
        if (isUnsure && (await table(transaction).where({ key }).first())) return;
        const now = await databaseNow(strapi, transaction);
        await insertEntity(
          strapi,
          modelTable(strapi, FORGETTING_UID),
          {
            ...asked,
            key,
            state: 'running',
            keep_out: keepOut,
            asked_by: askedBy,
            asked_at_ms: now,
            owner,
            heartbeat_at_ms: now,
          },
          transaction
        );
      });
      return entities.get(key);
    },

    /** @throws NotFoundError `forgetting-not-found` */
    async get(key: string): Promise<ForgettingEntity> {
      const found: ForgettingEntity | null = await query().findOne({ where: { key } });
      if (found) return found;
      throw new NotFoundError(problem('forgetting-not-found', { forgetting: key }));
    },

    /** Those that are not done. */
    unfinished: (): Promise<ForgettingEntity[]> =>
      query().findMany({ where: { state: { $ne: 'done' } }, orderBy: { id: 'asc' } }),

    /** Takes one over that nobody works on. False when somebody else has. @throws ConnectorError `forgetting-run-active` */
    take: ({ id, owner, state }: ForgettingEntity, by: string): Promise<boolean> =>
      holdingAllProfiles(strapi, async (transaction) => {
        const now = await databaseNow(strapi, transaction);
        const free = table(transaction).where({ id, state });
        if (owner === null) free.whereNull('owner');
        else free.where({ owner });
        const taken: number = await free.update({
          state: 'running',
          owner: by,
          heartbeat_at_ms: now,
          error: null,
          retry_at_ms: null,
        });
        return taken > 0;
      }),

    async beat(id: number, owner: string): Promise<void> {
      const heartbeatAtMs = await databaseNow(strapi);
      await query().updateMany({ where: { id, owner, state: 'running' }, data: { heartbeatAtMs } });
    },

    /** Notes whom it is about in full, and how much there is of them. */
    async found(id: number, target: string, counts: ForgettingCounts): Promise<void> {
      const data = { target, counts: JSON.stringify(counts) };
      await query().updateMany({ where: { id }, data });
    },

    async done(id: number): Promise<void> {
      const doneAtMs = await databaseNow(strapi);
      const over = { owner: null, heartbeatAtMs: null, error: null, target: null };
      await query().updateMany({ where: { id }, data: { ...over, state: 'done', doneAtMs } });
    },

    async fail(id: number, { error, ...when }: Failed): Promise<void> {
      const over = { owner: null, heartbeatAtMs: null, error: JSON.stringify(error), ...when };
      await query().updateMany({ where: { id }, data: { ...over, state: 'failed' } });
    },

    /** The latest first. */
    async page({ page, pageSize }: Page): Promise<{ entities: ForgettingEntity[]; total: number }> {
      const [found, total]: [ForgettingEntity[], number] = await query().findWithCount({
        orderBy: { id: 'desc' },
        offset: (page - 1) * pageSize,
        limit: pageSize,
      });
      return { entities: found, total };
    },
  };
  return entities;
};

export type Forgettings = ReturnType<typeof createForgettings>;
