import { problem } from '../../../shared/codes/problems';
import { type Issue, ofWholeRun } from '../../../shared/contracts/issues';
import { RECORD_TYPES } from '../../../shared/records';
import { planUndo } from '../plan/undo/planner';
import type { UndoResult } from '../plan/undo/types';
import { isoTime } from '../storage/clock';
import type { RunEntity } from '../storage/runs/run-entities';
import { ConnectorError } from '../utils/errors';
import { keyNames } from '../utils/record-keys';
import type { RunNeeds } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;

type Undoable = Pick<RunEntity, 'kind' | 'status' | 'finishedAtMs' | 'keepsImages'>;

/** Until when a run can be undone, in milliseconds; null: not, or not any more. */
export const undoableUntil = (
  { kind, status, finishedAtMs, keepsImages }: Undoable,
  days: number
): number | null => {
  const isOver = kind === 'run' && status !== 'running' && status !== 'held';
  return isOver && keepsImages === true && finishedAtMs !== null
    ? finishedAtMs + days * DAY_MS
    : null;
};

/** @throws ConnectorError `not-undoable` */
export const assertUndoable = async (
  { storage, settings }: Pick<RunNeeds, 'storage' | 'settings'>,
  run: Undoable
): Promise<void> => {
  const { days } = (await settings.current()).undo;
  const until = undoableUntil(run, days);
  if (until !== null && until > (await storage.runs.now())) return;
  const isActive = run.status === 'running' || run.status === 'held';
  const why = run.kind === 'test' ? 'test' : isActive ? 'active' : 'nothing-kept';
  throw new ConnectorError(problem('not-undoable', { why, days }));
};

/** What is lost for good of records that come back. */
const lostRelations = ({ counts }: UndoResult): Issue[] => {
  const count = RECORD_TYPES.reduce((sum, type) => sum + counts[type].create, 0);
  return count === 0 ? [] : [ofWholeRun(problem('relations-lost', { count }), 'warning')];
};

/**
 * Keeps the plan to undo what another run has written, with all issues, in the database. Nothing else is written.
 * @throws ConnectorError `not-undoable`, `run-not-found`
 */
export const makeUndoPlan = async (
  needs: Pick<RunNeeds, 'storage' | 'profiles' | 'settings'>,
  { run, signal }: { run: RunEntity; signal: AbortSignal }
): Promise<UndoResult> => {
  const { storage, profiles } = needs;
  const undone = await storage.runs.get(run.undoOf ?? '');
  await assertUndoable(needs, undone);
  const profile = await profiles.find(run.profileId);
  const { targets } = await profiles.knownSecrets(run.profileId);
  const kept = storage.ofRun(run.id);
  await storage.renewIdentities();
  const result = await planUndo({
    profileId: run.profileId,
    policy: { limits: profile.limits, match: keyNames(profile.match) },
    written: storage.images.reader(undone, signal).written,
    runTime: async (id) => {
      const other = await storage.runs.find({ id });
      return other && isoTime(other.startedAtMs);
    },
    reader: storage.recordReader(run.profileId, signal),
    store: kept.plan(signal),
    secret: targets,
  });
  const issues = kept.issues();
  await issues.append([...result.issues, ...lostRelations(result)]);
  return result;
};
