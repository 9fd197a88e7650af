import { useIntl } from 'react-intl';

import { Stack } from '../components/areas';
import type { ForgettingView } from '../../../shared/contracts/forgetting';
import { Notice } from '../components/feedback/Notice';
import { Muted } from '../components/text';
import { useCodeTexts } from '../hooks/useCodeTexts';
import { useText } from '../hooks/useText';
import { Places } from './Places';

/** What was stored of somebody who is forgotten, and why that is not done yet. */
export const ForgettingReport = ({
  request: { error, counts, state, retryAt },
}: {
  request: Pick<ForgettingView, 'error' | 'counts' | 'state' | 'retryAt'>;
}) => {
  const t = useText();
  const { formatDate } = useIntl();
  const { message } = useCodeTexts();
  return (
    <Stack gap={4}>
      {state === 'failed' && (
        <Notice
          variant="warning"
          title={
            retryAt === null
              ? t('forgetting.failed', 'This is not finished yet. It is tried again soon.')
              : t('forgetting.waits', 'This is not finished yet. It is tried again at {time}.', {
                  time: formatDate(retryAt, { dateStyle: 'medium', timeStyle: 'short' }),
                })
          }
        >
          {error && message(error)}
        </Notice>
      )}
      {counts ? (
        <Places counts={counts} />
      ) : (
        <Muted>{t('forgetting.no-counts', 'What there is is being looked for.')}</Muted>
      )}
    </Stack>
  );
};
