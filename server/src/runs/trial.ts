import { inEnglish } from '../../../shared/codes/texts';
import type { ChangeView } from '../../../shared/contracts/runs';
import type { PersonTrial } from '../../../shared/contracts/person';
import type { RowTrial } from '../../../shared/contracts/trials';
import type { ReadyProfile } from '../../../shared/profile';
import { shownKey } from '../plan/secret-values';
import { ForgottenPeople } from '../plan/forgotten';
import { NO_GRACE } from '../plan/leaving/grace';
import { createRowsScope } from '../plan/leaving/rows-scope';
import { createPlanner } from '../plan/planner';
import type { Change, PlanStore } from '../plan/types';
import type { Profiles } from '../profiles';
import { isFetchedFile } from '../profiles/delivery';
import type { Secrets } from '../secrets';
import type { Uploads } from '../uploads';
import type { LineFixStore } from '../uploads/line-fixes';
import type { PersonKey } from '../utils/record-keys';
import type { MappingTrial, Workers } from '../worker/pool';
import type { RowPick, TrialResult } from '../worker/protocol';
import { isoTime } from '../storage/clock';
import type { Storage } from '../storage';
import { holdIssues, holdsOf, modeFor } from './plan';

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
  storage: Pick<Storage, 'now' | 'recordReader' | 'administratorIdentities' | 'tombstones'>;
  profiles: Pick<Profiles, 'load' | 'sharing'>;
  uploads: Pick<Uploads, 'current'>;
  lineFixes: Pick<LineFixStore, 'forReading'>;
  workers: Pick<Workers, 'trial'>;
  fingerprint: Secrets['fingerprint'];
}

/** A row of a mapping that is tried. */
export interface RowTrialRequest extends MappingTrial {
  pick: RowPick;
}

/** A stored profile and what a run of it would read now. */
const storedRequest = async (
  { profiles, uploads, lineFixes }: TrialNeeds,
  profileId: string
): Promise<MappingTrial> => {
  const { file: profile, pinned } = await profiles.load(profileId);
  const upload = (await uploads.current(profileId))?.id ?? null;
  const lines = isFetchedFile(profile.source) ? await lineFixes.forReading(profileId) : null;
  // A stored mapping knows its secrets itself.
  return { profile, pinned, upload, lines, isDraft: false, secret: [] };
};

interface PlanRowRequest {
  profile: ReadyProfile;
  /** Null for a profile that is not saved yet and owns nothing. */
  profileId: string | null;
  outcome: TrialResult;
  only: 'row' | 'person';
}

/**
 * Plans a single row against what is stored, by the same rules as a run, without keeping the plan.
 * Secrets are masked.
 */
const planRow = async (
  { storage, profiles, fingerprint }: TrialNeeds,
  { profile, profileId: savedId, outcome, only }: PlanRowRequest
): Promise<RowTrial> => {
  const {
    trial,
    mapped: given,
    keys: match,
    columns,
    keeps,
    namesOwners,
    secret,
    isPartial,
    previous,
    next,
  } = outcome;
  const profileId = savedId ?? '';
  const forgotten = new ForgottenPeople(await storage.tombstones.of(profileId), match);
  const mapped = forgotten.without(given);
  const reader = storage.recordReader(profileId);
  const scope = createRowsScope(reader, { profileId, match, namesOwners });
  await scope.add(mapped);
  const { store, changes } = createMemoryStore();
  const planner = createPlanner({
    profileId,
    policy: { ...profile, mode: modeFor(profile, { isPartial }), match },
    reader: { ...reader, all: scope.all },
    only,
    store,
    sharing: await profiles.sharing(),
    fingerprint,
    columns,
    keeps,
    secret,
    administrators: await storage.administratorIdentities(),
    grace: NO_GRACE,
    now: isoTime(await storage.now()),
  });
  const issues = [...trial.issues];
  if (mapped.some(({ filtered }) => !filtered)) {
    await planner.add(mapped);
    const result = await planner.finish();
    issues.push(...result.issues, ...forgotten.issues());
    issues.push(...holdIssues(holdsOf(result), false));
  }
  return {
    ...trial,
    issues: issues.map(inEnglish),
    skipped: mapped[0]?.skipped ?? null,
    changes: [...changes.values()].map(viewOf),
    missing: decideMissing(profile),
    rows: { previous, next },
  };
};

/** Trials: one row of a source, or those of a person, from their cells to the changes that they would make. */
export const createTrials = (needs: TrialNeeds) => ({
  /**
   * @param profileId the documentId of the saved profile, whose records are looked at; null for a new one
   * @throws ConnectorError `row-not-found`, or what is wrong with source or profile
   */
  async ofRow(profileId: string | null, request: RowTrialRequest): Promise<RowTrial> {
    const outcome = await needs.workers.trial(request);
    return planRow(needs, { profile: request.profile, profileId, outcome, only: 'row' });
  },

  /**
   * What a run of one person would do.
   * @throws NotFoundError; ConnectorError `profile-broken`, `person-not-found`, or what is wrong with source or profile
   */
  async ofPerson(profileId: string, person: PersonKey): Promise<PersonTrial> {
    const request = await storedRequest(needs, profileId);
    const outcome = await needs.workers.trial({ ...request, pick: person });
    const { profile } = request;
    const planned = await planRow(needs, { profile, profileId, outcome, only: 'person' });
    const { row, skipped, changes, issues } = planned;
    return { row, skipped, changes, issues };
  },
});

export type Trials = ReturnType<typeof createTrials>;
