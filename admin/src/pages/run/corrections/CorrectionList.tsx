import * as React from 'react';

import { Accordion, Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, ArrowsCounterClockwise } from '@strapi/icons';

import type { Skip } from '../../../../../shared/contracts/uploads';
import { DATABASE_NOTICE, useDatabaseProblem } from '../../../components/feedback/DatabaseNotice';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { type Text, useText } from '../../../hooks/useText';
import { useRemoveFixMutation } from '../../../services/sources';
import { type CorrectedRow, correctedRows } from './corrections';
import type { Corrections } from './useCorrections';

/** What was decided about a row that is left out. */
export const skipWord = (t: Text, skip: Skip): string =>
  skip === 'keep' ? t('run.fix.kept', 'Left as stored') : t('run.fix.no-person', 'Not a person');

interface UndoButtonProps {
  uploadId: string;
  row: number;
}

/** Takes back what was corrected in a row. */
export const UndoButton = ({ uploadId, row }: UndoButtonProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [removeFix, { isLoading }] = useRemoveFixMutation();
  return (
    <Button
      size="S"
      variant="tertiary"
      startIcon={<ArrowsCounterClockwise />}
      loading={isLoading}
      aria-label={t('run.fix.undo-row', 'Undo the correction of row {row}', { row: String(row) })}
      onClick={() => void removeFix({ id: uploadId, row }).unwrap().catch(showError)}
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
  uploadId: string;
}

const CorrectedRowItem = ({ corrected, uploadId }: CorrectedRowItemProps) => {
  const t = useText();
  const { row, skip, cells } = corrected;
  return (
    <Flex tag="li" gap={4} paddingTop={1} paddingBottom={1}>
      <Typography fontWeight="bold" minWidth="8rem">
        {t('run.fix.row', 'Row {row}', { row: String(row) })}
      </Typography>
      <Typography flex="1" style={{ overflowWrap: 'anywhere' }}>
        {skip !== null
          ? skipWord(t, skip)
          : cells.map(({ column, value }) => `${column}: ${value || '–'}`).join(', ')}
      </Typography>
      <UndoButton uploadId={uploadId} row={row} />
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
              <CorrectedRowItem key={corrected.row} corrected={corrected} uploadId={file.id} />
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
