import * as React from 'react';

import { Box, Button, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { Stack } from '../../components/areas';
import { MONOSPACE, Muted } from '../../components/text';
import { type Text, useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import type { Example } from './examples';

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
  /** What it says, or does, where the code does not say it itself. */
  children?: React.ReactNode;
  onPick: () => void;
}

/** A piece of code that a click inserts, and what it means. */
export const PieceOfCode = ({ code, children, onPick }: PieceOfCodeProps) => {
  const { isReadOnly } = useProfileForm();
  return (
    <Box tag="li" minWidth={0}>
      <Piece size="S" variant="tertiary" disabled={isReadOnly} onClick={onPick}>
        {code}
      </Piece>
      {children !== undefined && <Muted tag="p">{children}</Muted>}
    </Box>
  );
};

/** What an example means. */
const explanation = (t: Text, { name, column = '', value = '' }: Example): string => {
  switch (name) {
    case 'column':
      return t('form.example.column', 'what stands in {column}', { column });
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

interface ExamplesProps {
  examples: Example[];
  onPick: (example: Example) => void;
}

/** Examples of the file’s own columns, with what they mean. */
export const Examples = ({ examples, onPick }: ExamplesProps) => {
  const t = useText();
  if (examples.length === 0) return null;
  return (
    <Stack gap={2}>
      <Typography tag="h3" variant="omega" fontWeight="bold">
        {t('form.code.examples', 'Examples of your columns')}
      </Typography>
      <Muted>{t('form.code.examples.hint', 'A click inserts one.')}</Muted>
      <Stack tag="ul" gap={3}>
        {examples.map((example) => (
          <PieceOfCode key={example.code} code={example.code} onPick={() => onPick(example)}>
            {explanation(t, example)}
          </PieceOfCode>
        ))}
      </Stack>
    </Stack>
  );
};
