import type { Matching } from '../../../shared/contracts/runs';
import type { RecordType } from '../../../shared/records';
import { attributeOf } from '../../../shared/words';
import type { Assignment } from './automatic';
import type { Findings } from './findings';
import { normalizeName } from './names';

type Match = Matching['matched'][number];

/** A pinned matching on the columns that a source has now. */
export interface PinnedAssignment {
  assignment: Assignment;
  matching: Matching;
  /** `type.attribute` of what no column fills any more: it is left as it is stored. */
  left: ReadonlySet<string>;
}

const targetOf = ({ type, attribute }: Match): string => `${type}.${attribute}`;
const inWords = ({ type, attribute }: Match): string => attributeOf(type, attribute);

const list = (columns: readonly string[]): string =>
  columns.map((column) => `"${column}"`).join(', ');

/**
 * The matching that a profile's first real run wrote by, for the columns of today: what came since
 * is not taken, what is gone leaves its attribute alone, and both are named.
 */
export function assignPinned(
  pinned: Matching,
  names: readonly string[],
  findings: Findings
): PinnedAssignment {
  const find = (column: string): string | undefined =>
    names.find((name) => name === column) ??
    names.find((name) => normalizeName(name) === normalizeName(column));
  const matched: Match[] = [];
  const missing: Match[] = [];
  for (const match of pinned.matched) {
    const column = find(match.column);
    if (column === undefined) missing.push(match);
    else matched.push({ ...match, column });
  }
  const taken = new Set(matched.map(({ column }) => column));
  const unmatched = names.filter((name) => !taken.has(name));
  noteMissing(missing, findings);
  noteNew(pinned, unmatched, findings);
  return {
    assignment: assignmentOf(matched),
    matching: { matched, unmatched, pinned: true },
    left: leftAlone(pinned, missing),
  };
}

function assignmentOf(matched: readonly Match[]): Assignment {
  const columnsOf = (type: RecordType): Map<string, string> =>
    new Map(
      matched
        .filter((match) => match.type === type)
        .map(({ attribute, column }): [string, string] => [attribute, column])
    );
  const phone = columnsOf('phone');
  return {
    user: columnsOf('user'),
    phonebookEntry: columnsOf('phonebookEntry'),
    phone: phone.has('mac') ? phone : new Map<string, string>(),
  };
}

/** A display name made of first and last name is not made of one of them alone. */
function leftAlone(pinned: Matching, missing: readonly Match[]): Set<string> {
  const left = new Set(missing.map(targetOf));
  const isMade = !pinned.matched.some((match) => targetOf(match) === 'user.displayName');
  if (isMade && (left.has('user.firstName') || left.has('user.lastName'))) {
    left.add('user.displayName');
    left.add('phonebookEntry.displayName');
  }
  return left;
}

function noteMissing(missing: readonly Match[], findings: Findings): void {
  for (const column of new Set(missing.map((match) => match.column))) {
    const targets = missing.filter((match) => match.column === column).map(inWords);
    findings.warn(
      column,
      'pinned-column-missing',
      `The source no longer has the column "${column}", which fills ${targets.join(' and ')} in this profile. What is stored there stays as it is. Give the column back, or choose "Match anew".`
    );
  }
}

function noteNew(pinned: Matching, unmatched: readonly string[], findings: Findings): void {
  const known = new Set(
    [...pinned.matched.map(({ column }) => column), ...pinned.unmatched].map(normalizeName)
  );
  const added = unmatched.filter((name) => !known.has(normalizeName(name)));
  if (added.length === 0) return;
  findings.warn(
    added.join(', '),
    'column-new',
    `These columns or variables were not there when this profile was matched: ${list(added)}. They fill nothing. Choose "Match anew" if they should.`,
    'info'
  );
}

/** What automatic matching makes no entry or phone without. */
const NEEDED = { phonebookEntry: 'displayName', phone: 'mac' } as const;

/** The types of which no record is made only because a column is missing: what is stored of them stays. */
export const typesLeft = (left: ReadonlySet<string>): RecordType[] =>
  (['phonebookEntry', 'phone'] as const).filter((type) => left.has(`${type}.${NEEDED[type]}`));
