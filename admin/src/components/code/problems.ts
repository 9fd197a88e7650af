import { type Diagnostic, lintGutter, linter, setDiagnosticsEffect } from '@codemirror/lint';
import { type EditorState, type Extension, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

/** What is wrong in a text, and where: 1-based, null where the whole text is meant. */
export interface CodeProblem {
  line: number | null;
  column: number | null;
  message: string;
}

/** Where a problem is marked: the word that begins there, or what is nearest to it. */
export const diagnosticOf = (doc: Text, { line, column, message }: CodeProblem): Diagnostic => {
  const place = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
  const indent = place.text.length - place.text.trimStart().length;
  const start = Math.min(column === null ? indent : Math.max(column - 1, 0), place.length);
  const word = /^(?:\$?[\w\u00c0-\uffff]+|.)/.exec(place.text.slice(start))?.[0] ?? '';
  const from = word === '' && start > 0 ? start - 1 : start;
  return {
    from: place.from + from,
    to: place.from + start + word.length,
    severity: 'error',
    message,
  };
};

class MessageWidget extends WidgetType {
  constructor(readonly message: string) {
    super();
  }

  override eq(other: MessageWidget): boolean {
    return other.message === this.message;
  }

  override toDOM(): HTMLElement {
    // The editor reckons with an element's height, but not with its margins.
    const element = document.createElement('div');
    element.className = 'cm-problem';
    element.appendChild(document.createElement('div')).textContent = this.message;
    return element;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const messagesBelow = (state: EditorState, diagnostics: readonly Diagnostic[]): DecorationSet =>
  Decoration.set(
    diagnostics.map(({ from, message }) =>
      Decoration.widget({ widget: new MessageWidget(message), block: true, side: 1 }).range(
        state.doc.lineAt(from).to
      )
    ),
    true
  );

const messages = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    const found = transaction.effects.find((effect) => effect.is(setDiagnosticsEffect));
    return found ? messagesBelow(transaction.state, found.value) : value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks problems in the gutter and in the text, and says what they are under their line. */
export const problemLines: Extension = [linter(null), lintGutter(), messages];
