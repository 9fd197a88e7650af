import * as React from 'react';

import { bracketMatching, type Language } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useCallbackRef } from '@strapi/design-system';
import CodeMirror from '@uiw/react-codemirror';
import { useTheme } from 'styled-components';

import { isPhp } from '../../../../shared/php';
import { completion, type Offering } from './completion';
import { type CodeProblem, diagnosticOf } from './diagnostics';
import { problemLines } from './problem-lines';
import { jsonata } from './jsonata';
import { phpOf } from './php';
import { template } from './template';
import { codeTheme } from './theme';

type CodeLanguage = 'expression' | 'template';

/** What a text is written in: an expression that has become PHP is read as PHP from then on. */
const languageOf = (language: CodeLanguage, text: string): Language => {
  if (language === 'template') return template;
  return isPhp(text) ? phpOf(text) : jsonata;
};

// Tab leaves the editor, so that it is no trap for the keyboard.
const SETUP = {
  autocompletion: false,
  bracketMatching: false,
  foldGutter: false,
  highlightActiveLine: false,
  searchKeymap: false,
  tabSize: 2,
};

export interface CodeEditorProps {
  /** What it is read out as. */
  label: string;
  language: CodeLanguage;
  value: string;
  onChange: (value: string) => void;
  problems: CodeProblem[];
  offering: Offering;
  placeholder?: string;
  minHeight?: string;
  maxHeight?: string;
  isReadOnly?: boolean;
  /** Takes the editor, which can be written to. */
  onCreate?: (view: EditorView) => void;
}

/** A text of code: highlighted, completed, with what is wrong under the line that it is in. */
export const CodeEditor = ({
  label,
  language,
  value,
  onChange,
  problems,
  offering,
  placeholder,
  minHeight = 'auto',
  maxHeight,
  isReadOnly = false,
  onCreate,
}: CodeEditorProps) => {
  const theme = useTheme();
  const [view, setView] = React.useState<EditorView | null>(null);
  const offer = useCallbackRef(offering);
  const change = useCallbackRef(onChange);
  const isInvalid = problems.length > 0;

  const spoken = languageOf(language, value);

  // Else the editor is set up anew with each letter.
  const extensions = React.useMemo(
    () => [
      spoken,
      completion(offer),
      codeTheme(theme),
      problemLines,
      isReadOnly ? [] : bracketMatching(),
      EditorView.lineWrapping,
      EditorView.theme({ '.cm-content, .cm-gutter': { minHeight } }),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-invalid': String(isInvalid),
        'aria-readonly': String(isReadOnly),
      }),
    ],
    [spoken, offer, theme, label, minHeight, isInvalid, isReadOnly]
  );

  const shown = JSON.stringify(problems);
  React.useEffect(() => {
    if (!view) return;
    const found: CodeProblem[] = JSON.parse(shown);
    const diagnostics = found.map((problem) => diagnosticOf(view.state.doc, problem));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }, [view, shown]);

  return (
    <CodeMirror
      value={value}
      onChange={change}
      onCreateEditor={(created) => {
        setView(created);
        onCreate?.(created);
      }}
      extensions={extensions}
      theme="none"
      basicSetup={SETUP}
      indentWithTab={false}
      placeholder={placeholder}
      maxHeight={maxHeight}
      readOnly={isReadOnly}
    />
  );
};
