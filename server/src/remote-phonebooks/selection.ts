import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type {
  PhonebookCondition,
  PhonebookContent,
} from '../../../shared/contracts/remote-phonebooks';
import { withoutUmlauts, wordsOf } from '../lookup/names';
import type { NumberedType } from '../lookup/numbers';
import { recordsCalled } from '../storage/lookup/find';
import { type LinkTable, type RecordTable, recordTables } from '../storage/tables';
import type { Search } from './types';

/** Whom a phonebook has. */
export type Content = Pick<PhonebookContent, 'labels' | 'conditions' | 'user'>;

type Query = Knex.QueryBuilder;

/** Of which table somebody is; entries come first among people of one name. */
export const ENTRY = 0;
export const PERSON = 1;

const ENTRY_NUMBERS = ['phone', 'mobile', 'homePhone'];

/** Escapes what has a meaning in a pattern of `like`. */
const literally = (text: string): string => text.replace(/[!%_]/g, '!$&');

const LIKE = `lower(coalesce(??, '')) like ? escape '!'`;
const GIVEN = `coalesce(??, '') <> ''`;

/** The digits of a number with anything between them: numbers are stored as they are written. */
const spelledAnyhow = (digits: string): string => `%${[...digits].join('%')}%`;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** How many of a number's last digits tell it from others, whatever stands before them. */
const TELLING_DIGITS = 6;
const FEWEST_DIGITS = 3;

const CONDITIONS: Readonly<
  Record<PhonebookCondition['test'], (value: string) => [sql: string, bound: string[]]>
> = {
  is: (value) => [`lower(coalesce(??, '')) = ?`, [value]],
  isNot: (value) => [`lower(coalesce(??, '')) <> ?`, [value]],
  contains: (value) => [LIKE, [`%${literally(value)}%`]],
  doesNotContain: (value) => [`not (${LIKE})`, [`%${literally(value)}%`]],
  startsWith: (value) => [LIKE, [`${literally(value)}%`]],
  isEmpty: () => [`coalesce(??, '') = ''`, []],
  isNotEmpty: () => [GIVEN, []],
};

/** Whether a column of labels has one of a name, as each database looks into JSON. */
const LABELLED: Readonly<Record<string, (name: string) => [sql: string, bound: string]>> = {
  sqlite: (name) => [
    `exists (select 1 from json_each(??) as label where case when label.type = 'object' then json_extract(label.value, '$.name') end = ?)`,
    name,
  ],
  postgres: (name) => ['??::jsonb @> ?::jsonb', JSON.stringify([{ name }])],
  mysql: (name) => ['json_contains(??, ?)', JSON.stringify({ name })],
};

interface Tables {
  entry: RecordTable;
  user: RecordTable;
  link: LinkTable;
}

const tablesOf = (strapi: Core.Strapi): Tables => {
  const { phonebookEntry: entry, user } = recordTables(strapi);
  if (!entry.link) throw new Error('entries have no users');
  return { entry, user, link: entry.link };
};

const columnsOf = (table: RecordTable, names: readonly string[]): string[] =>
  names.map((name) => `${table.table}.${table.column(name)}`);

const anyOf = (
  query: Query,
  sql: string,
  columns: readonly string[],
  bound: string[] = []
): void => {
  void query.where((one) =>
    columns.forEach((column) => void one.orWhereRaw(sql, [column, ...bound]))
  );
};

/** Where text is looked for. */
interface Searched {
  type: NumberedType;
  /** The columns of the record's id, of its extension, and of all of its numbers. */
  id: string;
  extension: string;
  numbers: string[];
  /** The document id of the user whose private entries count as well. */
  owner: string | null;
}

/** Each word has to be the beginning of one in a name or of an extension, or its digits somewhere in a number. */
const matchText = (strapi: Core.Strapi, query: Query, text: string, searched: Searched): void => {
  const { type, id, extension, numbers, owner } = searched;
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const digits = digitsOf(word);
    void query.where((one) => {
      void one.where((named) => {
        // Of a word with a hyphen both parts have to be there.
        for (const part of wordsOf(word)) {
          const called = recordsCalled(strapi, type, withoutUmlauts(part), owner);
          void named.whereIn(id, called);
        }
        if (wordsOf(word).length === 0) void named.whereRaw('1 = 0');
      });
      if (digits === '') return;
      void one.orWhereRaw(LIKE, [extension, `${digits}%`]);
      if (digits.length < FEWEST_DIGITS) return;
      numbers.forEach((column) => void one.orWhereRaw(LIKE, [column, spelledAnyhow(digits)]));
    });
  }
};

const match = (
  strapi: Core.Strapi,
  query: Query,
  { text, number }: Search,
  searched: Searched
): void => {
  if (text !== undefined) matchText(strapi, query, text, searched);
  if (number !== undefined) {
    const ending = spelledAnyhow(digitsOf(number).slice(-TELLING_DIGITS));
    anyOf(query, LIKE, searched.numbers, [ending]);
  }
};

const sortName = (strapi: Core.Strapi, kind: number, columns: string[]): Knex.Raw => {
  const given = columns.map(() => `nullif(??, '')`).join(', ');
  return strapi.db.connection.raw(
    `${kind} as kind, lower(coalesce(${given}, '')) as sort_name`,
    columns
  );
};

/** Entries with the users whose they are. */
export const entriesWithUsers = (strapi: Core.Strapi): Query => {
  const { entry, user, link } = tablesOf(strapi);
  return strapi.db
    .getConnection(entry.table)
    .leftJoin(link.table, `${link.table}.${link.child}`, `${entry.table}.id`)
    .leftJoin(user.table, `${user.table}.id`, `${link.table}.${link.user}`);
};

const choose = (strapi: Core.Strapi, query: Query, { labels, conditions }: Content): void => {
  const { entry } = tablesOf(strapi);
  const labelled = LABELLED[strapi.db.dialect.client];
  if (labels.length > 0 && labelled) {
    const column = `${entry.table}.${entry.column('labels')}`;
    void query.where((one) =>
      labels.forEach((name) => {
        const [sql, bound] = labelled(name);
        void one.orWhereRaw(sql, [column, bound]);
      })
    );
  }
  for (const { attribute, test, value } of conditions) {
    const [sql, bound] = CONDITIONS[test](value.toLowerCase());
    void query.whereRaw(sql, [`${entry.table}.${entry.column(attribute)}`, ...bound]);
  }
};

const isShared = (query: Query, column: string): void => {
  void query.where((either) => void either.whereNull(column).orWhere(column, false));
};

/** Entries that everybody may see and that are chosen, and the private ones of the phonebook's user. */
const entriesOf = (strapi: Core.Strapi, content: Content, search: Search): Query => {
  const { entry, user } = tablesOf(strapi);
  const [hidden = ''] = columnsOf(entry, ['private']);
  const query = entriesWithUsers(strapi).where((either) => {
    void either.where((shared) => {
      isShared(shared, hidden);
      choose(strapi, shared, content);
    });
    if (content.user !== null) {
      void either.orWhere({ [hidden]: true, [`${user.table}.document_id`]: content.user });
    }
  });
  const numbers = [...columnsOf(entry, ENTRY_NUMBERS), ...columnsOf(user, ['extension'])];
  anyOf(query, GIVEN, numbers);
  const [extension = ''] = columnsOf(user, ['extension']);
  match(strapi, query, search, {
    type: 'phonebookEntry',
    id: `${entry.table}.id`,
    extension,
    numbers,
    owner: content.user,
  });
  return query.select(
    `${entry.table}.id`,
    sortName(strapi, ENTRY, columnsOf(entry, ['displayName', 'lastName', 'organisation']))
  );
};

/** People with a number that no shared entry is of. */
const peopleOf = (strapi: Core.Strapi, search: Search): Query => {
  const { entry, user, link } = tablesOf(strapi);
  const [enabled = '', extension = '', mobiles = ''] = columnsOf(user, [
    'enabled',
    'extension',
    'mobileNumbers',
  ]);
  const [hidden = ''] = columnsOf(entry, ['private']);
  const query = strapi.db
    .getConnection(user.table)
    .where((either) => void either.whereNull(enabled).orWhere(enabled, true))
    .where((either) => void either.whereRaw(GIVEN, [extension]).orWhereNotNull(mobiles))
    .whereNotIn(
      `${user.table}.id`,
      entriesWithUsers(strapi)
        .select(`${link.table}.${link.user}`)
        .whereNotNull(`${link.table}.${link.user}`)
        .where((shared) => isShared(shared, hidden))
    );
  match(strapi, query, search, {
    type: 'user',
    id: `${user.table}.id`,
    extension,
    numbers: [extension],
    owner: null,
  });
  return query.select(
    `${user.table}.id`,
    sortName(strapi, PERSON, columnsOf(user, ['displayName', 'lastName']))
  );
};

/**
 * Whom a phonebook has, as a table of `kind`, `id` and `sort_name`. Who is chosen by labels or conditions is
 * chosen among entries; without those, people who have none are in it, too.
 */
export const peopleIn = (
  strapi: Core.Strapi,
  content: Content,
  search: Search
): Knex.QueryBuilder => {
  const entries = entriesOf(strapi, content, search);
  const isChosen = content.labels.length + content.conditions.length > 0;
  const all = isChosen ? entries : entries.unionAll([peopleOf(strapi, search)]);
  return strapi.db.connection.from(all.as('found'));
};
