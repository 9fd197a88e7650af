import { ConnectorError } from '../utils/errors';
import { PLAN_FORM } from '../storage/runs/models';
import { explainClaim, lockOf } from './claim';
import type { RunNeeds } from './needs';
import { createProgress } from './progress';
import type { RunRow } from '../storage/runs/rows';

type DecisionNeeds = Pick<RunNeeds, 'storage' | 'profiles'>;

interface Decision {
  run: RunRow;
  /** Who decides; null when that is not known. */
  by: string | null;
}

const notHeld = ({ status }: RunRow): ConnectorError =>
  new ConnectorError('not-held', `This run does not wait for approval: it is ${status}.`);

const outdated = (why: string): ConnectorError =>
  new ConnectorError('plan-outdated', `${why}, so the plan no longer fits: run the profile again.`);

const ofOlderForm = (): ConnectorError =>
  new ConnectorError(
    'plan-outdated',
    'The plan was made by an earlier version of the plugin, so it can be looked at, but not written. Plan anew: run the profile again. If its file was given for that run alone, upload it to the profile first, or give it again.'
  );

const assertCurrent = async ({ storage, profiles }: DecisionNeeds, run: RunRow): Promise<void> => {
  const newer = await storage.runs.latest({ profileId: run.profileId, kind: 'run' });
  if (newer && newer.id !== run.id) throw outdated('The profile has been run since');
  const { fingerprint } = await profiles.load(run.profileId);
  if (fingerprint !== run.profileFingerprint) throw outdated('The profile has been changed since');
};

/**
 * Claims a held run for `owner`, so that its plan can be written.
 * @throws ConnectorError `not-held`, `plan-outdated`, `already-running`
 */
export const approveRun = async (
  needs: DecisionNeeds,
  { run, by }: Decision,
  owner: string
): Promise<RunRow> => {
  const { runs: rows } = needs.storage;
  if (run.status !== 'held') throw notHeld(run);
  if (run.planForm !== PLAN_FORM) throw ofOlderForm();
  await assertCurrent(needs, run);
  const lock = lockOf(run);
  const data = {
    status: 'running' as const,
    lock,
    owner,
    heartbeatAtMs: await rows.now(),
    decidedBy: by,
    cancelRequested: false,
    finishedAtMs: null,
    error: null,
    progress: createProgress().view(),
  };
  const isClaimed = await needs.storage
    .holdingProfile(run.profileId, () => rows.changeFrom(run.id, 'held', data))
    .catch((error: unknown) => explainClaim(rows, { ...run, lock, slot: null }, error));
  const claimed = await rows.get(run.documentId);
  if (!isClaimed) throw notHeld(claimed);
  return claimed;
};

const reject = async (
  { storage }: Pick<RunNeeds, 'storage'>,
  { run, by }: Decision,
  error: RunRow['error']
): Promise<void> => {
  const { runs: rows } = storage;
  const data = {
    status: 'rejected' as const,
    decidedBy: by,
    error,
    finishedAtMs: await rows.now(),
  };
  if (!(await rows.changeFrom(run.id, 'held', data))) throw notHeld(await rows.get(run.documentId));
  await storage.ofRun(run.id).dropPayloads();
};

/** @throws ConnectorError `not-held` */
export const rejectRun = (needs: Pick<RunNeeds, 'storage'>, decision: Decision): Promise<void> =>
  reject(needs, decision, {
    code: 'rejected',
    message: 'Nothing was written: the plan was rejected.',
  });

/** Rejects the held runs that a new run of their profile makes pointless. */
export const supersedeHeld = async (
  needs: Pick<RunNeeds, 'storage'>,
  by: RunRow
): Promise<void> => {
  const message =
    'Nothing was written: a newer run of the profile has taken the place of this one.';
  const held = await needs.storage.runs.findAll({ profileId: by.profileId, status: 'held' });
  for (const run of held) {
    await reject(needs, { run, by: null }, { code: 'superseded', message }).catch(
      (error: unknown) => {
        // Somebody decided at the same moment, which is as good.
        if (!(error instanceof ConnectorError)) throw error;
      }
    );
  }
};
