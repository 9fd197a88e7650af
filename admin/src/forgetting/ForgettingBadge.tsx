import { Status, Typography } from '@strapi/design-system';

import type { ForgettingState } from '../../../shared/contracts/forgetting';
import { textTable, useTextTable } from '../hooks/useText';

const WORDS = textTable<Record<ForgettingState, string>>('forgetting.state', {
  running: 'In progress',
  failed: 'Not finished yet',
  done: 'Done',
});

const COLORS = {
  running: { variant: 'secondary', textColor: 'secondary700' },
  // The theme's warning colours are too pale for text.
  failed: { variant: 'warning', textColor: 'neutral800' },
  done: { variant: 'success', textColor: 'success700' },
} as const satisfies Record<ForgettingState, unknown>;

/** How far a privacy request is. */
export const ForgettingBadge = ({ state }: { state: ForgettingState }) => {
  const words = useTextTable(WORDS);
  const { variant, textColor } = COLORS[state];
  return (
    <Status variant={variant} size="XS" display="inline-flex">
      <Typography variant="pi" fontWeight="bold" textColor={textColor}>
        {words[state]}
      </Typography>
    </Status>
  );
};
