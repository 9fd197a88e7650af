import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { withoutUmlauts, wordsOf } from '../../lookup/names';
import { END } from '../lookup/find';
import {
  EVERYBODY,
  firstWordInSql,
  firstWordOfInSql,
  NAME_UID,
  NUMBER_UID,
} from '../lookup/models';
import { modelTable, recordTables } from '../tables';

type Query = Knex.QueryBuilder;

/** With fewer digits, only extensions are searched. */
const FEWEST_DIGITS = 3;
const NUMBER = /^[\d\s()+/.-]+$/;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Names with a word for the beginning of each part: a word with a hyphen has several. */
const namesWith = (strapi: Core.Strapi, parts: readonly string[], owner: number): Query => {
  const query = strapi.db
    .getConnection(modelTable(strapi, NAME_UID))
    .select(strapi.db.connection.raw(firstWordInSql('id')))
    .where('owner_id', owner);
  const [first, ...others] = parts.map(withoutUmlauts);
  if (first === undefined) return query.whereRaw('1 = 0');
  others.forEach((part) => void query.where('term', 'like', `% ${part}%`));
  return query.where('term', '>=', first).where('term', '<', `${first}${END}`);
};

/** Stored numbers with some digits in them; with few, extensions that begin so. */
const numbersWith = (strapi: Core.Strapi, digits: string): Query => {
  const numbers = modelTable(strapi, NUMBER_UID);
  const query = strapi.db.getConnection(numbers);
  if (digits.length < FEWEST_DIGITS) {
    return query
      .where(`${numbers}.kind`, 'extension')
      .where(`${numbers}.internal`, 'like', `${digits}%`);
  }
  // A zero in front is dialled within the country only.
  const core = digits.replace(/^0+/, '');
  return query.whereNot(`${numbers}.kind`, 'fax').where((either) => {
    void either.where(`${numbers}.internal`, 'like', `%${digits}%`);
    if (core.length >= FEWEST_DIGITS) void either.orWhere(`${numbers}.e164`, 'like', `%${core}%`);
  });
};

/** Whose number has digits in it: an entry's, a user's, or the extension of an entry's user. */
const keysOfNumbers = (strapi: Core.Strapi, digits: string, owner: number): Query[] => {
  const { connection } = strapi.db;
  const { link } = recordTables(strapi).phonebookEntry;
  const numbers = modelTable(strapi, NUMBER_UID);
  const [type, record] = [`${numbers}.record_type`, `${numbers}.record_id`];
  const own = connection.raw(
    `case when ?? = 'user' then ${firstWordOfInSql('user', record)} else ${firstWordOfInSql('phonebookEntry', record)} end`,
    [type]
  );
  const ofRecords = numbersWith(strapi, digits).select(own).where(`${numbers}.owner_id`, owner);
  if (owner !== EVERYBODY || !link) return [ofRecords];
  const ofUsers = numbersWith(strapi, digits)
    .where(type, 'user')
    .where(`${numbers}.kind`, 'extension')
    .join(link.table, `${link.table}.${link.user}`, record)
    .select(connection.raw(firstWordOfInSql('phonebookEntry', `${link.table}.${link.child}`)));
  return [ofRecords, ofUsers];
};

/**
 * For each word that somebody has typed, the ids of the first words of names that it fits: it has to be the
 * beginning of a word in the name or of an extension, or digits somewhere in a number.
 */
export const keysFor = (strapi: Core.Strapi, text: string, owner: number): Query[] => {
  const words = NUMBER.test(text) ? [text] : text.split(/\s+/u).filter(Boolean);
  return words.map((word) => {
    const digits = digitsOf(word);
    const numbers = digits === '' ? [] : keysOfNumbers(strapi, digits, owner);
    const named = namesWith(strapi, wordsOf(word), owner);
    return numbers.length > 0 ? named.union(numbers) : named;
  });
};
