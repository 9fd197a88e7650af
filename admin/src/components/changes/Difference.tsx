import { Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { Difference as Differences } from '../../../../shared/contracts/runs';
import { type Text, useText } from '../../hooks/useText';
import { useAttributeWords, useEnumerationWords } from './useAttributeWords';
import { compareValues, type Line, type Mark } from './values';

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
const Lines = ({ lines }: { lines: Line[] }) => {
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

interface DifferenceProps {
  difference: Differences;
}

type Side = 'before' | 'after';

// More specific than a table of the design system around it, which styles all cells within.
const Table = styled.table`
  width: 100%;
  table-layout: fixed;
  border-collapse: collapse;
  white-space: normal;

  &&& th,
  &&& td {
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
    height: auto;
    text-align: left;
    vertical-align: top;
  }

  &&& tr {
    border: none;
  }

  &&& tbody tr {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral200};
  }

  &&& th:first-of-type {
    width: 14rem;
    overflow-wrap: anywhere;
  }
`;

const ownerWord = (t: Text, value: unknown, side: Side): string => {
  if (value === null) return t('run.owner.nobody', 'No profile');
  return side === 'after'
    ? t('run.owner.this', 'This profile')
    : t('run.owner.other', 'Another profile');
};

/** Whether the profile of the run is one of several that own a record. */
const coOwnerWord = (t: Text, value: unknown, side: Side): string => {
  if (value !== null) return t('run.co-owner.this', 'This profile as well');
  return side === 'after'
    ? t('run.co-owner.no-longer', 'This profile no longer')
    : t('run.co-owner.not-yet', 'Not yet this profile');
};

/** Attributes of a record's bookkeeping that are times. */
const TIMES = new Set(['missingSince', 'keptSince']);

/** An attribute-level before and after, with what is new and what is gone told apart by a sign and a word. */
export const Difference = ({ difference }: DifferenceProps) => {
  const t = useText();
  const { formatDate } = useIntl();
  const word = useAttributeWords();
  const enumerationWord = useEnumerationWords();
  const attributes = Object.entries(difference);
  const words = { yes: t('run.value.yes', 'Yes'), no: t('run.value.no', 'No') };

  const readable = (attribute: string, value: unknown, side: Side): unknown => {
    if (attribute === 'owner') return ownerWord(t, value, side);
    if (attribute === 'coOwner') return coOwnerWord(t, value, side);
    if (TIMES.has(attribute) && typeof value === 'string') {
      return formatDate(value, { dateStyle: 'medium', timeStyle: 'short' });
    }
    return enumerationWord(attribute, value);
  };

  if (attributes.length === 0) {
    return (
      <Typography textColor="neutral600">
        {t('run.difference.none', 'No field changes.')}
      </Typography>
    );
  }

  return (
    <Box overflow="auto" position="relative" width="100%">
      <Table>
        <caption>
          <VisuallyHidden>{t('run.difference.caption', 'Fields before and after')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <Typography tag="th" scope="col" variant="sigma" textColor="neutral600">
              {t('run.difference.field', 'Field')}
            </Typography>
            <Typography tag="th" scope="col" variant="sigma" textColor="neutral600">
              {t('run.difference.before', 'Before')}
            </Typography>
            <Typography tag="th" scope="col" variant="sigma" textColor="neutral600">
              {t('run.difference.after', 'After')}
            </Typography>
          </tr>
        </thead>
        <tbody>
          {attributes.map(([attribute, { before, after }]) => {
            const lines = compareValues(
              readable(attribute, before, 'before'),
              readable(attribute, after, 'after'),
              words
            );
            return (
              <tr key={attribute}>
                <Typography tag="th" scope="row" fontWeight="semiBold" textColor="neutral800">
                  {word(attribute)}
                </Typography>
                <td>
                  <Lines lines={lines.before} />
                </td>
                <td>
                  <Lines lines={lines.after} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Box>
  );
};
