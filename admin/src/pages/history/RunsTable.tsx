import { Flex, Table, Tbody, Td, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunSummary } from '../../../../shared/contracts/runs';
import { StatusBadge } from '../../components/StatusBadge';
import { Heading, LineCell, Muted, NumberCell, NumberHeading } from '../../components/table/cells';
import { useDurationText } from '../../hooks/useDurationText';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { figuresOf, isPlanned, PARTS, timeTaken } from './figures';
import { RunLink } from './RunLink';

/** The remaining properties are the table's own, which numbers its rows. */
const RunRow = ({ run, ...props }: { run: RunSummary }) => {
  const { formatNumber } = useIntl();
  const t = useText();
  const words = useRunWords();
  const inWords = useDurationText();
  const figures = figuresOf(run);
  const duration = timeTaken(run);

  return (
    <Tr {...props}>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <RunLink run={run} />
          <Muted>{words.kind(run.kind)}</Muted>
        </Flex>
      </Td>
      <LineCell maxWidth="24rem">{run.profile}</LineCell>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <StatusBadge status={run.status} />
          {isPlanned(run) && <Muted>{t('history.planned', 'Planned, nothing written')}</Muted>}
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography>{words.trigger(run.trigger)}</Typography>
          {run.startedBy !== null && <Muted>{run.startedBy}</Muted>}
        </Flex>
      </Td>
      <Td>
        <Typography>{duration === null ? '–' : inWords(duration)}</Typography>
      </Td>
      <NumberCell>{formatNumber(run.rows.read)}</NumberCell>
      {PARTS.map((part) => (
        <NumberCell key={part} isMuted={figures[part] === 0 || isPlanned(run)}>
          {formatNumber(figures[part])}
        </NumberCell>
      ))}
    </Tr>
  );
};

/** A page of runs. The numbers of a test run and of a held run are those of its plan. */
export const RunsTable = ({ runs }: { runs: RunSummary[] }) => {
  const t = useText();
  return (
    <Table colCount={10} rowCount={runs.length + 1}>
      <Thead>
        <Tr>
          <Heading>{t('history.column.started', 'Started')}</Heading>
          <Heading>{t('history.column.profile', 'Profile')}</Heading>
          <Heading>{t('history.column.status', 'Outcome')}</Heading>
          <Heading>{t('history.column.trigger', 'Started by')}</Heading>
          <Heading>{t('history.column.duration', 'Duration')}</Heading>
          <NumberHeading>{t('history.column.rows', 'Rows')}</NumberHeading>
          <NumberHeading>{t('history.created', 'Created')}</NumberHeading>
          <NumberHeading>{t('history.updated', 'Updated')}</NumberHeading>
          <NumberHeading>{t('history.removed', 'Removed')}</NumberHeading>
          <NumberHeading>{t('history.failed', 'Failed')}</NumberHeading>
        </Tr>
      </Thead>
      <Tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </Tbody>
    </Table>
  );
};
