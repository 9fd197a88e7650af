import * as React from 'react';

import { Box, Button, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useIntl } from 'react-intl';

import { Stack } from '../../components/areas';
import type { Word } from '../../components/code/completion';
import { Disclosure } from '../../components/forms/Disclosure';
import { MONOSPACE, Muted } from '../../components/text';
import { useCountry } from '../../hooks/useCountry';
import { type Text, useText } from '../../hooks/useText';
import type { Insert } from '../fields/CodeField';
import { useProfileForm } from '../form-context';
import { type Example, examplesOf, type Language } from './examples';
import { useKnownColumns } from './trial-context';

const Piece = styled(Button)`
  && {
    height: auto;
    max-width: 100%;
    padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
    white-space: normal;
    text-align: start;
  }

  span {
    font-family: ${MONOSPACE};
    overflow-wrap: anywhere;
  }
`;

interface PieceOfCodeProps {
  code: string;
  /** What it says, or does. */
  children: React.ReactNode;
  onPick: () => void;
}

/** A piece of code that a click inserts, and what it means. */
const PieceOfCode = ({ code, children, onPick }: PieceOfCodeProps) => {
  const { isReadOnly } = useProfileForm();
  return (
    <Box tag="li" minWidth={0}>
      <Piece size="S" variant="tertiary" disabled={isReadOnly} onClick={onPick}>
        {code}
      </Piece>
      <Muted tag="p">{children}</Muted>
    </Box>
  );
};

/** What an example means. */
const explanation = (t: Text, { name, column = '', value = '' }: Example): string => {
  switch (name) {
    case 'is':
      return t('form.example.is', 'rows in which {column} is “{value}”', { column, value });
    case 'filled':
      return t('form.example.filled', 'rows that have something in {column}', { column });
    case 'both':
      return t('form.example.both', 'both together');
    case 'ends':
      return t('form.example.ends', 'rows whose {column} ends like this', { column });
    case 'joined':
      return t('form.example.joined', 'both, with a blank between them');
    case 'login':
      return t('form.example.login', 'a login name made of both');
    case 'number':
      return t('form.example.number', 'the telephone number in international form');
    case 'choice':
      return t('form.example.choice', 'one word in place of another');
    case 'before':
      return t('form.example.before', 'what comes before the @');
    case 'lower':
      return t('form.example.lower', 'in lower case');
    case 'if':
      return t('form.example.if', 'only where {column} has a value', { column });
    case 'default':
      return t('form.example.default', 'the second where the first is empty');
  }
};

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
      {examples.length > 0 && (
        <Stack gap={2}>
          <Typography tag="h3" variant="omega" fontWeight="bold">
            {t('form.code.examples', 'Examples of your columns')}
          </Typography>
          <Muted>{t('form.code.examples.hint', 'A click inserts one.')}</Muted>
          <Stack tag="ul" gap={3}>
            {examples.map((example) => (
              <PieceOfCode
                key={example.code}
                code={example.code}
                onPick={() => insert(example.code)}
              >
                {explanation(t, example)}
              </PieceOfCode>
            ))}
          </Stack>
        </Stack>
      )}
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
    </Stack>
  );
};

/** The same for one expression of many, folded. */
export const ExpressionHelp = (props: Omit<CodeHelpProps, 'language'>) => {
  const t = useText();
  const [isOpen, setIsOpen] = React.useState(false);
  return (
    <Disclosure
      title={t('form.variable.help', 'Examples and functions')}
      isOpen={isOpen}
      onToggle={setIsOpen}
    >
      <CodeHelp language="expression" {...props} />
    </Disclosure>
  );
};
