import { problem } from '../../../../shared/codes/problems';
import type { RecordType } from '../../../../shared/records';
import { sameIdentity } from '../../../../shared/identity';
import { type KnownColumns, knownColumns } from '../../mapping';
import { hasFailed } from '../../mapping/rows/mapped-records';
import type {
  MappedRecord,
  MappedRow,
  Mapping,
  MappingDefinition,
  MappingOptions,
} from '../../mapping/types';
import type { AskedValue, SourceRow } from '../../sources/types';
import { ConnectorError } from '../../utils/errors';
import {
  isCompound,
  isKnownBy,
  keyNames,
  keyValue,
  lacksPart,
  partsOfValue,
  type PersonKey,
} from '../../utils/record-keys';
import type { SourceTask } from '../protocol';
import { compileFor, openAnew, type ReadableSource, type TaskContext } from './open';
import { isDamaged, mapRow } from './rows';

/** How many rows of a person are taken: the second one is a conflict already. */
const MOST_ROWS = 100;

/** By what a person is told from others, and of which type the record is. */
interface Sought {
  type: RecordType;
  by: string;
  value: string;
}

const soughtIn = (
  { type, by, value }: PersonKey,
  { keys, makesUser }: Pick<Mapping, 'keys' | 'makesUser'>
): Sought => {
  const known = type ?? (makesUser ? 'user' : 'phonebookEntry');
  return { type: known, by: by ?? keys[known], value };
};

/** What the person's rows have in columns, as far as the mapping takes it from there unchanged. */
export const askedFor = (
  person: PersonKey,
  { match }: Pick<MappingDefinition, 'match'>,
  { plain, makesUser }: Pick<KnownColumns, 'plain' | 'makesUser'>
): AskedValue[] => {
  const { type, by, value } = soughtIn(person, { keys: keyNames(match), makesUser });
  const parts = isCompound(by) ? partsOfValue(by, value) : { [by]: value };
  return Object.entries(parts).flatMap(([attribute, part]) => {
    const column = plain.get(`${type}.${attribute}`);
    return column === undefined ? [] : { column, attribute, value: part };
  });
};

const hasAsked = ({ values }: SourceRow, asked: readonly AskedValue[]): boolean =>
  asked.length > 0 &&
  asked.every(({ column, attribute, value }) =>
    [values[column] ?? []].flat().some((found) => sameIdentity(attribute, found, value))
  );

/** Whether a record, or one below it, is the one that is sought. */
const isSought = (record: MappedRecord, sought: Sought, own: string): boolean => {
  const { type, by, value } = sought;
  const { attributes, children, failed } = record;
  if (children.some((child) => isSought(child, sought, own))) return true;
  if (record.type !== type || (failed && lacksPart(by, attributes))) return false;
  // By name only those are known whom nothing else tells apart.
  if (by === 'displayName' && own !== by && keyValue(own, attributes) !== null) return false;
  return isKnownBy(by, value, attributes);
};

/** Whether nobody can tell whom a row is about. */
const isUnknown = ({ records, issues }: MappedRow): boolean =>
  issues.some(({ severity }) => severity === 'error') && !records.some(hasFailed);

/** A person's rows, as the source gives them and as a run maps them; and how many rows might be theirs. */
interface PersonRows {
  rows: { row: SourceRow; mapped: MappedRow }[];
  unknown: number;
}

interface Search {
  sought: Sought;
  asked: readonly AskedValue[];
}

const rowsOf = async (
  rows: AsyncIterable<SourceRow>,
  mapping: Mapping,
  { sought, asked }: Search,
  { marker }: Pick<TaskContext, 'marker'>
): Promise<PersonRows> => {
  const own = mapping.keys[sought.type];
  const isOne = (records: MappedRecord[] = []): boolean =>
    records.some((record) => isSought(record, sought, own));
  const found: PersonRows = { rows: [], unknown: 0 };
  for await (const row of rows) {
    const mapped = await mapRow(row, mapping);
    const isLeftOut = mapped.filtered || mapped.skipped === 'no-record';
    const named = isLeftOut && !isDamaged(row) ? await mapping.identify(row) : mapped.records;
    marker.leave();
    const isTheirs = isOne(named) || isOne(mapped.kept);
    const isLost = !isTheirs && isUnknown(mapped);
    if (isLost && !hasAsked(row, asked)) found.unknown += 1;
    else if ((isTheirs || isLost) && found.rows.length < MOST_ROWS)
      found.rows.push({ row, mapped });
  }
  return found;
};

/** Why there is nobody to be synced. */
const notFound = ({ rows, unknown }: PersonRows): ConnectorError | null => {
  if (rows.length === 0) {
    const what = unknown > 0 ? problem('person-not-found/rows', { unknown }) : null;
    return new ConnectorError(what ?? problem('person-not-found'));
  }
  if (rows.every(({ mapped }) => mapped.filtered)) {
    return new ConnectorError(problem('person-not-found/filtered'));
  }
  if (rows.every(({ mapped }) => mapped.filtered || mapped.skipped === 'no-record')) {
    return new ConnectorError(problem('person-not-found/skipped'));
  }
  return null;
};

interface PersonTask {
  source: SourceTask;
  definition: MappingDefinition;
}

export interface FoundPerson extends Pick<PersonRows, 'rows'> {
  open: ReadableSource;
  mapping: Mapping;
}

/**
 * Finds the rows of one person. A source that can ask for them is asked; any other is read to its end, as is one that
 * finds nobody so: what identifies a person here has more spellings than a server may know.
 * @throws ConnectorError `person-not-found`
 */
export const findPerson = async (
  { source, definition }: PersonTask,
  context: TaskContext,
  person: PersonKey,
  options: Pick<MappingOptions, 'refuse'> = {}
): Promise<FoundPerson> => {
  const known = context.marker.compiling(() => knownColumns(definition));
  const asked = askedFor(person, definition, known);
  const read = async (wanted: { asked?: readonly AskedValue[] }) => {
    const open = await openAnew({ source, definition }, context, wanted);
    const compiled = await compileFor(open, definition, context.marker, options);
    const { mapping } = compiled;
    const sought = soughtIn(person, mapping);
    const found = await rowsOf(compiled.rows, mapping, { sought, asked }, context);
    return { open, mapping, found };
  };
  const first = await read(asked.length > 0 ? { asked } : {});
  const isSure = first.found.rows.length > 0 || !first.open.isExcerpt;
  const { open, mapping, found } = isSure ? first : await read({});
  const nobody = notFound(found);
  if (nobody) throw nobody;
  return { open, mapping, rows: found.rows };
};
