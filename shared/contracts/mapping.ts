import type { ProblemView } from '../codes/kinds';
import type { Variable } from '../profile';
import type { Fields, FieldValue } from '../profile/fields';
import type { Issue } from './issues';
import type { AppliedPreset } from './presets';
import type { Matching } from './runs';
import type { MappedRecord, RowValue } from './trials';

/** A mapping as it is written: a template, and the variables that it needs. */
export interface WrittenMapping {
  template: string;
  variables: Variable[];
}

/** The same as fields, and the variables that are left. */
export interface FieldMapping {
  fields: Fields;
  variables: Variable[];
}

/** What can stand for a user name: in words, and as a profile has it. */
export interface UsernameProposal {
  words: ProblemView;
  value: FieldValue;
}

/** What columns make of contacts, which have no users. */
export interface ContactMatch {
  /** None where no column can be their name. */
  fields: Fields;
  /** JSONata; empty: every row. */
  preFilter: string;
  /** What they are told apart by. */
  match: { phonebookEntry?: string | string[] };
  /** Whether the columns are of an export of contacts. */
  isLikely: boolean;
}

/** What automatic matching makes of columns. */
export interface ColumnMatch extends Omit<Matching, 'preset'> {
  /** The same as a profile has it. */
  fields: Fields;
  /** Which rows are people, in an export that is known; JSONata, empty: every one. */
  preFilter: string;
  /** What can stand for a user name, best first; none where a column holds one, and for a stored profile. */
  usernames: UsernameProposal[];
  /** What the columns would be of contacts; null for a stored profile. */
  contacts: ContactMatch | null;
  /** The export that a profile's columns are taken for, or that those of no profile look like; null for none that is known. */
  preset: AppliedPreset | null;
}

/** What a pre-filter does with the rows of a source. Secrets are masked. */
export interface FilterCount {
  read: number;
  taken: number;
  /** False where the source has more rows than were looked at. */
  complete: boolean;
  /** The first rows that are left out. */
  leftOut: { row: number; values: Record<string, RowValue> }[];
  /** The first rows of which the filter could not tell, and why. */
  issues: Issue[];
}

/** What the first rows that are taken become. Secrets are masked. */
export interface MappedSamples {
  rows: { row: number; records: MappedRecord[]; issues: Issue[] }[];
}
