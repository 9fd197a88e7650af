import { useIntl } from 'react-intl';

import { type Text, useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import { type Part, PARTS } from '../figures';
import type { Bar, Mark } from './bars';

const partWord = (t: Text, part: Part): string => {
  switch (part) {
    case 'create':
      return t('history.created', 'Created');
    case 'update':
      return t('history.updated', 'Updated');
    case 'remove':
      return t('history.removed', 'Removed');
    case 'error':
      return t('history.failed', 'Failed');
  }
};

const markWord = (t: Text, mark: Mark): string => {
  switch (mark) {
    case 'failed':
      return t('history.mark.failed', 'Run failed or was interrupted');
    case 'held':
      return t('history.mark.held', 'Held for approval, nothing written');
    case 'ended':
      return t('history.mark.ended', 'Canceled or rejected');
  }
};

/** The chart in words. */
export const useChartWords = () => {
  const t = useText();
  const { formatDate, formatNumber } = useIntl();
  const { status } = useRunWords();
  const part = (name: Part) => partWord(t, name);
  const figure = (bar: Bar, name: Part) => `${part(name)}: ${formatNumber(bar.figures[name])}`;
  const time = ({ run }: Bar) =>
    formatDate(run.startedAt, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    part,
    figure,
    time,
    mark: (mark: Mark) => markWord(t, mark),
    /** Everything about a bar, for those who do not see it. */
    bar: (bar: Bar) =>
      [time(bar), bar.run.profile, status(bar.run.status)]
        .concat(PARTS.map((name) => figure(bar, name)))
        .join(', '),
  };
};
