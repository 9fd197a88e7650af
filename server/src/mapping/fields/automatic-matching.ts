import { problem } from '../../../../shared/codes/problems';
import { COLUMN_MEANINGS, columnsByName, saysOpposite } from '../../../../shared/column-names';
import type { MatchedColumn, Matching } from '../../../../shared/contracts/runs';
import type {
  Conversion,
  FieldRecord,
  Fields,
  FieldValue,
} from '../../../../shared/profile/fields';
import { ATTRIBUTES, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import type { RowValue } from '../../sources/types';
import { isOfFurtherNumber } from './presets';
import { cleanText, damageOf } from '../values/cleaning';
import type { Diagnostics } from '../diagnostics';
import { definitionOf, findName, normalizeName } from '../names';
import type { Samples } from '../types';

/** Which column fills which attribute, by type. */
export type Assignment = Readonly<Record<RecordType, ReadonlyMap<string, string>>>;

interface AutomaticMatching {
  assignment: Assignment;
  matching: Matching;
}

/** An entry is known by its place under its user, so that the user's id need not be its own. */
const OMITTED: ReadonlySet<string> = new Set(['phonebookEntry.externalId']);

/**
 * Matches columns with attributes by name, case and punctuation aside, then by synonym, best first.
 * Without a column for `username`, the one for `externalId` fills both. A column may fill one
 * attribute of each type. The values of `samples` tell extensions from the numbers that are reached
 * from outside, which are the phone of the person's entry.
 */
export function matchColumns(
  columns: readonly string[],
  samples: Samples = new Map()
): AutomaticMatching {
  const byName = columnsByName(columns);
  const meanings = meaningsOf(byName);
  const isOutside = (column: string): boolean => holdsNoExtensions(samples.get(column) ?? []);
  const assign = (type: RecordType, meant: ReadonlyMap<string, string>): Map<string, string> =>
    assignColumns(type, byName, meant, isOutside);
  const phone = assign('phone', NO_MEANINGS);
  const assignment: Assignment = {
    user: withUsername(assign('user', meanings)),
    phonebookEntry: assign('phonebookEntry', meanings),
    phone: phone.has('mac') ? phone : new Map<string, string>(),
  };
  return { assignment, matching: report(assignment, columns) };
}

const NO_MEANINGS: ReadonlyMap<string, string> = new Map();

/** The columns that mean another attribute because of the ones beside them, as `Name` beside `Vorname`. */
function meaningsOf(byName: ReadonlyMap<string, string>): Map<string, string> {
  const isTaken = (attribute: string): boolean =>
    [normalizeName(attribute), ...(ATTRIBUTES.user[attribute]?.synonyms ?? [])].some((name) =>
      byName.has(name)
    );
  return new Map(
    COLUMN_MEANINGS.filter(
      ({ column, beside, attribute }) =>
        byName.has(column) && byName.has(beside) && !isTaken(attribute)
    ).map(({ column, attribute }) => [column, attribute])
  );
}

/** A phone takes columns by synonym only: a column `name` or `sipPassword` is the person's. */
function assignColumns(
  type: RecordType,
  byName: ReadonlyMap<string, string>,
  meanings: ReadonlyMap<string, string>,
  isOutside: (column: string) => boolean
): Map<string, string> {
  const assigned = new Map<string, string>();
  for (const [attribute, { synonyms }] of Object.entries(ATTRIBUTES[type])) {
    if (OMITTED.has(`${type}.${attribute}`)) continue;
    const names = type === 'phone' ? synonyms : [normalizeName(attribute), ...synonyms];
    const named = names.filter((name) => !meanings.has(name));
    const meant = [...meanings].filter(([, by]) => by === attribute).map(([name]) => name);
    const columns = [...named, ...meant].flatMap((name) => byName.get(name) ?? []);
    const column = bestColumn(`${type}.${attribute}`, columns, isOutside);
    if (column !== undefined) assigned.set(attribute, column);
  }
  return assigned;
}

/** The first column, unless its values say that another attribute is meant. */
function bestColumn(
  target: string,
  columns: readonly string[],
  isOutside: (column: string) => boolean
): string | undefined {
  if (target === 'user.extension') return columns.find((column) => !isOutside(column));
  const outside = target === 'phonebookEntry.phone' ? columns.find(isOutside) : undefined;
  return outside ?? columns[0];
}

function withUsername(user: Map<string, string>): Map<string, string> {
  const externalId = user.get('externalId');
  if (user.has('username') || externalId === undefined) return user;
  return new Map([['username', externalId], ...user]);
}

function report(assignment: Assignment, columns: readonly string[]): Matching {
  const matched = RECORD_TYPES.flatMap((type) =>
    [...assignment[type]].map(([attribute, column]) => ({
      column,
      type,
      attribute,
      reason:
        normalizeName(column) === normalizeName(attribute)
          ? ('name' as const)
          : ('synonym' as const),
    }))
  );
  const used = new Set(matched.map(({ column }) => column));
  return { matched, unmatched: columns.filter((column) => !used.has(column)) };
}

/** How many of a source's first rows automatic matching looks at. */
export const SAMPLE_ROWS = 100;

export function samplesOf(rows: Iterable<Readonly<Record<string, RowValue>>>): Samples {
  const samples = new Map<string, string[]>();
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      const values = samples.get(column);
      if (values) values.push(...[value].flat());
      else samples.set(column, [value].flat());
    }
  }
  return samples;
}

/** Up to six digits that do not begin as an international number does. */
const EXTENSION = /^(?!00)\d{1,6}$/u;

/**
 * True for a column of numbers that are reached from outside, or of anything else that is no
 * extension. Cells that say nothing say nothing about the column either.
 */
function holdsNoExtensions(values: readonly string[]): boolean {
  const definition = definitionOf('user', 'extension');
  return values
    .map((value) => cleanText(value, definition, true).replaceAll(' ', ''))
    .some((text) => text !== '' && !damageOf(text, definition, true) && !EXTENSION.test(text));
}

/** A pinned matching on the columns that a source has now. */
interface PinnedAssignment {
  assignment: Assignment;
  matching: Matching;
  /** `type.attribute` of what no column fills any more: it is left as it is stored. */
  left: ReadonlySet<string>;
}

const targetOf = ({ type, attribute }: MatchedColumn): string => `${type}.${attribute}`;

/**
 * Applies the matching of a profile's first real run to the columns of today: new columns are not
 * used, missing ones leave their attributes alone, and both are named. Expressions name columns, and
 * so those of a preset may differ in case only.
 */
export function assignPinned(
  pinned: Matching,
  names: readonly string[],
  diagnostics: Diagnostics
): PinnedAssignment {
  const find = (column: string): string | undefined =>
    pinned.preset
      ? (findName(column, names) ?? undefined)
      : (names.find((name) => name === column) ??
        names.find((name) => normalizeName(name) === normalizeName(column)));
  const matched: MatchedColumn[] = [];
  const missing: MatchedColumn[] = [];
  for (const known of pinned.matched) {
    const column = find(known.column);
    if (column !== undefined) matched.push({ ...known, column });
    else if (!pinned.preset || !isOfFurtherNumber(known.column)) missing.push(known);
  }
  const taken = new Set(matched.map(({ column }) => column));
  const unmatched = names.filter((name) => !taken.has(name));
  noteMissing(missing, diagnostics);
  noteNew(pinned, unmatched, diagnostics);
  return {
    assignment: assignmentOf(matched),
    matching: {
      matched,
      unmatched,
      pinned: true,
      ...(pinned.preset && { preset: pinned.preset }),
    },
    left: leftAlone(pinned, missing),
  };
}

/** Which column fills which attribute of a type. */
export const columnsOf = (
  matched: readonly Omit<MatchedColumn, 'reason'>[],
  of: RecordType
): Map<string, string> =>
  new Map(
    matched.filter(({ type }) => type === of).map(({ attribute, column }) => [attribute, column])
  );

function assignmentOf(matched: readonly MatchedColumn[]): Assignment {
  const phone = columnsOf(matched, 'phone');
  return {
    user: columnsOf(matched, 'user'),
    phonebookEntry: columnsOf(matched, 'phonebookEntry'),
    phone: phone.has('mac') ? phone : new Map<string, string>(),
  };
}

/** A display name made of first and last name is not made of one of them alone. */
function leftAlone(pinned: Matching, missing: readonly MatchedColumn[]): Set<string> {
  const left = new Set(missing.map(targetOf));
  const isMade = !pinned.matched.some((known) => targetOf(known) === 'user.displayName');
  if (isMade && (left.has('user.firstName') || left.has('user.lastName'))) {
    left.add('user.displayName');
    left.add('phonebookEntry.displayName');
  }
  return left;
}

function noteMissing(missing: readonly MatchedColumn[], diagnostics: Diagnostics): void {
  for (const column of new Set(missing.map(({ column: name }) => name))) {
    const targets = missing
      .filter((known) => known.column === column)
      .map(({ type, attribute }) => problem('attribute-of', { type, attribute }));
    diagnostics.warn(column, problem('pinned-column-missing', { column, targets }));
  }
}

function noteNew(pinned: Matching, unmatched: readonly string[], diagnostics: Diagnostics): void {
  const known = new Set(
    [...pinned.matched.map(({ column }) => column), ...pinned.unmatched].map(normalizeName)
  );
  const added = unmatched.filter((name) => !known.has(normalizeName(name)));
  if (added.length === 0) return;
  diagnostics.warn(added.join(', '), problem('column-new', { columns: added }), 'info');
}

/** The attribute without which automatic matching makes no entry or phone. */
const NEEDED = { phonebookEntry: 'displayName', phone: 'mac' } as const;

/** The types of which no record is made only because a column is missing: what is stored of them stays. */
export const typesLeft = (left: ReadonlySet<string>): RecordType[] =>
  (['phonebookEntry', 'phone'] as const).filter((type) => left.has(`${type}.${NEEDED[type]}`));

/** Attributes of an entry that hold one number, where the column may hold a list of them. */
const FIRST_OF_LIST = ['mobile'];

/** What automatic matching fills, besides the columns that it has found. */
interface Filling {
  /** `type.attribute` of what no record may get a value of, see `assignPinned`. */
  left?: ReadonlySet<string>;
  /** Whether users are given extensions: then that is the number of an entry without one. */
  hasExtensions?: boolean;
  /** Whether a name is a variable's rather than a column's. */
  isVariable?: (name: string) => boolean;
}

/** The fields of automatic matching, to be edited: a user, its phonebook entry, its phone. */
export function fieldsFor(columns: readonly string[], samples?: Samples): Fields {
  return fieldsOf(matchColumns(columns, samples).assignment);
}

/** What automatic matching stands for, as fields. */
export function fieldsOf(
  assignment: Assignment,
  { left = new Set(), hasExtensions = true, isVariable = () => false }: Filling = {}
): Fields {
  const named = (name: string): FieldValue =>
    isVariable(name) ? { variable: name } : { column: name };
  const valuesOf = (type: RecordType): FieldRecord['values'] =>
    Object.fromEntries(
      [...assignment[type]].map(([attribute, column]) => {
        const convert = conversionOf(type, attribute, column);
        return [attribute, convert ? { ...named(column), convert: [convert] } : named(column)];
      })
    );
  const user = valuesOf('user');
  const entry = valuesOf('phonebookEntry');
  const phone = valuesOf('phone');
  const name = left.has('user.displayName') ? null : displayName(assignment, named);
  if (name) {
    user.displayName = name;
    if (assignment.phonebookEntry.size > 0) entry.displayName ??= name;
  }
  const number = assignment.phonebookEntry.get('phone');
  if (number !== undefined) {
    const convert: Conversion[] = ['number', { default: { user: 'extension' } }];
    entry.phone = { ...named(number), convert };
  } else if (hasExtensions && entry.displayName && !left.has('phonebookEntry.phone')) {
    entry.phone = { user: 'extension' };
  }
  const hasEntry = entry.displayName && !left.has('phonebookEntry.displayName');
  if (Object.keys(user).length === 0) user.username = { column: 'username' };
  return [
    { type: 'user', values: user },
    ...(hasEntry ? [{ type: 'phonebookEntry' as const, values: entry }] : []),
    ...(assignment.phone.size > 0 ? [{ type: 'phone' as const, values: phone }] : []),
  ];
}

/** What a column's value goes through. */
function conversionOf(type: RecordType, attribute: string, column: string): Conversion | null {
  if (type === 'phonebookEntry' && FIRST_OF_LIST.includes(attribute)) return 'first';
  return type === 'user' && saysOpposite(column, attribute) ? 'opposite' : null;
}

/** A display name made of first and last name; null where a column holds one, or where there is neither part. */
function displayName({ user }: Assignment, named: (name: string) => FieldValue): FieldValue | null {
  if (user.has('displayName')) return null;
  const [first, ...columns] = ['firstName', 'lastName'].flatMap(
    (attribute) => user.get(attribute) ?? []
  );
  if (first === undefined) return null;
  if (columns.length === 0) return named(first);
  return { ...named(first), convert: [{ join: { columns, separator: ' ' } }] };
}
