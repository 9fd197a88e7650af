import type { Problem } from '../../../../shared/codes/kinds';
import { problem, withNotes } from '../../../../shared/codes/problems';
import { errorInRow, type Issue } from '../../../../shared/contracts/issues';
import { partsOfKey } from '../../../../shared/identity';
import {
  type AttributeDefinition,
  isIdentifier,
  isSecret,
  type RecordType,
} from '../../../../shared/records';
import { beginningOf, MASK, trimInvisible, visible } from '../../../../shared/text';
import { problemOfValue, readValue } from '../values/attribute-values';
import { keyValue, lacksPart } from '../../utils/record-keys';
import type { RawRecord } from '../template/document';
import { definitionOf, OWNER_FIELD } from '../names';
import { bare, FAILED, holdsSecret, misplacement, Reference, textOf } from '../values/rendered';
import type { AttributeValue, MappedRecord, ReferencePiece } from '../types';

/** What records are read with. */
interface ReadingContext {
  row: number;
  /** The attribute that identifies a record, by type. */
  keys: Readonly<Record<RecordType, string>>;
  /** Whether a user without a value there is an issue. */
  needsKeys: boolean;
  /** The source column of an attribute, by `user.extension`. */
  columns: Readonly<Record<string, string>>;
  /** `type.attribute` that stays as it is where it is empty. */
  unfilled: ReadonlySet<string>;
  /** Whether the row lacks cells at its end. */
  isPartial: boolean;
  /** Whether a `type.attribute` has its value from such cells alone: it stays as it is, whatever the template makes of it. */
  isMissing(target: string): boolean;
  issues: Issue[];
  /** Takes what is worth one warning for the whole source. */
  warnOnce(column: string, what: Problem): void;
}

/** What a single value is read with. */
type ValueContext = Pick<ReadingContext, 'row' | 'keys' | 'columns' | 'warnOnce'>;

interface Parent {
  children: readonly Parent[];
}

/** How many records there are, those below others included. */
export const countRecords = (records: readonly Parent[]): number =>
  records.reduce((count, { children }) => count + 1 + countRecords(children), 0);

/** True when a value of a record, or of one below it, is unusable. */
export const hasFailed = ({ failed, children }: MappedRecord): boolean =>
  failed || children.some(hasFailed);

/**
 * Reads the values of a row's records. A value that cannot be read is left out and stands in
 * `unread`; where it is the record's key it becomes an issue and the record is marked `failed`.
 * Children that are empty are left out. Null, with an issue, where a user has no key: then nothing
 * that the row asks for is known.
 */
export function readRecords(
  raw: readonly RawRecord[],
  context: ReadingContext
): MappedRecord[] | null {
  const { keys, needsKeys } = context;
  const incomplete = raw.filter(({ type }) => lacksKey(type, context));
  for (const { type } of incomplete) reportCutOff(type, context);
  if (incomplete.length > 0) return null;
  const records = raw
    .map((record) => readRecord(record, context, false))
    .filter((record) => record !== null);
  if (!needsKeys) return records;
  // A key of which a part is not known may be somebody else's.
  const keyless = records.filter(
    ({ type, attributes, failed }) =>
      type === 'user' &&
      ((failed && lacksPart(keys.user, attributes)) || keyValue(keys.user, attributes) === null)
  );
  for (const user of keyless) reportKeyless(user, context);
  if (keyless.length === 0) return records;
  // No plan will say what becomes of them.
  context.issues.push(...records.flatMap(unreadOf));
  return null;
}

const unreadOf = ({ unread, children }: MappedRecord): Issue[] => [
  ...Object.values(unread ?? {}),
  ...children.flatMap(unreadOf),
];

function readRecord(
  raw: RawRecord,
  context: ReadingContext,
  isChild: boolean
): MappedRecord | null {
  const attributes: Record<string, AttributeValue> = {};
  const unread: Record<string, Issue> = {};
  const references: Record<string, ReferencePiece[]> = {};
  let failed = raw.owner === FAILED;
  for (const [attribute, value] of raw.fields) {
    if (value === FAILED || (Array.isArray(value) && value.includes(FAILED))) {
      failed = true;
      continue;
    }
    const isGiven = !context.isMissing(`${raw.type}.${attribute}`);
    const reference = bare(value);
    if (reference instanceof Reference) {
      const reason = misplacement(raw.type, attribute, isChild);
      if (reason)
        context.issues.push(
          errorInRow(context.row, columnOf(raw.type, attribute, context), reason)
        );
      else if (isGiven) references[attribute] = reference.toPlain();
      continue;
    }
    const read = isGiven ? readAttribute(raw.type, attribute, value, context) : null;
    if (!isUnread(read)) attributes[attribute] = read;
    else if (isKey(raw.type, attribute, context, isChild)) {
      const nothing = problem('nothing-of-record-written', { type: raw.type });
      context.issues.push(withNotes(read, nothing));
      failed = true;
    } else unread[attribute] = read;
  }
  const hasUnread = Object.keys(unread).length > 0;
  const hasReferences = Object.keys(references).length > 0;
  const isSure = !failed && !hasUnread && !hasReferences;
  if (isSure && isVoid(raw.type, attributes, isChild)) return null;
  for (const attribute of Object.keys(attributes)) {
    const target = `${raw.type}.${attribute}`;
    // An empty cell neither enables nor disables an account.
    const isKept =
      context.unfilled.has(target) || definitionOf(raw.type, attribute).kind === 'boolean';
    const isLeftAlone = context.isMissing(target) || (isKept && attributes[attribute] === null);
    if (isLeftAlone) delete attributes[attribute];
  }
  const children = raw.children
    .filter(({ type }) => !lacksKey(type, context))
    .map((child) => readRecord(child, context, true))
    .filter((child) => child !== null);
  const owner = failed ? '' : trimInvisible(textOf(bare(raw.owner)));
  const { type, place } = raw;
  const secret = secretsOf(raw);
  return {
    type,
    place,
    attributes,
    owner: owner || null,
    children,
    failed,
    ...(hasUnread && { unread }),
    ...(hasReferences && { references }),
    ...(type === 'user' && context.isPartial ? { partial: true } : {}),
    ...(secret.length > 0 && { secret }),
  };
}

/** The attributes that everybody may see although their values come from a secret. */
function secretsOf({ type, fields, owner }: RawRecord): string[] {
  const found = [...fields].filter(
    ([attribute, value]) => holdsSecret(value) && !isSecret(definitionOf(type, attribute))
  );
  return [...found.map(([attribute]) => attribute), ...(holdsSecret(owner) ? [OWNER_FIELD] : [])];
}

/** True for what a record is told from others by. A contact of its own has its name where it has no id. */
const isKey = (
  type: RecordType,
  attribute: string,
  { keys }: ReadingContext,
  isChild: boolean
): boolean =>
  partsOfKey(keys[type]).includes(attribute) ||
  (type === 'phonebookEntry' && !isChild && attribute === 'displayName');

export const isUnread = (read: AttributeValue | Issue): read is Issue =>
  typeof read === 'object' && read !== null && 'code' in read;

/** What an issue calls the place of an attribute: the column that fills it, where it is one. */
const columnOf = (
  type: RecordType,
  attribute: string,
  { columns }: Pick<ReadingContext, 'columns'>
): string => columns[`${type}.${attribute}`] ?? attribute;

/** The value in the form of its kind; an issue where it cannot be read. */
export function readAttribute(
  type: RecordType,
  attribute: string,
  value: unknown,
  context: ValueContext
): AttributeValue | Issue {
  const definition = definitionOf(type, attribute);
  const column = columnOf(type, attribute, context);
  const identifies = attribute === context.keys[type] || isIdentifier(attribute, definition);
  const reading = readValue(definition, bare(value), identifies);
  if (!reading.ok) {
    const found = shown(definition, value);
    const what = problemOfValue(reading, { type, attribute, found });
    return { row: context.row, column, value: found, severity: 'error', ...what };
  }
  if (reading.dropped) {
    context.warnOnce(column, problem('several-values', { type, attribute }));
  }
  return reading.value;
}

const shown = (definition: AttributeDefinition, value: unknown): string => {
  if (isSecret(definition) || holdsSecret(value)) return MASK;
  return visible(beginningOf(textOf(value)));
};

/**
 * Whether what a row renders to is no record at all: an entry or phone without content. A desk phone
 * of a user is one already when its MAC address is empty, whatever its name.
 */
export function isVoid(
  type: RecordType,
  attributes: Readonly<Record<string, AttributeValue>>,
  isChild: boolean
): boolean {
  if (type === 'user' || (type === 'phone' && attributes.kind !== 'desk')) return false;
  if (type === 'phone' && isChild) return attributes.mac === null;
  return Object.entries(attributes).every(
    ([name, value]) => value === null || ['private', 'labels', 'kind'].includes(name)
  );
}

/** Whether the row lacks a cell by which a record of the type is known. */
const lacksKey = (type: RecordType, { keys, isMissing }: ReadingContext): boolean =>
  partsOfKey(keys[type]).some((attribute) => isMissing(`${type}.${attribute}`));

/** A row that lacks cells is complete enough only when it says which record it is about. */
function reportCutOff(type: RecordType, context: ReadingContext): void {
  const [column = ''] = partsOfKey(context.keys[type])
    .filter((attribute) => context.isMissing(`${type}.${attribute}`))
    .map((attribute) => columnOf(type, attribute, context));
  context.issues.push(errorInRow(context.row, column, problem('too-few-fields', { column })));
}

function reportKeyless(user: MappedRecord, context: ReadingContext): void {
  const { keys } = context;
  const [first = ''] = partsOfKey(keys.user);
  // Where the value itself was unusable there is an issue already.
  if (user.failed && lacksPart(keys.user, user.attributes)) return;
  const column = columnOf('user', first, context);
  const what = problem('missing-key/user', { attribute: keys.user, column });
  context.issues.push(errorInRow(context.row, column, what));
}
