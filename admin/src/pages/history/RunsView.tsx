import { Button, LinkButton } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { Empty, Replaced, Stack } from '../../components/areas';
import { paths } from '../../constants';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { RunChart } from './chart/RunChart';
import { Loading, LoadingFailed, Paging } from './parts';
import { isFiltered } from './query';
import { RunFilters } from './RunFilters';
import { RunsTable } from './RunsTable';
import { type HistoryViewProps, useRuns } from './useHistory';

const NoRunsYet = () => {
  const t = useText();
  const { canRead } = usePermissions();
  return (
    <Empty
      isCard
      action={
        canRead && (
          <LinkButton variant="secondary" tag={Link} to={paths.profiles}>
            {t('history.to-profiles', 'Go to the connector profiles')}
          </LinkButton>
        )
      }
    >
      {t(
        'history.no-runs',
        'Nothing has run yet. Start a test run of a connector profile to see what it would do.'
      )}
    </Empty>
  );
};

const NothingHere = ({ query, change }: HistoryViewProps) => {
  const t = useText();
  const clear = () => change({ profile: undefined, status: undefined, kind: undefined });
  return (
    <Empty
      isCard
      action={
        <Button variant="secondary" onClick={clear}>
          {t('history.clear', 'Show all runs')}
        </Button>
      }
    >
      {query.page > 1
        ? t('history.no-page', 'The list has no page {page}.', { page: query.page })
        : t('history.no-match', 'No run matches these filters.')}
    </Empty>
  );
};

interface RunListProps extends HistoryViewProps {
  runs: ReturnType<typeof useRuns>;
}

const RunList = ({ runs, query, change }: RunListProps) => {
  if (runs.isError) return <LoadingFailed onRetry={runs.refetch} />;
  const { data, currentData } = runs;
  const isStale = data !== currentData;
  // That there was nothing under other filters says nothing about these.
  if (!data || (isStale && data.results.length === 0)) return <Loading />;
  const { results, pagination } = data;
  if (results.length === 0) return <NothingHere query={query} change={change} />;
  return (
    <Replaced isStale={isStale}>
      <RunsTable runs={results} />
      <Paging {...pagination} />
    </Replaced>
  );
};

/** The runs, the latest first, and a chart of what they changed. */
export const RunsView = ({ query, change }: HistoryViewProps) => {
  const { page, pageSize, profile, status, kind } = query;
  const runs = useRuns({ page, pageSize, profile, status, kind });
  if (runs.currentData?.pagination.total === 0 && !isFiltered(query)) return <NoRunsYet />;
  return (
    <Stack gap={6}>
      <RunFilters query={query} change={change} />
      {kind !== 'test' && <RunChart profile={profile} status={status} />}
      <RunList runs={runs} query={query} change={change} />
    </Stack>
  );
};
