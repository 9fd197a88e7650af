import { type Diagnostic, lintGutter, linter, setDiagnosticsEffect } from '@codemirror/lint';
import { type EditorState, type Extension, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

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
