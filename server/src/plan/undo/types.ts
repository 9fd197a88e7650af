import type { Issue } from '../../../../shared/contracts/issues';
import type { RunCounts } from '../../../../shared/contracts/runs';
import type { RecordType } from '../../../../shared/records';
import type { Limits } from '../../../../shared/profile';
import type { AttributeValue } from '../../mapping/types';
import type { KeyNames } from '../../utils/record-keys';
import type { Exceeded, Hold, Ownership, PlanStore, RecordReader } from '../types';

/** What is in a record; what is not mentioned is null. */
export interface RecordImage {
  /** The attributes of the catalogue that are not secret. */
  attributes: Record<string, AttributeValue>;
  /** Secrets as the database has them: encrypted or hashed. */
  secrets: Record<string, string | null>;
  bookkeeping: Record<string, unknown>;
  /** What no run writes: Strapi's own attributes, and those of the app that nothing fills. */
  rest: Record<string, unknown>;
}

/** What is kept of a record before a run changes it. */
export interface StoredImage extends RecordImage {
  /** The id of the user that the entry or phone belonged to. */
  userId: number | null;
  /** Who owned it, where those were several. */
  owners: readonly Ownership[];
}

/** What a change writes besides values that everybody may see, so that a record is as it was. */
export interface Restoring {
  /** Of a record that there is no more: it is made anew with these, by which other runs know it. */
  ids?: { id: number; documentId: string };
  /** By attribute. Secrets as the database has them. */
  hidden: Record<string, unknown>;
  /** Who owned it, where those were several. */
  owners?: readonly Ownership[];
}

/** A record as the database has it now. */
export interface PresentRecord extends StoredImage {
  id: number;
  documentId: string;
  /** Whether entries or phones belong to it that the run has not written, or somebody has changed since. */
  hasOthersBelow: boolean;
}

/** A record that a run has written. */
export interface WrittenRecord {
  /** The id that it had then. */
  id: number;
  /** Empty where there is neither an image of it nor the record any more. */
  documentId: string;
  /** How it was before; null: there was none. */
  before: StoredImage | null;
  /** Null: there is none any more. */
  now: PresentRecord | null;
  /** When the run wrote it, in milliseconds by the database's clock. */
  writtenAtMs: number;
  /** The run that the record said it was written by afterwards, 0 for none; null: the run removed it. */
  runAfter: number | null;
}

/** Why something of a run is not undone: see the code `undo-left`. */
export const WHY_LEFT = [
  'edited',
  'run',
  'gone',
  'protected',
  'below',
  'user',
  'theirs',
  'taken',
] as const;
export type WhyLeft = (typeof WHY_LEFT)[number];

export interface UndoOptions {
  /** The documentId of the profile whose run is undone. */
  profileId: string;
  policy: { limits: Limits; match: KeyNames };
  /** What the run has written of a type, some hundred records at a time. */
  written(type: RecordType): AsyncIterable<WrittenRecord[]>;
  /** When a run began, ISO 8601; null where it is not known any more. */
  runTime(id: number): Promise<string | null>;
  reader: Pick<RecordReader, 'byKey' | 'byAttribute' | 'byId' | 'count'>;
  store: PlanStore;
  /** `type.attribute` that a secret column fills: nothing shows their values. */
  secret: readonly string[];
}

export interface UndoResult {
  counts: RunCounts;
  exceeded: Exceeded[];
  /** Reasons to wait for a person besides the limits: none. */
  holds: Hold[];
  issues: Issue[];
}
