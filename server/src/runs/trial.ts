import { inEnglish } from '../../../shared/codes/texts';
import type { ChangeView } from '../../../shared/contracts/runs';
import type { RowTrial } from '../../../shared/contracts/trials';
import type { ReadyProfile } from '../../../shared/profile';
import { shownKey } from '../plan/secret-values';
import { NO_GRACE } from '../plan/leaving/grace';
import { allOfRow } from '../plan/leaving/missing';
import { createPlanner } from '../plan/planner';
import type { Change, PlanStore } from '../plan/types';
import type { Secrets } from '../secrets';
import type { TrialRequest, Workers } from '../worker/pool';
import type { TrialResult } from '../worker/protocol';
import { isoTime } from '../storage/clock';
import type { Storage } from '../storage';
import { holdIssues, holdsOf } from './plan';

const createMemoryStore = () => {
  const changes = new Map<number, Change>();
  const put = async (batch: Change[]): Promise<void> => {
    for (const change of batch) changes.set(change.sequence, change);
  };
  const store: PlanStore = {
    append: put,
    replace: put,
    discard: async (sequences) => sequences.forEach((sequence) => changes.delete(sequence)),
    bySequence: async (sequences) => sequences.flatMap((sequence) => changes.get(sequence) ?? []),
  };
  return { store, changes };
};

const viewOf = (change: Change): ChangeView => {
  const { sequence, row, type, action, kind = null, renaming = null, label, difference } = change;
  const key = shownKey(change);
  return {
    id: sequence,
    row,
    type,
    action,
    kind,
    renaming,
    key,
    label,
    difference,
    applied: false,
  };
};

/** What a run does with users whom no row has; null: nothing. */
const decideMissing = ({ mode, missing }: ReadyProfile): RowTrial['missing'] => {
  if (mode === 'replace') return 'remove';
  return mode === 'create-update-remove' && missing.do !== 'keep' ? missing.do : null;
};

interface TrialNeeds {
  storage: Pick<Storage, 'now' | 'recordReader' | 'administratorIdentities'>;
  workers: Pick<Workers, 'trial'>;
  fingerprint: Secrets['fingerprint'];
}

interface PlanRowRequest {
  profile: ReadyProfile;
  /** Null for a profile that is not saved yet and owns nothing. */
  profileId: string | null;
  outcome: TrialResult;
}

/**
 * Plans a single row against what is stored, by the same rules as a run, without keeping the plan.
 * Secrets are masked.
 */
const planRow = async (
  { storage, fingerprint }: TrialNeeds,
  { profile, profileId: savedId, outcome }: PlanRowRequest
): Promise<RowTrial> => {
  const {
    trial,
    mapped,
    keys: match,
    columns,
    keeps,
    namesOwners,
    secret,
    previous,
    next,
  } = outcome;
  const profileId = savedId ?? '';
  const reader = storage.recordReader();
  const all = await allOfRow(reader, { mapped, profileId, match, namesOwners });
  const { store, changes } = createMemoryStore();
  const planner = createPlanner({
    profileId,
    policy: { ...profile, match },
    reader: { ...reader, all },
    isOneRow: true,
    store,
    fingerprint,
    columns,
    keeps,
    secret,
    administrators: await storage.administratorIdentities(),
    grace: NO_GRACE,
    now: isoTime(await storage.now()),
  });
  const issues = [...trial.issues];
  if (!mapped.filtered) {
    await planner.add([mapped]);
    const result = await planner.finish();
    issues.push(...result.issues);
    issues.push(...holdIssues(holdsOf(result), false));
  }
  return {
    ...trial,
    issues: issues.map(inEnglish),
    skipped: mapped.skipped ?? null,
    changes: [...changes.values()].map(viewOf),
    missing: decideMissing(profile),
    rows: { previous, next },
  };
};

/** Trials: one row of a source, from its cells to the changes that it would make. */
export const createTrials = (needs: TrialNeeds) => ({
  /**
   * @param profileId the documentId of the saved profile, whose records are looked at; null for a new one
   * @throws ConnectorError `row-not-found`, or what is wrong with source or profile
   */
  async ofRow(profileId: string | null, request: TrialRequest): Promise<RowTrial> {
    const outcome = await needs.workers.trial(request);
    return planRow(needs, { profile: request.profile, profileId, outcome });
  },
});

export type Trials = ReturnType<typeof createTrials>;
