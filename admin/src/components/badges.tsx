import { Badge, Status, Typography } from '@strapi/design-system';

import type { Action } from '../../../shared/contracts/runs';
import type { RunStatus } from '../../../shared/run-statuses';
import { useRunWords } from '../hooks/useWords';

const ACTION_COLORS: Record<Action, { backgroundColor: string; textColor: string }> = {
  create: { backgroundColor: 'success100', textColor: 'success700' },
  update: { backgroundColor: 'secondary100', textColor: 'secondary700' },
  unchanged: { backgroundColor: 'neutral150', textColor: 'neutral700' },
  // The theme's warning colours are too pale for text.
  remove: { backgroundColor: 'warning100', textColor: 'neutral800' },
  error: { backgroundColor: 'danger100', textColor: 'danger700' },
};

/** What happens to a record. */
export const ActionBadge = ({ action }: { action: Action }) => {
  const words = useRunWords();
  return <Badge {...ACTION_COLORS[action]}>{words.action(action)}</Badge>;
};

type StatusColors = {
  variant: 'success' | 'warning' | 'danger' | 'secondary' | 'neutral';
  textColor: string;
};

const SUCCESS: StatusColors = { variant: 'success', textColor: 'success700' };
// The theme's warning colours are too pale for text.
const WARNING: StatusColors = { variant: 'warning', textColor: 'neutral800' };
const DANGER: StatusColors = { variant: 'danger', textColor: 'danger700' };
const NEUTRAL: StatusColors = { variant: 'neutral', textColor: 'neutral700' };

const STATUS_COLORS: Record<RunStatus, StatusColors> = {
  running: { variant: 'secondary', textColor: 'secondary700' },
  succeeded: SUCCESS,
  'succeeded-with-errors': WARNING,
  held: WARNING,
  failed: DANGER,
  canceled: NEUTRAL,
  rejected: NEUTRAL,
  interrupted: DANGER,
  expired: NEUTRAL,
};

/** How a run ended, or that it is going on. */
export const StatusBadge = ({ status }: { status: RunStatus }) => {
  const words = useRunWords();
  const { variant, textColor } = STATUS_COLORS[status];
  return (
    <Status variant={variant} size="XS" display="inline-flex">
      <Typography variant="pi" fontWeight="bold" textColor={textColor}>
        {words.status(status)}
      </Typography>
    </Status>
  );
};
