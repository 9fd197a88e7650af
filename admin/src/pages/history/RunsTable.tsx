import { Flex, Td, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunSummary } from '../../../../shared/contracts/runs';
import { StatusBadge } from '../../components/badges';
import { LineCell, NumberCell } from '../../components/table/cells';
import { DataTable } from '../../components/table/DataTable';
import { Muted } from '../../components/text';
import { useDurationText } from '../../components/times';
import { useStarterWords } from '../../hooks/useStarterWords';
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
  const starterWords = useStarterWords();
  const inWords = useDurationText();
  const totals = totalsOf(run);
  const duration = timeTaken(run);

  return (
    <Tr {...props}>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <RunLink run={run} />
          {!isShort && <Muted>{words.run(run)}</Muted>}
        </Flex>
      </Td>
      <LineCell maxWidth="24rem">{run.profile}</LineCell>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <StatusBadge status={run.status} />
          {run.retryOf !== null && (
            <Muted>{t('history.retry', 'In place of an interrupted run')}</Muted>
          )}
          {isPlanned(run) && <Muted>{t('history.planned', 'Planned, nothing written')}</Muted>}
        </Flex>
      </Td>
      {!isShort && (
        <Td>
          <Flex direction="column" alignItems="flex-start">
            <Typography>{words.trigger(run.trigger)}</Typography>
            {run.startedBy !== null && <Muted>{starterWords(run.startedBy)}</Muted>}
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
  const details = [
    { name: t('history.column.trigger', 'Started by') },
    { name: t('history.column.duration', 'Duration') },
    { name: t('history.column.rows', 'Rows'), isNumber: true },
  ];
  const columns = [
    { name: t('history.column.started', 'Started') },
    { name: t('history.column.profile', 'Profile') },
    { name: t('history.column.status', 'Outcome') },
    ...(isShort ? [] : details),
    ...PARTS.map((part) => ({ name: words.total(part), isNumber: true })),
  ];
  return (
    <DataTable columns={columns}>
      {runs.map((run) => (
        <RunRow key={run.id} run={run} isShort={isShort} />
      ))}
    </DataTable>
  );
};
