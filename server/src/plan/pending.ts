import type { RecordType } from '../../../shared/records';
import type { AttributeValue, ReferencePiece } from '../mapping/types';
import type { ChangeContent, Subject } from './changes';
import type { Item } from './items';
import type { StoredRecord } from './types';

/** Records of one type that are stored already and belong to one and the same other maker. */
export interface Conflict {
  type: RecordType;
  /** The documentId of their profile; null for those made by hand. */
  owner: string | null;
  count: number;
  /** The rows of the first ones. */
  rows: number[];
  /** Of the first one, what it is matched by. */
  value: string | null;
}

/** A user that is to get an extension once it is known which are free. */
export interface ExtensionWish {
  row: number;
  /** Where the extension is to be noted. */
  values: Record<string, AttributeValue>;
  /** True when the user is stored already. */
  updates: boolean;
  /** Its change, or what is known of it where it has none so far. */
  subject: { sequence: number } | Subject;
}

/** A value that a user who returns had given up; it is theirs again where nobody else has it. */
export interface ReturnWish {
  sequence: number;
  attribute: string;
  value: string;
  /** What they have in its place. */
  before: AttributeValue;
  /** Where the value is to be noted. */
  values: Record<string, AttributeValue>;
}

/** An entry or phone whose user is known once all rows have been read. */
export interface OwnerWish {
  row: number;
  type: RecordType;
  /** The user that it names; null for one that stays with its user, unless the run removes them. */
  username: string | null;
  /** The user it hangs on now. */
  userId: number | null;
  own: boolean;
  subject: { sequence: number } | Subject;
}

/** The values of an entry or phone that wait until it is known what its user gets. */
export interface LateValues {
  row: number;
  subject: { sequence: number } | Subject;
  /** The change of its user; null where that has none so far. */
  userSequence: number | null;
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
export interface Returning {
  sequence: number;
  stored: Pick<StoredRecord, 'id' | 'gaveUp'>;
  /** Where the extension is noted that they get. */
  values: Record<string, AttributeValue>;
}
