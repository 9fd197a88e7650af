import { RECORD_TYPES } from '../../../shared/records';
import type { AttributeValue } from '../../../server/src/mapping/types';
import type { Change } from '../../../server/src/plan/types';
import type { MemoryDatabase } from './memory';

export interface Writing {
  profileId: string;
  /** Changes a batch. */
  batchSize?: number;
  /** How many batches are written before the process dies. */
  batches?: number;
}

/** Writes a plan in the writer's order. Within a batch it goes backwards, since a database promises no order there. */
export function applyPlan(database: MemoryDatabase, plan: Change[], writing: Writing): void {
  const { batchSize = 100, batches = Infinity, profileId } = writing;
  const ids = new Map<number, number>();
  let written = 0;
  for (const { changes, write } of phases(database, plan, profileId, ids)) {
    for (let start = 0; start < changes.length; start += batchSize) {
      if (written >= batches) return;
      for (const change of changes.slice(start, start + batchSize).reverse()) write(change);
      written += 1;
    }
  }
}

/** How many batches a plan takes. */
export const countBatches = (plan: Change[], batchSize: number): number =>
  [
    plan.filter(({ action, vacate }) => action !== 'error' && vacate.length > 0).length,
    ...RECORD_TYPES.flatMap((type) =>
      ['create', 'update', 'remove'].map(
        (action) => plan.filter((c) => c.type === type && c.action === action).length
      )
    ),
  ].reduce((sum, count) => sum + Math.ceil(count / batchSize), 0);

type Phase = { changes: Change[]; write: (change: Change) => void };

function phases(
  database: MemoryDatabase,
  plan: Change[],
  profileId: string,
  ids: Map<number, number>
): Phase[] {
  const of = (action: string, type: string): Change[] =>
    plan.filter((change) => change.action === action && change.type === type);
  const vacate = (change: Change): void => {
    const record = structuredClone(database.get(change.type, targetOf(change)));
    for (const attribute of change.vacate) record.attributes[attribute] = null;
    database.put(change.type, record);
  };
  const update = (change: Change): void => {
    const record = structuredClone(database.get(change.type, targetOf(change)));
    database.put(change.type, written(change, record, profileId, ids));
  };
  const create = (change: Change): void => {
    const base = database.add(change.type, {});
    ids.set(change.sequence, base.id);
    database.put(change.type, written(change, structuredClone(base), profileId, ids));
  };
  const remove = (change: Change): void => database.remove(change.type, targetOf(change));
  return [
    { changes: plan.filter((c) => c.action !== 'error' && c.vacate.length > 0), write: vacate },
    ...RECORD_TYPES.flatMap((type) => [
      { changes: of('update', type), write: update },
      { changes: of('create', type), write: create },
    ]),
    ...[...RECORD_TYPES].reverse().map((type) => ({ changes: of('remove', type), write: remove })),
  ];
}

function targetOf({ target, sequence }: Change): number {
  if (!target) throw new Error(`change ${sequence} has no target`);
  return target.id;
}

function written(
  change: Change,
  record: ReturnType<MemoryDatabase['get']>,
  profileId: string,
  ids: Map<number, number>
): ReturnType<MemoryDatabase['get']> {
  const attributes: Record<string, AttributeValue> = { ...record.attributes, ...change.attributes };
  const secrets = { ...record.secrets };
  for (const [name, value] of Object.entries(change.secrets)) {
    secrets[name] = { set: true, fingerprint: `fp(${name}=${value})` };
  }
  for (const name of change.generate) secrets[name] = { set: true, fingerprint: null };
  return {
    ...record,
    attributes,
    secrets,
    ...(change.own && { owner: profileId, key: change.key }),
    ...(change.missingSince !== undefined && { missingSince: change.missingSince }),
    ...(change.user !== undefined && { userId: userIdOf(change, ids) }),
  };
}

function userIdOf({ user, sequence }: Change, ids: Map<number, number>): number | null {
  if (!user) return null;
  if ('id' in user) return user.id;
  const id = ids.get(user.sequence);
  if (id === undefined)
    throw new Error(`change ${sequence} comes before its user ${user.sequence}`);
  return id;
}
