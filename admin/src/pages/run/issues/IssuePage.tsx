import { Typography } from '@strapi/design-system';
import { Page, Pagination } from '@strapi/strapi/admin';

import type { IssueGroup, RunDetail } from '../../../../../shared/contracts/reports';
import { Replaced } from '../../../components/table/Replaced';
import { useText } from '../../../hooks/useText';
import { useGetIssuesQuery } from '../../../services/runs';
import type { Corrections } from '../fixes/useCorrections';
import { DEFAULT_PAGE_SIZE, issuesQueryOf } from '../query';
import { usePageQuery } from '../usePageQuery';
import type { RowIssue } from './IssueCorrection';
import { IssueTable } from './IssueTable';

interface IssuePageProps {
  run: RunDetail;
  group: IssueGroup;
  corrections: Corrections;
  onFix: (issue: RowIssue) => void;
}

/** One page of the issues of a cause. */
export const IssuePage = ({ run, group, corrections, onFix }: IssuePageProps) => {
  const t = useText();
  const { query } = usePageQuery();
  const { data, currentData, isError } = useGetIssuesQuery({
    run: run.id,
    query: issuesQueryOf(query, group),
  });
  if (isError) return <Page.Error />;
  if (!data)
    return <Typography textColor="neutral600">{t('run.issues.loading', 'Loading …')}</Typography>;
  return (
    <Replaced isStale={data !== currentData}>
      <IssueTable issues={data.results} corrections={corrections} onFix={onFix} />
      <Pagination.Root {...data.pagination} defaultPageSize={DEFAULT_PAGE_SIZE}>
        <Pagination.PageSize />
        <Pagination.Links />
      </Pagination.Root>
    </Replaced>
  );
};
