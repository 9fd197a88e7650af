import { Box, Flex, Typography } from '@strapi/design-system';

import type { ChangeView } from '../../../../../shared/contracts/runs';
import { ActionBadge } from '../../../components/badges';
import { Difference } from '../../../components/changes/Difference';
import { useRunWords } from '../../../hooks/useWords';

/** What a run would do to the records of a row. */
export const ChangeList = ({ changes }: { changes: ChangeView[] }) => {
  const words = useRunWords();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={5}>
      {changes.map(({ id, action, type, label, difference }) => (
        <Box key={id} tag="li" minWidth={0}>
          <Flex gap={2} wrap="wrap" paddingBottom={2}>
            <ActionBadge action={action} />
            <Typography variant="pi" textColor="neutral600">
              {words.type(type, 1)}
            </Typography>
            <Typography variant="pi" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
              {label}
            </Typography>
          </Flex>
          <Difference difference={difference} />
        </Box>
      ))}
    </Flex>
  );
};
