import type { RunCounts } from '../../../shared/contracts/runs';
import type { RecordType } from '../../../shared/records';
import { Ambiguous } from './ambiguous';
import type { Subject } from './changes';
import type { MappedRow } from '../mapping/types';
import { IssueList } from './issue-bounds';
import { IssueWriter } from './issues';
import { Leavings } from './leavings';
import { Ledger } from './ledger';
import type {
  Conflict,
  ExtensionWish,
  Follower,
  LateValues,
  OwnerWish,
  Returning,
  ReturnWish,
} from './pending';
import { SharedSecrets } from './shared-secrets';
import { RowsById } from './rows-by-id';
import { People } from './people';
import type { Hold, PlannerOptions, PlanPolicy, RecordReader, StoredRecord } from './types';
import { Uniqueness, type Handover } from './uniqueness';
import { Veil } from './veil';
import { Wants } from './wants';

/** True for a record of the profile that has no key, since another one has it. */
export const isUnclear = ({ owner, key }: StoredRecord, profileId: string): boolean =>
  owner === profileId && key === null;

/** What a plan remembers between batches: numbers and keys, never rows or changes. */
export class PlanState {
  readonly profileId: string;
  readonly policy: PlanPolicy;
  readonly reader: RecordReader;
  readonly ledger: Ledger;
  readonly uniqueness: Uniqueness;
  readonly write: IssueWriter;
  readonly veil: Veil;
  readonly sharedSecrets: SharedSecrets;
  readonly issues = new IssueList();
  /** Read before the first row is planned. */
  ambiguous = new Ambiguous();

  readonly rows = { read: 0, filtered: 0, skipped: 0 };
  readonly failedRows = new Set<number>();
  /** Rows that failed before it was known which records they are about. */
  readonly unknownRows = new Set<number>();
  /** Those of them that were to stay as stored. */
  readonly unknownKept = new Set<number>();
  records = 0;

  /** The row of every stored record that the source has. */
  readonly seen: Record<RecordType, RowsById> = {
    user: new RowsById(),
    phonebookEntry: new RowsById(),
    phone: new RowsById(),
  };
  /** The row of every stored record that a person wants left as it is. */
  readonly kept: Record<RecordType, RowsById> = {
    user: new RowsById(),
    phonebookEntry: new RowsById(),
    phone: new RowsById(),
  };
  /** The new keys of own stored records whose key changes. */
  readonly rekeyed: Record<RecordType, Map<number, string>> = {
    user: new Map(),
    phonebookEntry: new Map(),
    phone: new Map(),
  };
  /** Changes by which a row disables a stored user. */
  readonly disabledBySource = new Set<number>();
  /** Changes that will not be written: errors, and those that were taken back. */
  readonly errors = new Set<number>();
  /** Stored users whose entries and phones stay, because a record of theirs failed or they are kept though missing. */
  readonly keptUsers = new Set<number>();
  readonly removedUsers = new Set<number>();
  /** Who leaves in this run. */
  readonly leavings = new Leavings();
  /** What failed changes wanted, as far as they failed while rows were read. */
  readonly wants = new Wants();
  /** The stored users that children leave, by the sequence of these changes. */
  readonly movedFrom = new Map<number, number>();
  /** The ids of users whom earlier runs have switched off and whose values rows ask for. */
  readonly leavers = new Set<number>();
  /** The changes by which these give values up. */
  readonly givingUp = new Set<number>();
  /** The values that pass from one record to another. */
  readonly handovers: Handover[] = [];
  /** The last change below a change that has children, by its sequence; they follow it without a gap. */
  readonly lastBelow = new Map<number, number>();
  /** The unchanged children of changes that may yet become errors, and they with them; by the change's sequence. */
  readonly unchangedBelow = new Map<number, Subject[]>();
  /** By type and owner, what is not imported because it belongs to somebody else. */
  readonly conflicts = new Map<string, Conflict>();
  readonly extensionWishes: ExtensionWish[] = [];
  /** What the rows say of how many people there are, where the profile takes people back. */
  readonly people = new People();
  /** Rows that wait until all others have been read, since they may be about people who return. */
  readonly waiting: MappedRow[] = [];
  /** The stored users whom people who return under a new id take over. */
  readonly returned = new Set<number>();
  /** Why nothing may be written before a person approves, besides the limits. */
  readonly holds: Hold[] = [];
  readonly returnWishes: ReturnWish[] = [];
  /** Who has returned, and whose entries or phones gave their number up. */
  readonly returning: Returning[] = [];
  /** The changes of entries and phones that are written with those of their users. */
  readonly followers: Follower[] = [];
  /** What of entries and phones waits until it is known what their users get. */
  readonly lateValues: LateValues[] = [];
  /** Changes of users who got their extension back. */
  readonly gotBack = new Set<number>();
  readonly ownerWishes: OwnerWish[] = [];

  constructor(readonly options: PlannerOptions) {
    this.profileId = options.profileId;
    this.policy = options.policy;
    this.reader = options.reader;
    this.veil = new Veil(options.secret);
    this.ledger = new Ledger(options.store, this.veil);
    this.uniqueness = new Uniqueness();
    this.write = new IssueWriter(options.columns, this.veil);
    this.sharedSecrets = new SharedSecrets(options.fingerprint, options.columns);
  }

  /**
   * Whether a stored record is not missing: a row has it, or is to leave it as it is, or nobody can
   * tell whether one has it.
   */
  isThere(type: RecordType, stored: StoredRecord): boolean {
    return this.kept[type].has(stored.id) || this.isTaken(type, stored);
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
    return this.givingUp.has(sequence) || this.leavings.isDisabled(sequence);
  }

  counts(): RunCounts {
    const { user, phonebookEntry, phone } = this.ledger.counts;
    return {
      rows: { ...this.rows, failed: this.failedRows.size },
      user: { ...user },
      phonebookEntry: { ...phonebookEntry },
      phone: { ...phone },
    };
  }
}
