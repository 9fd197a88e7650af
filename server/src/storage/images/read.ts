import type { Core } from '@strapi/strapi';

import type { RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';
import type { PresentRecord, RecordImage, StoredImage, WrittenRecord } from '../../plan/undo/types';
import type { Secrets } from '../../secrets';
import { chunked } from '../../utils/collections';
import { from, inBatches, sizeOfColumns } from '../database';
import { RELEASED } from '../records/release';
import { noteOf, readOwners } from '../owners/store';
import { CHANGE_UID } from '../runs/models';
import type { RunEntity } from '../runs/run-entities';
import { holdersOf, linkedUsers, modelTable, type RecordTable, recordTables } from '../tables';
import { IMAGE_UID } from './model';
import { imageOf } from './record-image';

type Cells = Record<string, unknown>;

interface ReaderNeeds {
  strapi: Core.Strapi;
  secrets: Pick<Secrets, 'decrypt'>;
  signal: AbortSignal;
}

type UndoneRun = Pick<RunEntity, 'id' | 'purpose' | 'startedAtMs'>;

/** What is read of an image. */
interface ImageCells extends Cells {
  id: number;
  record_id: number;
  document_id: string;
  taken_at_ms: number;
  run_after: number | null;
  payload: string | null;
}

/** An image as it is kept: what is empty is left out. */
type KeptImage = Omit<StoredImage, 'owners'> & Partial<Pick<StoredImage, 'owners'>>;

/** An image with what is not mentioned in it, which is null, and without attributes that the app has given up since. */
const whole = (empty: RecordImage, { userId, owners = [], ...stored }: KeptImage): StoredImage => {
  const part = <Values extends Record<string, unknown>>(nulls: Values, values: Values): Values =>
    Object.fromEntries(Object.keys(nulls).map((name) => [name, values[name] ?? null])) as Values;
  return {
    userId,
    owners,
    attributes: part(empty.attributes, stored.attributes),
    secrets: part(empty.secrets, stored.secrets),
    bookkeeping: part(empty.bookkeeping, stored.bookkeeping),
    rest: part(empty.rest, stored.rest),
  };
};

/** The documentIds of the profiles that an image has for owners. */
const ownersOf = ({ bookkeeping: { connectorProfile: first }, owners }: StoredImage): string[] => [
  ...(typeof first === 'string' ? [first] : []),
  ...owners.map(({ profile }) => profile),
];

/** An image without owners who are gone. */
const withoutOwners = (image: StoredImage, isGone: (profile: string) => boolean): StoredImage => {
  const { bookkeeping } = image;
  const owners = image.owners.filter(({ profile }) => !isGone(profile));
  const [heir] = owners;
  const first = bookkeeping.connectorProfile;
  const next = heir ? noteOf(heir) : RELEASED;
  return {
    ...image,
    owners: owners.length > 1 ? owners : [],
    ...(typeof first === 'string' && isGone(first) && { bookkeeping: { ...bookkeeping, ...next } }),
  };
};

const CHILDREN = ['phonebookEntry', 'phone'] as const;

/** The records with some values in a column. */
const present = async (
  strapi: Core.Strapi,
  table: RecordTable,
  column: string,
  values: readonly (string | number)[]
): Promise<Cells[]> => {
  const found: Cells[] = [];
  for (const chunk of chunked(values)) {
    const entities: Cells[] = await from(strapi, table.table).select('*').whereIn(column, chunk);
    found.push(...entities);
  }
  return found;
};

/**
 * The users to whom entries or phones belong that a run has not written, or that somebody has changed since:
 * of what it has written, its images say which run is noted, and for what it has created it is noted itself.
 */
const usersWithOthersBelow = async (
  strapi: Core.Strapi,
  run: UndoneRun,
  userIds: readonly number[]
): Promise<ReadonlySet<number>> => {
  const others = new Set<number>();
  const tables = recordTables(strapi);
  const images = modelTable(strapi, IMAGE_UID);
  for (const type of CHILDREN) {
    const { link, table, column } = tables[type];
    if (!link) continue;
    for (const chunk of chunked(userIds)) {
      const { query, child, user } = linkedUsers(strapi, link);
      const found: { user: number; run: unknown; after: unknown; edited: unknown; at: unknown }[] =
        await query
          .join(table, `${table}.id`, child)
          .leftJoin(images, (join) => {
            join
              .on(`${images}.record_id`, child)
              .andOnVal(`${images}.run_id`, run.id)
              .andOnVal(`${images}.record_type`, type);
          })
          .whereIn(user, chunk)
          .select({
            user,
            run: `${table}.${column('connectorRun')}`,
            edited: `${table}.${column('connectorEditedAtMs')}`,
            after: `${images}.run_after`,
            at: `${images}.taken_at_ms`,
          });
      for (const each of found) {
        const isOfRun = Number(each.run) === Number(each.after ?? run.id);
        const isEdited = Number(each.edited ?? 0) >= Number(each.at ?? run.startedAtMs);
        if (!isOfRun || isEdited) others.add(Number(each.user));
      }
    }
  }
  return others;
};

/** Reads what a run has written, for the plan to undo it. */
export const createImageReader = ({ strapi, secrets, signal }: ReaderNeeds, run: UndoneRun) => {
  const tables = recordTables(strapi);

  /** Records as they are now, by a column of theirs. */
  const presentRecords = async (
    table: RecordTable,
    column: string,
    values: readonly (string | number)[],
    isCreated: (cells: Cells) => boolean
  ): Promise<ReadonlyMap<string, PresentRecord>> => {
    const entities = await present(strapi, table, column, values);
    const ids = entities.map(({ id }) => Number(id));
    const users = await holdersOf(strapi, table, ids);
    const owners = await readOwners(strapi, table.type, ids);
    const created = entities.filter(isCreated).map(({ id }) => Number(id));
    const others =
      table.type === 'user' ? await usersWithOthersBelow(strapi, run, created) : new Set<number>();
    return new Map(
      entities.map((cells) => {
        const id = Number(cells.id);
        const record = {
          ...imageOf(table, cells),
          id,
          documentId: String(cells[table.column('documentId')]),
          userId: users.get(id) ?? null,
          owners: owners.get(id) ?? [],
          hasOthersBelow: others.has(id),
        };
        return [String(cells[column]), record];
      })
    );
  };

  /** What belonged to a profile that is there no more belongs to the others who own it, or to nobody, as what there is of it by then. */
  const released = async (
    images: readonly (StoredImage | null)[]
  ): Promise<(StoredImage | null)[]> => {
    const profiles = new Set(images.flatMap((image) => (image ? ownersOf(image) : [])));
    const found: { documentId: string }[] = await strapi.db
      .query(UIDS.profile)
      .findMany({ select: ['documentId'], where: { documentId: { $in: [...profiles] } } });
    const present = new Set(found.map(({ documentId }) => documentId));
    return images.map((image) => image && withoutOwners(image, (profile) => !present.has(profile)));
  };

  async function* imaged(table: RecordTable): AsyncGenerator<WrittenRecord[]> {
    const images = modelTable(strapi, IMAGE_UID);
    const empty = imageOf(table, {});
    const query = () =>
      from(strapi, images)
        .select('id', 'record_id', 'document_id', 'taken_at_ms', 'run_after', 'payload')
        .where({ run_id: run.id, record_type: table.type });
    const sizes = sizeOfColumns(strapi, ['payload']);
    for await (const rows of inBatches<ImageCells>(query, 'id', 'id', { sizes, signal })) {
      const absent = new Set(
        rows.filter(({ payload }) => payload === null).map((row) => row.document_id)
      );
      const column = table.column('documentId');
      const now = await presentRecords(
        table,
        column,
        rows.map((row) => row.document_id),
        (cells) => absent.has(String(cells[column]))
      );
      const before = await released(
        rows.map(({ payload }) =>
          payload === null ? null : whole(empty, JSON.parse(secrets.decrypt(payload)) as KeptImage)
        )
      );
      yield rows.map((row, index) => ({
        id: Number(row.record_id),
        documentId: row.document_id,
        before: before[index] ?? null,
        now: now.get(row.document_id) ?? null,
        writtenAtMs: Number(row.taken_at_ms),
        runAfter: row.run_after === null ? null : Number(row.run_after),
      }));
    }
  }

  async function* created(table: RecordTable): AsyncGenerator<WrittenRecord[]> {
    // What is made anew by undoing has an image that says so.
    if (run.purpose === 'undo') return;
    const changes = () =>
      from(strapi, modelTable(strapi, CHANGE_UID))
        .select('sequence', 'record_id')
        .where({ run_id: run.id, type: table.type, action: 'create', applied: true })
        .whereNotNull('record_id');
    for await (const rows of inBatches<{ sequence: number; record_id: number }>(
      changes,
      'sequence',
      'sequence',
      { signal }
    )) {
      const ids = rows.map((row) => Number(row.record_id));
      const now = await presentRecords(table, 'id', ids, () => true);
      yield ids.map((id) => {
        const record = now.get(String(id)) ?? null;
        return {
          id,
          documentId: record?.documentId ?? '',
          before: null,
          now: record,
          writtenAtMs: run.startedAtMs,
          runAfter: run.id,
        };
      });
    }
  }

  return {
    /** The records of a type that the run has written, some hundred at a time. */
    async *written(type: RecordType): AsyncGenerator<WrittenRecord[]> {
      yield* imaged(tables[type]);
      yield* created(tables[type]);
    },
  };
};
