import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunProgress } from '../../../../shared/contracts/runs';
import { Stack } from '../../components/areas';
import { Bar } from '../../components/feedback/Bar';
import { useDurationText } from '../../components/times';
import { useSizeWords } from '../../hooks/useSizeWords';
import { type Text, useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { percentOf, timeLeft } from '../../utils/time';

const rateText = (t: Text, { phase, perSecond }: RunProgress): string | null => {
  if (perSecond <= 0) return null;
  if (phase === 'reading') {
    return t('run.progress.rows-per-second', '{rate, number} rows per second', { rate: perSecond });
  }
  return phase === 'writing'
    ? t('run.progress.changes-per-second', '{rate, number} changes per second', { rate: perSecond })
    : null;
};

/** What a run that is going on does, in a word or two. */
export const useActivityWords = (): ((progress: RunProgress) => string) => {
  const t = useText();
  const words = useRunWords();
  return ({ phase, isCanceling }) =>
    isCanceling ? t('run.progress.canceling', 'Being canceled') : words.phase(phase);
};

/** How far a run is in its phase. */
const useDoneWords = (): ((progress: RunProgress) => string) => {
  const t = useText();
  const size = useSizeWords();
  return ({ phase, bytes, written, total, counts }) => {
    if (phase === 'writing') {
      return t('run.progress.written', '{written, number} of {total, number} changes', {
        written,
        total,
      });
    }
    if (phase === 'fetching' && bytes) {
      return bytes.total === null
        ? t('run.progress.fetched', '{done} fetched', { done: size(bytes.done) })
        : t('run.progress.fetched-of', '{done} of {total} fetched', {
            done: size(bytes.done),
            total: size(bytes.total),
          });
    }
    return t('run.progress.rows', '{count, plural, one {# row read} other {# rows read}}', {
      count: counts.rows.read,
    });
  };
};

/** How far a run is. Only its phase is read out: numbers that change each second would never end. */
export const RunProgressPanel = ({ progress }: { progress: RunProgress }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const activity = useActivityWords();
  const done = useDoneWords();
  const duration = useDurationText();
  const { isCanceling } = progress;
  const percent = isCanceling ? null : percentOf(progress);
  const left = isCanceling ? null : timeLeft(progress);
  const details = [
    done(progress),
    isCanceling ? null : rateText(t, progress),
    left === null ? null : t('run.progress.left', 'about {time} left', { time: duration(left) }),
  ].filter((part) => part !== null);

  return (
    <Stack gap={3}>
      <Flex justifyContent="space-between" gap={4}>
        <Typography tag="h2" variant="delta">
          {activity(progress)}
        </Typography>
        {percent !== null && (
          <Typography variant="delta" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {formatNumber(percent / 100, { style: 'percent' })}
          </Typography>
        )}
      </Flex>
      <Bar label={t('run.progress.label', 'Progress')} percent={percent} />
      <Box minHeight="2rem">
        <Typography textColor="neutral600" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {details.join(' · ')}
        </Typography>
      </Box>
    </Stack>
  );
};
