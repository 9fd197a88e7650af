import type { RunCounts } from '../../../shared/contracts/runs';
import { byType, type RecordType } from '../../../shared/records';
import type { AttributeValue, ReferencePiece } from '../mapping/types';
import { type Subject, ChangeLog, type ChangeContent } from './changes';
import { NumberPages } from './compact/number-pages';
import { Departures, Demands } from './leaving/departures';
import { IssueList, IssueWriter, OwnershipConflicts } from './issues';
import type { Item } from './items';
import { SharedSecrets, SecretMask } from './secret-values';
import type { Change, Hold, PlannerOptions, PlanPolicy, RecordReader, StoredRecord } from './types';
import { Ambiguous, Uniqueness, type Transfer } from './uniqueness';

/** True for a record of the profile that has no key, since another one has it. */
export const isUnclear = ({ owner, key }: StoredRecord, profileId: string): boolean =>
  owner === profileId && key === null;

/** What a plan remembers between batches: numbers and keys, never rows or changes. */
export class PlanState {
  readonly profileId: string;
  readonly policy: PlanPolicy;
  readonly reader: RecordReader;
  readonly changeLog: ChangeLog;
  readonly uniqueness: Uniqueness;
  readonly write: IssueWriter;
  readonly mask: SecretMask;
  readonly sharedSecrets: SharedSecrets;
  readonly issues = new IssueList();
  /** Read before the first row is planned. */
  ambiguous = new Ambiguous();

  readonly rows = { read: 0, filtered: 0, skipped: 0 };
  readonly failedRows = new Set<number>();
  /** Rows that failed before it was known which records they are about. */
  readonly unknownRows = new Set<number>();
  /** Those of them that were to stay as stored. */
  readonly unknownLeft = new Set<number>();
  records = 0;

  /** The row of every stored record that the source has. */
  readonly seen = byType(() => new RowsById());
  /** The row of every stored record that a person wants left as it is. */
  readonly leftAsStored = byType(() => new RowsById());
  /** The new keys of own stored records whose key changes. */
  readonly rekeyed = byType(() => new Map<number, string>());
  /** How many records of rows are left out because the profile makes nobody new. */
  readonly leftOut = byType(() => 0);
  /** Changes that only note whether somebody is missing: they count for no limit. */
  readonly absenceNotes = byType(() => new Set<number>());
  /** Changes by which a row disables a stored user. */
  readonly disabledBySource = new Set<number>();
  /** Changes of people of whom somebody has to say whether they are the same. */
  readonly questions = new Set<number>();
  /** Changes that will not be written: errors, and those that were taken back. */
  readonly errors = new Set<number>();
  /** Stored users whose entries and phones stay, because a record of theirs failed or they are kept though missing. */
  readonly retainedUsers = new Set<number>();
  readonly removedUsers = new Set<number>();
  /** Who leaves in this run. */
  readonly departures = new Departures();
  /** What failed changes refer to, as far as they failed while rows were read. */
  readonly demands = new Demands();
  /** The stored users that children leave, by the sequence of these changes. */
  readonly movedFrom = new Map<number, number>();
  /** The ids of users whom earlier runs have switched off and whose values rows ask for. */
  readonly leavers = new Set<number>();
  /** The changes by which these give values up. */
  readonly givingUp = new Set<number>();
  /** Changes of entries and phones that are written before all others. */
  readonly comingAlong = new Set<number>();
  /** The values that pass from one record to another. */
  readonly transfers: Transfer[] = [];
  /** The last change below a change that has children, by its sequence; they follow it without a gap. */
  readonly lastBelow = new NumberPages();
  /** The unchanged children of changes that may yet become errors, and they with them; by the change's sequence. */
  readonly unchangedBelow = new Map<number, Subject[]>();
  readonly ownershipConflicts = new OwnershipConflicts();
  readonly pendingExtensions: PendingExtension[] = [];
  /** Why nothing may be written before a person approves, besides the limits. */
  readonly holds: Hold[] = [];
  readonly pendingReturns: PendingReturn[] = [];
  /** Who has returned, and whose entries or phones gave their number up. */
  readonly pendingNumbers: PendingNumbers[] = [];
  /** The changes of entries and phones that are written with those of their users. */
  readonly followers: Follower[] = [];
  /** What of entries and phones waits until it is known what their users get. */
  readonly pendingValues: PendingValues[] = [];
  /** Changes of users who got their extension back. */
  readonly regainedExtension = new Set<number>();
  readonly pendingUsers: PendingUser[] = [];
  /** The compound keys that rows have. */
  readonly compoundKeys = new Map<string, CompoundKey>();

  constructor(readonly options: PlannerOptions) {
    this.profileId = options.profileId;
    this.policy = options.policy;
    this.reader = options.reader;
    this.mask = new SecretMask(options.secret);
    this.changeLog = new ChangeLog(options.store, this.mask);
    this.uniqueness = new Uniqueness((sequences) => this.changeLog.read(sequences));
    this.write = new IssueWriter(options.columns, this.mask);
    this.sharedSecrets = new SharedSecrets(options.fingerprint, options.columns);
  }

  /**
   * Whether a stored record is not missing: a row has it, or is to leave it as it is, or nobody can
   * tell whether one has it.
   */
  isThere(type: RecordType, stored: StoredRecord): boolean {
    return this.leftAsStored[type].has(stored.id) || this.isTaken(type, stored);
  }

  /** Whether no row can take a stored record any more. What a row is to leave as it is, another may take. */
  isTaken(type: RecordType, stored: StoredRecord): boolean {
    if (this.seen[type].has(stored.id)) return true;
    return isUnclear(stored, this.profileId) || this.ambiguous.lockOf(type, stored) !== null;
  }

  /** Whether the profile's mode removes or disables missing records. */
  get removesMissing(): boolean {
    const { mode } = this.policy;
    return mode === 'create-update-remove' || this.replaces;
  }

  /** Whether users go whoever made them. */
  get replaces(): boolean {
    return this.policy.mode === 'replace';
  }

  /** True for a change by which somebody who is or gets switched off gives values up. */
  isSwitchedOff(sequence: number): boolean {
    return this.givingUp.has(sequence) || this.departures.isDisabled(sequence);
  }

  /** True for what is not written: an error, or a record without a change whose key another row has, too. */
  isGivenUp(subject: { sequence: number } | Subject): boolean {
    if ('sequence' in subject) return this.errors.has(subject.sequence);
    return this.compoundKeys.get(keyName(subject))?.isShared ?? false;
  }

  counts(): RunCounts {
    const { user, phonebookEntry, phone } = this.changeLog.counts;
    return {
      rows: { ...this.rows, failed: this.failedRows.size },
      user: { ...user },
      phonebookEntry: { ...phonebookEntry },
      phone: { ...phone },
      disabled: this.disabled(),
    };
  }

  /** How many stored users are disabled: since they are missing, or because their rows say so. */
  disabled(): number {
    const bySource = [...this.disabledBySource].filter((sequence) => !this.errors.has(sequence));
    return this.departures.count(({ how }) => how === 'disable') + bySource.length;
  }
}

/** What a record's key is filed under. */
export const keyName = ({ type, key }: { type: RecordType; key: string | null }): string =>
  `${type} ${key ?? ''}`;

/** The first record of the source with a compound key. */
export interface CompoundKey {
  /** Its change; null where nothing of it changes. */
  sequence: number | null;
  /** The changes of what belongs to it, where it has none itself. */
  below: number[];
  /** Whether another row has it, so that nobody can say which of them is meant. */
  isShared: boolean;
}

/** A unique value that a change takes, to be compared with what is stored. */
export interface Claim {
  item: Item;
  attribute: string;
  value: string;
}

/** A child that leaves a stored user; its change is to say which. */
export interface Move {
  change: Change;
  from: number;
}

/** What planning a batch leaves to look up. */
export interface PendingChecks {
  claims: Claim[];
  moves: Move[];
}

/** A user that is to get an extension once it is known which are free. */
export interface PendingExtension {
  row: number;
  /** Where the extension is to be noted. */
  values: Record<string, AttributeValue>;
  /** True when the user is stored already. */
  updates: boolean;
  /** Its change, or what is known of it where it has none so far. */
  subject: { sequence: number } | Subject;
}

/** A value that a user who returns had given up; it is theirs again where nobody else has it. */
export interface PendingReturn {
  sequence: number;
  attribute: string;
  value: string;
  /** What they have in its place. */
  before: AttributeValue;
  /** Where the value is to be noted. */
  values: Record<string, AttributeValue>;
}

/** An entry or phone whose user is known once all rows have been read. */
export interface PendingUser {
  row: number;
  type: RecordType;
  /** The user that it names; null for one that stays with its user, unless the run removes them. */
  username: string | null;
  /** The user it belongs to now. */
  userId: number | null;
  own: boolean;
  subject: { sequence: number } | Subject;
}

/** The values of an entry or phone that wait until it is known what its user gets. */
export interface PendingValues {
  row: number;
  subject: { sequence: number } | Subject;
  /** The change of its user, or what is known of it where it has none so far. */
  user: { sequence: number } | Subject;
  own: boolean;
  type: Item['type'];
  references: Record<string, ReferencePiece[]>;
  /** What the user has; what it gets is added once that is known. */
  values: Record<string, AttributeValue>;
  stored: StoredRecord | null;
}

/** A change that is written with the change of its user, or not at all. */
export interface Follower {
  /** The sequence of the user's change. */
  of: number;
  content: ChangeContent;
}

/** Somebody who is in the source again, and whose entries or phones gave their number up. */
export interface PendingNumbers {
  sequence: number;
  stored: Pick<StoredRecord, 'id' | 'gaveUp'>;
  /** Where the extension is noted that they get. */
  values: Record<string, AttributeValue>;
}

/** Which row has which stored record, by the record's id. */
export class RowsById {
  private readonly rows = new NumberPages();

  /** Notes the row that a record belongs to; the first one stays. */
  mark(id: number, row: number): void {
    if (!this.has(id)) this.rows.set(id, row);
  }

  /** The row that has the record, or null. */
  row(id: number): number | null {
    return this.rows.at(id) || null;
  }

  has(id: number): boolean {
    return this.rows.at(id) !== 0;
  }
}
