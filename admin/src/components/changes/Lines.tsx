import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../../hooks/useText';
import type { Line, Mark } from './values';

const SIGNS: Record<Mark, string> = { removed: '−', added: '+', kept: '' };

const COLORS: Record<Mark, { background: string; textColor: string }> = {
  removed: { background: 'danger100', textColor: 'danger700' },
  added: { background: 'success100', textColor: 'success700' },
  kept: { background: 'neutral100', textColor: 'neutral700' },
};

const TAGS = { removed: 'del', added: 'ins', kept: 'span' } as const;

const Value = styled(Typography)`
  text-decoration: none;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;

const MarkedLine = ({ line: { text, mark } }: { line: Line }) => {
  const t = useText();
  const { background, textColor } = COLORS[mark];
  return (
    <Flex
      background={background}
      hasRadius
      paddingLeft={2}
      paddingRight={2}
      gap={2}
      alignItems="baseline"
      maxWidth="100%"
    >
      {mark !== 'kept' && (
        <Typography aria-hidden fontWeight="bold" textColor={textColor}>
          {SIGNS[mark]}
        </Typography>
      )}
      <Value tag={TAGS[mark]} textColor={textColor}>
        {mark === 'removed' && (
          <VisuallyHidden>{t('run.mark.removed', 'Removed:')} </VisuallyHidden>
        )}
        {mark === 'added' && <VisuallyHidden>{t('run.mark.added', 'Added:')} </VisuallyHidden>}
        {text}
      </Value>
    </Flex>
  );
};

/** A value, line by line; a word where there is none. */
export const Lines = ({ lines }: { lines: Line[] }) => {
  const t = useText();
  if (lines.length === 0) {
    return <Typography textColor="neutral600">{t('run.value.empty', 'empty')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {lines.map((line, index) => (
        <MarkedLine key={index} line={line} />
      ))}
    </Flex>
  );
};
