import type { Core } from '@strapi/strapi';

import { ATTRIBUTES, type RecordType } from '../../../../shared/records';
import type { AttributeValue } from '../../mapping/types';
import type { Change, UserReference } from '../../plan/types';
import { generateSecret } from '../../secrets/password';
import type { Secrets } from '../../secrets';
import { readObject } from '../cells';
import { storedTime } from '../clock';
import { chunked } from '../../utils/collections';
import { from } from '../database';
import type { StoredPlan } from '../runs/plan-store';
import type { RecordTable } from '../tables';

/** A change in the form in which it is written. */
export interface PreparedChange {
  change: Change;
  /** Attributes that everybody may see, by name. */
  values: Record<string, AttributeValue>;
  /** Secrets, hashed or encrypted, and bookkeeping, by attribute name. */
  hidden: Record<string, unknown>;
  /** The id of the user it belongs to; absent: as it is. */
  userId?: number | null;
  /** Secrets generated for it, in clear. */
  generated: Record<string, string>;
}

export interface Preparation {
  strapi: Core.Strapi;
  secrets: Secrets;
  runId: number;
  profileId: string;
  plan: StoredPlan;
  signal: AbortSignal;
}

/** Hashing two passwords at a time keeps a canceled run from working off a queue of hundreds. */
const AT_A_TIME = 2;

interface StoredSecrets {
  hidden: Record<string, string>;
  generated: Record<string, string>;
  /** What secrets came from; null for those that were generated. */
  fingerprints: Record<string, string | null>;
}

const prepareSecrets = async (
  service: Secrets,
  type: RecordType,
  { secrets, generate }: Change
): Promise<StoredSecrets> => {
  const result: StoredSecrets = { hidden: {}, generated: {}, fingerprints: {} };
  const isHash = (name: string): boolean => ATTRIBUTES[type][name]?.kind === 'hash';

  for (const [name, value] of Object.entries(secrets)) {
    result.hidden[name] = isHash(name) ? await service.hash(value) : service.encrypt(value);
    result.fingerprints[name] = service.fingerprint(name, value);
  }
  for (const name of generate) {
    const value = generateSecret(name);
    result.hidden[name] = isHash(name)
      ? await service.hashGenerated(value)
      : service.encrypt(value);
    result.generated[name] = value;
    result.fingerprints[name] = null;
  }
  return result;
};

/** @param changed null for what is noted no longer */
const merge = (
  stored: Record<string, unknown> | null | undefined,
  changed: Record<string, unknown>
): Record<string, unknown> | null => {
  const merged = Object.entries({ ...stored, ...changed }).filter(([, value]) => value !== null);
  return merged.length > 0 ? Object.fromEntries(merged) : null;
};

/** What is noted of a stored record, of which a change says a part anew. */
interface Notes {
  fingerprints: Record<string, unknown> | null;
  handEdits: Record<string, unknown> | null;
}

const notesOf = async (
  { strapi }: Preparation,
  table: RecordTable,
  changes: Change[]
): Promise<Map<number, Notes>> => {
  const ids = changes
    .filter(
      ({ secrets, generate, handEdits = {} }) =>
        Object.keys({ ...secrets, ...handEdits }).length + generate.length > 0
    )
    .flatMap(({ target }) => (target ? [target.id] : []));
  if (ids.length === 0) {
    return new Map();
  }
  const entities: { id: number; fingerprints: unknown; handEdits: unknown }[] = await from(
    strapi,
    table.table
  )
    .select({
      id: 'id',
      fingerprints: table.column('connectorFingerprint'),
      handEdits: table.column('connectorHandEdits'),
    })
    .whereIn('id', ids);
  return new Map(
    entities.map(({ id, fingerprints, handEdits }) => [
      Number(id),
      { fingerprints: readObject(fingerprints), handEdits: readObject(handEdits) },
    ])
  );
};

const sequenceOf = (reference: UserReference | null | undefined): number | null =>
  reference && 'sequence' in reference ? reference.sequence : null;

/**
 * Makes changes ready to be written: secrets hashed, encrypted or generated, users looked up.
 * @returns the changes that can be written, and those whose user was not
 */
export const prepareChanges = async (
  context: Preparation,
  table: RecordTable,
  changes: Change[]
): Promise<{ ready: PreparedChange[]; withoutUser: Change[] }> => {
  const { plan, profileId, runId, signal } = context;
  const parents = changes.flatMap(({ user }) => sequenceOf(user) ?? []);
  const userIds = await plan.recordIds([...new Set(parents)]);
  const notes = await notesOf(context, table, changes);

  const userIdOf = ({ user }: Change): number | null | undefined => {
    if (!user) {
      return user;
    }
    return 'id' in user ? user.id : userIds.get(user.sequence);
  };

  const prepare = async (change: Change): Promise<PreparedChange> => {
    const secrets = await prepareSecrets(context.secrets, table.type, change);
    const stored = change.target ? notes.get(change.target.id) : undefined;
    const userId = userIdOf(change);
    return {
      change,
      values: change.attributes,
      hidden: {
        ...secrets.hidden,
        ...(Object.keys(secrets.fingerprints).length > 0 && {
          connectorFingerprint: merge(stored?.fingerprints, secrets.fingerprints),
        }),
        ...(Object.keys(change.handEdits ?? {}).length > 0 && {
          connectorHandEdits: merge(stored?.handEdits, change.handEdits ?? {}),
        }),
        ...(change.own && { connectorProfile: profileId, connectorKey: change.key }),
        ...(change.missingSince !== undefined && {
          connectorMissingSinceMs: storedTime(change.missingSince),
        }),
        ...(change.disabledByHand !== undefined && {
          connectorDisabledByHandMs: storedTime(change.disabledByHand),
        }),
        ...(change.absence !== undefined && { connectorAbsence: change.absence }),
        ...(change.keptSince !== undefined && { connectorKeptSince: change.keptSince }),
        ...(change.gaveUp !== undefined && { connectorGaveUp: change.gaveUp }),
        connectorRun: runId,
        ...change.restores?.hidden,
      },
      ...(userId !== undefined && { userId }),
      generated: secrets.generated,
    };
  };

  const isWritable = (change: Change): boolean => {
    const parent = sequenceOf(change.user);
    return parent === null || userIds.has(parent);
  };
  const ready: PreparedChange[] = [];
  for (const chunk of chunked(changes.filter(isWritable), AT_A_TIME)) {
    signal.throwIfAborted();
    ready.push(...(await Promise.all(chunk.map(prepare))));
  }
  return { ready, withoutUser: changes.filter((change) => !isWritable(change)) };
};
