import type { ListDefinition } from '../../../shared/mapping-language';
import type { RecordType } from '../../../shared/records';
import { ConnectorError } from '../utils/errors';
import {
  fieldNames,
  findAttribute,
  findList,
  isPascomCode,
  LIST_NAMES,
  OWNER_FIELD,
  PRIVATE_OWNER_FIELD,
  typesWithField,
} from './field-names';
import { didYouMean, shownName } from './names';
import { MASK } from '../../../shared/secret-names';
import { FAILED, Fields } from './skeleton';

/** A record as the document has it, its values unread. */
export interface RawRecord {
  type: RecordType;
  place: string;
  /** By our own attribute names. */
  fields: Map<string, unknown>;
  owner: unknown;
  children: RawRecord[];
}

/** Told of everything that is kept out. */
export type Report = (code: string, message: string) => void;

const LABELS = 'labels';

/**
 * Reads a rendered document: lists of records by name, each with its fields and, under `post`, what
 * belongs to it. Unknown names and misplaced values are kept out and reported.
 * Throws `invalid-document` where it is no object, `failed-structure` where a failed value decides on records.
 */
export function readDocument(document: unknown, report: Report): RawRecord[] {
  if (!isFields(document)) {
    throw new ConnectorError(
      'invalid-document',
      `The template renders to ${describe(document)}; expected an object of lists, such as {"identity": [{…}]}.`
    );
  }
  const top: RawRecord[] = [];
  readLists(document, { place: '', user: null, top, report });
  return top;
}

/** Where the lists that are read stand. */
interface Surroundings {
  place: string;
  /** The user that entries and phones here belong to. */
  user: RawRecord | null;
  top: RawRecord[];
  report: Report;
}

function readLists(lists: Fields, around: Surroundings): void {
  for (const [name, value] of lists) {
    const definition = findList(name);
    if (definition) readList(name, definition, value, around);
    else around.report('unknown-list', unknownList(name, lists.secretNames.has(name)));
  }
}

function readList(
  name: string,
  definition: ListDefinition,
  value: unknown,
  around: Surroundings
): void {
  for (const [index, item] of itemsOf(name, value, around.report).entries()) {
    if (isFields(item)) readRecord(definition, item, `${around.place}${name}/${index}`, around);
    else if (!isNothing(item)) {
      around.report(
        'not-a-record',
        `The list "${name}" holds ${describe(item)}; expected objects. It was left out.`
      );
    }
  }
}

/** The items of a list; one object instead of a list of objects is tolerated. */
function itemsOf(name: string, value: unknown, report: Report): readonly unknown[] {
  if (value === FAILED) throw failedStructure();
  if (Array.isArray(value)) {
    if (value.includes(FAILED)) throw failedStructure();
    return value;
  }
  if (isFields(value)) return [value];
  if (!isNothing(value)) {
    report(
      'not-a-list',
      `"${name}" is ${describe(value)}; expected a list of objects. It was left out.`
    );
  }
  return [];
}

function readRecord(
  definition: ListDefinition,
  fields: Fields,
  place: string,
  around: Surroundings
): void {
  const { type, kind } = definition;
  const record: RawRecord = { type, place, fields: new Map(), owner: null, children: [] };
  if (kind) record.fields.set('kind', kind);
  for (const [name, value] of fields) {
    if (name === 'post') continue;
    const isSecret = fields.secretNames.has(name);
    readField(record, name, value, { ...around, isSecret });
  }
  if (type === 'user' || !around.user) around.top.push(record);
  else around.user.children.push(record);
  if (around.user) record.owner = null;

  const post = fields.get('post');
  if (post === undefined || isNothing(post)) return;
  readPost(record, post, around);
}

/** An entry or phone has no records of its own: those under it belong to the same user as it does. */
function readPost(record: RawRecord, post: unknown, around: Surroundings): void {
  if (post === FAILED) throw failedStructure();
  if (!isFields(post)) {
    return around.report(
      'not-a-list',
      `"post" is ${describe(post)}; expected an object of lists. It was left out.`
    );
  }
  const lists = post.copy();
  for (const name of [...lists.keys()]) {
    if (findList(name) || findAttribute(record.type, name) !== LABELS) continue;
    const labels = lists.get(name);
    record.fields.set(LABELS, isFields(labels) ? [labels] : labels);
    lists.delete(name);
  }
  const user = record.type === 'user' ? record : around.user;
  readLists(lists, { ...around, place: `${record.place}/post/`, user });
}

function readField(
  record: RawRecord,
  name: string,
  value: unknown,
  { report, user, isSecret }: Surroundings & { isSecret: boolean }
): void {
  const attribute = findAttribute(record.type, name);
  if (attribute !== null) {
    if (record.fields.has(attribute) && attribute !== 'kind') {
      report(
        'duplicate-field',
        `"${name}" fills ${record.type}.${attribute}, which another field of the same record fills too. The later one is taken.`
      );
    }
    if (attribute !== 'kind' || !isNothing(value)) record.fields.set(attribute, value);
  } else if (name === PRIVATE_OWNER_FIELD && record.type === 'phonebookEntry') {
    record.fields.set('private', value === FAILED ? FAILED : !isNothing(value));
    record.owner = value;
  } else if (name === OWNER_FIELD && record.type !== 'user') {
    if (user)
      report(
        'unknown-field',
        `"${name}" in "${record.type}" was left out: a record under "post" belongs to the user above it.`
      );
    record.owner = value;
  } else {
    report('unknown-field', unknownField(record.type, name, isSecret));
  }
}

function unknownList(name: string, isSecret: boolean): string {
  if (isSecret) {
    return `"${MASK}", a name that a secret column gives, is no list of users, phonebook entries or phones, and was left out. The lists are ${LIST_NAMES.join(', ')}.`;
  }
  const shown = shorten(name);
  const advice =
    isPascomCode(name) || typesWithField(name).length > 0
      ? ' A field belongs inside the objects of a list.'
      : didYouMean(name, LIST_NAMES);
  return `"${shown}" is no list of users, phonebook entries or phones, and was left out.${advice} The lists are ${LIST_NAMES.join(', ')}.`;
}

function unknownField(type: RecordType, name: string, isSecret: boolean): string {
  if (isSecret) {
    return `"${type}" has no field "${MASK}", a name that a secret column gives; it was left out.`;
  }
  const shown = shorten(name);
  if (findList(name))
    return `The list "${shown}" stands among the fields of "${type}" and was left out. Put it into "post".`;
  const [other] = typesWithField(name);
  if (other) return `"${shown}" is a field of "${other}", not of "${type}", and was left out.`;
  if (isPascomCode(name))
    return `pascom's code "${shown}" has no counterpart in "${type}" and was left out.`;
  return `"${type}" has no field "${shown}"; it was left out.${didYouMean(name, fieldNames(type))}`;
}

const isFields = (value: unknown): value is Fields => value instanceof Fields;

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const describe = (value: unknown): string =>
  Array.isArray(value)
    ? 'a list'
    : isFields(value)
      ? 'an object'
      : value === null || value === undefined
        ? 'empty'
        : 'a single value';

const shorten = (name: string): string =>
  shownName(name.length > 60 ? `${name.slice(0, 60)}…` : name);

const failedStructure = (): ConnectorError =>
  new ConnectorError(
    'failed-structure',
    'A value that decides which records there are could not be computed.'
  );
