import { problem } from '../../../shared/codes/problems';
import type { IssueView } from '../../../shared/contracts/issues';
import type { RunDetail } from '../../../shared/contracts/reports';
import type { RunProgress, RunQuery, RunReport, RunSummary } from '../../../shared/contracts/runs';
import type { Credential } from '../storage/runs/credentials';
import { isoTimeOrNull } from '../storage/clock';
import type { Paged } from '../storage/runs/pages';
import { WRITTEN } from '../storage/runs/run-entities';
import { ConnectorError } from '../utils/errors';
import { changedSince, claimHeld, rejectRun } from './claim';
import { execute, writeHeldPlan } from './execute';
import { expireHeld } from './expiry';
import { createInstance, interruptAbandoned } from './heartbeat';
import { cancelWaiting, createQueuedRuns } from './queued';
import { progressOf, reportOf, summaryOf } from './report';
import { createRunner, type StartedRun } from './runner';
import { claimStart, prepareApproval, prepareStart } from './start';
import { assertUndoable, undoableUntil } from './undo';
import type { RunNeeds, StartRequest } from './types';

/** Runs and test runs, from their start to their history. An `id` is the documentId of the run's entity. */
export const createRuns = (needs: RunNeeds) => {
  const { storage } = needs;
  const { runs: entities } = storage;
  const instance = createInstance();
  const runner = createRunner(needs, instance);
  const here = { instance: instance.name, job: null };

  return {
    ...createQueuedRuns(needs, runner, instance.name),

    /**
     * Starts a run or test run and returns while it is going on.
     * @throws NotFoundError; ConnectorError `profile-broken`, `already-running`, `slot-taken`,
     *   `shutting-down`, `database-not-utf8`; `run-not-found`, `pair-not-found` for `people`
     */
    start: (request: StartRequest): Promise<StartedRun> =>
      runner.admit(async () => {
        const { profileName, answers } = await prepareStart(needs, request);
        const run = await claimStart(needs, request, profileName, here);
        return runner.begin(run, (execution) => execute(needs, execution, { ...request, answers }));
      }),

    /** The history, the latest first. */
    async find(query: RunQuery): Promise<Paged<RunSummary>> {
      const { page, pageSize } = query;
      const { entities: found, total } = await entities.page(query);
      const pagination = { page, pageSize, pageCount: Math.ceil(total / pageSize), total };
      return { results: found.map(summaryOf), pagination };
    },

    /** @throws ConnectorError `run-not-found` */
    async findOne(id: string): Promise<RunSummary> {
      return summaryOf(await entities.get(id));
    },

    /** A run as its page shows it. @throws ConnectorError `run-not-found` */
    async detail(id: string): Promise<RunDetail> {
      const entity = await entities.get(id);
      const kept = storage.ofRun(entity.id);
      const [credentials, undecided, changed, keepsFile, retry, undo, settings] = await Promise.all(
        [
          kept.countCredentials(),
          kept.countUndecided(),
          changedSince(needs, entity),
          needs.uploads.keeps(id, entity.profileId),
          entities.find({ retryOf: id }),
          entities.latest({ undoOf: id, kind: 'run', status: { $in: WRITTEN } }),
          needs.settings.current(),
        ]
      );
      return {
        ...summaryOf(entity),
        credentials,
        undecided,
        changedSince: changed,
        keepsFile,
        retriedAs: retry?.documentId ?? null,
        undoableUntil: isoTimeOrNull(undoableUntil(entity, settings.undo.days)),
        undoneBy: undo?.documentId ?? null,
      };
    },

    /** A run that can be undone. @throws ConnectorError `run-not-found`, `not-undoable` */
    async undoable(id: string): Promise<RunSummary> {
      const entity = await entities.get(id);
      await assertUndoable(needs, entity);
      return summaryOf(entity);
    },

    /** The id of the run's entity, by which its changes and issues are kept. @throws ConnectorError `run-not-found` */
    async rowId(id: string): Promise<number> {
      return (await entities.get(id)).id;
    },

    /** @throws ConnectorError `run-not-found` */
    async report(id: string): Promise<RunReport> {
      return reportOf(await entities.get(id));
    },

    /** Its issues in the order of rows, those of the whole run last, some hundred at a time. @throws ConnectorError `run-not-found` */
    async issues(id: string): Promise<AsyncIterable<IssueView[]>> {
      return storage.ofRun((await entities.get(id)).id).issuesByRow();
    },

    /** How far a run is, whichever instance works on it; null once it is over. @throws ConnectorError `run-not-found` */
    async progress(id: string): Promise<RunProgress | null> {
      const run = await entities.get(id);
      return progressOf(run, runner.progress(run.id) ?? run.progress);
    },

    /** Asks a run to end; it does so soon. @throws ConnectorError `run-not-found`, `not-running` */
    async cancel(id: string): Promise<void> {
      const run = await entities.get(id);
      if (await cancelWaiting(needs, run)) return;
      const isStopped = runner.cancel(run.id);
      const isAsked = await entities.changeFrom(run.id, 'running', { cancelRequested: true });
      if (!isStopped && !isAsked)
        throw new ConnectorError(problem('not-running', { status: run.status }));
    },

    /**
     * Writes the plan of a held run.
     * @param areSame whether the people in question are the same, which the plan takes them for
     * @throws ConnectorError `run-not-found`, `not-held`, `plan-outdated`, `people-undecided`, `already-running`,
     *   `database-not-utf8`
     */
    approve: (id: string, by: string | null, areSame = false): Promise<StartedRun> =>
      runner.admit(async () => {
        const held = await prepareApproval(needs, id, areSame);
        const run = await claimHeld(needs, { run: held, by }, here);
        await needs.notify.approved(run, by);
        return runner.begin(run, (execution) => writeHeldPlan(needs, execution));
      }),

    /** @throws ConnectorError `run-not-found`, `not-held` */
    async reject(id: string, by: string | null): Promise<void> {
      const run = await entities.get(id);
      await rejectRun(needs, { run, by });
      await needs.notify.rejected(run, by);
    },

    /** The secrets that the run generated, once. @throws ConnectorError `run-not-found` */
    async credentials(id: string): Promise<Credential[]> {
      return storage.ofRun((await entities.get(id)).id).takeCredentials();
    },

    /** @throws ConnectorError `run-active` while a run of the profile is going on */
    async assertIdle(profileId: string): Promise<void> {
      if ((await entities.findAll({ profileId, status: 'running' }, ['id'])).length === 0) return;
      throw new ConnectorError(problem('run-active'));
    },

    /** Removes the history of a profile that is deleted. */
    async removeOf(profileId: string): Promise<void> {
      const runs = await entities.findAll({ profileId }, ['id']);
      await entities.remove(runs.map(({ id }) => id));
    },

    /** Marks the runs whose process is gone as interrupted. */
    interruptAbandoned: (): Promise<void> => interruptAbandoned(needs),

    /** Ends the held runs that nobody has decided about in time. */
    expireHeld: (): Promise<void> => expireHeld(needs),

    /** Lets a schedule go on as it says, whatever failed before. */
    resume: (profileId: string): Promise<void> => entities.forgiveFailures(profileId),

    /** Interrupts the runs of this instance. */
    async stop(): Promise<void> {
      await runner.stop();
      instance.close();
    },
  };
};

export type Runs = ReturnType<typeof createRuns>;
