import { Box, Table, Tbody, Td, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { Heading, LineCell, NumberCell, NumberHeading } from '../../../components/table/cells';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import { PARTS } from '../figures';
import { RunLink } from '../RunLink';
import type { Bar } from './bars';
import { useChartWords } from './useChartWords';

/** The chart's numbers, the oldest run first. */
export const ChartTable = ({ bars }: { bars: Bar[] }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const words = useChartWords();
  const { status } = useRunWords();
  return (
    <Box maxHeight="40rem" overflow="auto">
      <Table colCount={7} rowCount={bars.length + 1}>
        <Thead>
          <Tr>
            <Heading>{t('history.column.started', 'Started')}</Heading>
            <Heading>{t('history.column.profile', 'Profile')}</Heading>
            <Heading>{t('history.column.status', 'Outcome')}</Heading>
            {PARTS.map((part) => (
              <NumberHeading key={part}>{words.part(part)}</NumberHeading>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {bars.map(({ run, figures }) => (
            <Tr key={run.id}>
              <Td>
                <RunLink run={run} />
              </Td>
              <LineCell maxWidth="24rem">{run.profile}</LineCell>
              <Td>
                <Typography>{status(run.status)}</Typography>
              </Td>
              {PARTS.map((part) => (
                <NumberCell key={part} isMuted={figures[part] === 0}>
                  {formatNumber(figures[part])}
                </NumberCell>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Box>
  );
};
