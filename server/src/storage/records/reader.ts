import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { identityOf } from '../../../../shared/identity';
import { ATTRIBUTES, uniqueAttributes, type RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';
import type { RecordReader, StoredRecord } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { readBoolean, readCell, readHandEdits, readObject, readTime } from '../cells';
import { isoTimeOrNull } from '../clock';
import { chunked } from '../../utils/collections';
import { from, giveWayToQueries, inBatches, sizeOfColumns, SLICE_SIZE } from '../database';
import { digested, digestName, digestOf, digestOfValue, KEY, sharedName } from '../digests';
import { createOwnersReader } from '../owners/read';
import { sharedBy } from '../owners/store';
import { patientRepository } from '../patience';
import { type LinkTable, recordTables, type RecordTable } from '../tables';

type Cells = Record<string, unknown>;

/** `0100` is no number of a range, but an extension of its own. */
const NUMBER = /^(?:0|[1-9]\d*)$/;

/**
 * The columns that a plan looks at. Of secrets only whether they are set: their values stay in the
 * database.
 */
const selection = (
  strapi: Core.Strapi,
  table: RecordTable
): (string | Knex.Raw | Knex.QueryBuilder)[] => {
  const own = (column: string): string => `${table.table}.${column}`;
  const attributes = ['id', 'documentId', ...table.plain, ...bookkeeping(table)];
  return [
    ...attributes.map((name) => `${own(table.column(name))} as ${name}`),
    ...table.secret.map((name) =>
      strapi.db.connection.raw('?? is not null as ??', [own(table.column(name)), `set_${name}`])
    ),
    ...(table.link ? [userOf(strapi, table, table.link)] : []),
  ];
};

/**
 * The user an entry or phone belongs to, looked up for each: PostgreSQL would join a batch of them by
 * walking all links up to where the batch is.
 */
const userOf = (strapi: Core.Strapi, { table }: RecordTable, link: LinkTable): Knex.QueryBuilder =>
  from(strapi, link.table)
    .max(link.user)
    .where(link.child, strapi.db.connection.ref(`${table}.id`))
    .as('userId');

const bookkeeping = (table: RecordTable): string[] => [
  'connectorProfile',
  'connectorKey',
  'connectorFingerprint',
  ...uniqueAttributes(table.type).map(sharedName),
  'updatedAt',
  'connectorKeptSince',
  'connectorAbsence',
  'connectorHandEdits',
  ...(table.type === 'user'
    ? ['connectorMissingSinceMs', 'connectorDisabledByHandMs', 'connectorGaveUp', 'protected']
    : []),
];

const secretStates = (table: RecordTable, cells: Cells): StoredRecord['secrets'] => {
  const fingerprints = readObject(cells.connectorFingerprint) ?? {};
  return Object.fromEntries(
    table.secret.map((name) => {
      const fingerprint = fingerprints[name];
      const set = readBoolean(cells[`set_${name}`]);
      return [name, { set, fingerprint: typeof fingerprint === 'string' ? fingerprint : null }];
    })
  );
};

const readTexts = (cell: unknown): Record<string, string> | null => {
  const texts = Object.entries(readObject(cell) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string'
  );
  return texts.length > 0 ? Object.fromEntries(texts) : null;
};

const readAbsence = (cell: unknown): StoredRecord['absence'] => {
  const { runs, after } = readObject(cell) ?? {};
  return typeof runs === 'number' && typeof after === 'number' ? { runs, after } : null;
};

const readRecord = (table: RecordTable, cells: Cells): StoredRecord => ({
  id: Number(cells.id),
  documentId: String(cells.documentId),
  attributes: Object.fromEntries(
    table.plain.map((name) => {
      const definition = ATTRIBUTES[table.type][name];
      return [name, definition ? readCell(definition.kind, cells[name]) : null];
    })
  ),
  secrets: secretStates(table, cells),
  owner: (cells.connectorProfile as string | null) ?? null,
  key: (cells.connectorKey as string | null) ?? null,
  owners: [],
  ownership: null,
  shares: uniqueAttributes(table.type).filter((name) => cells[sharedName(name)] !== null),
  protected: readBoolean(cells.protected ?? false),
  missingSince: isoTimeOrNull(cells.connectorMissingSinceMs),
  disabledByHand: isoTimeOrNull(cells.connectorDisabledByHandMs),
  absence: readAbsence(cells.connectorAbsence),
  keptSince: (cells.connectorKeptSince as string | null) ?? null,
  gaveUp: readTexts(cells.connectorGaveUp),
  handEdits: readHandEdits(cells.connectorHandEdits),
  userId: cells.userId === null || cells.userId === undefined ? null : Number(cells.userId),
  updatedAt: readTime(cells.updatedAt),
});

/** The column by which records are found by an attribute: that of its digest. */
const digestColumn = (table: RecordTable, attribute: string): string =>
  table.column(digestName(attribute));

/**
 * Reads what is stored, for the planner: by raw queries, since a plan of many rows is mostly
 * reading.
 */
export const createRecordReader = ({
  strapi,
  viewer = null,
  signal,
}: {
  strapi: Core.Strapi;
  /** The documentId of the profile that looks at the records. */
  viewer?: string | null;
  /** Once it is aborted, nothing more is read. */
  signal?: AbortSignal | undefined;
}): RecordReader => {
  const tables = recordTables(strapi);
  const shared = createOwnersReader(strapi);

  const records = (table: RecordTable): Knex.QueryBuilder =>
    from(strapi, table.table).select(selection(strapi, table));

  const matching = async (
    table: RecordTable,
    column: string,
    values: (string | number)[],
    owner?: string
  ): Promise<StoredRecord[]> => {
    const found: StoredRecord[] = [];
    for (const chunk of chunked(values)) {
      await giveWayToQueries(strapi);
      signal?.throwIfAborted();
      const query = records(table).whereIn(`${table.table}.${column}`, chunk);
      if (owner !== undefined) {
        query.where(`${table.table}.${table.column('connectorProfile')}`, owner);
      }
      const entities: Cells[] = await query;
      found.push(...entities.map((cells) => readRecord(table, cells)));
    }
    const seen = await shared.seenBy(owner ?? viewer, table.type, found);
    // Asked for this order, SQLite would walk all records of a profile instead of looking for some.
    return seen.sort((one, other) => one.id - other.id);
  };

  /** All records of a query, in batches; texts and lists may be large. */
  async function* batches(
    table: RecordTable,
    query: () => Knex.QueryBuilder
  ): AsyncGenerator<StoredRecord[]> {
    const large = table.plain.filter((name) =>
      ['text', 'list'].includes(ATTRIBUTES[table.type][name]?.kind ?? '')
    );
    const columns = large.map((name) => `${table.table}.${table.column(name)}`);
    const sizes = sizeOfColumns(strapi, columns);
    const id = `${table.table}.id`;
    for await (const entities of inBatches<Cells>(query, id, 'id', { sizes, signal })) {
      const found = entities.map((cells) => readRecord(table, cells));
      yield shared.seenBy(viewer, table.type, found);
    }
  }

  /** The records that are noted as a profile's, and those of which it is a further owner; whoever's where it is null. */
  const ownedBy = async (
    table: RecordTable,
    owner: string | null
  ): Promise<(() => Knex.QueryBuilder)[]> => {
    const everybody = () => from(strapi, table.table);
    if (owner === null) return [everybody];
    const column = `${table.table}.${table.column('connectorProfile')}`;
    const further = () =>
      everybody()
        .whereIn(`${table.table}.id`, sharedBy(strapi, table.type, owner))
        .whereNot(column, owner);
    const own = () => everybody().where(column, owner);
    return (await shared.isAny()) ? [own, further] : [own];
  };

  return {
    async byKey(type, owner, keys) {
      const table = tables[type];
      const digests = keys.map(digestOf);
      const own = await matching(table, digestColumn(table, KEY), digests, owner);
      const known = new Set(own.map(({ id }) => id));
      const further = (await shared.idsByKey({ type, profile: owner }, digests)).filter(
        (id) => !known.has(id)
      );
      if (further.length === 0) return own;
      const found = await shared.seenBy(owner, type, await matching(table, 'id', further));
      return [...own, ...found].sort((one, other) => one.id - other.id);
    },

    byAttribute: (type, attribute, values) =>
      matching(
        tables[type],
        digestColumn(tables[type], attribute),
        values.flatMap((value) => digestOfValue(attribute, value) ?? [])
      ),

    async byAttributes(type, values) {
      await giveWayToQueries(strapi);
      signal?.throwIfAborted();
      const table = tables[type];
      const query = records(table);
      for (const [attribute, wanted] of Object.entries(values)) {
        // What has no digest has no other spelling either, but for what a run would not write.
        const isDigested = digested(type).includes(attribute);
        const column = table.column(isDigested ? digestName(attribute) : attribute);
        query.whereIn(
          `${table.table}.${column}`,
          isDigested ? wanted.flatMap((value) => digestOfValue(attribute, value) ?? []) : wanted
        );
      }
      const entities: Cells[] = await query;
      const found = entities.map((cells) => readRecord(table, cells));
      const seen = await shared.seenBy(viewer, type, found);
      return seen.sort((one, other) => one.id - other.id);
    },

    byId: (type, ids) => matching(tables[type], 'id', ids),

    async *ambiguous(type) {
      const table = tables[type];
      const marks = uniqueAttributes(type).map(
        (name) => `${table.table}.${table.column(sharedName(name))}`
      );
      if (marks.length === 0) return;
      const query = () =>
        records(table).where((any) => marks.forEach((mark) => any.orWhereNotNull(mark)));
      yield* batches(table, query);
    },

    async *ofUsers(type, userIds) {
      const table = tables[type];
      const { link } = table;
      if (!link) return;
      const children = () =>
        records(table)
          .join(link.table, `${link.table}.${link.child}`, `${table.table}.id`)
          .whereIn(`${link.table}.${link.user}`, userIds);
      yield* batches(table, children);
    },

    async *all(type, owner, isKnown) {
      const table = tables[type];
      const bounds = { size: SLICE_SIZE, signal };
      for (const query of await ownedBy(table, owner)) {
        const ids = () => query().select('id');
        for await (const entities of inBatches<{ id: number }>(ids, 'id', 'id', bounds)) {
          const wanted = entities.map(({ id }) => Number(id)).filter((id) => !isKnown(id));
          for (const chunk of chunked(wanted)) {
            yield* batches(table, () => records(table).whereIn(`${table.table}.id`, chunk));
          }
        }
      }
    },

    async count(type: RecordType, owner: string | null) {
      const table = tables[type];
      let sum = 0;
      for (const owned of await ownedBy(table, owner)) {
        const query = owned();
        if (owner === null && type === 'user') {
          const isProtected = table.column('protected');
          query.where((either) => either.whereNull(isProtected).orWhere(isProtected, false));
        }
        const entity: { count: unknown } | undefined = await query.count({ count: '*' }).first();
        sum += Number(entity?.count ?? 0);
      }
      return sum;
    },

    async *mobileNumbers() {
      const { table, column } = tables.user;
      const name = column('mobileNumbers');
      const query = () =>
        from(strapi, table).select({ id: 'id', numbers: name }).whereNotNull(name);
      const sizes = sizeOfColumns(strapi, [name]);
      for await (const entities of inBatches<{ id: number; numbers: unknown }>(query, 'id', 'id', {
        sizes,
        signal,
      })) {
        yield entities.map(({ id, numbers }) => {
          const list = readCell('list', numbers);
          return { id: Number(id), numbers: Array.isArray(list) ? list.map(String) : [] };
        });
      }
    },

    async profileNames(ids) {
      const profiles: { documentId: string; name: string }[] = await patientRepository(
        strapi,
        UIDS.profile
      ).findMany({ where: { documentId: { $in: ids } }, select: ['documentId', 'name'] });
      return new Map(profiles.map(({ documentId, name }) => [documentId, name]));
    },

    async extensionsInRange(first, last) {
      const { table, column } = tables.user;
      const taken = new Set<string>();
      const query = () =>
        from(strapi, table)
          .select({ id: 'id', extension: column('extension') })
          .whereNotNull(column('extension'));
      for await (const entities of inBatches<{ id: number; extension: string }>(query, 'id', 'id', {
        signal,
      })) {
        for (const { extension } of entities) {
          const number = identityOf('extension', extension) ?? '';
          if (!NUMBER.test(number)) continue;
          if (Number(number) >= first && Number(number) <= last) taken.add(number);
        }
      }
      return taken;
    },
  };
};

/** The identities of the user names and e-mail addresses of Strapi's own administrators. */
export const administratorIdentities = async (
  strapi: Core.Strapi
): Promise<ReadonlySet<string>> => {
  const administrators: { username: string | null; email: string | null }[] =
    await patientRepository(strapi, 'admin::user').findMany({ select: ['username', 'email'] });
  const identities = administrators.flatMap(({ username, email }) => [
    identityOf('username', username ?? ''),
    identityOf('email', email ?? ''),
  ]);
  return new Set(identities.filter((identity) => identity !== null));
};

/**
 * The encrypted secrets of a record in clear, null where one is not set; a password stays what it
 * is, a hash nobody reads. Null when there is no such record.
 * @throws ConnectorError `cannot-decrypt`
 */
export const readSecrets = async (
  { strapi, secrets }: { strapi: Core.Strapi; secrets: Secrets },
  type: RecordType,
  documentId: string
): Promise<Record<string, string | null> | null> => {
  const table = recordTables(strapi)[type];
  const names = table.secret.filter((name) => ATTRIBUTES[type][name]?.kind === 'encrypted');
  const entity: Record<string, string | null> | undefined = await from(strapi, table.table)
    .select(Object.fromEntries(names.map((name) => [name, table.column(name)])))
    .where(table.column('documentId'), documentId)
    .first();
  if (!entity) {
    return null;
  }
  return Object.fromEntries(
    names.map((name) => {
      const value = entity[name] ?? null;
      return [name, value === null ? null : secrets.decrypt(value)];
    })
  );
};
