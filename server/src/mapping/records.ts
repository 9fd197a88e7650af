import type { Issue } from '../../../shared/contracts/issues';
import { type AttributeDefinition, isSecret, type RecordType } from '../../../shared/records';
import type { RawRecord } from './document';
import { definitionOf } from './field-names';
import { MASK } from './secrets';
import { FAILED } from './skeleton';
import { textOf } from './template-helpers';
import type { AttributeValue, MappedRecord } from './types';
import { readValue } from './values';

/** What records are read with. */
export interface ReadingContext {
  row: number;
  /** The attribute that identifies a record, by type. */
  match: Readonly<Record<RecordType, string>>;
  /** The source column of an attribute, by `user.extension`. */
  columns: Readonly<Record<string, string>>;
  /** `type.attribute` that stays as it is where it is empty. */
  unfilled: ReadonlySet<string>;
  issues: Issue[];
  /** Told of what is worth one warning for the whole source. */
  warnOnce(code: string, column: string, message: string): void;
}

/** True when a value of a record, or of one below it, is unusable. */
export const hasFailed = ({ failed, children }: MappedRecord): boolean =>
  failed || children.some(hasFailed);

/**
 * Reads the values of a row's records. An unusable value becomes an issue and its record is marked
 * `failed`; children that are empty are left out. Null, with an issue, where a user has no key:
 * then nothing that the row asks for is known.
 */
export function readRecords(
  raw: readonly RawRecord[],
  context: ReadingContext
): MappedRecord[] | null {
  const records = raw
    .map((record) => readRecord(record, context, false))
    .filter((record) => record !== null);
  const users = records.filter(({ type }) => type === 'user');
  const keyless = users.filter((user) => user.attributes[context.match.user] == null);
  for (const user of keyless) reportKeyless(user, context);
  return keyless.length > 0 ? null : records;
}

function readRecord(
  raw: RawRecord,
  context: ReadingContext,
  isChild: boolean
): MappedRecord | null {
  const attributes: Record<string, AttributeValue> = {};
  let failed = raw.owner === FAILED;
  for (const [attribute, value] of raw.fields) {
    const read =
      value === FAILED || (Array.isArray(value) && value.includes(FAILED))
        ? undefined
        : readAttribute(raw.type, attribute, value, context);
    if (read === undefined) failed = true;
    else attributes[attribute] = read;
  }
  if (!failed && isVoid(raw.type, attributes, isChild)) return null;
  for (const attribute of Object.keys(attributes)) {
    const isKept = context.unfilled.has(`${raw.type}.${attribute}`);
    if (isKept && attributes[attribute] === null) delete attributes[attribute];
  }
  const children = raw.children
    .map((child) => readRecord(child, context, true))
    .filter((child) => child !== null);
  const owner = failed ? '' : textOf(raw.owner).trim();
  return { type: raw.type, place: raw.place, attributes, owner: owner || null, children, failed };
}

/** The value in the form of its kind; undefined, with an issue, where it is unusable. */
function readAttribute(
  type: RecordType,
  attribute: string,
  value: unknown,
  context: ReadingContext
): AttributeValue | undefined {
  const definition = definitionOf(type, attribute);
  const column = context.columns[`${type}.${attribute}`] ?? attribute;
  const reading = readValue(definition, value);
  if (!reading.ok) {
    const found = shown(definition, value);
    context.issues.push({
      row: context.row,
      column,
      value: found,
      code: reading.code,
      severity: 'error',
      message: `"${found}" cannot be ${type}.${attribute}; expected ${reading.expected}. Correct the value or leave it empty; until then nothing of this ${type} is written.`,
    });
    return undefined;
  }
  if (reading.dropped) {
    context.warnOnce(
      'several-values',
      column,
      `${type}.${attribute} takes one value and was given several; the first is taken, here and in further rows. Choose with an expression, such as $first(…) or $join(…, ", ").`
    );
  }
  return reading.value;
}

const shown = (definition: AttributeDefinition, value: unknown): string => {
  if (isSecret(definition)) return MASK;
  const text = textOf(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};

/**
 * True for what a row renders to that has no such record: an entry or phone of nothing. A desk phone
 * of a user is one already when its MAC address is empty, whatever its name.
 */
function isVoid(
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

function reportKeyless(user: MappedRecord, { match, columns, row, issues }: ReadingContext): void {
  // Where the value itself was unusable there is an issue already.
  if (user.failed && !(match.user in user.attributes)) return;
  const column = columns[`user.${match.user}`] ?? match.user;
  issues.push({
    row,
    column,
    value: null,
    code: 'missing-key',
    severity: 'error',
    message: `The user has no ${match.user}, which identifies users in this profile. Fill "${column}", leave the row out with the pre-filter, or choose another attribute to match users by.`,
  });
}
