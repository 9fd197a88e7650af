import type { Core } from '@strapi/strapi';

import type { StoredProblem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type {
  ExceededLimit,
  Matching,
  RunCounts,
  RunKind,
  RunPurpose,
  OwnProgress,
  RunQuery,
  RunTrigger,
} from '../../../../shared/contracts/runs';
import type { RunStatus } from '../../../../shared/run-statuses';
import { UIDS } from '../../constants';
import type { Detected, Validators } from '../../sources/types';
import { chunked } from '../../utils/collections';
import { ConnectorError } from '../../utils/errors';
import { storable } from '../cells';
import { databaseNow } from '../clock';
import { deleteInSlices, from } from '../database';
import { assertNobodyIsForgotten } from '../forgetting/jobs';
import { holdingProfile } from '../hold-profile';
import { IMAGE_UID } from '../images/model';
import { patiently, patientRepository } from '../patience';
import { randomDocumentId } from '../records/document-ids';
import { modelTable } from '../tables';
import { deletePlans } from './forget-plan';
import { CREDENTIAL_UID, ISSUE_UID } from './models';
import { noteRequestKey, type RequestKey } from './request-keys';

/** What whoever takes a run from the queue has to know of it besides its entity. */
export interface RunJob {
  /** Of the job in the queue; that of a run goes on to the one that is started again in its place. */
  id: string;
  /** `write`: the plan that somebody has approved. */
  task: 'run' | 'write';
  /** Whether it writes even what exceeds the limits. */
  approve: boolean;
  /** What was said of people, by the ids of pairs: whether they are one. */
  answers: [pair: string, isSame: boolean][];
  /** Which run of the job it is, from 1 on, not counting those that were handed back. */
  attempt: number;
  /** The id of the file that came for it; absent where it reads whichever its profile has. */
  upload?: string;
  /** Whom alone it is about, encrypted; absent: everybody. */
  person?: string;
}

/** A run as its table has it. */
export interface RunEntity {
  id: number;
  documentId: string;
  profileId: string;
  profileName: string;
  /** Of the profile as the run found it; empty until it is loaded. */
  profileFingerprint: string;
  /** Of the file that was read and its corrections; null for an address, whose file nobody keeps. */
  inputFingerprint: string | null;
  kind: RunKind;
  /** Null for one of before there were several. */
  purpose: RunPurpose | null;
  trigger: RunTrigger;
  status: RunStatus;
  /** Times are milliseconds by the database's clock. */
  startedAtMs: number;
  finishedAtMs: number | null;
  startedBy: string | null;
  decidedBy: string | null;
  sourceName: string | null;
  /** The instance that works on it. */
  owner: string | null;
  heartbeatAtMs: number | null;
  /** Set on another instance than its owner's. */
  cancelRequested: boolean;
  /** Held while it is going on: `<profile>`, for a test run `<profile>:test`. Unique. */
  lock: string | null;
  /** The time of a schedule that it stands for. Unique. */
  slot: string | null;
  /** Null where it needs no job, nor any more: it has begun where it was asked for, or its job is done. */
  job: RunJob | null;
  /** The documentId of the run in whose place it was started, because nobody worked on that any more. Unique. */
  retryOf: string | null;
  counts: RunCounts | null;
  progress: OwnProgress | null;
  error: StoredProblem | null;
  matching: Matching | null;
  /** How its file was read, where that was detected. */
  detected: Detected | null;
  /** The form of its stored plan, see `PLAN_FORM`; null for one of before there were forms. */
  planForm: number | null;
  /** Whether its plan says who is missing; null while that is not known, and for one of before it was noted. */
  decidesMissing: boolean | null;
  /** The documentId of the run that it undoes. */
  undoOf: string | null;
  /** Whether it is kept of all records that it has changed or removed how they were before; null: not, or not any more. */
  keepsImages: boolean | null;
  exceeded: (Omit<ExceededLimit, 'message'> & StoredProblem)[] | null;
  validators: Validators | null;
  notModified: boolean;
  /** How many scheduled runs have failed in a row up to this one; null while it is going on, for a test run, and before there was a count. */
  failures: number | null;
}

/** Whether it is in the queue, where runs wait as long as it takes; one that was left is nobody's as well. */
export const isWaiting = ({ status, owner, heartbeatAtMs, job }: RunEntity): boolean =>
  status === 'running' && owner === null && heartbeatAtMs === null && job !== null;

/** How a run ends that has written what it could. */
export const WRITTEN = ['succeeded', 'succeeded-with-errors'] as const satisfies RunStatus[];

/** Runs that read one person of a source, or nothing of it. */
const OF_LESS: RunPurpose[] = ['person', 'undo'];

const notFor = (...purposes: RunPurpose[]) => ({
  $or: [{ purpose: { $null: true } }, { purpose: { $notIn: purposes } }],
});

/** Which runs have read all that a source has: what they found says something of everybody. */
export const OF_WHOLE_SOURCE = notFor(...OF_LESS);

/** Whether it has. */
export const isOfWholeSource = ({ purpose }: Pick<RunEntity, 'purpose'>): boolean =>
  purpose === null || !OF_LESS.includes(purpose);

/** Which runs are about everybody: a plan that was made before one of them is of no use any more. */
export const ABOUT_EVERYBODY = notFor('person');

/** Whether it is. */
export const isAboutEverybody = ({ purpose }: Pick<RunEntity, 'purpose'>): boolean =>
  purpose !== 'person';

type Where = Record<string, unknown>;
type Data = Partial<Omit<RunEntity, 'id' | 'documentId'>>;

/** What a change of a run is recognized by. */
const SIGNS = [
  ...['status', 'owner', 'heartbeatAtMs', 'finishedAtMs', 'decidedBy', 'cancelRequested'],
] as const satisfies readonly (keyof Data)[];

/** Removes the plans, the issues, the credentials and the images of runs, by the ids of their entities. */
const prune = async (strapi: Core.Strapi, runIds: number[]): Promise<void> => {
  await deletePlans(strapi, runIds);
  for (const chunk of chunked(runIds)) {
    for (const uid of [ISSUE_UID, CREDENTIAL_UID, IMAGE_UID]) {
      await deleteInSlices(() => from(strapi, modelTable(strapi, uid)).whereIn('run_id', chunk));
    }
  }
};

/** The table of runs. What happens only to a run in a certain state happens in one statement with its condition. */
export const createRunTable = ({ strapi }: { strapi: Core.Strapi }) => {
  const query = () => patientRepository(strapi, UIDS.run);

  /** Whether an entity is as it was to be, and nobody else can have made it so: it says when, or who. */
  const isChanged = async ({ id }: Where, data: Data): Promise<boolean> => {
    const told = SIGNS.filter((name) => data[name] !== undefined);
    const where = { id, ...Object.fromEntries(told.map((name) => [name, data[name]])) };
    return (await strapi.db.query(UIDS.run).count({ where })) > 0;
  };

  const change = (where: Where, data: Data, wasUnsure = false): Promise<boolean> =>
    patiently(strapi, async (isUnsure) => {
      const { count } = await strapi.db.query(UIDS.run).updateMany({ where, data: storable(data) });
      return count > 0 || ((isUnsure || wasUnsure) && (await isChanged(where, data)));
    });

  /** As `OF_WHOLE_SOURCE`. */
  const ofWholeSource = () =>
    from(strapi, modelTable(strapi, UIDS.run)).where((one) =>
      one.whereNull('purpose').orWhereNotIn('purpose', OF_LESS)
    );

  const entities = {
    /** The time that is written to an entity, and compared with what stands there. */
    now: (): Promise<number> => databaseNow(strapi),

    /**
     * The profile is there as long as the run is new: who deletes it then sees the run.
     * @param requestKey is noted with the run, or neither is
     */
    insert(
      data: Data & Pick<RunEntity, 'profileId' | 'startedAtMs'>,
      requestKey?: RequestKey
    ): Promise<RunEntity> {
      const documentId = randomDocumentId();
      return holdingProfile(strapi, data.profileId, async (isUnsure) => {
        const made = isUnsure ? await entities.find({ documentId }) : null;
        if (made) return made;
        await assertNobodyIsForgotten(strapi);
        if (requestKey) {
          await noteRequestKey(strapi, { ...requestKey, run: documentId, at: data.startedAtMs });
        }
        return query().create({ data: { ...storable(data), documentId } });
      });
    },

    /** A run in the place of an interrupted one, whose slot and job it takes over. Null where that has none any more. */
    insertRetry(
      { id, profileId, slot }: RunEntity,
      data: Data & Pick<RunEntity, 'job'>
    ): Promise<RunEntity | null> {
      const documentId = randomDocumentId();
      return holdingProfile(strapi, profileId, async (isUnsure) => {
        const made = isUnsure ? await entities.find({ documentId }) : null;
        if (made) return made;
        await assertNobodyIsForgotten(strapi);
        const where = { id, status: 'interrupted', job: { $notNull: true } };
        if (!(await change(where, { slot: null, job: null }))) return null;
        const retry = storable({ ...data, profileId, slot });
        return query().create({ data: { ...retry, documentId } });
      });
    },

    find: (where: Where): Promise<RunEntity | null> => query().findOne({ where }),

    /** @throws ConnectorError `run-not-found` */
    async get(documentId: string): Promise<RunEntity> {
      const entity = await entities.find({ documentId });
      if (entity) return entity;
      throw new ConnectorError(problem('run-not-found', { run: documentId }));
    },

    findAll: (where: Where, select?: (keyof RunEntity)[]): Promise<RunEntity[]> =>
      query().findMany({ where, select, orderBy: { id: 'asc' } }),

    /** The latest run that matches, leaving one out. */
    async latest(where: Where, except?: number): Promise<RunEntity | null> {
      const [entity]: RunEntity[] = await query().findMany({
        where: except === undefined ? where : { ...where, id: { $ne: except } },
        orderBy: { id: 'desc' },
        limit: 1,
      });
      return entity ?? null;
    },

    /** The latest runs that match, the latest first. */
    latestSome: (where: Where, limit: number): Promise<RunEntity[]> =>
      query().findMany({ where, orderBy: { id: 'desc' }, limit }),

    /** The latest run of each profile, of one kind and of its whole source, by the profile. */
    async latestOfEach(kind: RunKind): Promise<Map<string, RunEntity>> {
      const latest: { id: number }[] = await ofWholeSource()
        .where({ kind })
        .groupBy('profile_id')
        .max({ id: 'id' });
      const found = await entities.findAll({ id: { $in: latest.map(({ id }) => id) } });
      return new Map(found.map((entity) => [entity.profileId, entity]));
    },

    /** When each profile's latest run of its whole source ended that succeeded, by the profile. */
    async lastSuccesses(): Promise<Map<string, number>> {
      const found: { profile_id: string; at: unknown }[] = await ofWholeSource()
        .where({ kind: 'run' })
        .whereIn('status', WRITTEN)
        .groupBy('profile_id')
        .select('profile_id')
        .max({ at: 'finished_at_ms' });
      return new Map(found.map(({ profile_id: id, at }) => [id, Number(at)]));
    },

    /** Begins the count of a profile's failures anew. */
    async forgiveFailures(profileId: string): Promise<void> {
      await change({ profileId, failures: { $gt: 0 } }, { failures: 0 });
    },

    /** Notes what a file that runs have read is told by, since it was changed in what no run would read anew. */
    async renameInput(inputFingerprint: string, next: string): Promise<void> {
      await query().updateMany({ where: { inputFingerprint }, data: { inputFingerprint: next } });
    },

    /** Of which profiles and kinds there are runs. */
    lines: (): Promise<Pick<RunEntity, 'profileId' | 'kind'>[]> =>
      from(strapi, modelTable(strapi, UIDS.run)).distinct({
        profileId: 'profile_id',
        kind: 'kind',
      }),

    async page({
      page,
      pageSize,
      among,
      ...filter
    }: RunQuery): Promise<{ entities: RunEntity[]; total: number }> {
      const offset = (page - 1) * pageSize;
      const where = { ...filter, ...(among && { $and: [{ profileId: { $in: among } }] }) };
      const [found, total]: [RunEntity[], number] = await query().findWithCount({
        where,
        orderBy: { id: 'desc' },
        offset,
        limit: pageSize,
      });
      return { entities: found, total };
    },

    /** False when the run is no longer this owner's: another instance has declared it dead. */
    changeOwn: (id: number, owner: string | null, data: Data): Promise<boolean> =>
      change({ id, owner, status: 'running' }, data),

    /** False when the run has given a sign of life since it was read, or is over. */
    changeSilent: ({ id, owner, heartbeatAtMs }: RunEntity, data: Data): Promise<boolean> =>
      change({ id, owner, heartbeatAtMs, status: 'running' }, data),

    /** False when it does not wait for somebody who takes its job (any more). */
    changeWaiting: (id: number, data: Data): Promise<boolean> =>
      change({ id, owner: null, heartbeatAtMs: null, status: 'running' }, data),

    /** The runs that nobody works on, and whose jobs have something to do. */
    findWithJobs: (): Promise<RunEntity[]> =>
      query().findMany({
        where: {
          job: { $notNull: true },
          $or: [{ status: 'running', owner: null }, { status: 'interrupted' }],
        },
        select: ['documentId', 'job'],
      }),

    /**
     * False when the run is not in that state (any more).
     * @param isUnsure it may have been changed so already
     */
    changeFrom: (id: number, status: RunStatus, data: Data, isUnsure = false): Promise<boolean> =>
      change({ id, status }, data, isUnsure),

    /** Notes that runs, by the ids of their entities, cannot be undone any more. */
    async forgetImages(ids: number[]): Promise<void> {
      await change({ id: { $in: ids } }, { keepsImages: null });
    },

    /** Removes runs with all that is kept of them. */
    async remove(ids: number[]): Promise<void> {
      if (ids.length === 0) return;
      await prune(strapi, ids);
      await query().deleteMany({ where: { id: { $in: ids } } });
    },
  };
  return entities;
};

export type RunTable = ReturnType<typeof createRunTable>;
