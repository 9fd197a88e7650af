import type { Core } from '@strapi/strapi';

import type { RunCounts } from '../../../shared/contracts/runs';
import type { RecordType } from '../../../shared/records';
import type { ReadOption } from '../config/options';
import type { Secrets } from '../secrets';
import { administratorIdentities, createRecordReader, readSecrets } from './records/reader';
import { applyPlan } from './apply/apply-plan';
import type { ApplyOptions } from './apply/context';
import { databaseNow } from './clock';
import { countCredentials, dropCredentialsBefore, takeCredentials } from './runs/credentials';
import { assertEncoding } from './encoding';
import { assertNobodyIsForgotten, createForgettings } from './forgetting/jobs';
import { createTombstones } from './forgetting/tombstones';
import { holdingProfile } from './hold-profile';
import { patiently } from './patience';
import { createIssueStore } from './runs/issue-store';
import { editedByHand } from './records/hand-edits';
import { hasMissingPeople } from './records/missing-people';
import { isSharing, ownersOf } from './owners/store';
import { releaseRecords } from './records/release';
import type { RecordIndex } from './lookup/record-index';
import { deletePlans, dropPayloads } from './runs/forget-plan';
import { createPlanStore } from './runs/plan-store';
import { renewIdentities } from './records/renew-identities';
import { type ChangeFilter, countUndecided, listChanges, pairsOf } from './runs/change-listings';
import {
  hasErrorIssues,
  hasRowIssues,
  type IssueFilter,
  listIssues,
  streamIssuesByRow,
} from './runs/issue-listings';
import type { Page } from './runs/pages';
import { countWritten } from './runs/written-counts';
import { createSecretReads } from './secret-reads';
import { recordBound } from './statement-size';
import { areRemovalsSkipped, keptTooLong } from './runs/kept-records';
import { createImages } from './images';
import { createRequestKeys } from './runs/request-keys';
import { createRunTable, type RunEntity } from './runs/run-entities';
import { withdrawAmbiguous, withdrawEnabled, withdrawSynced } from './apply/withdraw';

/** How long the end of a run waits for a database that is away. */
const MOST_ABSENCE_MS = 10 * 60_000;

interface StorageNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
  recordIndex: RecordIndex;
  option: ReadOption;
}

/** What is kept of one run besides its entity: plan, issues, generated secrets. */
const createRunStorage = (
  { strapi, secrets, recordIndex, option }: StorageNeeds,
  runId: number
) => ({
  /** @param signal once it is aborted, nothing is added to the plan any more */
  plan: (signal?: AbortSignal) =>
    createPlanStore({ strapi, secrets, runId, signal, mostMegabytes: option('limits').planMb }),
  issues: () => createIssueStore({ strapi, runId }),
  issuesByRow: () => streamIssuesByRow(strapi, runId),
  hasErrorIssues: () => hasErrorIssues(strapi, runId),
  hasRowIssues: () => hasRowIssues(strapi, runId),

  countUndecided: () => countUndecided(strapi, runId),
  pairs: () => pairsOf(strapi, runId),

  /** Takes out of the plan what is about records that have come to share a value. */
  withdrawAmbiguous: () => withdrawAmbiguous({ strapi, secrets }, runId),

  /** Takes out of the plan what is about records that runs of one person have written since. */
  withdrawSynced: () => withdrawSynced({ strapi, secrets }, runId),

  /** Takes out of the plan the removal of disabled people whom a person has enabled since. */
  withdrawEnabled: () => withdrawEnabled({ strapi, secrets }, runId),

  /** Writes the plan. What is written stays written whatever happens. */
  apply: (options: Omit<ApplyOptions, 'strapi' | 'secrets' | 'recordIndex' | 'runId'>) =>
    applyPlan({ ...options, strapi, secrets, recordIndex, runId }),

  /** What was written, and what could not be. @param planned the counts of the whole plan */
  countWritten: (planned: RunCounts) => countWritten(strapi, runId, planned),

  /** Forgets what the run was to write. */
  dropPayloads: () => dropPayloads(strapi, runId),

  /** Forgets a plan that was not made to its end. */
  dropPlan: () => deletePlans(strapi, [runId]),

  countCredentials: () => countCredentials(strapi, runId),
  takeCredentials: () => takeCredentials(strapi, secrets, runId),
});

/** What runs and profiles ask of the database. Nobody else needs to know how it is stored. */
export const createStorage = (needs: StorageNeeds) => {
  const { strapi } = needs;
  const runs = createRunTable({ strapi });
  return {
    /** The time by the database's clock, in milliseconds. */
    now: () => databaseNow(strapi),
    assertEncoding: () => patiently(strapi, () => assertEncoding(strapi)),

    /**
     * Waits for a database that is away, for some minutes.
     * @throws ConnectorError `database-failed`
     */
    whenBack: () => patiently(strapi, () => strapi.db.connection.raw('select 1'), MOST_ABSENCE_MS),

    /** How many bytes the values of one record may have, written as JSON within JSON. */
    recordBound: () => recordBound(strapi),

    holdingProfile: <Result>(profileId: string, work: (isUnsure: boolean) => Promise<Result>) =>
      holdingProfile(strapi, profileId, work),

    /** @throws ConnectorError `already-running` while somebody is being forgotten */
    assertNobodyIsForgotten: () => assertNobodyIsForgotten(strapi),
    forgettings: createForgettings(strapi),
    tombstones: createTombstones({ strapi, fingerprint: needs.secrets.fingerprint }),

    runs,
    images: createImages({ ...needs, runs }),
    requestKeys: createRequestKeys(strapi),
    secretReads: createSecretReads(strapi),
    keptTooLong: (run: Pick<RunEntity, 'id' | 'profileId'>) => keptTooLong(strapi, runs, run),
    areRemovalsSkipped: (run: Pick<RunEntity, 'id' | 'profileId' | 'notModified'>) =>
      areRemovalsSkipped(strapi, runs, run),
    editedByHand: (profileId: string, slice: { start: number; limit: number }) =>
      editedByHand(strapi, profileId, slice),
    hasMissingPeople: (profileId: string) => hasMissingPeople(strapi, profileId),
    /** Whether a profile owns anything together with others. */
    sharesRecords: (profileId: string) => isSharing(strapi, profileId),
    /** Who owns a record, where those are several. */
    ownersOf: (type: RecordType, record: { id: number; documentId: string }) =>
      ownersOf(strapi, type, record),
    ofRun: (runId: number) => createRunStorage(needs, runId),
    /** A page of a run's changes; of those of all runs where it is null, the latest first. */
    changes: (runId: number | null, query: ChangeFilter & Page) =>
      listChanges(strapi, runId, query),
    /** A page of a run's issues. */
    issues: (runId: number, query: IssueFilter & Page) => listIssues(strapi, runId, query),

    /** Drops generated secrets that nobody has fetched, of runs that ended before a time. */
    dropCredentials: (before: number) => dropCredentialsBefore(strapi, before),

    /**
     * @param viewer the documentId of the profile that looks at the records
     * @param signal once it is aborted, nothing more is read
     */
    recordReader: (viewer: string | null = null, signal?: AbortSignal) =>
      createRecordReader({ strapi, viewer, signal }),
    readSecrets: (type: RecordType, documentId: string) => readSecrets(needs, type, documentId),
    renewIdentities: () => renewIdentities(strapi),
    releaseRecords: (profileId: string) => releaseRecords(strapi, profileId),
    administratorIdentities: () => administratorIdentities(strapi),
  };
};

export type Storage = ReturnType<typeof createStorage>;
export type RunStorage = ReturnType<typeof createRunStorage>;
