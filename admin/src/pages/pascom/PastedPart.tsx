import * as React from 'react';

import type { ConnectorNoteView } from '../../../../shared/contracts/pascom';
import { CodeEditor, type CodeEditorProps } from '../../components/code/CodeEditor';
import { TitledCard } from '../../components/TitledCard';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import type { PartWords } from './texts';

interface PastedPartProps extends Pick<
  CodeEditorProps,
  'language' | 'value' | 'placeholder' | 'onChange' | 'minHeight'
> {
  words: PartWords;
  /** What keeps the profile from being saved, at lines of what was pasted. */
  problems: ConnectorNoteView[];
  children?: React.ReactNode;
}

const NOTHING_OFFERED = () => null;

/** One part of a connector, to be pasted. */
export const PastedPart = ({ words, problems, children, ...editor }: PastedPartProps) => {
  const texts = useCodeTexts();
  return (
    <TitledCard title={words.title} description={words.hint}>
      <CodeEditor
        {...editor}
        label={words.title}
        problems={problems.map((one) => ({ ...one, message: texts.message(one) }))}
        offering={NOTHING_OFFERED}
        maxHeight="48rem"
      />
      {children}
    </TitledCard>
  );
};
