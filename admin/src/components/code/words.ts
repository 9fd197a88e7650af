import type { RecordType } from '../../../../shared/records';

/** One thing that the editor can write for a person. */
export interface Word {
  /** What it is called. */
  label: string;
  kind: 'column' | 'variable' | 'function' | 'helper' | 'keyword' | 'field' | 'list';
  /** Beside the name: a function's arguments, where a field belongs. */
  detail?: string;
  /** What it is for, in one sentence. */
  info?: string;
}

/** What an expression may name. */
export interface ExpressionWords {
  columns: Word[];
  /** Variables defined before it. */
  variables: Word[];
  functions: Word[];
}

/** What a template may name. */
export interface TemplateWords {
  /** Columns and variables. */
  values: Word[];
  helpers: Word[];
  blocks: Word[];
  lists: Word[];
  fields: Record<RecordType, Word[]>;
}

/** What can be written at a place of the text. */
export interface Offer {
  /** Where the word that is being written begins. */
  from: number;
  words: { word: Word; text: string }[];
}
