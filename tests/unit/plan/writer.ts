import { RECORD_TYPES, type RecordType, uniqueAttributes } from '../../../shared/records';
import type { AttributeValue } from '../../../server/src/mapping/types';
import type { Change, HandEdit } from '../../../server/src/plan/types';
import { MemoryDatabase } from './memory';

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
  let written = 0;
  for (const { changes, write } of phases(database, plan, profileId)) {
    for (let start = 0; start < changes.length; start += batchSize) {
      if (written >= batches) return;
      write(changes.slice(start, start + batchSize).reverse());
      written += 1;
    }
  }
}

/** How many batches a plan takes. */
export const countBatches = (plan: Change[], batchSize: number): number =>
  phases(new MemoryDatabase(), plan, '').reduce(
    (sum, { changes }) => sum + Math.ceil(changes.length / batchSize),
    0
  );

/** An item is one change, or all of an exchange. Those that are written together are one transaction. */
type Phase = { changes: Change[][]; write: (batch: Change[][]) => void };

function phases(database: MemoryDatabase, plan: Change[], profileId: string): Phase[] {
  const ids = new Map<number, number>();
  const each = (changes: Change[], write: (change: Change) => void): Phase => ({
    changes: changes.map((change) => [change]),
    write: (batch) => batch.flat().forEach(write),
  });
  const clear = (change: Change, attributes: string[]): void => {
    const record = structuredClone(database.get(change.type, targetOf(change)));
    for (const attribute of attributes) record.attributes[attribute] = null;
    database.put(change.type, record);
  };
  const clearFirst = (change: Change): void => clear(change, change.clearFirst);
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
  const write = (change: Change): void => (change.action === 'create' ? create : update)(change);

  const isEarly = ({ comesAlong, exchange }: Change): boolean =>
    comesAlong === true && exchange === undefined;
  const of = (action: string, type: string, leaves?: true): Change[] =>
    plan.filter(
      (change) =>
        change.action === action &&
        change.type === type &&
        change.leaves === leaves &&
        !isEarly(change) &&
        (change.exchange === undefined || action === 'remove')
    );
  const exchanges = (type: RecordType): Phase => {
    const groups = new Map<number, Change[]>();
    // What follows the users of a group is of other types.
    const types = new Map<number, RecordType>();
    for (const { exchange = 0, type: ofType } of plan) {
      if (types.get(exchange) !== 'user') types.set(exchange, ofType);
    }
    for (const change of plan) {
      const { exchange = 0 } = change;
      if (exchange === 0 || types.get(exchange) !== type || change.action === 'error') continue;
      groups.set(exchange, [...(groups.get(exchange) ?? []), change]);
    }
    const unique = uniqueAttributes(type);
    return {
      changes: [...groups].sort(([one], [other]) => one - other).map(([, group]) => group),
      write: (batch) => {
        const changes = batch.flat();
        const [heirs, leavers] = [
          changes.filter(({ row }) => row !== null),
          changes.filter(({ row }) => row === null),
        ];
        for (const change of leavers) (change.action === 'remove' ? clearFirst : write)(change);
        const updates = heirs.filter(({ action }) => action === 'update');
        for (const change of updates) {
          if (change.type !== type || updates.length < 2) continue;
          clear(
            change,
            unique.filter((attribute) => attribute in change.attributes)
          );
        }
        updates.forEach(write);
        heirs.filter(({ action }) => action === 'create').forEach(write);
      },
    };
  };
  return [
    each(
      plan.filter(
        ({ action, clearFirst: { length } }) => /create|update/.test(action) && length > 0
      ),
      clearFirst
    ),
    each(
      plan.filter((change) => change.action === 'update' && isEarly(change)),
      update
    ),
    ...RECORD_TYPES.flatMap((type) => [
      each(of('update', type), update),
      exchanges(type),
      each(of('create', type), create),
    ]),
    ...[...RECORD_TYPES]
      .reverse()
      .flatMap((type) => [
        each(of('update', type, true), update),
        each(of('remove', type), remove),
      ]),
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
    ...(change.disabledByHand !== undefined && { disabledByHand: change.disabledByHand }),
    ...(change.absence !== undefined && { absence: change.absence }),
    ...(change.keptSince !== undefined && { keptSince: change.keptSince }),
    ...(change.handEdits && {
      handEdits: Object.fromEntries(
        Object.entries({ ...record.handEdits, ...change.handEdits }).filter(
          (entry): entry is [string, HandEdit] => entry[1] !== null
        )
      ),
    }),
    ...(change.gaveUp !== undefined && { gaveUp: change.gaveUp }),
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
