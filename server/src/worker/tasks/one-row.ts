import { problem } from '../../../../shared/codes/problems';
import type { RowLine } from '../../../../shared/contracts/uploads';
import { hiddenCells, isHiddenColumn } from '../../../../shared/secret-names';
import { MASK } from '../../../../shared/text';
import { compileMapping, knownSecrets, MappingError } from '../../mapping';
import { maskRecord, maskValues } from '../../mapping/masking';
import type { MappedRow, Mapping, MappingDefinition } from '../../mapping/types';
import type { SourceRow } from '../../sources/types';
import { ConnectorError } from '../../utils/errors';
import type { PersonKey } from '../../utils/record-keys';
import type { EvaluationMarker } from '../evaluation';
import type { PickedRow, RowPick, TaskInput, TrialResult } from '../protocol';
import {
  compileFor,
  openAnew,
  openSource,
  type ReadableSource,
  refusedIn,
  type TaskContext,
  withSecret,
} from './open';
import { findPerson } from './person';
import { mapRow } from './rows';

/** Secrets are left out, or they could be guessed. */
const contains = (
  { values }: SourceRow,
  search: string,
  hides: (column: string) => boolean
): boolean =>
  Object.entries(values)
    .filter(([column]) => !hides(column))
    .flatMap(([, value]) => value)
    .some((value) => value.toLowerCase().includes(search));

/** Enough that the columns of a source without a header are known. */
const FEWEST_ROWS = 200;

/** How many rows picking one may take; null: a text may stand in any of them. */
const rowsFor = ({ from, search }: RowPick): number | null =>
  search.trim() === '' ? Math.max(from + 1, FEWEST_ROWS) : null;

interface Picked {
  row: SourceRow | null;
  previous: number | null;
  next: number | null;
}

/** The first row from a line on that contains a text, and its neighbours that do. */
const pickRow = async (
  rows: AsyncIterable<SourceRow>,
  pick: RowPick,
  hides: (column: string) => boolean
): Promise<Picked> => {
  const search = pick.search.trim().toLowerCase();
  const picked: Picked = { row: null, previous: null, next: null };
  for await (const row of rows) {
    if (search !== '' && !contains(row, search, hides)) continue;
    if (picked.row) return { ...picked, next: row.number };
    if (row.number < pick.from) picked.previous = row.number;
    else picked.row = row;
  }
  return picked;
};

/** Null where the mapping cannot be used. */
const mappingOf = (
  columns: string[],
  definition: MappingDefinition,
  marker: EvaluationMarker
): Mapping | null => {
  try {
    return marker.compiling(() => compileMapping(definition, columns, { observer: marker }));
  } catch (error) {
    if (error instanceof MappingError) return null;
    throw error;
  }
};

/** One row as the source gives it, secrets masked, and which records it is about. */
export const row = async (
  { source, definition, pick }: TaskInput<'row'>,
  context: TaskContext
): Promise<PickedRow | null> => {
  const { marker } = context;
  const { columns: known } = marker.compiling(() => knownSecrets(definition));
  const open = await openSource(source, context, { most: rowsFor(pick), secret: known });
  if (open.notModified) return null;
  const { columns, secret = [] } = open;
  const mapping = mappingOf(columns, withSecret(definition, secret), marker);
  const hides = mapping?.hides ?? isHiddenColumn([...known, ...secret]);
  const picked = await pickRow(open.rows, pick, hides);
  if (!picked.row) return null;
  const mapped = mapping && (await mapRow({ ...picked.row, skip: 'keep' }, mapping));
  marker.leave();
  const { number, values } = picked.row;
  const hidden = new Set(Object.keys(values).filter(hides));
  const line = (await open.lineAt?.(number)) ?? null;
  return {
    number,
    values: maskValues(Object.entries(values), hidden),
    records: (mapped?.records ?? []).map(maskRecord),
    columns,
    line: line && masked(line, columns.map(hides)),
  };
};

/** A line without what may be a secret: of one with too many or too few cells, what may have moved. */
const masked = (line: RowLine, hidden: boolean[]): RowLine => {
  const hides = hiddenCells(hidden);
  const { cells } = line;
  const shown = cells.map((cell, at) => (cell !== '' && hides(cells, at) ? MASK : cell));
  return { ...line, cells: shown };
};

const nothingFound = ({ search, from }: RowPick): ConnectorError =>
  new ConnectorError(
    search.trim() === ''
      ? problem('row-not-found', { from })
      : problem('row-not-found/search', { from, search: search.trim() })
  );

/** What a trial looks at. */
interface Tried extends Pick<TrialResult, 'previous' | 'next'> {
  open: ReadableSource;
  mapping: Mapping;
  row: SourceRow;
  /** The rows that are looked at besides. */
  others: MappedRow[];
}

const tryRow = async (
  input: TaskInput<'trial'>,
  pick: RowPick,
  context: TaskContext
): Promise<Tried> => {
  const open = await openAnew(input, context, { most: rowsFor(pick) });
  const { mapping, rows } = await compileFor(open, input.definition, context.marker, {
    refuse: refusedIn(input),
  });
  const { row, previous, next } = await pickRow(rows, pick, mapping.hides);
  if (!row) throw nothingFound(pick);
  return { open, mapping, row, others: [], previous, next };
};

const tryPerson = async (
  input: TaskInput<'trial'>,
  person: PersonKey,
  context: TaskContext
): Promise<Tried> => {
  const found = await findPerson(input, context, person, { refuse: refusedIn(input) });
  const { open, mapping } = found;
  const [first, ...others] = found.rows;
  if (!first) throw new ConnectorError(problem('person-not-found'));
  const rows = others.map(({ mapped }) => mapped);
  return { open, mapping, row: first.row, others: rows, previous: null, next: null };
};

/**
 * Takes one row, or the first one of a person, through filter, variables and template, step by step.
 * @throws ConnectorError `row-not-found`, `person-not-found`
 */
export const trial = async (
  input: TaskInput<'trial'>,
  context: TaskContext
): Promise<TrialResult> => {
  const { marker } = context;
  const { pick } = input;
  const { open, mapping, row, others, previous, next } =
    'from' in pick ? await tryRow(input, pick, context) : await tryPerson(input, pick, context);
  const { shown, mapped: result } = await mapping.trial(row);
  const mapped = await mapRow(row, { ...mapping, map: async () => result });
  marker.leave();
  const ofSource = [...(open.issues ?? []), ...(open.closing?.() ?? [])];
  const ofRows = [mapped, ...others].flatMap((one) => one.issues);
  const issues = [...ofSource, ...mapping.issues, ...ofRows];
  // A row that is damaged or left out gives no records, however its text renders.
  const records = mapped.records.length > 0 && !row.skip ? shown.records : [];
  return {
    trial: { ...shown, records, issues },
    mapped: [mapped, ...others],
    keys: mapping.keys,
    columns: mapping.columns,
    namesOwners: mapping.namesOwners,
    keeps: mapping.keeps,
    secret: mapping.secret,
    isPartial: open.isPartial ?? false,
    previous,
    next,
  };
};
