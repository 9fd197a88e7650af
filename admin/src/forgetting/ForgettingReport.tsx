import { Stack } from '../components/areas';
import type { ForgettingView } from '../../../shared/contracts/forgetting';
import { Notice } from '../components/feedback/Notice';
import { Muted } from '../components/text';
import { useCodeTexts } from '../hooks/useCodeTexts';
import { useText } from '../hooks/useText';
import { Places } from './Places';

/** What was stored of somebody who is forgotten, and why that is not done yet. */
export const ForgettingReport = ({
  request: { error, counts, state },
}: {
  request: Pick<ForgettingView, 'error' | 'counts' | 'state'>;
}) => {
  const t = useText();
  const { message } = useCodeTexts();
  return (
    <Stack gap={4}>
      {state === 'failed' && (
        <Notice
          variant="warning"
          title={t('forgetting.failed', 'This is not finished yet. It is tried again each minute.')}
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
