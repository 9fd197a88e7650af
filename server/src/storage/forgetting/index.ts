import type { Core } from '@strapi/strapi';

import type { ForgettingCounts } from '../../../../shared/contracts/forgetting';
import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { aboutPrint } from '../../plan/forgotten';
import type { Change } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { giveWay } from '../../utils/turns';
import type { KeyNames } from '../../utils/record-keys';
import { inTransaction } from '../database';
import type { RecordIndex } from '../lookup/record-index';
import { dropOwners, dropStrayOwners } from '../owners/store';
import { createBulkWriter } from '../records/bulk-writer';
import { createDocumentWriter } from '../records/document-writer';
import type { RunEntity, RunTable } from '../runs/run-entities';
import { recordTables } from '../tables';
import { type Asked, type AskedPerson, findAsked } from './asked';
import { isInPlan, passOverChanges } from './changes';
import { passOverIssues } from './issues';
import {
  countRelations,
  passOverCredentials,
  passOverImages,
  passOverPhonebooks,
  passOverRun,
  passOverSecretReads,
  passOverVersions,
} from './others';
import { createPast } from './past';
import { type Person, type PersonRecord, personOf, recordsOf } from './person';
import { Traces } from './traces';

interface ErasingNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
  recordIndex: RecordIndex;
  runs: RunTable;
  /** How records are written. */
  mode: () => 'bulk' | 'documents';
}

type InDatabase = Omit<ForgettingCounts, 'records' | 'plans' | 'rows' | 'files' | 'corrections'>;

const PAST = [
  'id',
  'documentId',
  'profileId',
  'status',
  'sourceName',
  'error',
  'exceeded',
] as const;

/** The removal of a record, as a plan has it. */
const removalOf = ({ type, id, documentId }: PersonRecord, place: number): Change => ({
  sequence: place + 1,
  row: null,
  type,
  action: 'remove',
  key: '',
  label: '',
  target: { id, documentId },
  attributes: {},
  secrets: {},
  generate: [],
  clearFirst: [],
  own: false,
  difference: {},
});

/** What the database has of a person: found, counted and erased by the same passes. */
export const createErasing = ({ strapi, secrets, recordIndex, runs, mode }: ErasingNeeds) => {
  const pastRuns = (): Promise<RunEntity[]> => runs.findAll({}, [...PAST]);

  const look = createPast({ strapi, secrets, pastRuns });

  /** Removes the records as a run does, those of a type together. */
  const removeRecords = async ({ records }: Person): Promise<void> => {
    const writer =
      mode() === 'bulk'
        ? createBulkWriter(strapi, recordIndex)
        : createDocumentWriter(strapi, recordIndex);
    for (const type of RECORD_TYPES.toReversed()) {
      const targets = records.filter((record) => record.type === type);
      if (targets.length === 0) continue;
      await inTransaction(strapi, async (transaction) => {
        const table = recordTables(strapi)[type];
        const removed = await writer.remove(table, targets.map(removalOf), transaction);
        await dropOwners(strapi, type, [...removed.values()], transaction);
      });
    }
  };

  return {
    /**
     * Whom a record is about, as far as the stored records tell.
     * @throws NotFoundError; ConnectorError `forget-their-user`
     */
    identify: async (
      type: RecordType,
      documentId: string,
      profiles: ReadonlyMap<string, KeyNames>
    ): Promise<Person> => personOf(strapi, await recordsOf(strapi, type, documentId), profiles),

    /** Whom somebody asks for who may not be stored any more. @throws ConnectorError `forget-several` */
    findAsked: (asked: Asked, profiles: ReadonlyMap<string, KeyNames>): Promise<AskedPerson> =>
      findAsked({ strapi, look }, asked, profiles),

    /** The person with what plans, images and versions tell: former records, keys and names, and rows. */
    withPast: async (person: Person, profiles: ReadonlyMap<string, KeyNames>): Promise<Person> =>
      (await look(person, profiles)).person,

    countRelations: (person: Person): Promise<number> => countRelations(strapi, person),

    /** The held runs whose plans have the person. */
    async heldWith(person: Person): Promise<RunEntity[]> {
      const traces = new Traces(person.telling);
      const held: RunEntity[] = [];
      for (const run of await runs.findAll({ status: 'held' })) {
        if (await isInPlan({ strapi, secrets }, run, person, traces)) held.push(run);
      }
      return held;
    },

    removeRecords,

    /** Goes through everything but records, held plans and files. */
    async pass(person: Person, erases: boolean): Promise<InDatabase> {
      const traces = new Traces(person.telling);
      const counts = { changes: 0, mentions: 0, issues: 0, runs: 0 };
      const profiles = new Map<number, string>();
      for (const run of await pastRuns()) {
        profiles.set(run.id, run.profileId);
        const rows = person.rows[run.id] ?? [];
        const keys = person.keys[run.profileId] ?? [];
        const prints = new Set(
          keys.map((key) => aboutPrint(secrets.fingerprint, run.profileId, key))
        );
        const ofIssues = { strapi, run, rows, prints, traces };
        const { issues, values } = await passOverIssues({ ...ofIssues, erases: false });
        const ofRun = values.length === 0 ? traces : new Traces([...traces.texts, ...values]);
        counts.runs += await passOverRun({ strapi, erases }, run, ofRun);
        if (erases && issues > 0) await passOverIssues({ ...ofIssues, erases });
        const { changes, mentions } = await passOverChanges({
          strapi,
          run,
          person,
          traces,
          erases,
        });
        counts.issues += issues;
        counts.changes += changes;
        counts.mentions += mentions;
        await giveWay();
      }
      if (erases) await dropStrayOwners(strapi);
      const all = { strapi, person, erases };
      return {
        ...counts,
        credentials: await passOverCredentials(all, secrets, profiles),
        secretReads: await passOverSecretReads(all),
        images: await passOverImages(all),
        phonebooks: await passOverPhonebooks(all),
        versions: await passOverVersions(all),
      };
    },
  };
};

export type Erasing = ReturnType<typeof createErasing>;
