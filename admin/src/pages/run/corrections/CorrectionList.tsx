import * as React from 'react';

import { Accordion, Badge, Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, ArrowsCounterClockwise } from '@strapi/icons';

import type { Skip } from '../../../../../shared/contracts/uploads';
import { DATABASE_NOTICE, useDatabaseProblem } from '../../../components/feedback/DatabaseNotice';
import { type Text, useText } from '../../../hooks/useText';
import { type CorrectedRow, correctedRows } from './corrections';
import { type CorrectedFile, type Corrections, useUndo } from './useCorrections';

/** What was decided about a row that is left out. */
export const skipWord = (t: Text, skip: Skip): string =>
  skip === 'keep' ? t('run.fix.kept', 'Left as stored') : t('run.fix.no-person', 'Not a person');

interface UndoButtonProps {
  file: CorrectedFile;
  corrected: Pick<CorrectedRow, 'row' | 'line'>;
}

/** Takes back what was corrected in a row. */
export const UndoButton = ({ file, corrected }: UndoButtonProps) => {
  const t = useText();
  const { undo, isUndoing } = useUndo(file);
  return (
    <Button
      size="S"
      variant="tertiary"
      startIcon={<ArrowsCounterClockwise />}
      loading={isUndoing}
      aria-label={t('run.fix.undo-row', 'Undo the correction of row {row}', {
        row: String(corrected.row),
      })}
      onClick={() => undo(corrected)}
    >
      {t('run.fix.undo', 'Undo')}
    </Button>
  );
};

interface CorrectionBarProps {
  corrections: Corrections;
  isChecking: boolean;
  onCheck: () => void;
}

/** Stays in sight while corrections have not been checked by a test run. */
export const CorrectionBar = ({ corrections, isChecking, onCheck }: CorrectionBarProps) => {
  const t = useText();
  const isRefused = useDatabaseProblem() !== null;
  const count = correctedRows(corrections.fixes).length;
  if (!corrections.isPending) return null;
  return (
    <Box position="sticky" bottom={4} zIndex={2} paddingBottom={4}>
      <Flex
        background="neutral0"
        borderColor="primary200"
        hasRadius
        shadow="popupShadow"
        padding={4}
        gap={4}
        wrap="wrap"
        justifyContent="space-between"
      >
        <Typography role="status" fontWeight="semiBold" textColor="neutral800">
          {count > 0
            ? t(
                'run.fix.pending',
                '{count, plural, one {# row is corrected} other {# rows are corrected}} and not checked yet',
                { count }
              )
            : t('run.fix.undone', 'Corrections were taken back since this test run')}
        </Typography>
        <Button
          startIcon={<ArrowClockwise />}
          loading={isChecking}
          disabled={isRefused}
          aria-describedby={isRefused ? DATABASE_NOTICE : undefined}
          onClick={onCheck}
        >
          {t('run.fix.check', 'Check again')}
        </Button>
      </Flex>
    </Box>
  );
};

const STEP = 50;

interface CorrectedRowItemProps {
  corrected: CorrectedRow;
  file: CorrectedFile;
}

/** What was done to a row, in words. */
const useCorrectionText = () => {
  const t = useText();
  return ({ skip, isReshaped, cells }: CorrectedRow): string => {
    if (skip !== null) return skipWord(t, skip);
    const values = cells.map(({ column, value }) => `${column}: ${value || '–'}`);
    const reshaped = isReshaped ? [t('run.fix.reshaped', 'Cells joined or split')] : [];
    return [...reshaped, ...values].join(', ');
  };
};

const CorrectedRowItem = ({ corrected, file }: CorrectedRowItemProps) => {
  const t = useText();
  const textOf = useCorrectionText();
  return (
    <Flex tag="li" gap={4} paddingTop={1} paddingBottom={1} wrap="wrap">
      <Typography fontWeight="bold" minWidth="8rem">
        {t('run.fix.row', 'Row {row}', { row: String(corrected.row) })}
      </Typography>
      <Typography flex="1" style={{ overflowWrap: 'anywhere' }}>
        {textOf(corrected)}
      </Typography>
      {!corrected.applies && (
        <Badge backgroundColor="warning100" textColor="neutral800">
          {t('run.fix.outdated', 'No longer applies')}
        </Badge>
      )}
      <UndoButton file={file} corrected={corrected} />
    </Flex>
  );
};

/** What was corrected in the profile's file, and a way back; there as long as runs read it so. */
export const CorrectionList = ({ corrections: { fixes, file } }: { corrections: Corrections }) => {
  const t = useText();
  const [shown, setShown] = React.useState(STEP);
  const rows = correctedRows(fixes);
  if (file === null || rows.length === 0) return null;
  const rest = rows.length - shown;
  return (
    <Accordion.Root>
      <Accordion.Item value="corrections">
        <Accordion.Header>
          <Accordion.Trigger>
            {t(
              'run.fix.list',
              'Corrections: {count, plural, one {# row} other {# rows}} of {file}',
              { count: rows.length, file: file.name }
            )}
          </Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Box tag="ul" padding={4}>
            {rows.slice(0, shown).map((corrected) => (
              <CorrectedRowItem
                key={corrected.line ?? corrected.row}
                corrected={corrected}
                file={file}
              />
            ))}
          </Box>
          {rest > 0 && (
            <Box paddingLeft={4} paddingBottom={4}>
              <Button size="S" variant="tertiary" onClick={() => setShown(shown + STEP)}>
                {t('run.fix.more', 'Show {count, plural, one {# more row} other {# more rows}}', {
                  count: Math.min(rest, STEP),
                })}
              </Button>
            </Box>
          )}
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
};
