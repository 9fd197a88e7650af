import { Badge } from '@strapi/design-system';

import type { Action } from '../../../shared/contracts/runs';
import { useRunWords } from '../hooks/useWords';

const COLORS: Record<Action, { backgroundColor: string; textColor: string }> = {
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
  return <Badge {...COLORS[action]}>{words.action(action)}</Badge>;
};
