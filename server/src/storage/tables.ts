import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import {
  ATTRIBUTES,
  isSecret,
  type AttributeDefinition,
  type RecordType,
} from '../../../shared/records';
import { UIDS } from '../constants';
import { chunked } from '../utils/collections';
import { from, type Transaction } from './database';

/** The table that holds which user an entry or phone belongs to. */
export interface LinkTable {
  table: string;
  /** The column with the id of the entry or phone. */
  child: string;
  user: string;
  /** The column with its place among the user's entries or phones. */
  order: string;
}

/** How a type of record lies in the database. */
export interface RecordTable {
  type: RecordType;
  uid: (typeof UIDS)[RecordType];
  table: string;
  /** Names of the attributes that are not secret, and of those that are. */
  plain: string[];
  secret: string[];
  /** The columns of the attributes that are in the table itself, by their names. */
  columns: ReadonlyMap<string, string>;
  /** The column of an attribute, Strapi's own and the bookkeeping's too. */
  column(attribute: string): string;
  /** Strapi's type of the attribute with that column. */
  typeOf(column: string): string;
  /** Null for users. */
  link: LinkTable | null;
}

type Metadata = ReturnType<Core.Strapi['db']['metadata']['get']>;

const linkOf = (metadata: Metadata): LinkTable | null => {
  const relation = metadata.attributes['user'];
  if (relation?.type !== 'relation' || !('joinTable' in relation) || !relation.joinTable) {
    return null;
  }
  const { name, joinColumn, inverseJoinColumn, inverseOrderColumnName } = relation.joinTable as {
    name: string;
    joinColumn: { name: string };
    inverseJoinColumn: { name: string };
    inverseOrderColumnName: string;
  };
  return {
    table: name,
    child: joinColumn.name,
    user: inverseJoinColumn.name,
    order: inverseOrderColumnName,
  };
};

const describe = (strapi: Core.Strapi, type: RecordType): RecordTable => {
  const uid = UIDS[type];
  const metadata = strapi.db.metadata.get(uid);
  const columns = new Map<string, string>();
  const own = new Map<string, string>();
  const types = new Map<string, string>();
  for (const [name, attribute] of Object.entries(metadata.attributes)) {
    const column = ('columnName' in attribute && attribute.columnName) || name;
    if ('columnName' in attribute) own.set(name, column);
    columns.set(name, column);
    types.set(column, attribute.type);
  }
  const definitions: [string, AttributeDefinition][] = Object.entries(ATTRIBUTES[type]);
  const namesWhere = (secret: boolean): string[] =>
    definitions.filter(([, definition]) => isSecret(definition) === secret).map(([name]) => name);

  const known = (value: string | undefined, name: string): string => {
    if (value === undefined) {
      throw new Error(`${uid} has no ${name}`);
    }
    return value;
  };
  return {
    type,
    uid,
    table: metadata.tableName,
    plain: namesWhere(false),
    secret: namesWhere(true),
    columns: own,
    column: (attribute) => known(columns.get(attribute), attribute),
    typeOf: (column) => known(types.get(column), column),
    link: type === 'user' ? null : linkOf(metadata),
  };
};

export type RecordTables = Record<RecordType, RecordTable>;

/** Where each type of record is kept, by Strapi's own account of it. */
export const recordTables = (strapi: Core.Strapi): RecordTables => ({
  user: describe(strapi, 'user'),
  phonebookEntry: describe(strapi, 'phonebookEntry'),
  phone: describe(strapi, 'phone'),
});

/** The table and columns of one of the plugin's own models. */
export const modelTable = (strapi: Core.Strapi, uid: string): string =>
  strapi.db.metadata.get(uid).tableName;

/** Entries or phones with the users whose they are. */
export interface LinkedUsers {
  query: Knex.QueryBuilder;
  /** The columns with the ids of the entry or phone and of its user. */
  child: string;
  user: string;
  /** The column of an attribute of the user. */
  ofUser(attribute: string): string;
}

/** Joins a link table with the users in it. */
export const linkedUsers = (
  strapi: Core.Strapi,
  link: LinkTable,
  transaction?: Transaction
): LinkedUsers => {
  const { table, column } = recordTables(strapi).user;
  const user = `${link.table}.${link.user}`;
  return {
    query: from(strapi, link.table, transaction).join(table, `${table}.id`, user),
    child: `${link.table}.${link.child}`,
    user,
    ofUser: (attribute) => `${table}.${column(attribute)}`,
  };
};

/** Whose entries or phones are now, by the ids of these; none of users. */
export const holdersOf = async (
  strapi: Core.Strapi,
  { link }: RecordTable,
  ids: readonly number[],
  transaction?: Transaction
): Promise<ReadonlyMap<number, number>> => {
  const holders = new Map<number, number>();
  if (!link) return holders;
  for (const chunk of chunked(ids)) {
    const entities: { child: number; user: number }[] = await from(strapi, link.table, transaction)
      .select({ child: link.child, user: link.user })
      .whereIn(link.child, chunk);
    for (const { child, user } of entities) holders.set(Number(child), Number(user));
  }
  return holders;
};

/** The columns of a model whose attributes are of a type. */
export const columnsOfType = (strapi: Core.Strapi, uid: string, type: string): string[] =>
  Object.values(strapi.db.metadata.get(uid).attributes).flatMap((attribute) =>
    attribute.type === type && 'columnName' in attribute ? [String(attribute.columnName)] : []
  );
