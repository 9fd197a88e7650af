import {
  autocompletion,
  type Completion,
  type CompletionSource,
  pickedCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

import type { Offer, Word } from './words';

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

/** A call gets both of its brackets, and a closing mark that the editor has already written is not doubled. */
const write =
  (text: string) =>
  (view: EditorView, completion: Completion, from: number, to: number): void => {
    const next = view.state.sliceDoc(to, to + 1);
    const isCall = text.endsWith('(');
    const insert = isCall && next !== '(' ? `${text})` : text;
    const isWritten = next !== '' && text.endsWith(next);
    view.dispatch({
      changes: { from, to: isWritten ? to + 1 : to, insert },
      selection: { anchor: from + text.length },
      annotations: pickedCompletion.of(completion),
      userEvent: 'input.complete',
      scrollIntoView: true,
    });
  };

/** Variables and our own functions come before JSONata's many others. */
const isFirst = ({ kind, info }: Word): boolean =>
  kind === 'variable' || (kind === 'function' && info !== undefined);

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
