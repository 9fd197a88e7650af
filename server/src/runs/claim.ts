import { ConnectorError } from '../utils/errors';
import { isoTime } from '../storage/clock';
import type { RunRow, RunRows } from '../storage/runs/rows';
import type { StartRequest } from './types';

export const lockOf = ({ profileId, kind }: Pick<RunRow, 'profileId' | 'kind'>): string =>
  kind === 'test' ? `${profileId}:test` : profileId;

const alreadyRunning = (name: string, other: RunRow): ConnectorError =>
  new ConnectorError(
    'already-running',
    `A ${other.kind === 'test' ? 'test run' : 'run'} of "${name}" has been going on since ${isoTime(other.startedAtMs)}: wait for its end or cancel it.`,
    { details: { run: other.documentId } }
  );

const slotTaken = (slot: string): ConnectorError =>
  new ConnectorError('slot-taken', `Another instance has taken over the scheduled run ${slot}.`);

/**
 * Turns a failed write into what it means: the unique indexes on lock and slot let only one instance have each.
 * @throws ConnectorError `already-running`, `slot-taken`; otherwise the error itself
 */
export const explainClaim = async (
  rows: RunRows,
  { lock, slot, profileName }: Pick<RunRow, 'lock' | 'slot' | 'profileName'>,
  error: unknown
): Promise<never> => {
  if (slot !== null && (await rows.find({ slot }))) throw slotTaken(slot);
  const other = await rows.find({ lock });
  if (slot !== null && other?.slot === slot) throw slotTaken(slot);
  throw other ? alreadyRunning(profileName, other) : error;
};

/**
 * Makes the row of a new run, if no other one of its profile is going on, nor its slot was taken.
 * @throws ConnectorError `already-running`, `slot-taken`
 */
export const claim = async (
  rows: RunRows,
  { profileId, kind, trigger, startedBy, slot }: StartRequest,
  { profileName, owner }: { profileName: string; owner: string }
): Promise<RunRow> => {
  const now = await rows.now();
  const data = {
    profileId,
    profileName,
    profileFingerprint: '',
    kind,
    trigger,
    status: 'running' as const,
    startedAtMs: now,
    startedBy: startedBy ?? null,
    owner,
    heartbeatAtMs: now,
    lock: lockOf({ profileId, kind }),
    slot: slot ?? null,
  };
  return rows.insert(data).catch((error: unknown) => explainClaim(rows, data, error));
};
