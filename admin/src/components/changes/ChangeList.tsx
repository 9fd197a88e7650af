import { Box, Flex, Typography } from '@strapi/design-system';

import type { ChangeView } from '../../../../shared/contracts/runs';
import { useRunWords } from '../../hooks/useWords';
import { ActionBadge } from '../badges';
import { Muted } from '../text';
import { Difference } from './Difference';

/** What would become of records, one below the other. */
export const ChangeList = ({ changes }: { changes: ChangeView[] }) => {
  const words = useRunWords();
  return changes.map(({ id, action, type, label, difference }) => (
    <Box key={id} minWidth={0}>
      <Flex gap={2} wrap="wrap" paddingBottom={2}>
        <ActionBadge action={action} />
        <Muted>{words.type(type, 1)}</Muted>
        <Typography variant="pi" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {label}
        </Typography>
      </Flex>
      <Difference difference={difference} />
    </Box>
  ));
};
