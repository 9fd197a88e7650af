import { Box, Flex, Typography } from '@strapi/design-system';

import type { HistoryEntry } from '../../../../shared/contracts/reports';
import { Empty } from '../../components/feedback/Empty';
import { Replaced } from '../../components/table/Replaced';
import { useText } from '../../hooks/useText';
import { type PageOf, useSearchHistoryQuery } from '../../services/runs';
import { LoadingFailed } from './LoadingFailed';
import { Paging } from './Paging';
import { PeopleSearch } from './PeopleSearch';
import { PeopleTable } from './PeopleTable';
import type { HistoryQuery } from './query';
import type { HistoryViewProps } from './types';

const MIN_LENGTH = 2;

const Found = ({ results, pagination }: PageOf<HistoryEntry>) => {
  const t = useText();
  if (pagination.total === 0) {
    return (
      <Empty isCard>
        {t(
          'history.people.nothing',
          'No run in the history did anything with a record of this name or key. Runs that found nothing to change are not listed, and old runs are deleted after a time.'
        )}
      </Empty>
    );
  }
  return (
    <>
      <PeopleTable entries={results} />
      <Paging {...pagination} />
    </>
  );
};

const Results = ({ search, page, pageSize }: HistoryQuery) => {
  const t = useText();
  const found = useSearchHistoryQuery(
    { search, page, pageSize },
    { refetchOnMountOrArgChange: true }
  );
  if (found.isError) return <LoadingFailed onRetry={found.refetch} />;
  const { data, currentData } = found;

  return (
    <Box>
      <Typography tag="p" textColor="neutral600" aria-live="polite">
        {currentData
          ? t(
              'history.people.found',
              '{count, plural, =0 {No change found} one {One change, the latest first} other {{count, number} changes, the latest first}}',
              { count: currentData.pagination.total }
            )
          : t('history.people.loading', 'Searching the history')}
      </Typography>
      <Box paddingTop={4}>
        {data && (
          <Replaced isStale={data !== currentData}>
            <Found {...data} />
          </Replaced>
        )}
      </Box>
    </Box>
  );
};

/** What happened to a person or phone, over all runs. */
export const PeopleView = ({ query, change }: HistoryViewProps) => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    <PeopleSearch
      search={query.search}
      onSearch={(search) => change({ search }, { replace: true })}
    />
    {query.search.length >= MIN_LENGTH && <Results {...query} />}
  </Flex>
);
