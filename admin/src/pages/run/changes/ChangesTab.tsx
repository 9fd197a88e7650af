import { Flex } from '@strapi/design-system';
import { Page, Pagination } from '@strapi/strapi/admin';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import { Empty } from '../../../components/feedback/Empty';
import { Replaced } from '../../../components/table/Replaced';
import { useText } from '../../../hooks/useText';
import { useGetChangesQuery } from '../../../services/runs';
import { isWithoutChanges } from '../banners';
import { changesQueryOf, DEFAULT_PAGE_SIZE, filtersOf, isFiltered } from '../query';
import { usePageQuery } from '../usePageQuery';
import { ChangeFilters } from './ChangeFilters';
import { ChangesTable } from './ChangesTable';
import { emptyText } from './empty-text';

interface ChangesTabProps {
  run: RunDetail;
  onShowIssues: () => void;
}

/** All changes of a run, of which one page at a time is in the browser. */
export const ChangesTab = ({ run, onShowIssues }: ChangesTabProps) => {
  const t = useText();
  const { query } = usePageQuery();
  const { data, currentData, isError } = useGetChangesQuery({
    run: run.id,
    query: changesQueryOf(query),
  });
  const isNarrowed = isFiltered(filtersOf(query));

  if (isError) return <Page.Error />;
  if (!data) return <Page.Loading />;
  if (!isNarrowed && (isWithoutChanges(run) || currentData?.pagination.total === 0)) {
    return <Empty>{emptyText(t, run)}</Empty>;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <ChangeFilters />
      <Replaced isStale={data !== currentData}>
        {data.results.length === 0 ? (
          <Empty>{t('run.changes.no-match', 'No change fits these filters.')}</Empty>
        ) : (
          <ChangesTable run={run} changes={data.results} onShowIssues={onShowIssues} />
        )}
        <Pagination.Root {...data.pagination} defaultPageSize={DEFAULT_PAGE_SIZE}>
          <Pagination.PageSize />
          <Pagination.Links />
        </Pagination.Root>
      </Replaced>
    </Flex>
  );
};
