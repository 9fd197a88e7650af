import { problem } from '../../../shared/codes/problems';
import type { RunDetail } from '../../../shared/contracts/reports';
import { isShutDown } from '../schedule/pace';
import { isoTime } from '../storage/clock';
import { PLAN_FORM } from '../storage/runs/models';
import { ABOUT_EVERYBODY, type RunEntity, type RunTable } from '../storage/runs/run-entities';
import { ConnectorError } from '../utils/errors';
import { currentFingerprint } from './input';
import { createProgress } from './heartbeat';
import type { RunNeeds, StartRequest } from './types';

const lockOf = ({ profileId, kind }: Pick<RunEntity, 'profileId' | 'kind'>): string =>
  kind === 'test' ? `${profileId}:test` : profileId;

const alreadyRunning = (name: string, other: RunEntity): ConnectorError =>
  new ConnectorError(
    problem('already-running', {
      run: other.kind,
      profile: name,
      since: isoTime(other.startedAtMs),
    }),
    { details: { run: other.documentId } }
  );

const slotTaken = (slot: string): ConnectorError =>
  new ConnectorError(problem('slot-taken', { slot }));

/**
 * Turns a failed write into what it means: the unique indexes on lock and slot let only one instance have each.
 * @throws ConnectorError `already-running`, `slot-taken`; otherwise the error itself
 */
const explainClaim = async (
  entities: RunTable,
  { lock, slot, profileName }: Pick<RunEntity, 'lock' | 'slot' | 'profileName'>,
  error: unknown
): Promise<never> => {
  if (slot !== null && (await entities.find({ slot }))) throw slotTaken(slot);
  const other = await entities.find({ lock });
  if (slot !== null && other?.slot === slot) throw slotTaken(slot);
  throw other ? alreadyRunning(profileName, other) : error;
};

/** Whom a run is claimed for: an instance that begins it at once, or whoever takes its job from the queue. */
export type Claimant =
  { instance: string; job: null } | { instance: null; job: NonNullable<RunEntity['job']> };

/**
 * Claims a new run, if no other one of its profile is going on, nor its slot was taken.
 * @throws ConnectorError `already-running`, `slot-taken`
 */
export const claimNew = async (
  entities: RunTable,
  request: StartRequest,
  profileName: string,
  { instance, job }: Claimant
): Promise<RunEntity> => {
  const { profileId, kind, undoOf, trigger, startedBy, slot, requestKey } = request;
  const { purpose = request.person ? 'person' : 'import' } = request;
  const now = await entities.now();
  const data = {
    profileId,
    profileName,
    profileFingerprint: '',
    kind,
    purpose,
    undoOf: undoOf ?? null,
    trigger,
    status: 'running' as const,
    startedAtMs: now,
    startedBy: startedBy ?? null,
    owner: instance,
    heartbeatAtMs: instance === null ? null : now,
    lock: lockOf({ profileId, kind }),
    slot: slot ?? null,
    job,
    progress: createProgress().view(),
  };
  return entities
    .insert(data, requestKey)
    .catch((error: unknown) => explainClaim(entities, data, error));
};

type DecisionNeeds = Pick<RunNeeds, 'storage' | 'profiles'>;

interface Decision {
  run: RunEntity;
  /** Who decides; null when that is not known. */
  by: string | null;
}

const notHeld = ({ status }: RunEntity): ConnectorError =>
  new ConnectorError(problem('not-held', { status }));

const outdated = (why: 'run' | 'profile'): ConnectorError =>
  new ConnectorError(problem('plan-outdated', { why }));

const ofOlderForm = (): ConnectorError => new ConnectorError(problem('plan-outdated/older-form'));

const assertCurrent = async (
  { storage, profiles }: DecisionNeeds,
  run: RunEntity
): Promise<void> => {
  // What runs of one person have written since is left out of the plan.
  const others = { profileId: run.profileId, kind: 'run', ...ABOUT_EVERYBODY };
  const newer = await storage.runs.latest(others);
  if (newer && newer.id > run.id) throw outdated('run');
  const { fingerprint } = await profiles.load(run.profileId);
  if (fingerprint !== run.profileFingerprint) throw outdated('profile');
};

/** Claims a run that waits in the queue. False when somebody else has, or it waits no more. */
export const claimWaiting = async (
  entities: RunTable,
  { id }: RunEntity,
  instance: string
): Promise<boolean> => {
  const heartbeatAtMs = await entities.now();
  return entities.changeWaiting(id, { owner: instance, heartbeatAtMs });
};

/**
 * What a run does again that is started in the place of another one; nobody has approved what it will
 * find. A worker that was told to end has handed it back, which uses up no attempt.
 */
const jobAgain = (
  { task, approve, ...job }: NonNullable<RunEntity['job']>,
  interrupted: RunEntity
): RunEntity['job'] => ({
  ...job,
  task: 'run',
  approve: task === 'run' && approve,
  attempt: job.attempt + (isShutDown(interrupted) ? 0 : 1),
});

/**
 * Claims a run in the place of an interrupted one, whose slot, trigger and job it takes over. Null
 * when somebody else has, or its job is done.
 * @throws ConnectorError `already-running`; NotFoundError when its profile is gone
 */
export const claimRetry = async (
  entities: RunTable,
  run: RunEntity,
  instance: string
): Promise<RunEntity | null> => {
  if (run.job === null) return null;
  const { profileName, kind, purpose, undoOf, trigger, startedBy } = run;
  const now = await entities.now();
  const lock = lockOf(run);
  const data = {
    profileName,
    profileFingerprint: '',
    kind,
    purpose,
    undoOf,
    trigger,
    startedBy,
    status: 'running' as const,
    startedAtMs: now,
    owner: instance,
    heartbeatAtMs: now,
    lock,
    job: jobAgain(run.job, run),
    retryOf: run.documentId,
    progress: createProgress().view(),
  };
  return entities.insertRetry(run, data).catch(async (error: unknown) => {
    if (await entities.find({ retryOf: run.documentId })) return null;
    return explainClaim(entities, { profileName, lock, slot: null }, error);
  });
};

/**
 * Claims a held run, so that its plan can be written.
 * @throws ConnectorError `not-held`, `plan-outdated`, `already-running`
 */
export const claimHeld = async (
  needs: DecisionNeeds,
  { run, by }: Decision,
  { instance, job }: Claimant
): Promise<RunEntity> => {
  const { runs: entities } = needs.storage;
  if (run.status !== 'held') throw notHeld(run);
  if (run.planForm !== PLAN_FORM) throw ofOlderForm();
  await assertCurrent(needs, run);
  const lock = lockOf(run);
  const data = {
    status: 'running' as const,
    lock,
    owner: instance,
    heartbeatAtMs: instance === null ? null : await entities.now(),
    job,
    decidedBy: by,
    cancelRequested: false,
    finishedAtMs: null,
    error: null,
    progress: createProgress().view(),
  };
  const isClaimed = await needs.storage
    .holdingProfile(run.profileId, async (isUnsure) => {
      await needs.storage.assertNobodyIsForgotten();
      return entities.changeFrom(run.id, 'held', data, isUnsure);
    })
    .catch((error: unknown) => explainClaim(entities, { ...run, lock, slot: null }, error));
  const claimed = await entities.get(run.documentId);
  if (!isClaimed) throw notHeld(claimed);
  return claimed;
};

const reject = async (
  { storage }: Pick<RunNeeds, 'storage'>,
  { run, by }: Decision,
  error: RunEntity['error']
): Promise<void> => {
  const { runs: entities } = storage;
  const data = {
    status: 'rejected' as const,
    decidedBy: by,
    error,
    finishedAtMs: await entities.now(),
  };
  if (!(await entities.changeFrom(run.id, 'held', data)))
    throw notHeld(await entities.get(run.documentId));
  await storage.ofRun(run.id).dropPayloads();
};

/** @throws ConnectorError `not-held` */
export const rejectRun = (needs: Pick<RunNeeds, 'storage'>, decision: Decision): Promise<void> =>
  reject(needs, decision, problem('rejected'));

/** Rejects a held run whose plan has somebody who is forgotten: a new one is made without them. */
export const withdrawForgotten = (
  needs: Pick<RunNeeds, 'storage'>,
  run: RunEntity
): Promise<void> => reject(needs, { run, by: null }, problem('plan-outdated/forgotten'));

/** Rejects the held runs that a new run of their profile makes pointless. */
export const supersedeHeld = async (
  needs: Pick<RunNeeds, 'storage'>,
  by: RunEntity
): Promise<void> => {
  const held = await needs.storage.runs.findAll({ profileId: by.profileId, status: 'held' });
  for (const run of held) {
    await reject(
      needs,
      { run, by: null },
      problem('superseded', { held: run.error?.code ?? null })
    ).catch((error: unknown) => {
      // Somebody decided at the same moment, which is as good.
      if (!(error instanceof ConnectorError)) throw error;
    });
  }
};

/** What a run of the same profile would find different today. What is not known counts as the same. */
export const changedSince = async (
  needs: Pick<RunNeeds, 'profiles' | 'uploads' | 'lineFixes' | 'fingerprint'>,
  { profileId, profileFingerprint, inputFingerprint, status, planForm }: RunEntity
): Promise<RunDetail['changedSince']> => {
  const profile = await needs.profiles.fingerprint(profileId);
  const file = inputFingerprint && (await currentFingerprint(needs, profileId, inputFingerprint));
  return {
    profile: profileFingerprint !== '' && profileFingerprint !== profile,
    form: status === 'held' && planForm !== PLAN_FORM,
    file: inputFingerprint !== null && inputFingerprint !== file,
  };
};
