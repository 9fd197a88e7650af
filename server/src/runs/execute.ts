import type { Core } from '@strapi/strapi';

import type { ConnectorProfileFile } from '../../../shared/contracts/profiles';
import type { RunCounts } from '../../../shared/contracts/runs';
import type { PluginOptions } from '../config/options';
import { PLUGIN_ID } from '../constants';
import type { Hold } from '../plan/types';
import { canBeUnchanged } from '../profiles/delivery';
import type { LoadedProfile } from '../profiles';
import type { Validators } from '../sources/types';
import { PLAN_FORM } from '../models/plans';
import { getService } from '../utils/get-service';
import { withTemporaryFolder } from '../utils/temporary-folder';
import { applyPlan } from '../write/apply-plan';
import { createIssueStore } from '../write/issue-store';
import { dropPlan } from '../write/plan-store';
import { renewIdentities } from '../write/renew-identities';
import { listIssues } from '../write/run-records';
import { setAsideAmbiguous } from '../write/set-aside';
import { hasErrors, noCounts, onlyRows } from './counts';
import { failureOf } from './failure';
import { makePlan, type StoredPlan } from './make-plan';
import { readDifferently } from './read-differently';
import { prepareInput } from './prepare-input';
import type { Progress } from './progress';
import type { RunRows } from './rows';
import { holdIssues, holdsOf, wholeRun } from './run-issues';
import type { Outcome, RunRow, StartRequest } from './types';
import { countWritten } from './written';

type Mode = ConnectorProfileFile['mode'];

export interface Execution {
  strapi: Core.Strapi;
  rows: RunRows;
  run: RunRow;
  signal: AbortSignal;
  progress: Progress;
  /** Writes to the run's row. */
  note(data: Partial<RunRow>): Promise<void>;
}

/** What the server needs to say "not modified": only after a run that took everything over, with the same settings and matching. */
const knownValidators = async (
  { rows, run }: Execution,
  { file, fingerprint, pinned }: LoadedProfile
): Promise<Validators | null> => {
  if (run.kind === 'test' || !canBeUnchanged(file.source)) return null;
  if (file.template.trim() === '' && !pinned) return null;
  const previous = await rows.latest({ profileId: run.profileId, kind: 'run' }, run.id);
  const isCurrent = previous?.status === 'succeeded' && previous.profileFingerprint === fingerprint;
  return isCurrent ? previous.validators : null;
};

const readAndPlan = async (
  execution: Execution,
  profile: LoadedProfile,
  validators: Validators | null,
  file: string | undefined
): Promise<StoredPlan> => {
  const { strapi, run, signal, progress } = execution;
  const { file: settings, fingerprint, pinned } = profile;
  return withTemporaryFolder(async (folder) => {
    const { source } = settings;
    const input = await prepareInput(strapi, { profileId: run.profileId, source, file }, folder);
    await execution.note({
      profileFingerprint: fingerprint,
      inputFingerprint: input.fingerprint,
      sourceName: input.name,
    });
    const files = { file: input.file, fixes: input.fixes, folder };
    const stored = await makePlan({
      strapi,
      run,
      profile: settings,
      pinned,
      input: files,
      validators,
      signal,
      progress,
    });
    await input.checkUnchanged?.();
    return stored;
  });
};

const endOf = async (strapi: Core.Strapi, run: RunRow, counts: RunCounts): Promise<Outcome> => {
  const page = { page: 1, pageSize: 1, severity: 'error' } as const;
  const { pagination } = await listIssues(strapi, run.id, page);
  const withErrors = hasErrors(counts) || pagination.total > 0;
  return { status: withErrors ? 'succeeded-with-errors' : 'succeeded', error: null, counts };
};

const heldBy = (holds: Hold[]): Outcome['error'] => ({
  code: holds[0]?.code ?? 'limit-exceeded',
  message: `Nothing was written. ${holds.map(({ message }) => message).join(' ')} Look at the changes, then approve or reject the run.`,
});

/** From its first real run on, a profile keeps to what automatic matching found. */
const pin = async ({ strapi, rows, run }: Execution): Promise<void> => {
  const { matching } = await rows.get(run.documentId);
  if (matching) await getService('profiles', { strapi }).pin(run.profileId, matching);
};

/** @param prepare answers the profile's mode */
const writePlan = async (
  execution: Execution,
  planned: RunCounts,
  prepare: () => Promise<Mode>
): Promise<Outcome> => {
  const { strapi, run, signal, progress } = execution;
  const mode: PluginOptions['writeMode'] = strapi.plugin(PLUGIN_ID).config('writeMode');
  progress.count(planned);
  progress.enter('writing');
  await execution.note({ progress: progress.view() });
  await pin(execution);
  try {
    const replaces = (await prepare()) === 'replace';
    await applyPlan({
      strapi,
      runId: run.id,
      profileId: run.profileId,
      mode,
      replaces,
      signal,
      onProgress: progress.write,
    });
    return await endOf(strapi, run, await countWritten(strapi, run.id, planned));
  } catch (error) {
    const { written, total } = progress.view();
    const sofar = `${written} of ${total} changes had been written; the next run brings the rest.`;
    return {
      ...failureOf(strapi, error, signal, sofar),
      counts: await countWritten(strapi, run.id, planned),
    };
  }
};

/**
 * Writes the plan of a run that was held. Records may have come to share a value since it was made:
 * what it has for them is left out.
 * @returns how the run ends; what is written stays written, and the next run brings the rest
 */
export const writeHeldPlan = (execution: Execution): Promise<Outcome> => {
  const { strapi, run } = execution;
  return writePlan(execution, run.counts ?? noCounts(), async () => {
    const sharing = await renewIdentities(strapi);
    if (sharing > 0) await setAsideAmbiguous(strapi, run.id);
    const { file } = await getService('profiles', { strapi }).load(run.profileId);
    return file.mode;
  });
};

/** What there is to write, or how the run ends without writing. */
type Planned = { outcome: Outcome } | { outcome: null; counts: RunCounts; mode: Mode };

const plan = async (execution: Execution, request: StartRequest): Promise<Planned> => {
  const { strapi, run } = execution;
  const profile = await getService('profiles', { strapi }).load(run.profileId);
  const validators = await knownValidators(execution, profile);
  const stored = await readAndPlan(execution, profile, validators, request.file);
  const issues = createIssueStore({ strapi, runId: run.id });

  if (stored.notModified) {
    const message = 'The file has not changed since the last run: nothing had to be done.';
    await issues.append([wholeRun({ code: 'not-modified', severity: 'info', message })]);
    const outcome = { error: null, counts: noCounts(), notModified: true, validators };
    return { outcome: { status: 'succeeded', ...outcome } };
  }

  const { opened, counts, exceeded } = stored;
  const { detected } = opened;
  const reread = await readDifferently(execution.rows, run, detected, stored.losses);
  const holds = [...holdsOf(stored), ...reread];
  await issues.append(holdIssues(holds, request.approve === true));
  await execution.note({
    matching: opened.matching,
    exceeded,
    validators: opened.validators,
    detected,
    planForm: PLAN_FORM,
  });
  if (run.kind === 'test') return { outcome: await endOf(strapi, run, counts) };
  if (holds.length > 0 && !request.approve) {
    return { outcome: { status: 'held', error: heldBy(holds), counts } };
  }
  return { outcome: null, counts, mode: profile.file.mode };
};

/** One run or test run, from the source to its end. What is thrown becomes a run that failed. */
export const execute = async (execution: Execution, request: StartRequest): Promise<Outcome> => {
  const { strapi, run, signal, progress } = execution;
  let planned: Planned;
  try {
    planned = await plan(execution, request);
  } catch (error) {
    await dropPlan(strapi, run.id);
    const counts = onlyRows(progress.view().counts);
    const effect = 'Nothing was written and nothing was removed.';
    return { ...failureOf(strapi, error, signal, effect), counts };
  }
  if (planned.outcome) return planned.outcome;
  const { counts, mode } = planned;
  return writePlan(execution, counts, async () => mode);
};
