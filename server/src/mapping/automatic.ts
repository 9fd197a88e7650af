import type { Matching } from '../../../shared/contracts/runs';
import { COLUMN_MEANINGS } from '../../../shared/column-names';
import { ATTRIBUTES, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { normalizeName } from './names';
import { holdsNoExtensions, type Samples } from './samples';

/** Which column fills which attribute, by type. */
export type Assignment = Readonly<Record<RecordType, ReadonlyMap<string, string>>>;

export interface AutomaticMatching {
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
  const byName = new Map<string, string>();
  for (const column of columns) {
    const name = normalizeName(column);
    if (!byName.has(name)) byName.set(name, column);
  }
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
