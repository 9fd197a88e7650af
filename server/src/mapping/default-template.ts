import { saysOpposite } from '../../../shared/column-names';
import type { RecordType } from '../../../shared/records';
import {
  type Assignment,
  columnsOf,
  matchColumns,
  type MatchedColumn,
  type Samples,
} from './automatic-matching';
import { HELPERS } from './functions';

/** Attributes of an entry that hold one number, where the column may hold a list of them. */
const FIRST_OF_LIST = ['mobile'];

/** The template that automatic matching works with, to be edited: a user, its phonebook entry, its phone. */
export function templateFor(columns: readonly string[], samples?: Samples): string {
  return templateOf(matchColumns(columns, samples).assignment);
}

/** The template of columns that a person chose. An entry without a name of its own takes its user's. */
export function chosenTemplate(matched: readonly Omit<MatchedColumn, 'reason'>[]): string {
  const user = columnsOf(matched, 'user');
  const phonebookEntry = columnsOf(matched, 'phonebookEntry');
  const hasParts = user.has('firstName') || user.has('lastName');
  const name = user.get('displayName') ?? (hasParts ? undefined : user.get('username'));
  if (phonebookEntry.size > 0 && !phonebookEntry.has('displayName') && name !== undefined) {
    phonebookEntry.set('displayName', name);
  }
  return templateOf({ user, phonebookEntry, phone: columnsOf(matched, 'phone') });
}

/**
 * @param left `type.attribute` of what no record may get a value of, see `assignPinned`
 * @param hasExtensions whether users are given extensions: then that is the number of an entry without one
 */
export function templateOf(
  assignment: Assignment,
  left: ReadonlySet<string> = new Set(),
  hasExtensions = true
): string {
  const user = fieldsOf('user', assignment);
  const entry = fieldsOf('phonebookEntry', assignment);
  const phone = fieldsOf('phone', assignment);
  const name = left.has('user.displayName') ? null : displayName(assignment);
  if (name !== null) {
    user.set('displayName', name);
    if (entry.size > 0 && !entry.has('displayName')) entry.set('displayName', name);
  }
  if (left.has('phonebookEntry.displayName')) entry.clear();
  const number = assignment.phonebookEntry.get('phone');
  if (number !== undefined) {
    entry.set('phone', `{{{default (number ${reference(number)}) user.extension}}}`);
  } else if (hasExtensions && entry.has('displayName') && !left.has('phonebookEntry.phone')) {
    entry.set('phone', '{{{user.extension}}}');
  }
  if (user.size === 0) user.set('username', '{{{username}}}');

  const post = [
    ...(entry.has('displayName') ? [list('phonebookEntry', entry)] : []),
    ...(phone.size > 0 ? [list('phone', phone)] : []),
  ];
  const fields = lines(user, '      ');
  if (post.length > 0) fields.push(`      "post": {\n${post.join(',\n')}\n      }`);
  return `{\n  "user": [\n    {\n${fields.join(',\n')}\n    }\n  ]\n}\n`;
}

function fieldsOf(type: RecordType, assignment: Assignment): Map<string, string> {
  return new Map(
    [...assignment[type]].map(([attribute, column]) => {
      const helper = helperFor(type, attribute, column);
      return [attribute, `{{{${helper}${reference(column)}}}}`];
    })
  );
}

/** What a column's value goes through, with a blank behind it. */
function helperFor(type: RecordType, attribute: string, column: string): string {
  if (type === 'phonebookEntry' && FIRST_OF_LIST.includes(attribute)) return 'first ';
  return type === 'user' && saysOpposite(column, attribute) ? 'opposite ' : '';
}

/** The display name of first and last name, where there is no column for it; null where there is, or neither. */
function displayName({ user }: Assignment): string | null {
  if (user.has('displayName')) return null;
  const parts = ['firstName', 'lastName'].flatMap((attribute) => user.get(attribute) ?? []);
  return parts.length === 0 ? null : parts.map((column) => `{{{${reference(column)}}}}`).join(' ');
}

const list = (name: string, fields: ReadonlyMap<string, string>): string =>
  `        "${name}": [\n          {\n${lines(fields, '            ').join(',\n')}\n          }\n        ]`;

/** Lists need no quotes of their own: a text in quotes that is one value stays a list. */
const lines = (fields: ReadonlyMap<string, string>, indent: string): string[] =>
  [...fields].map(([attribute, value]) => `${indent}"${attribute}": "${value}"`);

/** A column's name as Handlebars reads it: in brackets unless it is a plain word. */
function reference(column: string): string {
  const isPlain = /^[A-Za-z_][\w-]*$/.test(column) && !RESERVED.has(column);
  return isPlain ? column : `[${column.replace(/[\\\]]/g, '\\$&')}]`;
}

const RESERVED = new Set([
  'this',
  'else',
  'true',
  'false',
  'null',
  'undefined',
  'as',
  ...Object.keys(HELPERS),
]);
