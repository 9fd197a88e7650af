import type { Words } from '../languages';
import type { Fields } from '../profile/fields';
import type { RecordType } from '../records';

/** A preset, as people are told of it: what is known of an export that many people have. */
export interface PresetSummary {
  id: string;
  name: Words;
  description: Words;
}

/** A preset for the columns that a file has: what fills which attribute, and which rows are taken. */
export interface AppliedPreset extends PresetSummary {
  fields: Fields;
  /** JSONata; empty: every row. */
  preFilter: string;
  /** What contacts are told apart by; absent for users. */
  match?: { phonebookEntry: string[] };
}

/** The same, and the columns that it takes for each attribute. */
export interface RecognisedPreset extends AppliedPreset {
  matched: { column: string; type: RecordType; attribute: string }[];
}

/** A file to begin with: its name and its text, with a byte order mark. */
export interface ExampleFile {
  name: string;
  text: string;
}
