import * as React from 'react';

import { isPhp } from '../../../../shared/php';
import { Stack } from '../../components/areas';
import type { ExpressionWords } from '../../components/code/completion';
import { offerForExpression } from '../../components/code/jsonata';
import { offerForPhp } from '../../components/code/php-completion';
import { Disclosure } from '../../components/forms/Disclosure';
import { useText } from '../../hooks/useText';
import { CodeField, type CodeFieldProps, type Editing } from '../fields/CodeField';
import { useField } from '../form-context';
import { AsJsonata } from './AsJsonata';
import { CodeHelp } from './CodeHelp';
import type { Language } from './examples';
import { PhpHelp } from './PhpHelp';
import { useJsonataOf } from './trial-context';

interface ExpressionFieldProps extends Omit<CodeFieldProps, 'language' | 'offering' | 'help'> {
  /** What the expression is for. */
  language: Exclude<Language, 'template'>;
  /** Where the server says that the expression stands. */
  place: string;
  /** What it may name. */
  words: ExpressionWords;
}

const Folded = ({ children }: { children: React.ReactNode }) => {
  const t = useText();
  const [isOpen, setIsOpen] = React.useState(false);
  return (
    <Disclosure
      title={t('form.variable.help', 'Examples and functions')}
      isOpen={isOpen}
      onToggle={setIsOpen}
    >
      {children}
    </Disclosure>
  );
};

/** An expression, in JSONata or in PHP, as it is written; the help is in the same language. */
export const ExpressionField = ({ language, place, words, ...field }: ExpressionFieldProps) => {
  const { value = '' } = useField<string>(field);
  const isInPhp = isPhp(value);
  const jsonata = useJsonataOf(place);
  const offer = isInPhp ? offerForPhp : offerForExpression;
  const helpWith = ({ insert, replace }: Editing) => {
    const help = isInPhp ? (
      <PhpHelp language={language} insert={insert} />
    ) : (
      <CodeHelp language={language} words={words.functions} insert={insert} />
    );
    return (
      <Stack gap={4}>
        {isInPhp && jsonata !== null && (
          <AsJsonata expression={jsonata} onUse={() => replace(jsonata)} />
        )}
        {language === 'filter' ? help : <Folded>{help}</Folded>}
      </Stack>
    );
  };
  return (
    <CodeField
      {...field}
      language="expression"
      offering={(before, isAsked) => offer(before, words, isAsked)}
      help={helpWith}
    />
  );
};
