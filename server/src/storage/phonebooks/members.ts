import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import {
  EVERYBODY,
  isFirstWordInSql,
  isOfTypeInSql,
  NAME_UID,
  recordIdInSql,
} from '../lookup/models';
import { type LinkTable, modelTable, type RecordTable, recordTables } from '../tables';
import { type Choice, choose, GIVEN } from './chosen';
import { keysFor } from './typed';

/** People of one owner: those that everybody may see, or somebody's private entries. */
export interface Members {
  /** `EVERYBODY`, or the id of the user whose private entries they are. */
  owner: number;
  /** Which of the entries; private ones are in it whatever is in them. */
  choice: Choice;
}

type Query = Knex.QueryBuilder;

const RARE_LENGTH = 3;
const ENTRY_NUMBERS = ['phone', 'mobile', 'homePhone'];

interface Tables {
  names: string;
  entry: RecordTable;
  user: RecordTable;
  link: LinkTable;
}

/** Where people of phonebooks lie. */
export const memberTables = (strapi: Core.Strapi): Tables => {
  const { phonebookEntry: entry, user } = recordTables(strapi);
  if (!entry.link) throw new Error('entries have no users');
  return { names: modelTable(strapi, NAME_UID), entry, user, link: entry.link };
};

const hasAnyOf = (query: Query, columns: readonly string[]): void => {
  void query.where((one) => columns.forEach((column) => void one.orWhereRaw(GIVEN, [column])));
};

/**
 * All names by their first word, in whose order people are, each with the entry and its user, or with the user.
 * Of users, only those who are not switched off have names there.
 */
const namesWithRecords = (strapi: Core.Strapi): Query => {
  const { names, entry, user, link } = memberTables(strapi);
  const { connection } = strapi.db;
  const id = `${names}.id`;
  const entryId = connection.raw(
    `case when ${isOfTypeInSql(id, 'phonebookEntry')} then ${recordIdInSql(id)} end`
  );
  const userId = connection.raw(
    `coalesce(??, case when ${isOfTypeInSql(id, 'user')} then ${recordIdInSql(id)} end)`,
    [`${link.table}.${link.user}`]
  );
  return strapi.db
    .getConnection(names)
    .leftJoin(entry.table, (join) => void join.on(`${entry.table}.id`, entryId))
    .leftJoin(link.table, `${link.table}.${link.child}`, `${entry.table}.id`)
    .leftJoin(user.table, (join) => void join.on(`${user.table}.id`, userId))
    .whereRaw(isFirstWordInSql(id));
};

/** The shared entries of a user who is joined outside. */
const sharedEntriesOfUser = (strapi: Core.Strapi): Query => {
  const { entry, user, link } = memberTables(strapi);
  const hidden = `${entry.table}.${entry.column('private')}`;
  return strapi.db
    .getConnection(link.table)
    .select(strapi.db.connection.raw('1'))
    .join(entry.table, `${entry.table}.id`, `${link.table}.${link.child}`)
    .where(`${link.table}.${link.user}`, strapi.db.connection.ref(`${user.table}.id`))
    .where((either) => void either.whereNull(hidden).orWhere(hidden, false));
};

/** Whether a text is long enough that few names have it: a database cannot tell. */
const isRare = (text = ''): boolean => text.length >= RARE_LENGTH;

/**
 * Members of a phonebook, as a query whose `id` and `term` say in which order they come. Who is chosen by labels or
 * conditions is chosen among entries; without those, people with a number whom no shared entry is of are in it, too.
 * @param text what somebody has typed to search by
 */
export const membersOf = (
  strapi: Core.Strapi,
  { owner, choice }: Members,
  text: string | undefined
): Query => {
  const { names, entry, user } = memberTables(strapi);
  const ofUser = (name: string) => `${user.table}.${user.column(name)}`;
  const isShared = owner === EVERYBODY;
  const query = namesWithRecords(strapi)
    // What few have is looked up by itself; what many have is come by soon enough in the order of names.
    .whereRaw(isRare(text) ? '?? + 0 = ?' : '?? = ?', [`${names}.owner_id`, owner])
    .where((either) => {
      void either.where((one) => {
        void one.whereNotNull(`${entry.table}.id`);
        const numbers = ENTRY_NUMBERS.map((name) => `${entry.table}.${entry.column(name)}`);
        hasAnyOf(one, [...numbers, ...(isShared ? [ofUser('extension')] : [])]);
        if (isShared) choose(strapi, one, choice);
      });
      if (!isShared || choice.labels.length + choice.conditions.length > 0) return;
      void either.orWhere((one) => {
        void one.whereNull(`${entry.table}.id`).whereNotNull(`${user.table}.id`);
        void one.where(
          (number) =>
            void number
              .whereRaw(GIVEN, [ofUser('extension')])
              .orWhereNotNull(ofUser('mobileNumbers'))
        );
        void one.whereNotExists(sharedEntriesOfUser(strapi));
      });
    });
  for (const keys of text === undefined ? [] : keysFor(strapi, text, owner)) {
    void query.whereIn(`${names}.id`, keys);
  }
  return query;
};
