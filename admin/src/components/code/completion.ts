import {
  autocompletion,
  type Completion,
  type CompletionSource,
  pickedCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

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
  /** True for a function of our own. */
  isOwn?: boolean;
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

/** Finds what can be written after a text; `isAsked`: the person pressed the key for it. */
export type Offering = (before: string, isAsked: boolean) => Offer | null;

const TYPES: Record<Word['kind'], string> = {
  column: 'property',
  variable: 'variable',
  function: 'function',
  helper: 'function',
  keyword: 'keyword',
  field: 'property',
  list: 'class',
};

/** How much of the end of a text already stands behind the cursor. */
const writtenOf = (text: string, behind: string): number => {
  const lengths = Array.from({ length: Math.min(text.length, behind.length) }, (_, at) => at + 1);
  return lengths.findLast((length) => text.endsWith(behind.slice(0, length))) ?? 0;
};

/** A call gets both of its brackets, and closing marks that the editor has already written are not doubled. */
const write =
  (text: string) =>
  (view: EditorView, completion: Completion, from: number, to: number): void => {
    const behind = view.state.sliceDoc(to, to + text.length);
    const isCall = text.endsWith('(');
    const insert = isCall && !behind.startsWith('(') ? `${text})` : text;
    view.dispatch({
      changes: { from, to: to + writtenOf(text, behind), insert },
      selection: { anchor: from + text.length },
      annotations: pickedCompletion.of(completion),
      userEvent: 'input.complete',
      scrollIntoView: true,
    });
  };

/** Variables and our own functions come before JSONata's many others. */
const isFirst = ({ kind, isOwn = false }: Word): boolean => kind === 'variable' || isOwn;

const optionOf = ({ word, text }: Offer['words'][number]): Completion => ({
  label: text.replace(/\($/, ''),
  type: TYPES[word.kind],
  detail: word.detail,
  info: word.info,
  boost: isFirst(word) ? 1 : 0,
  apply: write(text),
});

const sourceOf =
  (offering: Offering): CompletionSource =>
  ({ state, pos, explicit }) => {
    const offer = offering(state.sliceDoc(0, pos), explicit);
    return offer && { from: offer.from, options: offer.words.map(optionOf) };
  };

/** As many as are seen without scrolling: the list is walked with the keys of the editor. */
const SHOWN_WORDS = 12;

/** Offers words while a person types. */
export const completion = (offering: Offering): Extension =>
  autocompletion({
    override: [sourceOf(offering)],
    icons: false,
    maxRenderedOptions: SHOWN_WORDS,
  });
