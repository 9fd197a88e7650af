import { Flex, Table, Tbody, Td, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunSummary } from '../../../../shared/contracts/runs';
import { StatusBadge } from '../../components/badges';
import { Heading, LineCell, NumberCell, NumberHeading } from '../../components/table/cells';
import { Muted } from '../../components/text';
import { useDurationText } from '../../components/times';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { timeTaken } from '../../utils/time';
import { isPlanned, PARTS, totalsOf } from '../../utils/totals';
import { RunLink } from './parts';

interface RunRowProps {
  run: RunSummary;
  isShort: boolean;
}

/** The remaining properties are the table's own, which numbers its rows and cells. */
const RunRow = ({ run, isShort, ...props }: RunRowProps) => {
  const { formatNumber } = useIntl();
  const t = useText();
  const words = useRunWords();
  const inWords = useDurationText();
  const totals = totalsOf(run);
  const duration = timeTaken(run);

  return (
    <Tr {...props}>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <RunLink run={run} />
          {!isShort && <Muted>{words.kind(run.kind)}</Muted>}
        </Flex>
      </Td>
      <LineCell maxWidth="24rem">{run.profile}</LineCell>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <StatusBadge status={run.status} />
          {isPlanned(run) && <Muted>{t('history.planned', 'Planned, nothing written')}</Muted>}
        </Flex>
      </Td>
      {!isShort && (
        <Td>
          <Flex direction="column" alignItems="flex-start">
            <Typography>{words.trigger(run.trigger)}</Typography>
            {run.startedBy !== null && <Muted>{run.startedBy}</Muted>}
          </Flex>
        </Td>
      )}
      {!isShort && (
        <Td>
          <Typography>{duration === null ? '–' : inWords(duration)}</Typography>
        </Td>
      )}
      {!isShort && <NumberCell>{formatNumber(run.rows.read)}</NumberCell>}
      {PARTS.map((part) => (
        <NumberCell key={part} isMuted={totals[part] === 0 || isPlanned(run)}>
          {formatNumber(totals[part])}
        </NumberCell>
      ))}
    </Tr>
  );
};

interface RunsTableProps {
  runs: RunSummary[];
  /** For a table of only when, what and how much. */
  isShort?: boolean;
}

/** Runs in lines. The numbers of a test run and of a held run are those of its plan. */
export const RunsTable = ({ runs, isShort = false }: RunsTableProps) => {
  const t = useText();
  const words = useRunWords();
  return (
    <Table colCount={isShort ? 7 : 10} rowCount={runs.length + 1}>
      <Thead>
        <Tr>
          <Heading>{t('history.column.started', 'Started')}</Heading>
          <Heading>{t('history.column.profile', 'Profile')}</Heading>
          <Heading>{t('history.column.status', 'Outcome')}</Heading>
          {!isShort && <Heading>{t('history.column.trigger', 'Started by')}</Heading>}
          {!isShort && <Heading>{t('history.column.duration', 'Duration')}</Heading>}
          {!isShort && <NumberHeading>{t('history.column.rows', 'Rows')}</NumberHeading>}
          {PARTS.map((part) => (
            <NumberHeading key={part}>{words.total(part)}</NumberHeading>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} isShort={isShort} />
        ))}
      </Tbody>
    </Table>
  );
};
