import type { Core } from '@strapi/strapi';

import type { ConnectorProfileFile, MissingPolicy } from '../../../shared/contracts/profiles';
import type { ChangeView } from '../../../shared/contracts/runs';
import type { RowTrial } from '../../../shared/contracts/trials';
import { shownKey } from '../plan/changes';
import { allOfRow } from '../plan/one-row';
import { createPlanner } from '../plan/planner';
import type { Change, PlanStore } from '../plan/types';
import { getService } from '../utils/get-service';
import type { TrialOutcome } from '../worker/protocol';
import { administratorIdentities } from '../write/administrators';
import { databaseNow, isoTime } from '../write/clock';
import { createRecordReader } from '../write/record-reader';
import { holdIssues, holdsOf } from './run-issues';

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
  const { sequence, row, type, action, kind = null, label, difference } = change;
  const key = shownKey(change);
  return { id: sequence, row, type, action, kind, key, label, difference, applied: false };
};

/** What a run does with users whom no row has; null: nothing. */
const fateOfMissing = ({ mode, missing }: ConnectorProfileFile): MissingPolicy | null => {
  if (mode === 'replace') return 'remove';
  return mode === 'create-update-remove' ? missing : null;
};

interface PlanRowRequest {
  strapi: Core.Strapi;
  profile: ConnectorProfileFile;
  /** Null for a profile that is not saved yet and owns nothing. */
  profileId: string | null;
  outcome: TrialOutcome;
}

/**
 * Plans a single row against what is stored, by the same rules as a run, without keeping the plan.
 * Secrets are masked.
 */
export const planRow = async ({
  strapi,
  profile,
  profileId: savedId,
  outcome,
}: PlanRowRequest): Promise<RowTrial> => {
  const { trial, mapped, columns, keeps, namesOwners, secret, previous, next } = outcome;
  const profileId = savedId ?? '';
  const reader = createRecordReader({ strapi });
  const all = await allOfRow(reader, { mapped, profileId, match: profile.match, namesOwners });
  const { store, changes } = createMemoryStore();
  const planner = createPlanner({
    profileId,
    policy: profile,
    reader: { ...reader, all },
    isOneRow: true,
    store,
    fingerprint: getService('secrets', { strapi }).fingerprint,
    columns,
    keeps,
    secret,
    administrators: await administratorIdentities(strapi),
    now: isoTime(await databaseNow(strapi)),
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
    issues,
    skipped: mapped.skipped ?? null,
    changes: [...changes.values()].map(viewOf),
    missing: fateOfMissing(profile),
    rows: { previous, next },
  };
};
