import { Button } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import { Empty } from '../../components/feedback/Empty';
import { useText } from '../../hooks/useText';

/** Stands in the place of a list that could not be loaded. */
export const LoadingFailed = ({ onRetry }: { onRetry: () => void }) => {
  const t = useText();
  return (
    <Empty
      isCard
      action={
        <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={onRetry}>
          {t('history.retry', 'Try again')}
        </Button>
      }
    >
      {t('history.load-failed', 'The history could not be loaded.')}
    </Empty>
  );
};
