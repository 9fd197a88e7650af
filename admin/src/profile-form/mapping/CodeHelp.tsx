import * as React from 'react';

import { useIntl } from 'react-intl';

import { Stack } from '../../components/areas';
import type { Word } from '../../components/code/completion';
import { Disclosure } from '../../components/forms/Disclosure';
import { Muted } from '../../components/text';
import { useCountry } from '../../hooks/useCountry';
import { useText } from '../../hooks/useText';
import type { Insert } from '../fields/CodeField';
import { examplesOf, type Language } from './examples';
import { Examples, PieceOfCode } from './pieces';
import { useKnownColumns } from './trial-context';

/** How a function or helper is written, and with how much of it behind the cursor it is inserted. */
const CALLS: Record<Language, (word: Word) => { shown: string; code: string; behind: number }> = {
  filter: ({ label, detail }) => ({ shown: `$${label}${detail}`, code: `$${label}()`, behind: 1 }),
  expression: (word) => CALLS.filter(word),
  template: ({ label, kind, detail = '' }) =>
    kind === 'keyword'
      ? {
          shown: `{{#${label} …}}…{{/${label}}}`,
          code: `{{#${label} }}{{/${label}}}`,
          behind: `}}{{/${label}}}`.length,
        }
      : { shown: `{{{${label} ${detail}}}}`, code: `{{{${label} }}}`, behind: 3 },
};

interface CodeHelpProps {
  language: Language;
  /** The functions or helpers that can be called. */
  words: Word[];
  insert: Insert;
}

/** What can be written: examples of the file’s own columns, and all functions with what they do. */
export const CodeHelp = ({ language, words, insert }: CodeHelpProps) => {
  const t = useText();
  const { locale } = useIntl();
  const known = useKnownColumns();
  const [isOpen, setIsOpen] = React.useState(false);
  const examples = examplesOf(language, known, useCountry(locale));
  const callOf = CALLS[language];
  return (
    <Stack gap={4}>
      <Examples examples={examples} onPick={({ code }) => insert(code)} />
      <Disclosure
        title={
          language === 'template'
            ? t('form.code.helpers', 'All helpers, and what they do')
            : t('form.code.functions', 'All functions, and what they do')
        }
        isOpen={isOpen}
        onToggle={setIsOpen}
      >
        <Stack tag="ul" gap={3}>
          {words.map((word) => {
            const { shown, code, behind } = callOf(word);
            return (
              <PieceOfCode key={word.label} code={shown} onPick={() => insert(code, behind)}>
                {word.info}
              </PieceOfCode>
            );
          })}
        </Stack>
      </Disclosure>
      {language !== 'template' && (
        <Muted tag="p">
          {t('form.code.php.pasted', 'PHP from a pascom connector can be pasted here as it is.')}
        </Muted>
      )}
    </Stack>
  );
};
