import type { Problem, ProblemView } from '../../../shared/codes/kinds';
import type { Issue } from '../../../shared/contracts/issues';
import type {
  Action,
  ChangeKind,
  Difference,
  ExceededLimit,
  Renaming,
  RunCounts,
} from '../../../shared/contracts/runs';
import type { ReadyProfile } from '../../../shared/profile';
import type { ChildType, RecordType } from '../../../shared/records';
import type { AttributeValue, MappedRow } from '../mapping/types';
import type { KeyNames } from '../utils/record-keys';
import type { Restoring } from './undo/types';
import type { Absence, Grace } from './leaving/grace';
import type { Sharing } from './sharing';

/** What a person has changed of an attribute by hand. */
export interface HandEdit {
  /** What the source says, or said when it was last written; null for a secret. */
  source: AttributeValue;
  /** When it was changed, ISO 8601. */
  at: string;
}

/** By attribute. */
export type HandEdits = Readonly<Record<string, HandEdit>>;

/** What is noted of a record for one of the profiles that own it together. */
export interface Ownership {
  /** The profile's documentId. */
  profile: string;
  /** By what the profile finds the record again. */
  key: string;
  /** In how many of its runs it was missing, as long as that is too few for anything to happen. */
  absence: Absence | null;
  /** What its source fills, but for secrets. */
  said: Readonly<Record<string, AttributeValue>>;
  /** Which secrets its source fills. */
  secrets: readonly string[];
}

/** A record as the database has it, or as one of its owners sees it: under that one's key. */
export interface StoredRecord {
  id: number;
  documentId: string;
  /** Every attribute of the catalogue that is not a secret; empty ones are null. */
  attributes: Record<string, AttributeValue>;
  /** Which secrets are set, and the keyed fingerprint of the value they were imported from (null: set some other way). */
  secrets: Record<string, { set: boolean; fingerprint: string | null }>;
  /** The documentId of the profile that owns it; null for one made by hand. */
  owner: string | null;
  /** Null where nobody owns it, or where it cannot be told from another record. */
  key: string | null;
  /** Where several profiles own it, each of them; else empty. */
  owners: readonly Ownership[];
  /** Of these the one who looks at it; null: it is not among them. */
  ownership: Ownership | null;
  /** The unique attributes whose value other records have too: see `Ambiguous`. */
  shares: readonly string[];
  protected: boolean;
  /** When a run disabled it because the source no longer had it, or found it disabled. */
  missingSince: string | null;
  /** When a person has disabled it, so that it stays so when the source has it again; null: no person has. */
  disabledByHand: string | null;
  /** In how many runs it was missing, as long as that is too few for anything to happen. */
  absence: Absence | null;
  /** Since when it has been kept although the source no longer has it, because a failed change refers to it. */
  keptSince: string | null;
  /** The unique values that a switched-off user gave up to people of the source; given back when the user returns. */
  gaveUp: Record<string, string> | null;
  handEdits: HandEdits;
  /** The user that the entry or phone belongs to. */
  userId: number | null;
  /** When it was last written, ISO 8601; null where that is not known. */
  updatedAt: string | null;
}

/** How the plan reads what is stored. Lists of keys and values hold at most a few hundred. */
export interface RecordReader {
  byKey(type: RecordType, owner: string, keys: string[]): Promise<StoredRecord[]>;
  /** The records whose values are the same ones by their identity, however they are spelled. */
  byAttribute(type: RecordType, attribute: string, values: string[]): Promise<StoredRecord[]>;
  /** The records that have one of the values of each attribute, of whatever combination. */
  byAttributes(type: RecordType, values: Record<string, string[]>): Promise<StoredRecord[]>;
  byId(type: RecordType, ids: number[]): Promise<StoredRecord[]>;
  /** The records that share a value which only one may have; the other calls do not find them by it. */
  ambiguous(type: RecordType): AsyncIterable<StoredRecord[]>;
  /** The entries or phones of users, in batches and in the order of ids. */
  ofUsers(type: ChildType, userIds: number[]): AsyncIterable<StoredRecord[]>;
  /**
   * Everything that a missing-record rule may look at, in batches and in the order of ids, but for those
   * that are known to be there, by their ids. `owner` null: whoever owns it.
   */
  all(
    type: RecordType,
    owner: string | null,
    isKnown: (id: number) => boolean
  ): AsyncIterable<StoredRecord[]>;
  /** How many there are, for the limits; `owner` null: whoever owns it, protected ones not counted. */
  count(type: RecordType, owner: string | null): Promise<number>;
  /** The users who have mobile numbers, in batches: only these tell how many have the same. */
  mobileNumbers(): AsyncIterable<{ id: number; numbers: string[] }[]>;
  /** The names of profiles, by their documentIds; those that are gone are left out. */
  profileNames(ids: string[]): Promise<Map<string, string>>;
  /** The identities of the extensions taken by stored users, of those from `from` to `to`. */
  extensionsInRange(from: number, to: number): Promise<Set<string>>;
}

/** The user an entry or phone belongs to: one that is stored, or one that this plan creates. */
export type UserReference = { id: number } | { sequence: number };

export interface Change {
  /** Its place in the plan, from 1. */
  sequence: number;
  row: number | null;
  type: RecordType;
  action: Exclude<Action, 'unchanged'>;
  /** What it is besides, such as a person who returns under a new id. */
  kind?: ChangeKind;
  key: string;
  /** What is shown of the key, where it holds a secret. */
  shownKey?: string;
  /** What must not be shown of the user whom it is about, where it tells who that is. */
  hiddenOfUser?: string[];
  label: string;
  /** The stored record that is updated or removed. */
  target: { id: number; documentId: string } | null;
  /** What to write; only what differs. Null clears. */
  attributes: Record<string, AttributeValue>;
  /** Secrets to write, in clear: encrypted wherever a plan is kept. */
  secrets: Record<string, string>;
  /** Secrets to generate when it is written. */
  generate: string[];
  /** Unique attributes to set null because another record takes their value: of a removal in its exchange, else before anything else is written. */
  clearFirst: string[];
  /** For an entry or phone that gets another owner or key, as its stored user may: written before that user, through whom the next run could not find it afterwards. */
  comesAlong?: true;
  /** For a user who is switched off: written after all that is created or updated, as removals are. */
  leaves?: true;
  /** Changes with the same number are written in one transaction or not at all, those of lower numbers first: who leaves, and who takes values over. */
  exchange?: number;
  /** Absent: as it is. */
  user?: UserReference | null;
  /** For a user who is removed since they have been disabled for long enough: if they are enabled by then, they stay. */
  whileDisabled?: true;
  /** The user whom the run removes, where that is why the record changes: if it is no longer theirs, it is left alone. */
  formerUser?: number;
  /** Whether the profile owns it from now on. */
  own: boolean;
  /** What is noted for the profile of a record that others own, too; null: it is no owner any more. Absent: as it is. */
  ownership?: Ownership | null;
  /** What is noted for the one that has owned it alone so far. */
  firstOwnership?: Ownership;
  /** Absent: as it is. */
  missingSince?: string | null;
  /** Absent: as it is. */
  disabledByHand?: string | null;
  /** Absent: as it is. */
  absence?: Absence | null;
  /** Absent: as it is. */
  keptSince?: string | null;
  /** Absent: as it is. */
  gaveUp?: Record<string, string> | null;
  /** What is noted of attributes that a person has changed; null: nothing any more. */
  handEdits?: Record<string, HandEdit | null>;
  /** By whom the record was written last when the plan was made: if that is not so any more, it is left alone. Absent: whoever it was. */
  asFound?: { run: number | null; editedAtMs: number | null };
  /** For a record that gets back what it had before a run that is undone. */
  restores?: Restoring;
  difference: Difference;
  /** Whom a person is taken for, as it is shown. */
  renaming?: Renaming;
}

/** Where the plan goes while it is made. Memory does not hold it. */
export interface PlanStore {
  append(changes: Change[]): Promise<void>;
  /** Replaces changes that were appended before, by their sequence. */
  replace(changes: Change[]): Promise<void>;
  /** Takes changes out of the plan. */
  discard(sequences: number[]): Promise<void>;
  bySequence(sequences: number[]): Promise<Change[]>;
}

export type PlanPolicy = Pick<
  ReadyProfile,
  | 'mode'
  | 'existing'
  | 'ownedByOthers'
  | 'generate'
  | 'limits'
  | 'missing'
  | 'returning'
  | 'renamed'
  | 'writing'
  | 'handEdited'
> & {
  /** What records of a type are known by. */
  match: KeyNames;
};

/** Why nothing may be written before a person approves; told as the run's error. */
export type Hold = Problem;

export type Exceeded = Omit<ExceededLimit, keyof ProblemView> & Problem;

export interface PlanResult {
  counts: RunCounts;
  /** How many records the rows asked for, also those that failed. With none nothing is removed. */
  records: number;
  /** The limits that are exceeded; with any, nothing may be written before a person approves. */
  exceeded: Exceeded[];
  /** How many stored records are removed or switched off. */
  losses: number;
  /** Other reasons to wait for a person. */
  holds: Hold[];
  issues: Issue[];
  /** By the numbers of rows with issues, the keys of whom they are about, as far as that is known. */
  about: ReadonlyMap<number, readonly string[]>;
  /** Whether it was decided who is missing: the source was read to its end, and no row may be about anybody. */
  decidesMissing: boolean;
}

export interface PlannerOptions {
  /** The documentId of the profile that runs: the owner of what it brings. */
  profileId: string;
  policy: PlanPolicy;
  reader: RecordReader;
  store: PlanStore;
  sharing: Sharing;
  /** The keyed fingerprint of a secret in clear. */
  fingerprint(attribute: string, value: string): string;
  /** The source column of `user.extension` and so on, where there is just one; named in issues. */
  columns: Record<string, string>;
  /** Types of which no record counts as missing, because a missing column is why the rows make none. */
  keeps: RecordType[];
  /** Lets others have their turn where they have waited; asked after each record. Absent: `giveWayInTime`. */
  giveWay?: () => Promise<void> | undefined;
  /** `user.notes` and so on: attributes that everybody may see and that a secret column fills; nothing shows their values. */
  secret: readonly string[];
  /** The identities of the user names and e-mail addresses of Strapi's own administrators: mode `replace` leaves them. */
  administrators: ReadonlySet<string>;
  /**
   * What is planned of the source, if not all of it: a row that is looked at, or a person, who is written alone. Whom
   * it has besides is not known.
   */
  only?: 'row' | 'person';
  /** What a person has said of pairs, by their ids: whether they are one person. Absent: nothing. */
  answers?: ReadonlyMap<string, boolean>;
  /** How many bytes the values of one record may have, written as JSON within JSON. Absent: any. */
  recordBound?: number;
  grace: Grace;
  /** The run's time, ISO 8601; the mark of users who are missing from now on. */
  now: string;
}

export interface Planner {
  /** Takes the next rows, some hundred at a time and in source order. One call after the other. */
  add(rows: MappedRow[]): Promise<void>;
  /** Ends the plan. Only for a source that was read to its end with success: it decides what is missing. */
  finish(): Promise<PlanResult>;
  /** The counts as they are now; late conflicts and missing records are known only when finished. */
  progress(): RunCounts;
}

/** A stored record that the plan removes or switches off, or that loses its user so. */
export interface Departure {
  sequence: number;
  type: RecordType;
  id: number;
  /** How it leaves; `drop`: it stays, since other profiles own it. */
  how: 'remove' | 'disable' | 'unlink' | 'drop';
  /** The user that the entry or phone belongs to. */
  userId: number | null;
  /** Since when earlier runs have kept it. */
  keptSince: string | null;
  /** Whether another profile or a person made it. */
  ofOthers: boolean;
}

/** What a failed change refers to of a stored record: a value of it, its key, or the record itself. */
export interface Demand {
  /** The failed change's row. */
  row: number | null;
  type: RecordType;
  /** What is referred to, as `traitsOf` has it. */
  trait: string;
  attribute: string;
  value: string | null;
}
