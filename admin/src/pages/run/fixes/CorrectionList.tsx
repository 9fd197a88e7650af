import * as React from 'react';

import { Accordion, Box, Button, Flex, Typography } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { type CorrectedRow, correctedRows } from './corrections';
import { skipWord } from './skip-words';
import { UndoButton } from './UndoButton';
import type { Corrections } from './useCorrections';

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
