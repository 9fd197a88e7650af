import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { type CellStep, type LineCells, placesToSplit } from '../../../../../shared/line-cells';
import { MASK } from '../../../../../shared/text';
import { Stack } from '../../../components/areas';
import { Muted } from '../../../components/text';
import { useText } from '../../../hooks/useText';

interface CellTextProps {
  cell: string;
  /** Absent where nothing is to be divided. */
  onSplit?: (at: number) => void;
}

/** A cell's words; between them it can be divided. */
const CellText = ({ cell, onSplit }: CellTextProps) => {
  const t = useText();
  const places = onSplit && !cell.includes(MASK) ? placesToSplit(cell) : [];
  const words = [0, ...places].map((start, at) => ({ start, text: cell.slice(start, places[at]) }));
  return (
    <Flex gap={2} wrap="wrap">
      {words.map(({ start, text }, at) => (
        <Flex key={start} gap={2} wrap="wrap">
          {at > 0 && (
            <Button
              size="S"
              variant="tertiary"
              aria-label={t('run.fix.split-before', 'Split before “{word}”', { word: text.trim() })}
              onClick={() => onSplit?.(start)}
            >
              {t('run.fix.split', 'Split here')}
            </Button>
          )}
          <Typography style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {text === '' ? '–' : text}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};

interface LineEditorProps {
  /** As the steps have made it. */
  line: LineCells;
  columns: string[];
  onStep: (step: CellStep) => void;
  /** Absent where no step was taken. */
  onBack?: () => void;
}

/** The cells of a line under the columns that they come to stand in, with ways to join and divide them. */
export const LineEditor = ({ line: { cells }, columns, onStep, onBack }: LineEditorProps) => {
  const t = useText();
  const isTooLong = cells.length > columns.length;
  const isTooShort = cells.length < columns.length;
  return (
    <Stack gap={3}>
      <Typography tag="h3" variant="delta" id="directory-connector-line">
        {t('run.fix.line', 'The cells of the line')}
      </Typography>
      <Muted role="status">
        {t(
          'run.fix.cells',
          '{cells, plural, one {# cell} other {# cells}} for {columns, plural, one {# column} other {# columns}}',
          {
            cells: cells.length,
            columns: columns.length,
          }
        )}
      </Muted>
      <Flex
        tag="ol"
        aria-labelledby="directory-connector-line"
        gap={2}
        wrap="wrap"
        alignItems="stretch"
      >
        {cells.map((cell, at) => (
          // The place is what a cell is known by.
          <Flex key={at} tag="li" gap={2} maxWidth="100%">
            <Box
              padding={2}
              hasRadius
              borderColor={columns[at] === undefined ? 'danger600' : 'neutral200'}
            >
              <Typography tag="div" variant="sigma" textColor="neutral600">
                {columns[at] ?? t('run.fix.no-column', 'No column')}
              </Typography>
              <CellText
                cell={cell}
                onSplit={isTooShort ? (place) => onStep({ split: at, at: place }) : undefined}
              />
            </Box>
            {isTooLong && at + 1 < cells.length && (
              <Button
                size="S"
                variant="tertiary"
                aria-label={t('run.fix.join-cells', 'Join “{cell}” with “{next}”', {
                  cell,
                  next: cells[at + 1] ?? '',
                })}
                onClick={() => onStep({ join: at })}
              >
                {t('run.fix.join', 'Join')}
              </Button>
            )}
          </Flex>
        ))}
      </Flex>
      {onBack && (
        <Box>
          <Button size="S" variant="tertiary" onClick={onBack}>
            {t('run.fix.step-back', 'Take back the last step')}
          </Button>
        </Box>
      )}
    </Stack>
  );
};
