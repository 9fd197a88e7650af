import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type {
  PhonebookCondition,
  PhonebookContent,
} from '../../../../shared/contracts/remote-phonebooks';
import { recordTables } from '../tables';

/** Which entries a phonebook has. */
export type Choice = Pick<PhonebookContent, 'labels' | 'conditions'>;

/** Escapes what has a meaning in a pattern of `like`. */
const literally = (text: string): string => text.replace(/[!%_]/g, '!$&');

type Bound = [sql: string, bound: string[]];

/**
 * A text in lower case, to be compared with one that is. Databases may know ASCII only: other letters, of which those of the
 * other text matter, are done one by one.
 */
const lowered = (sql: string, other: string): Bound => {
  const letters = [...new Set(other.replace(/\p{ASCII}/gu, ''))]
    .map((small) => [small.toUpperCase(), small])
    .filter(([large = '', small]) => large !== small && [...large].length === 1);
  return [letters.reduce((inner) => `replace(${inner}, ?, ?)`, `lower(${sql})`), letters.flat()];
};

const COLUMN = `coalesce(??, '')`;
/** Whether something is in a column. */
export const GIVEN = `${COLUMN} <> ''`;

/** Compares a text with one in lower case. @param bound what the operator compares with, made of the other text */
const compared = (sql: string, operator: string, other: string, bound = other): Bound => {
  const [small, letters] = lowered(sql, other);
  return [`${small} ${operator}`, [...letters, bound]];
};

const LIKE = `like ? escape '!'`;

const containing = (sql: string, other: string): Bound =>
  compared(sql, LIKE, other, `%${literally(other)}%`);

const CONDITIONS: Readonly<Record<PhonebookCondition['test'], (value: string) => Bound>> = {
  is: (value) => compared(COLUMN, '= ?', value),
  isNot: (value) => compared(COLUMN, '<> ?', value),
  contains: (value) => containing(COLUMN, value),
  doesNotContain: (value) => {
    const [sql, bound] = containing(COLUMN, value);
    return [`not (${sql})`, bound];
  },
  startsWith: (value) => compared(COLUMN, LIKE, value, `${literally(value)}%`),
  isEmpty: () => [`coalesce(??, '') = ''`, []],
  isNotEmpty: () => [GIVEN, []],
};

/** How each database looks into the JSON of labels. */
interface LabelsInSql {
  /** Whether a column has one of a name. */
  has(name: string): [sql: string, bound: string];
  /** The labels of a column as a table `label`, and the name of one of them. */
  table: string;
  name: string;
}

const LABELS: Readonly<Record<string, LabelsInSql>> = {
  sqlite: {
    has: (name) => [
      `exists (select 1 from json_each(??) as label where case when label.type = 'object' then json_extract(label.value, '$.name') end = ?)`,
      name,
    ],
    table: 'json_each(??) as label',
    name: `case when label.type = 'object' then json_extract(label.value, '$.name') end`,
  },
  postgres: {
    has: (name) => ['??::jsonb @> ?::jsonb', JSON.stringify([{ name }])],
    table: `jsonb_array_elements(case when jsonb_typeof(??::jsonb) = 'array' then ??::jsonb end) as label`,
    name: `label ->> 'name'`,
  },
  mysql: {
    has: (name) => ['json_contains(??, ?)', JSON.stringify({ name })],
    table: `json_table(??, '$[*]' columns (name varchar(255) path '$.name')) as label`,
    name: 'label.name',
  },
};

const labelsInSql = (strapi: Core.Strapi): LabelsInSql => {
  const known = LABELS[strapi.db.dialect.client];
  if (!known) throw new Error(`no labels in ${strapi.db.dialect.client}`);
  return known;
};

/** Narrows a query that has the table of entries to those that are chosen. */
export const choose = (
  strapi: Core.Strapi,
  query: Knex.QueryBuilder,
  { labels, conditions }: Choice
): void => {
  const { table, column } = recordTables(strapi).phonebookEntry;
  if (labels.length > 0) {
    const { has } = labelsInSql(strapi);
    void query.where((one) =>
      labels.forEach((name) => {
        const [sql, bound] = has(name);
        void one.orWhereRaw(sql, [`${table}.${column('labels')}`, bound]);
      })
    );
  }
  for (const { attribute, test, value } of conditions) {
    const [sql, bound] = CONDITIONS[test](value.toLowerCase());
    void query.whereRaw(sql, [`${table}.${column(attribute)}`, ...bound]);
  }
};

/** The names of labels of all entries but private ones with a text in them, in their order, up to so many. */
export const labelsWith = async (
  strapi: Core.Strapi,
  text: string,
  most: number
): Promise<string[]> => {
  const { table, column } = recordTables(strapi).phonebookEntry;
  const { table: labels, name } = labelsInSql(strapi);
  const places = labels.split('??').length - 1;
  const source = strapi.db.connection.raw(
    `cross join ${labels}`,
    Array.from({ length: places }, () => `${table}.${column('labels')}`)
  );
  const [has, bound] = containing(name, text.toLowerCase());
  const hidden = `${table}.${column('private')}`;
  const found: { name: unknown }[] = await strapi.db
    .getConnection(table)
    .distinct(strapi.db.connection.raw(`${name} as name`))
    .joinRaw(source as unknown as string)
    .whereRaw(`${name} <> ''`)
    .whereRaw(has, bound)
    .where((either) => void either.whereNull(hidden).orWhere(hidden, false))
    .orderBy('name')
    .limit(most);
  return found.map((row) => String(row.name));
};
