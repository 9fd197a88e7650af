import type { RecordType } from '../records';
import type { Issue, IssueView } from './issues';
import type { ChangeView } from './runs';
import type { Skip } from './uploads';

/** A CSV cell is a string; an LDAP attribute may hold several values. */
export type RowValue = string | string[];

export interface Label {
  name: string;
  value: string;
}

/** A value in the form of its attribute's kind; null where the template renders it empty. */
export type AttributeValue = string | boolean | string[] | Label[] | null;

/** A part of a value: a text, or the final value of an attribute of the record's user. */
export type ReferencePiece = string | { user: string };

/** A record that a row asks for. */
export interface MappedRecord {
  type: RecordType;
  /** Where it stands in the rendered document, such as `identity/0/post/phonebook/1`. */
  place: string;
  /** The attributes that the template mentions, by our own names; those it does not mention are absent. */
  attributes: Record<string, AttributeValue>;
  /** The attributes that values of the record's user are part of; the plan fills them in. Absent: none. */
  references?: Record<string, ReferencePiece[]>;
  /** For an entry or phone that is not a child: the username of the user whose it is, where one is named. */
  owner: string | null;
  children: MappedRecord[];
  /** True when its key is unusable, or an expression failed (an issue says why): nothing of it is written, but it is not missing. */
  failed: boolean;
  /** The attributes whose values cannot be read, each with its issue: what is stored of them stays. */
  unread?: Record<string, Issue>;
  /** Set for a user whose row lacks cells: entries and phones that the row does not mention stay. */
  partial?: true;
  /** The attributes whose values come from a secret column and must not be shown; `user` for its owner. Absent: none. */
  secret?: string[];
}

/** What became of one row, step by step, for the live trial. Secrets are masked. */
export interface Trial {
  row: number;
  values: Record<string, RowValue>;
  taken: boolean;
  variables: Record<string, unknown>;
  /** The template's text, rendered; null with automatic matching or where an earlier step failed. */
  rendered: string | null;
  records: MappedRecord[];
  issues: Issue[];
}

/** What becomes of one row, from the source to the changes that it would make. */
export interface RowTrial extends Omit<Trial, 'issues'> {
  issues: IssueView[];
  /** Why a correction leaves the row out; null where none does. */
  skipped: Skip | null;
  changes: ChangeView[];
  /** What a run does with users whom no row has, which one row cannot show; null: nothing. */
  missing: 'remove' | 'disable' | null;
  /** The nearest rows that a trial can go on with; null where there is none. */
  rows: { previous: number | null; next: number | null };
}
