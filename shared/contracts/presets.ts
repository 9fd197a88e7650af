import type { Language } from '../profile';
import type { Fields } from '../profile/fields';
import type { Matching } from './runs';

/** A text in each language. */
type Words = Record<Language, string>;

/** A preset, as people are told of it: what is known of an export that many people have. */
export interface PresetSummary {
  id: string;
  name: Words;
  description: Words;
}

/** A preset for the columns that a file has: what fills which attribute, and which rows are taken. */
export interface RecognisedPreset extends PresetSummary {
  fields: Fields;
  /** JSONata; empty: every row. */
  preFilter: string;
  /** What contacts are best told apart by; absent where their name is all that there is. */
  match?: { phonebookEntry: string[] };
}

/** What automatic matching makes of columns, and the export that they look like; null for none that is known. */
export interface ColumnMatch extends Matching {
  /** The same as a profile has it. */
  fields: Fields;
  preset: RecognisedPreset | null;
}

/** A file to begin with: its name and its text, with a byte order mark. */
export interface ExampleFile {
  name: string;
  text: string;
}
