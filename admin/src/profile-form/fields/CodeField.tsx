import * as React from 'react';

import type { EditorView } from '@codemirror/view';
import { Flex, Typography } from '@strapi/design-system';

import type { Path } from '../../../../shared/path';
import { useCodeTexts, useProblemText } from '../../hooks/useCodeTexts';
import { CodeEditor, type CodeEditorProps } from '../../components/code/CodeEditor';
import { type FieldProps, useField, useProfileForm } from '../form-context';
import { useSettingTexts } from '../settings';

/** Writes a piece of code where the cursor is; `behind`: how much of it stands behind the cursor then. */
export type Insert = (code: string, behind?: number) => void;

/** What can be done to the text in an editor; the person can take it back there. */
export interface Editing {
  insert: Insert;
  /** Puts another text in the place of all of it. */
  replace: (code: string) => void;
}

const editingIn = (view: EditorView): Editing => {
  const write = (from: number, to: number, code: string, behind: number): void => {
    view.dispatch({
      changes: { from, to, insert: code },
      selection: { anchor: from + code.length - behind },
      scrollIntoView: true,
    });
    view.focus();
  };
  return {
    insert: (code, behind = 0) => {
      const { from, to } = view.state.selection.main;
      write(from, to, code, behind);
    },
    replace: (code) => write(0, view.state.doc.length, code, 0),
  };
};

export type CodeFieldProps = Pick<FieldProps<string>, 'path' | 'label' | 'value' | 'onChange'> &
  Omit<
    CodeEditorProps,
    'label' | 'placeholder' | 'problems' | 'isReadOnly' | 'value' | 'onChange' | 'onCreate'
  > & {
    /** Where the server says that it stands, if not at its path. */
    problemsAt?: Path;
    /** What helps to write the code, and can write some. */
    help?: (editing: Editing) => React.ReactNode;
  };

/** A code editor for an expression or a template, with the list of what is wrong there. */
export const CodeField = ({
  path,
  problemsAt = path,
  label,
  value: given,
  onChange,
  help,
  ...editor
}: CodeFieldProps) => {
  const [view, setView] = React.useState<EditorView | null>(null);
  const problemText = useProblemText();
  const texts = useCodeTexts();
  const { problems } = useProfileForm();
  const {
    value = '',
    change,
    isDisabled,
  } = useField<string>({
    path,
    value: given,
    onChange,
  });
  const { label: called, empty } = useSettingTexts()(path);
  const found = problems
    .filter(({ path: place }) => place.join('.') === problemsAt)
    .map((problem) => ({ ...problem, message: texts.message(problem) }));
  return (
    <Flex direction="column" alignItems="stretch" gap={2} minWidth={0}>
      <CodeEditor
        {...editor}
        label={label ?? called}
        placeholder={empty}
        value={value}
        problems={found}
        isReadOnly={isDisabled}
        onChange={change}
        onCreate={setView}
      />
      <div aria-live="polite">
        {found.length > 0 && (
          <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
            {found.map((problem) => (
              <Typography
                key={`${problem.line}:${problem.column}:${problem.message}`}
                tag="li"
                variant="pi"
                textColor="danger600"
              >
                {problemText(problem)}
              </Typography>
            ))}
          </Flex>
        )}
      </div>
      {view && help?.(editingIn(view))}
    </Flex>
  );
};
