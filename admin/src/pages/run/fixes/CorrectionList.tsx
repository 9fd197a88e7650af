import { Accordion, Box, Flex, Typography } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { type CorrectedRow, correctedRows } from './corrections';
import { UndoButton } from './UndoButton';
import type { Corrections } from './useCorrections';

const SHOWN = 50;

interface CorrectedRowItemProps {
  corrected: CorrectedRow;
  uploadId: string;
}

const CorrectedRowItem = ({ corrected, uploadId }: CorrectedRowItemProps) => {
  const t = useText();
  const { row, isSkipped, cells } = corrected;
  return (
    <Flex tag="li" gap={4} paddingTop={1} paddingBottom={1}>
      <Typography fontWeight="bold" minWidth="8rem">
        {t('run.fix.row', 'Row {row}', { row: String(row) })}
      </Typography>
      <Typography flex="1" style={{ overflowWrap: 'anywhere' }}>
        {isSkipped
          ? t('run.fix.skipped', 'Skipped')
          : cells.map(({ column, value }) => `${column}: ${value || '–'}`).join(', ')}
      </Typography>
      <UndoButton uploadId={uploadId} row={row} />
    </Flex>
  );
};

/** What was corrected, and a way back. */
export const CorrectionList = ({
  corrections: { fixes, upload },
}: {
  corrections: Corrections;
}) => {
  const t = useText();
  const rows = correctedRows(fixes);
  if (upload === null || rows.length === 0) return null;
  return (
    <Accordion.Root>
      <Accordion.Item value="corrections">
        <Accordion.Header>
          <Accordion.Trigger>
            {t(
              'run.fix.list',
              'Corrections: {count, plural, one {# row} other {# rows}} of {file}',
              { count: rows.length, file: upload.name }
            )}
          </Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Box tag="ul" padding={4}>
            {rows.slice(0, SHOWN).map((corrected) => (
              <CorrectedRowItem key={corrected.row} corrected={corrected} uploadId={upload.id} />
            ))}
            {rows.length > SHOWN && (
              <Typography tag="li" textColor="neutral600">
                {t('run.fix.more', '{count, plural, one {# more row} other {# more rows}}', {
                  count: rows.length - SHOWN,
                })}
              </Typography>
            )}
          </Box>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
};
