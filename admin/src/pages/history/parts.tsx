import { Button, Flex, Link, Loader } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { Pagination } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';

import type { Pagination as PageInfo } from '../../../../shared/contracts/reports';
import type { RunSummary } from '../../../../shared/contracts/runs';
import { Empty } from '../../components/areas';
import { DateTime } from '../../components/times';
import { paths } from '../../constants';
import { useText } from '../../hooks/useText';
import { DEFAULT_PAGE_SIZE, PAGE_SIZES } from './query';

/** Leads to a run, under the time of its start. */
export const RunLink = ({ run }: { run: Pick<RunSummary, 'id' | 'startedAt'> }) => (
  <Link tag={RouterLink} to={paths.run(run.id)}>
    <DateTime time={run.startedAt} />
  </Link>
);

/** Leads through the pages of a list; the page stands in the address. */
export const Paging = ({ pageCount, total }: PageInfo) => (
  <Pagination.Root pageCount={pageCount} total={total} defaultPageSize={DEFAULT_PAGE_SIZE}>
    <Pagination.PageSize options={PAGE_SIZES} />
    <Pagination.Links />
  </Pagination.Root>
);

/** Stands in the place of runs that are on their way. */
export const Loading = () => {
  const t = useText();
  return (
    <Flex justifyContent="center" padding={8}>
      <Loader>{t('history.loading', 'Loading the history')}</Loader>
    </Flex>
  );
};

/** Stands in the place of a list that could not be loaded. */
export const LoadingFailed = ({ onRetry }: { onRetry: () => void }) => {
  const t = useText();
  return (
    <Empty
      isCard
      action={
        <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={onRetry}>
          {t('form.retry', 'Try again')}
        </Button>
      }
    >
      {t('history.load-failed', 'The history could not be loaded.')}
    </Empty>
  );
};
