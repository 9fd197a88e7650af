import type { Core } from '@strapi/strapi';

import type { ConnectorProfileFile, Limits } from '../../../shared/contracts/profiles';
import type { ChangeView } from '../../../shared/contracts/runs';
import type { RowTrial } from '../../../shared/contracts/trials';
import { createPlanner } from '../plan/planner';
import type { Change, PlanPolicy, PlanStore } from '../plan/types';
import { getService } from '../utils/get-service';
import type { TrialOutcome } from '../worker/protocol';
import { administratorIdentities } from '../write/administrators';
import { createRecordReader } from '../write/record-reader';

const NO_LIMITS: Limits = {
  removePercent: null,
  removeCount: null,
  updatePercent: null,
  minimumPopulation: 0,
};

/** The profile's policy for one row alone: the others are not missing because they are not looked at. */
const policyForOneRow = (profile: ConnectorProfileFile): PlanPolicy => ({
  ...profile,
  mode: profile.mode === 'create-only' ? 'create-only' : 'create-update',
  existing: profile.mode === 'replace' ? 'adopt' : profile.existing,
  limits: NO_LIMITS,
});

const createMemoryStore = () => {
  const changes = new Map<number, Change>();
  const put = async (batch: Change[]): Promise<void> => {
    for (const change of batch) changes.set(change.sequence, change);
  };
  const store: PlanStore = {
    append: put,
    replace: put,
    bySequence: async (sequences) => sequences.flatMap((sequence) => changes.get(sequence) ?? []),
  };
  return { store, changes };
};

const viewOf = ({ sequence, row, type, action, key, label, difference }: Change): ChangeView => ({
  id: sequence,
  row,
  type,
  action,
  key,
  label,
  difference,
  applied: false,
});

interface PlanRowRequest {
  strapi: Core.Strapi;
  profile: ConnectorProfileFile;
  /** Null for a profile that is not saved yet and owns nothing. */
  profileId: string | null;
  outcome: TrialOutcome;
}

/** Plans a single row against what is stored, without keeping the plan. Secrets are masked. */
export const planRow = async ({
  strapi,
  profile,
  profileId,
  outcome,
}: PlanRowRequest): Promise<RowTrial> => {
  const { trial, mapped, columns, previous, next } = outcome;
  const { store, changes } = createMemoryStore();
  const planner = createPlanner({
    profileId: profileId ?? '',
    policy: policyForOneRow(profile),
    reader: createRecordReader({ strapi }),
    store,
    fingerprint: getService('secrets', { strapi }).fingerprint,
    columns,
    administrators: await administratorIdentities(strapi),
    now: new Date().toISOString(),
  });
  const issues = [...trial.issues];
  if (!mapped.filtered) {
    await planner.add([mapped]);
    const result = await planner.finish();
    issues.push(...result.issues.filter(({ row }) => row !== null));
  }
  return {
    ...trial,
    issues,
    changes: [...changes.values()].map(viewOf),
    rows: { previous, next },
  };
};
