import * as React from 'react';

import { Box, Button, Flex, Loader, Typography } from '@strapi/design-system';

import type { RunStatus } from '../../../../../shared/contracts/runs';
import { Replaced } from '../../../components/table/Replaced';
import { useText } from '../../../hooks/useText';
import { useRuns } from '../useRuns';
import { type Bar, barsOf } from './bars';
import { ChartTable } from './ChartTable';
import { Legend } from './Legend';
import { Plot } from './Plot';
import { useWidth } from './useWidth';

const MOST_RUNS = 50;
/** Pixels that a bar needs to be told from its neighbours. */
const BAR_WIDTH = 16;

interface RunChartProps {
  profile: string | undefined;
  /** The outcome that is looked for; other runs are shown faint. */
  status: RunStatus | undefined;
}

const Chart = ({ bars, status }: { bars: Bar[]; status: RunStatus | undefined }) => {
  const t = useText();
  const [isTable, setIsTable] = React.useState(false);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Typography variant="delta" tag="h2">
          {t(
            'history.chart.title',
            '{count, plural, one {What the last run changed} other {What the last {count} runs changed}}',
            { count: bars.length }
          )}
        </Typography>
        <Button variant="tertiary" onClick={() => setIsTable(!isTable)}>
          {isTable
            ? t('history.chart.as-chart', 'Show as chart')
            : t('history.chart.as-table', 'Show as table')}
        </Button>
      </Flex>
      {isTable ? (
        <ChartTable bars={bars} />
      ) : (
        <>
          <Legend bars={bars} />
          <Plot bars={bars} status={status} />
        </>
      )}
    </Flex>
  );
};

/** What the latest runs changed, run by run; as many as there is room for. Test runs change nothing. */
export const RunChart = ({ profile, status }: RunChartProps) => {
  const t = useText();
  const { ref, width } = useWidth<HTMLDivElement>();
  const { data, currentData, isError } = useRuns({
    kind: 'run',
    page: 1,
    pageSize: MOST_RUNS,
    profile,
  });
  const bars = barsOf(data?.results ?? [], Math.floor(width / BAR_WIDTH));
  // The list below says what went wrong.
  if (isError) return null;

  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={6}>
      <Box ref={ref}>
        {!currentData && bars.length === 0 && (
          <Flex justifyContent="center" alignItems="center" minHeight="24rem">
            <Loader>{t('history.loading', 'Loading the history')}</Loader>
          </Flex>
        )}
        {currentData && bars.length === 0 && (
          <Typography textColor="neutral600">
            {t(
              'history.chart.empty',
              'Here you will see what runs changed, once one has ended. Test runs change nothing.'
            )}
          </Typography>
        )}
        {bars.length > 0 && (
          <Replaced isStale={data !== currentData}>
            <Chart bars={bars} status={status} />
          </Replaced>
        )}
      </Box>
    </Box>
  );
};
