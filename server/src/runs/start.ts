import { isAboutEverybody, type RunEntity } from '../storage/runs/run-entities';
import { answersOf, assertDecided } from './answers';
import { type Claimant, claimNew, supersedeHeld } from './claim';
import { interruptAbandoned } from './heartbeat';
import type { RunNeeds, StartRequest } from './types';

/**
 * Looks whether a run can start, before it is claimed, and makes way for it.
 * @throws NotFoundError; ConnectorError `profile-broken`, `database-not-utf8`; `run-not-found`, `pair-not-found`
 */
export const prepareStart = async (
  needs: RunNeeds,
  request: StartRequest
): Promise<{ profileName: string; answers: Map<string, boolean> }> => {
  await needs.storage.assertEncoding();
  const { name: profileName } = await needs.profiles.assertWhole(request.profileId);
  const answers = await answersOf(needs.storage, request);
  await interruptAbandoned(needs);
  return { profileName, answers };
};

/** @throws ConnectorError `already-running`, `slot-taken` */
export const claimStart = async (
  needs: RunNeeds,
  request: StartRequest,
  profileName: string,
  claimant: Claimant
): Promise<RunEntity> => {
  const run = await claimNew(needs.storage.runs, request, profileName, claimant);
  void needs.notify.started(run);
  if (run.kind === 'run' && isAboutEverybody(run)) await supersedeHeld(needs, run);
  return run;
};

/**
 * The same for a held run whose plan is to be written.
 * @throws ConnectorError `run-not-found`, `people-undecided`, `database-not-utf8`
 */
export const prepareApproval = async (
  needs: RunNeeds,
  id: string,
  areSame: boolean
): Promise<RunEntity> => {
  await needs.storage.assertEncoding();
  await interruptAbandoned(needs);
  const held = await needs.storage.runs.get(id);
  if (!areSame) await assertDecided(needs.storage, held);
  return held;
};
