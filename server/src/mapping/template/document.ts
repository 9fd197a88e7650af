import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { ListDefinition } from '../../../../shared/mapping-language';
import type { RecordType } from '../../../../shared/records';
import { ConnectorError } from '../../utils/errors';
import { Fields } from './json-template';
import {
  fieldNames,
  findAttribute,
  findList,
  isPascomCode,
  LIST_NAMES,
  nearTo,
  normalizeName,
  OWNER_FIELD,
  PRIVATE_OWNER_FIELD,
  shownName,
  typesWithField,
} from '../names';
import { FAILED, isNothing } from '../values/rendered';

/** A record as the document has it, its values unread. */
export interface RawRecord {
  type: RecordType;
  place: string;
  /** By our own attribute names. */
  fields: Map<string, unknown>;
  owner: unknown;
  children: RawRecord[];
}

/** Receives a problem for everything that is left out. */
export type Report = (what: Problem) => void;

const LABELS = 'labels';

/**
 * Reads a rendered document: lists of records by name, each with its fields and, under `post`, what
 * belongs to it. Unknown names and misplaced values are left out and reported.
 * Throws `invalid-document` where it is no object, `failed-structure` where a failed value decides on records.
 */
export function readDocument(document: unknown, report: Report): RawRecord[] {
  if (!isFields(document)) {
    throw new ConnectorError(problem('invalid-document', { found: kindOf(document) }));
  }
  const top: RawRecord[] = [];
  readLists(document, { place: '', user: null, top, report });
  return top;
}

/** Where the lists that are read stand. */
interface ListContext {
  place: string;
  /** The user that entries and phones here belong to. */
  user: RawRecord | null;
  top: RawRecord[];
  report: Report;
}

function readLists(lists: Fields, context: ListContext): void {
  for (const [name, value] of lists) {
    const definition = findList(name);
    if (definition) readList(name, definition, value, context);
    else context.report(unknownList(name, lists.secretNames.has(name)));
  }
}

function readList(
  name: string,
  definition: ListDefinition,
  value: unknown,
  context: ListContext
): void {
  for (const [index, item] of itemsOf(name, value, context.report).entries()) {
    if (isFields(item)) readRecord(definition, item, `${context.place}${name}/${index}`, context);
    else if (!isNothing(item)) {
      context.report(problem('not-a-record', { list: name, found: kindOf(item) }));
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
  if (!isNothing(value)) report(problem('not-a-list', { list: name, found: kindOf(value) }));
  return [];
}

function readRecord(
  definition: ListDefinition,
  fields: Fields,
  place: string,
  context: ListContext
): void {
  const { type, kind } = definition;
  const record: RawRecord = { type, place, fields: new Map(), owner: null, children: [] };
  if (kind) record.fields.set('kind', kind);
  for (const [name, value] of fields) {
    if (name === 'post') continue;
    readField(record, name, value, fields.secretNames.has(name), context);
  }
  if (type === 'user' || !context.user) context.top.push(record);
  else context.user.children.push(record);
  if (context.user) record.owner = null;

  const post = fields.get('post');
  if (post === undefined || isNothing(post)) return;
  readPost(record, post, context);
}

/** An entry or phone has no records of its own: those under it belong to the same user as it does. */
function readPost(record: RawRecord, post: unknown, context: ListContext): void {
  if (post === FAILED) throw failedStructure();
  if (!isFields(post)) {
    return context.report(problem('not-a-list/post', { found: kindOf(post) }));
  }
  const lists = post.copy();
  for (const name of [...lists.keys()]) {
    if (findList(name) || findAttribute(record.type, name) !== LABELS) continue;
    const labels = lists.get(name);
    record.fields.set(LABELS, isFields(labels) ? [labels] : labels);
    lists.delete(name);
  }
  const user = record.type === 'user' ? record : context.user;
  readLists(lists, { ...context, place: `${record.place}/post/`, user });
}

function readField(
  record: RawRecord,
  name: string,
  value: unknown,
  isSecret: boolean,
  { report, user }: ListContext
): void {
  const attribute = findAttribute(record.type, name);
  if (attribute !== null) {
    if (record.fields.has(attribute) && attribute !== 'kind') {
      report(problem('duplicate-field', { name, target: `${record.type}.${attribute}` }));
    }
    if (attribute !== 'kind' || !isNothing(value)) record.fields.set(attribute, value);
  } else if (name === PRIVATE_OWNER_FIELD && record.type === 'phonebookEntry') {
    record.fields.set('private', value === FAILED ? FAILED : !isNothing(value));
    record.owner = value;
  } else if (name === OWNER_FIELD && record.type !== 'user') {
    if (user) report(problem('unknown-field/owner', { type: record.type, name }));
    record.owner = value;
  } else {
    report(unknownField(record.type, name, isSecret));
  }
}

function unknownList(name: string, isSecret: boolean): Problem {
  if (isSecret) return problem('unknown-list/secret', { allowed: LIST_NAMES });
  const isField = isPascomCode(name) || typesWithField(name).length > 0;
  const near = isField ? null : nearTo(name, LIST_NAMES);
  return problem('unknown-list', { name: shorten(name), isField, near, allowed: LIST_NAMES });
}

/** Why a record has no such field. */
export function unknownField(type: RecordType, name: string, isSecret: boolean): Problem {
  if (isSecret) return problem('unknown-field/secret', { type });
  const named = { type, name: shorten(name) };
  if (findList(name)) return problem('unknown-field/list', named);
  const [other] = typesWithField(name);
  if (other) return problem('unknown-field/other-type', { ...named, other });
  if (isPascomCode(name)) return problem('unknown-field/pascom', named);
  return problem('unknown-field', { ...named, near: nearTo(name, fieldNames(type)) });
}

const isFields = (value: unknown): value is Fields => value instanceof Fields;

const kindOf = (value: unknown): 'list' | 'object' | 'nothing' | 'value' => {
  if (Array.isArray(value)) return 'list';
  if (isFields(value)) return 'object';
  return value === null || value === undefined ? 'nothing' : 'value';
};

const shorten = (name: string): string =>
  shownName(name.length > 60 ? `${name.slice(0, 60)}…` : name);

const failedStructure = (): ConnectorError => new ConnectorError(problem('failed-structure'));

/** pascom's columns for a user's desk phone, which need no template, and what they fill. */
const PHONE_COLUMNS = {
  phonemac: 'mac',
  phoneip: 'ip',
  phoneuser: 'sipUsername',
  phonepass: 'sipPassword',
} as const;

/** Attribute of the phone → variable that fills it. */
export type PhoneColumns = ReadonlyMap<string, string>;

/** The variables that give a user a phone, whatever their case; null without one for the MAC address. */
export function findPhoneColumns(variables: readonly string[]): PhoneColumns | null {
  const found = new Map<string, string>();
  for (const [name, attribute] of Object.entries(PHONE_COLUMNS)) {
    const variable = variables.find((candidate) => normalizeName(candidate) === name);
    if (variable !== undefined) found.set(attribute, variable);
  }
  return found.has('mac') ? found : null;
}

export const isDeskPhone = ({ type, fields }: RawRecord): boolean =>
  type === 'phone' && fields.get('kind') === 'desk';

/** Gives the row's first user the phone of these columns, unless the template made the row one itself. */
export function addPhone(
  records: readonly RawRecord[],
  columns: PhoneColumns,
  valueOf: (variable: string) => unknown
): void {
  const user = records.find(({ type }) => type === 'user');
  const all = records.flatMap((record) => [record, ...record.children]);
  if (!user || all.some(isDeskPhone)) return;
  const fields = new Map<string, unknown>([['kind', 'desk']]);
  for (const [attribute, variable] of columns) fields.set(attribute, valueOf(variable));
  user.children.push({
    type: 'phone',
    place: `${user.place}/post/phone/0`,
    fields,
    owner: null,
    children: [],
  });
}
