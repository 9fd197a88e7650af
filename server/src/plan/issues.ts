import type { Problem } from '../../../shared/codes/kinds';
import { inPlaceOf, problem, withNotes } from '../../../shared/codes/problems';
import { type Issue, ofWholeRun, type Severity } from '../../../shared/contracts/issues';
import { partsOfKey } from '../../../shared/identity';
import { ATTRIBUTES, type RecordType } from '../../../shared/records';
import { beginningOf } from '../../../shared/text';
import type { Item } from './items';
import type { SecretMask } from './secret-values';
import type { Demand, Departure, Hold, PlanPolicy, RecordReader, StoredRecord } from './types';
import type { SharedValue } from './uniqueness';

/** Records of one type that are stored already and belong to one and the same other maker. */
interface OwnershipConflict {
  type: RecordType;
  /** The documentId of their profile; null for those made by hand. */
  owner: string | null;
  count: number;
  /** The rows of the first ones. */
  rows: number[];
  /** Of the first one, what it is matched by. */
  value: string | null;
}

const duplicateCode = (attribute: string): string =>
  `duplicate-${attribute.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** Why somebody keeps a value that another record wants. */
export type WhyTaken = Parameters<typeof problem<'duplicate-*/taken'>>[1]['why'];

export interface Holder {
  label: string;
  why: WhyTaken;
  row: number | null;
  /** Since when they are missing. */
  left: string | null;
}

interface Place {
  type: RecordType;
  row: number | null;
  attribute: string;
  value: string | null;
}

const NAMED = 5;

/** Makes the plan's issues. Whatever is shown of a record's values is masked first. */
export class IssueWriter {
  constructor(
    private readonly columns: Record<string, string>,
    private readonly mask: SecretMask
  ) {}

  /** Two rows, or two records of one row, ask for the same value of a unique attribute. */
  duplicate(type: RecordType, row: number, attribute: string, value: string, other: number): Issue {
    const shown = this.mask.value(type, attribute, value);
    const duplicate = problem('duplicate-*/in-source', {
      type,
      attribute,
      value: shown,
      keeper: other,
      twice: other === row,
      byName: type === 'phonebookEntry' && attribute === 'displayName',
    });
    const place = { type, row, attribute, value };
    return this.issue({ ...duplicate, code: duplicateCode(attribute) }, 'error', place);
  }

  /** Another row has the same compound key. */
  sameKey(type: RecordType, row: number, label: string, other: number, name: string): Issue {
    const what = problem('same-key', { type, attributes: partsOfKey(name), label, other });
    return this.issue(what, 'error', { type, row, attribute: name, value: null });
  }

  /**
   * A stored record has the value and keeps it.
   * @param holder null where whoever had the value has given it up since
   */
  taken(
    type: RecordType,
    row: number,
    attribute: string,
    value: string,
    holder: Holder | null
  ): Issue {
    const about = { type, attribute, value: this.mask.value(type, attribute, value) };
    const takenBy = ({ label, ...why }: Holder): Problem =>
      problem('duplicate-*/taken', { ...about, holder: label, ...why });
    const taken = holder ? takenBy(holder) : problem('duplicate-*/freed', about);
    const place = { type, row, attribute, value };
    return this.issue({ ...taken, code: duplicateCode(attribute) }, 'error', place);
  }

  /** A person returns under a new id and has the record again that was theirs. */
  returned({ row, record, type }: Item, stored: StoredRecord): Issue {
    const returned = problem('returned-under-new-id', {
      label: this.mask.label('user', record.attributes, String(row)),
      former: this.mask.label('user', stored.attributes, stored.key ?? String(stored.id)),
      key: this.mask.key(stored.key ?? ''),
    });
    return this.issue(returned, 'info', { type, row, attribute: 'username', value: null });
  }

  /** A person has another key and keeps the record, or probably is the one who has it. */
  renamed(
    { row, record, type }: Item,
    stored: StoredRecord,
    { isSame, by, doubts }: NonNullable<Item['renamed']>
  ): Issue {
    const params = {
      label: this.mask.label('user', record.attributes, String(row)),
      former: this.mask.label('user', stored.attributes, stored.key ?? String(stored.id)),
      key: this.mask.key(stored.key ?? ''),
      by,
    };
    const place = { type, row, attribute: 'username', value: null };
    if (isSame) return this.issue(problem('renamed-person', params), 'info', place);
    const notes = doubts.map((doubt) => problem(`same-person-doubt/${doubt}`));
    return this.issue(
      withNotes(problem('probably-same-person', params), ...notes),
      'warning',
      place
    );
  }

  /** Somebody new is the same person as a user who was switched off and whose own id is there as well. */
  bothIds({ row, record }: Item, stored: StoredRecord): Hold {
    const label = this.mask.label('user', record.attributes, String(row));
    return problem('returned-twice', { label, row, key: this.mask.key(stored.key ?? '') });
  }

  /** Somebody is missing from the source and stays all the same. `since`: how long this has been so. */
  kept(
    type: RecordType,
    label: string,
    how: Departure['how'],
    since: string,
    demand: Demand
  ): Issue {
    const named = demand.attribute in ATTRIBUTES[demand.type];
    const kept = problem('kept-for-failed-row', {
      type,
      label,
      how: how === 'disable' ? 'disable' : 'remove',
      row: demand.row,
      what: named ? 'value' : demand.value === null ? 'child' : 'key',
      attribute: demand.attribute,
      value: demand.value && this.mask.value(demand.type, demand.attribute, demand.value),
      since,
    });
    return this.issue(kept, 'warning', demand);
  }

  /** A record of the profile cannot be told from another one, and is kept until a person says what it is. */
  keptWithoutKey(type: RecordType, stored: StoredRecord): Issue {
    const label = this.mask.label(type, stored.attributes, `id ${stored.id}`);
    const kept = problem('kept-without-key', { type, label, document: stored.documentId });
    return ofWholeRun(kept, 'warning');
  }

  /** The matches belong to somebody else and the profile says not to touch them; one finding for all of them. */
  conflict(
    conflict: OwnershipConflict,
    { attribute, profile, shares }: { attribute: string; profile?: string; shares: boolean }
  ): Issue {
    const { type, owner, count, rows, value } = conflict;
    const known = shares ? 'unshared' : 'profile';
    const whose = {
      type,
      owner: owner === null ? 'nobody' : profile === undefined ? 'other' : known,
      profile: profile ?? null,
    } as const;
    const [row = 0] = rows;
    if (count === 1) {
      const shown = this.mask.value(type, attribute, value ?? '');
      const one = problem('conflict', { ...whose, attribute, value: shown });
      return this.issue(one, 'error', { type, row, attribute, value });
    }
    const more = count > rows.length;
    return ofWholeRun(problem('conflict/several', { ...whose, count, rows, more }), 'error');
  }

  /** Several stored records have the value: nobody can say which of them is meant. */
  ambiguous({ type, row, record }: Item, sharing: SharedValue): Issue {
    const { attribute } = sharing;
    const given = type === sharing.type ? record.attributes[attribute] : null;
    const value = typeof given === 'string' ? given : sharing.value;
    const ambiguous = problem('ambiguous-person', { type, ...this.sharing(sharing) });
    return this.issue(ambiguous, 'error', { type: sharing.type, row, attribute, value });
  }

  /** An entry or phone names one of several users. */
  ambiguousOwner(type: RecordType, row: number, username: string, sharing: SharedValue): Issue {
    const ambiguous = problem('ambiguous-person/owner', { type, ...this.sharing(sharing) });
    return this.issue(ambiguous, 'warning', { type, row, attribute: 'user', value: username });
  }

  /** The database takes less at a time than the record's values are. */
  tooLarge({ type, row, record }: Item, most: number): Issue {
    const sizes = Object.entries(record.attributes).map(([attribute, value]) => ({
      attribute,
      size: Buffer.byteLength(JSON.stringify(value)),
    }));
    const [longest] = sizes.sort((one, other) => other.size - one.size);
    const { attribute = '', size = 0 } = longest ?? {};
    const tooLarge = problem('record-too-large', { type, attribute, size, most });
    return this.issue(tooLarge, 'error', { type, row, attribute, value: null });
  }

  /** Nothing in the record says which one it is. */
  missingKey({ type, row }: Item, attribute: string): Issue {
    const missing = problem('missing-key', { type, attribute });
    return this.issue(missing, 'error', { type, row, attribute, value: null });
  }

  /**
   * A value cannot be read, and the attribute stays as it is. What stays is at least as old as the
   * record's last change: it says how far behind the source it may be.
   */
  unread(issue: Issue, type: RecordType, attribute: string, stored: StoredRecord | null): Issue {
    const value = stored && (stored.attributes[attribute] ?? null);
    const isSet = stored?.secrets[attribute]?.set ?? (value !== null && value !== '');
    const isShown = isSet && typeof value === 'string' && !this.mask.hides(type, attribute);
    const stays = problem('value-stays', {
      type,
      attribute,
      how: !stored || !isSet ? 'empty' : isShown ? 'shown' : 'stored',
      value: isShown ? beginningOf(value) : null,
      since: stored && isSet ? stored.updatedAt : null,
    });
    return withNotes(issue, stays);
  }

  /** An entry or phone names a user that is neither stored nor in the source. */
  unknownUser(type: RecordType, row: number, username: string): Issue {
    const shown = this.mask.value(type, 'user', username);
    const unknown = problem('unknown-user', { type, username: shown });
    return this.issue(unknown, 'warning', { type, row, attribute: 'user', value: username });
  }

  /** The range is used up. */
  noFreeExtension(row: number, range: { from: number; to: number }): Issue {
    const place = { type: 'user', row, attribute: 'extension', value: null } as const;
    return this.issue(problem('no-free-extension', { ...range }), 'warning', place);
  }

  /** Says why missing records stay; `kept` of the rows were to stay as stored, the others failed. */
  removalSkipped(rows: ReadonlySet<number>, kept: number): Issue {
    const skipped = problem('removal-skipped', {
      rows: rows.size,
      first: [...rows].reduce((one, other) => Math.min(one, other)),
      why: kept === 0 ? 'failed' : kept === rows.size ? 'kept' : 'both',
    });
    return ofWholeRun(skipped, 'warning');
  }

  /** Says how many records of rows are not there, and are not created either. */
  leftOut({ user, phonebookEntry, phone }: Readonly<Record<RecordType, number>>): Issue {
    const counts = { users: user, entries: phonebookEntry, phones: phone };
    return ofWholeRun(problem('nobody-new', counts), 'info');
  }

  /** Names the records that share a value. */
  private sharing({ type, attribute, value, records }: SharedValue) {
    const holders = records.slice(0, NAMED).map(({ attributes, id }) =>
      problem('ambiguous-person/holder', {
        label: this.mask.label(type, attributes, String(id)),
        value: this.mask.value(type, attribute, String(attributes[attribute])),
      })
    );
    return {
      of: type,
      attribute,
      value: this.mask.value(type, attribute, value),
      count: records.length,
      holders,
      more: records.length - holders.length,
    };
  }

  private issue(what: Problem, severity: Severity, { type, row, attribute, value }: Place): Issue {
    const shown = value === null ? null : this.mask.value(type, attribute, value);
    const [first = attribute] = partsOfKey(attribute);
    const column = this.columns[`${type}.${first}`] ?? first;
    return { row, column, value: shown, severity, ...what };
  }
}

/** How many issues of one kind a run keeps: more than anybody reads, and no more than a machine can hold. */
export const MOST_OF_A_KIND = 10_000;
/** What they may hold together, as messages quote values. */
export const MOST_CHARACTERS = 4_000_000;

interface Kind {
  count: number;
  kept: number;
  characters: number;
  /** The last one that was left out. */
  last: Issue | null;
}

const charactersOf = ({ column, value, params }: Issue): number =>
  (column?.length ?? 0) + (value?.length ?? 0) + JSON.stringify(params).length;

/** Keeps the first issues of each kind, and counts the rest. */
export class IssueBounds {
  private readonly kinds = new Map<string, Kind>();

  /** The same, to go on from here without this one noticing. */
  copy(): IssueBounds {
    const copy = new IssueBounds();
    this.kinds.forEach((kind, name) => copy.kinds.set(name, { ...kind }));
    return copy;
  }

  /** Those that are kept. What is said of a whole run always is. */
  take(issues: readonly Issue[]): Issue[] {
    return issues.filter((issue) => issue.row === null || this.note(issue));
  }

  /** One line for each kind of which some were left out. */
  rest(): Issue[] {
    return [...this.kinds.values()].flatMap(({ count, kept, last }) => {
      if (last === null) return [];
      const more = count - kept;
      const rest = inPlaceOf(last, 'more-of-a-kind', { count: more, row: last.row });
      return [ofWholeRun(rest, last.severity)];
    });
  }

  private note(issue: Issue): boolean {
    const name = `${issue.severity} ${issue.code}`;
    const kind = this.kinds.get(name) ?? { count: 0, kept: 0, characters: 0, last: null };
    this.kinds.set(name, kind);
    kind.count += 1;
    // Once one was left out, so are all that follow: what is kept are the first of them.
    if (kind.last === null && kind.kept < MOST_OF_A_KIND) {
      kind.characters += charactersOf(issue);
      if (kind.characters <= MOST_CHARACTERS) {
        kind.kept += 1;
        return true;
      }
    }
    kind.last = issue;
    return false;
  }
}

/** The issues that a plan finds. */
export class IssueList {
  private readonly bounds = new IssueBounds();
  private readonly kept: Issue[] = [];
  private known = 0;
  /** Keys of whom rows with issues are about. */
  readonly about = new Map<number, string[]>();

  push(...issues: Issue[]): void {
    for (const issue of this.bounds.take(issues)) this.kept.push(issue);
  }

  /** Notes whom the rows of the latest issues are about, of items that are at hand. */
  noteAbout(items: readonly Pick<Item, 'row' | 'parent' | 'key'>[]): void {
    const rows = new Set(this.kept.slice(this.known).flatMap(({ row }) => row ?? []));
    this.known = this.kept.length;
    if (rows.size === 0) return;
    for (const { row, parent, key } of items) {
      if (!rows.has(row) || parent !== null || key === null) continue;
      const keys = this.about.get(row);
      if (keys) keys.push(key);
      else this.about.set(row, [key]);
    }
  }

  all(): Issue[] {
    return [...this.kept, ...this.bounds.rest()];
  }
}

const ROWS_NAMED = 5;

/** What is not imported because somebody else's record is stored: one finding for each type and maker. */
export class OwnershipConflicts {
  private readonly conflicts = new Map<string, OwnershipConflict>();

  note({ type, row, matchValue }: Item, { owner }: StoredRecord): void {
    const of = `${type}:${owner ?? ''}`;
    const none = { type, owner, count: 0, rows: [], value: matchValue };
    const conflict = this.conflicts.get(of) ?? none;
    conflict.count += 1;
    if (conflict.rows.length < ROWS_NAMED) conflict.rows.push(row);
    this.conflicts.set(of, conflict);
  }

  /** The findings, with the names of the other profiles. */
  async issues(
    write: IssueWriter,
    { match, ownedByOthers }: PlanPolicy,
    reader: RecordReader
  ): Promise<Issue[]> {
    const found = [...this.conflicts.values()];
    const owners = new Set(found.flatMap(({ owner }) => owner ?? []));
    const names = owners.size > 0 ? await reader.profileNames([...owners]) : null;
    return found.map((one) => {
      const profile = names?.get(one.owner ?? '');
      const shares = ownedByOthers === 'share';
      return write.conflict(one, {
        attribute: match[one.type],
        shares,
        ...(profile && { profile }),
      });
    });
  }
}
