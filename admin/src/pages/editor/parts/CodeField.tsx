import { Flex, Typography } from '@strapi/design-system';

import { CodeEditor, type CodeEditorProps } from '../../../components/code/CodeEditor';
import { useProblemText } from '../../../hooks/useProblemText';
import { useEditor } from '../editor-context';
import { capitalized } from '../../../utils/sentence';
import { problemsOf } from '../model/problems';

interface CodeFieldProps extends Omit<CodeEditorProps, 'problems' | 'isReadOnly'> {
  /** Its place in the profile, such as `variables.0.expression`. */
  path: string;
}

/** A code editor for a part of the profile, with the list of what is wrong there. */
export const CodeField = ({ path, ...editor }: CodeFieldProps) => {
  const problemText = useProblemText();
  const { problems, isReadOnly } = useEditor();
  const found = problemsOf(problems, path).map(({ line, column, message }) => ({
    line,
    column,
    message: capitalized(message),
  }));
  return (
    <Flex direction="column" alignItems="stretch" gap={2} minWidth={0}>
      <CodeEditor {...editor} problems={found} isReadOnly={isReadOnly} />
      <div aria-live="polite">
        {found.length > 0 && (
          <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
            {found.map(({ line, column, message }) => (
              <Typography
                key={`${line}:${column}:${message}`}
                tag="li"
                variant="pi"
                textColor="danger600"
              >
                {problemText({ line, column, message })}
              </Typography>
            ))}
          </Flex>
        )}
      </div>
    </Flex>
  );
};
