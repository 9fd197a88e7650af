import * as React from 'react';

import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { Replaced } from '../../../components/areas';
import { useText } from '../../../hooks/useText';
import { Loading } from '../parts';
import type { HistoryQuery } from '../query';
import { RunsTable } from '../RunsTable';
import { useRuns } from '../useHistory';
import { barsOf } from './bars';
import { Plot } from './Plot';

const MOST_RUNS = 50;
/** Pixels that a bar needs to be told from its neighbours. */
const BAR_WIDTH = 16;

/** The width of an element in pixels, kept up to date; 0 until it is known. */
const useWidth = () => {
  const [element, ref] = React.useState<HTMLElement | null>(null);
  const [width, setWidth] = React.useState(0);

  React.useLayoutEffect(() => {
    if (!element) return undefined;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  return { ref, width };
};

/** What the latest runs changed, run by run; as many as there is room for. Test runs change nothing. */
export const RunChart = ({ profile, status }: Pick<HistoryQuery, 'profile' | 'status'>) => {
  const t = useText();
  const { ref, width } = useWidth();
  const [isTable, setIsTable] = React.useState(false);
  const query = { kind: 'run', page: 1, pageSize: MOST_RUNS, profile } as const;
  const { data, currentData, isError } = useRuns(query);
  const bars = barsOf(data?.results ?? [], Math.floor(width / BAR_WIDTH));
  // The list below says what went wrong.
  if (isError) return null;

  const chart = (
    <Replaced isStale={data !== currentData}>
      <Flex justifyContent="space-between" gap={4} wrap="wrap" paddingBottom={4}>
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
        <Box maxHeight="40rem" overflow="auto">
          <RunsTable runs={bars.map(({ run }) => run)} isShort />
        </Box>
      ) : (
        <Plot bars={bars} status={status} width={width} />
      )}
    </Replaced>
  );
  const empty = t(
    'history.chart.empty',
    'Here you will see what runs changed, once one has ended. Test runs change nothing.'
  );

  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={6}>
      <Box ref={ref}>
        {bars.length > 0 && chart}
        {bars.length === 0 && currentData && (
          <Typography textColor="neutral600">{empty}</Typography>
        )}
        {bars.length === 0 && !currentData && <Loading />}
      </Box>
    </Box>
  );
};
