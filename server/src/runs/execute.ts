import { errors } from '@strapi/utils';

import type { Problem, StoredProblem } from '../../../shared/codes/kinds';
import { inPlaceOf, problem, withNotes } from '../../../shared/codes/problems';
import { ofWholeRun } from '../../../shared/contracts/issues';
import type { BytesRead, RunCounts } from '../../../shared/contracts/runs';
import { hasErrors, noCounts, onlyRows } from '../../../shared/counts';
import type { ReadyProfile } from '../../../shared/profile';
import { PLUGIN_ID } from '../constants';
import { isAutomatic } from '../mapping';
import type { Hold } from '../plan/types';
import type { Grace } from '../plan/leaving/grace';
import type { LoadedProfile } from '../profiles';
import { canBeUnchanged } from '../profiles/delivery';
import type { Validators } from '../sources/types';
import type { RunStorage } from '../storage';
import { databaseFailure } from '../storage/database-errors';
import { PLAN_FORM } from '../storage/runs/models';
import { isOfWholeSource, WRITTEN, type RunEntity } from '../storage/runs/run-entities';
import { ConnectorError, framesOf, kindOf, logFailure, problemOf } from '../utils/errors';
import { withTemporaryFolder } from '../utils/temporary-folder';
import { prepareInput } from './input';
import {
  canBeApproved,
  holdIssues,
  holdsOf,
  makePlan,
  makeRemovalPlan,
  readDifferently,
  type MadePlan,
} from './plan';
import type { Progress } from './heartbeat';
import { awaitTurn } from './turn';
import { makeUndoPlan } from './undo';
import { RunStopped, type Outcome, type RunNeeds, type StartRequest } from './types';

type Mode = ReadyProfile['mode'];

/** Of what no source is read for: what a profile brought is removed, and a run undone, whatever its mode. */
const OWN_MODE: Mode = 'create-update-remove';
/** What is asked for, with what was said of people, by the ids of pairs: whether they are one. */
export interface Answered extends StartRequest {
  answers: ReadonlyMap<string, boolean>;
}

/** A run that is going on. */
export interface Execution {
  run: RunEntity;
  signal: AbortSignal;
  progress: Progress;
  /** Writes to the run's entity. */
  note(data: Partial<RunEntity>): Promise<void>;
}

/** What an error of Strapi or the app says; one with a code of the catalogue is told in the reader's language. */
const reasonOf = ({ name, message, details }: errors.ApplicationError): StoredProblem => {
  const { code, params } = (details ?? {}) as Partial<StoredProblem>;
  return code && params ? { code, params } : { code: name, message };
};

/**
 * How a run ends in which something was thrown: as the signal's reason says when it was stopped, else it failed.
 * @param effect what that means for the records
 */
const failureOf = (
  log: RunNeeds['log'],
  error: unknown,
  signal: AbortSignal,
  effect: Problem
): Outcome => {
  const cause: unknown = signal.aborted ? signal.reason : error;
  const status = cause instanceof RunStopped ? cause.status : 'failed';
  if (cause instanceof ConnectorError) {
    return { status, error: withNotes(problemOf(cause), effect) };
  }
  if (cause instanceof errors.ApplicationError) {
    const refused = problem('not-possible', { reason: reasonOf(cause) });
    return { status, error: withNotes(refused, effect) };
  }
  const failed = databaseFailure(cause);
  if (failed) return { status, error: withNotes(failed, effect) };
  log.error(`${PLUGIN_ID}: unexpected error in a run: ${kindOf(cause)}\n${framesOf(cause)}`);
  const unexpected = problem('unexpected-error', { kind: kindOf(cause), reading: false });
  return { status, error: withNotes(unexpected, effect, problem('see-log')) };
};

/** Whether the lines that a run has read are corrected today as they were then. */
const isCorrectedAlike = async (
  { lineFixes }: RunNeeds,
  { profileId, inputFingerprint }: RunEntity
): Promise<boolean> => {
  if (inputFingerprint === null) return (await lineFixes.forReading(profileId)).fixes.length === 0;
  return inputFingerprint === (await lineFixes.fingerprint(profileId));
};

/** Whether it depends on time what becomes of whoever is missing. */
const makesThemWait = ({ mode, missing }: ReadyProfile): boolean =>
  mode === 'create-update-remove' && (missing.removeAfterDays !== null || missing.afterRuns > 1);

/** What the profile's earlier runs mean for whoever is missing. */
const graceOf = async (
  { storage }: RunNeeds,
  { id, removalSince }: LoadedProfile
): Promise<Grace> => {
  const where = { profileId: id, kind: 'run', status: { $in: WRITTEN }, decidesMissing: true };
  const last = await storage.runs.latest(where);
  return { lastComplete: last?.id ?? 0, daysSince: removalSince };
};

/** What the server needs to say "not modified": only after a run that took everything over, with the same settings and matching. */
const knownValidators = async (
  needs: RunNeeds,
  run: RunEntity,
  { file, fingerprint, pinned }: LoadedProfile
): Promise<Validators | null> => {
  if (run.kind === 'test' || !isOfWholeSource(run) || !canBeUnchanged(file.source)) return null;
  if (isAutomatic(file) && !pinned) return null;
  const { runs, hasMissingPeople, sharesRecords } = needs.storage;
  // What another profile has written or dropped since may be this one's to fill.
  if (file.ownedByOthers === 'share' || (await sharesRecords(run.profileId))) return null;
  // Their time may have come, whether or not anything has changed.
  if (makesThemWait(file) && (await hasMissingPeople(run.profileId))) return null;
  const previous = await runs.latest({ profileId: run.profileId, kind: 'run' }, run.id);
  const isCurrent = previous?.status === 'succeeded' && previous.profileFingerprint === fingerprint;
  return isCurrent && (await isCorrectedAlike(needs, previous)) ? previous.validators : null;
};

/** Keeps the file of rows that people may want to correct, where it is not uploaded anyway. */
const keepFile = async (
  { storage, uploads, log }: RunNeeds,
  { id, documentId, profileId }: RunEntity,
  name: string,
  file: string
): Promise<void> => {
  try {
    const isWanted = await storage.ofRun(id).hasRowIssues();
    if (isWanted) await uploads.keep(documentId, profileId, { name, file });
    else await uploads.dropKept(profileId);
  } catch (error) {
    logFailure(log, `keeping the file of run ${documentId}`, error);
  }
};

const planFromInput = async (
  needs: RunNeeds,
  execution: Execution,
  profile: LoadedProfile,
  validators: Validators | null,
  { file, upload, answers, person }: Answered
): Promise<MadePlan> => {
  const { run, signal, progress } = execution;
  const { file: settings, fingerprint, pinned } = profile;
  return withTemporaryFolder(async (folder) => {
    const { source } = settings;
    const onFetched = (bytes: BytesRead): void => progress.read('fetching', bytes);
    const input = await prepareInput(
      needs,
      { profileId: run.profileId, source, file, upload, signal, onFetched },
      folder
    );
    progress.enter('waiting');
    if (run.kind === 'run' && settings.ownedByOthers === 'share') {
      await awaitTurn(needs, run, signal);
    }
    await execution.note({
      profileFingerprint: fingerprint,
      inputFingerprint: input.fingerprint,
      sourceName: input.name,
    });
    let read: string | null = null;
    try {
      const made = await makePlan(needs, {
        run,
        profile: settings,
        pinned,
        input: { ...input, folder },
        validators,
        answers,
        grace: await graceOf(needs, profile),
        person: person ?? null,
        signal,
        progress,
        onFile: (opened) => {
          read = opened;
        },
      });
      await input.checkUnchanged?.();
      return made;
    } finally {
      // Also of a run that fails: rows may be why.
      if (read !== null && input.lines !== null && !signal.aborted && !person) {
        await keepFile(needs, run, input.name, read);
      }
    }
  });
};

const endOf = async (kept: RunStorage, counts: RunCounts): Promise<Outcome> => {
  const withErrors = hasErrors(counts) || (await kept.hasErrorIssues());
  return { status: withErrors ? 'succeeded-with-errors' : 'succeeded', error: null, counts };
};

const heldBy = (holds: Hold[]): Outcome['error'] => {
  const code = holds[0]?.code ?? 'limit-exceeded';
  return inPlaceOf({ code }, 'held', { reasons: holds });
};

/** From its first real run on, a profile keeps to what automatic matching found. */
const pin = async ({ storage, profiles }: RunNeeds, run: RunEntity): Promise<void> => {
  const { matching } = await storage.runs.get(run.documentId);
  if (matching) await profiles.pin(run.profileId, matching);
};

/** @param prepare answers the profile's mode */
const writePlan = async (
  needs: RunNeeds,
  execution: Execution,
  planned: RunCounts,
  prepare: () => Promise<Mode>
): Promise<Outcome> => {
  const { run, signal, progress } = execution;
  const { storage } = needs;
  const kept = storage.ofRun(run.id);
  progress.count(planned);
  progress.enter('writing');
  await execution.note({ progress: progress.view() });
  await pin(needs, run);
  const keepsImages = (await needs.settings.current()).undo.days > 0;
  if (keepsImages) await execution.note({ keepsImages });
  try {
    const replaces = (await prepare()) === 'replace';
    await kept.apply({
      profileId: run.profileId,
      mode: needs.option('writeMode'),
      replaces,
      keepsImages,
      signal,
      onProgress: progress.write,
    });
    return await endOf(kept, await kept.countWritten(planned));
  } catch (error) {
    await storage.whenBack();
    // Not by the progress: of a batch that fails, some changes may have been written by themselves.
    const { total, applied } = await kept.plan().progress();
    const soFar = problem('written-so-far', { written: applied, total });
    return {
      ...failureOf(needs.log, error, signal, soFar),
      counts: await kept.countWritten(planned),
    };
  }
};

/** Whether people have been synced one by one since a run was planned. */
const hasSyncedSince = async (
  { storage }: Pick<RunNeeds, 'storage'>,
  { id, profileId }: RunEntity
): Promise<boolean> =>
  (await storage.runs.latest({ profileId, kind: 'run', purpose: 'person', id: { $gt: id } })) !==
  null;

/**
 * Writes the plan of a run that was held; who is in question is the same person by then. Records may have
 * come to share a value since it was made:
 * what it has for them is left out.
 * @returns how the run ends; what is written stays written, and the next run brings the rest
 */
export const writeHeldPlan = (needs: RunNeeds, execution: Execution): Promise<Outcome> => {
  const { storage } = needs;
  const { run } = execution;
  return writePlan(needs, execution, run.counts ?? noCounts(), async () => {
    const sharing = await storage.renewIdentities();
    const kept = storage.ofRun(run.id);
    await kept.plan().decide();
    if (sharing > 0) await kept.withdrawAmbiguous();
    if (await hasSyncedSince(needs, run)) await kept.withdrawSynced();
    await kept.withdrawEnabled();
    if (makerOf(run) !== null) return OWN_MODE;
    const { file } = await needs.profiles.load(run.profileId);
    return file.mode;
  });
};

/** What there is to write, or how the run ends without writing. */
type Planned = { outcome: Outcome } | { outcome: null; counts: RunCounts; mode: Mode };

/** How a run ends whose plan is not to be written: as a test run, or since it waits for a person. */
const withheld = async (
  { storage }: RunNeeds,
  run: RunEntity,
  { counts, holds }: { counts: RunCounts; holds: Hold[] },
  { approve = false }: StartRequest
): Promise<Planned | null> => {
  const kept = storage.ofRun(run.id);
  await kept.issues().append(holdIssues(holds, approve));
  if (run.kind === 'test') return { outcome: await endOf(kept, counts) };
  const waits = approve ? holds.filter((hold) => !canBeApproved(hold)) : holds;
  if (waits.length === 0) return null;
  return { outcome: { status: 'held', error: heldBy(waits), counts } };
};

const plan = async (needs: RunNeeds, execution: Execution, request: Answered): Promise<Planned> => {
  const { storage } = needs;
  const { run } = execution;
  const profile = await needs.profiles.load(run.profileId);
  const validators = await knownValidators(needs, run, profile);
  const made = await planFromInput(needs, execution, profile, validators, request);
  const issues = storage.ofRun(run.id).issues();

  if (made.notModified) {
    await issues.append([ofWholeRun(problem('not-modified'), 'info')]);
    const outcome = { error: null, counts: noCounts(), notModified: true, validators };
    return { outcome: { status: 'succeeded', ...outcome } };
  }

  const { opened, counts, exceeded } = made;
  const { detected } = opened;
  const reread = await readDifferently(storage.runs, run, detected, made.losses);
  await execution.note({
    matching: opened.matching,
    exceeded,
    // With what one person's rows say, nobody is up to date.
    validators: isOfWholeSource(run) ? opened.validators : null,
    detected,
    planForm: PLAN_FORM,
    decidesMissing: made.decidesMissing,
  });
  const holds = [...holdsOf(made), ...reread];
  return (
    (await withheld(needs, run, { counts, holds }, request)) ?? {
      outcome: null,
      counts,
      mode: profile.file.mode,
    }
  );
};

/** What makes the plan of a run that reads no source; null for one that does. */
const makerOf = ({ purpose }: RunEntity): typeof makeRemovalPlan | typeof makeUndoPlan | null => {
  switch (purpose) {
    case 'removal':
      return makeRemovalPlan;
    case 'undo':
      return makeUndoPlan;
    default:
      return null;
  }
};

/** The same without a source. */
const planWithoutSource = async (
  needs: RunNeeds,
  make: typeof makeRemovalPlan | typeof makeUndoPlan,
  { run, note, progress, signal }: Execution,
  request: StartRequest
): Promise<Planned> => {
  progress.enter('planning');
  await note({ profileFingerprint: await needs.profiles.fingerprint(run.profileId) });
  const made = await make(needs, { run, signal });
  const { counts, exceeded } = made;
  progress.count(counts);
  await note({ exceeded, planForm: PLAN_FORM });
  signal.throwIfAborted();
  const holds = holdsOf(made);
  return (
    (await withheld(needs, run, { counts, holds }, request)) ?? {
      outcome: null,
      counts,
      mode: OWN_MODE,
    }
  );
};

/** One run or test run, from the source to its end. What is thrown becomes a run that failed. */
export const execute = async (
  needs: RunNeeds,
  execution: Execution,
  request: Answered
): Promise<Outcome> => {
  const { run, signal, progress } = execution;
  let planned: Planned;
  try {
    const make = makerOf(run);
    planned = make
      ? await planWithoutSource(needs, make, execution, request)
      : await plan(needs, execution, request);
  } catch (error) {
    await needs.storage.whenBack();
    await needs.storage.ofRun(run.id).dropPlan();
    const counts = onlyRows(progress.view().counts);
    return { ...failureOf(needs.log, error, signal, problem('nothing-written')), counts };
  }
  if (planned.outcome) return planned.outcome;
  const { counts, mode } = planned;
  return writePlan(needs, execution, counts, async () => mode);
};
