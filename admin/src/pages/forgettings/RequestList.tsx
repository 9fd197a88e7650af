import * as React from 'react';

import { Link, Loader } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import { Stack } from '../../components/areas';
import { Failure } from '../../components/feedback/Failure';
import { Pager } from '../../components/table/Pager';
import { Muted } from '../../components/text';
import { TitledCard } from '../../components/TitledCard';
import { useContentLink } from '../../hooks/useContentLink';
import { usePolling } from '../../hooks/usePolling';
import { useText } from '../../hooks/useText';
import { useGetForgettingsQuery } from '../../services/forgetting';
import { RequestTable } from './RequestTable';

const PAGE_SIZE = 20;
const POLL_MS = 2000;

/** All privacy requests, the latest first; looked at again while one is not done. */
export const RequestList = () => {
  const t = useText();
  const people = useContentLink('user')();
  const [page, setPage] = React.useState(1);
  const requests = useGetForgettingsQuery(
    { page, pageSize: PAGE_SIZE },
    { refetchOnMountOrArgChange: true }
  );
  const { results = [], pagination } = requests.data ?? {};
  const isGoingOn = results.some(({ state }) => state !== 'done');
  usePolling(requests, { interval: POLL_MS, isOn: isGoingOn });

  return (
    <TitledCard
      title={t('forgettings.requests', 'Requests')}
      description={t(
        'forgettings.how',
        'To forget somebody, open the person in the content manager: there is “Forget this person…” at the side.'
      )}
      action={
        people !== null && (
          <Link tag={RouterLink} to={people}>
            {t('forgettings.to-people', 'Go to the people')}
          </Link>
        )
      }
    >
      {requests.isLoading && <Loader small>{t('form.loading', 'Loading …')}</Loader>}
      {requests.isError && (
        <Failure
          title={t('options.reads.failed', 'The list could not be loaded')}
          error={requests.error}
          onRetry={() => void requests.refetch()}
        />
      )}
      {pagination?.total === 0 && <Muted>{t('forgettings.none', 'No request so far.')}</Muted>}
      {results.length > 0 && (
        <Stack gap={4}>
          <RequestTable requests={results} />
          {pagination && <Pager {...pagination} onPage={setPage} />}
        </Stack>
      )}
    </TitledCard>
  );
};
