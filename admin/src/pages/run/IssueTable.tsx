import { Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { Page, Pagination } from '@strapi/strapi/admin';

import type { IssueGroup, RunDetail } from '../../../../shared/contracts/reports';
import { Replaced } from '../../components/areas';
import { DataTable } from '../../components/table/DataTable';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { useIssuePlace } from '../../hooks/useIssuePlace';
import { useText } from '../../hooks/useText';
import { type RunIssue, useGetIssuesQuery } from '../../services/runs';
import { correctedRows, fixStateOf } from './corrections/corrections';
import { skipWord, UndoButton } from './corrections/CorrectionList';
import type { CorrectedFile, Corrections } from './corrections/useCorrections';
import { DEFAULT_PAGE_SIZE, issuesQueryOf } from './query';
import { usePageQuery } from './usePageQuery';

/** An issue that a correction can solve. */
export type RowIssue = RunIssue & { row: number };

interface IssueCorrectionProps {
  issue: RowIssue;
  file: CorrectedFile;
  corrections: Corrections;
  onFix: (issue: RowIssue) => void;
}

/** What was done about an issue, and what can be done. */
const IssueCorrection = ({ issue, file, corrections, onFix }: IssueCorrectionProps) => {
  const t = useText();
  const state = fixStateOf(corrections.fixes, issue.row);
  const corrected = correctedRows(corrections.fixes).find(
    ({ row, applies }) => row === issue.row && applies
  );
  const isSkipped = state === 'keep' || state === 'no-record';
  return (
    <Flex direction="column" alignItems="flex-end" gap={1}>
      {state !== null && (
        <Typography variant="pi" fontWeight="bold" textColor="success700">
          {isSkipped ? skipWord(t, state) : t('run.issues.corrected', 'Corrected')}
        </Typography>
      )}
      {isSkipped && corrected ? (
        <UndoButton file={file} corrected={corrected} />
      ) : (
        <Button
          size="S"
          variant="tertiary"
          startIcon={<Pencil />}
          aria-label={t('run.issues.fix-row', 'Fix row {row}', { row: String(issue.row) })}
          onClick={() => onFix(issue)}
        >
          {t('run.issues.fix', 'Fix')}
        </Button>
      )}
    </Flex>
  );
};

interface IssueTableProps {
  issues: RunIssue[];
  corrections: Corrections;
  onFix: (issue: RowIssue) => void;
}

/** Issues with row, column and value; where rows can be corrected, each with a way to do so. */
const IssueTable = ({ issues, corrections, onFix }: IssueTableProps) => {
  const t = useText();
  const placeOf = useIssuePlace();
  const texts = useCodeTexts();
  const file = corrections.isFixable ? corrections.file : null;
  const columns = [
    { name: t('run.issues.row', 'Row') },
    { name: t('run.issues.column', 'Column') },
    { name: t('run.issues.value', 'Value') },
    { name: t('run.issues.message', 'What is wrong') },
    ...(file ? [{ name: t('run.issues.actions', 'Correction'), isHidden: true }] : []),
  ];
  return (
    <DataTable columns={columns}>
      {issues.map((issue) => {
        const { id, row, value } = issue;
        const place = placeOf(issue);
        return (
          <Tr key={id}>
            <Td>
              <Typography fontWeight="semiBold">{row ?? '–'}</Typography>
            </Td>
            <Td maxWidth="20rem">
              <Typography tag="div" ellipsis title={place ?? undefined}>
                {place ?? '–'}
              </Typography>
            </Td>
            <Td maxWidth="24rem">
              <Typography tag="div" ellipsis title={value ?? undefined}>
                {value ?? '–'}
              </Typography>
            </Td>
            <Td minWidth="22rem" style={{ whiteSpace: 'normal' }}>
              <Typography tag="div" paddingTop={2} paddingBottom={2}>
                {texts.message(issue)}
              </Typography>
            </Td>
            {file && (
              <Td>
                {row !== null && (
                  <IssueCorrection
                    issue={{ ...issue, row }}
                    file={file}
                    corrections={corrections}
                    onFix={onFix}
                  />
                )}
              </Td>
            )}
          </Tr>
        );
      })}
    </DataTable>
  );
};

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
