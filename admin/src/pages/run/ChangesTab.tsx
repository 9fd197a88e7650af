import * as React from 'react';

import {
  Box,
  Button,
  Checkbox,
  Flex,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { Page, Pagination, SearchInput } from '@strapi/strapi/admin';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { RECORD_TYPES } from '../../../../shared/records';
import { Empty, Replaced, Stack } from '../../components/areas';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useGetChangesQuery } from '../../services/runs';
import { changesOf } from '../../utils/totals';
import { ChangesTable } from './ChangesTable';
import { CHANGE_ACTIONS, changesQueryOf, DEFAULT_PAGE_SIZE, filtersOf, isFiltered } from './query';
import { emptyText } from './run-state';
import { usePageQuery } from './usePageQuery';

interface FilterProps {
  label: string;
  all: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

const Filter = ({ label, all, value = '', options, onChange }: FilterProps) => (
  <Box minWidth="18rem">
    <SingleSelect
      size="S"
      aria-label={label}
      placeholder={all}
      clearLabel={all}
      value={value}
      onChange={(chosen) => onChange(String(chosen))}
      onClear={() => onChange(undefined)}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  </Box>
);

/** Narrows the changes down; what is chosen stands in the address. */
const ChangeFilters = () => {
  const t = useText();
  const words = useRunWords();
  const { query, change } = usePageQuery();
  const [clearings, setClearings] = React.useState(0);
  const { action, type, onlyProblems, search } = filtersOf(query);

  const clear = () => {
    setClearings(clearings + 1);
    change({ action: undefined, type: undefined, problems: undefined, _q: undefined });
  };

  return (
    <Flex gap={3} wrap="wrap" alignItems="center">
      {/* The search box keeps its own text: a new one begins empty. */}
      <SearchInput
        key={clearings}
        label={t('run.changes.search', 'Search for a name or key')}
        placeholder={t('run.changes.search', 'Search for a name or key')}
      />
      <Filter
        label={t('run.changes.filter-action', 'Filter by action')}
        all={t('run.changes.all-actions', 'All actions')}
        value={action}
        options={CHANGE_ACTIONS.map((name) => ({ value: name, label: words.action(name) }))}
        onChange={(chosen) => change({ action: chosen })}
      />
      <Filter
        label={t('run.changes.filter-type', 'Filter by type')}
        all={t('run.changes.all-types', 'All types')}
        value={type}
        options={RECORD_TYPES.map((name) => ({ value: name, label: words.type(name) }))}
        onChange={(chosen) => change({ type: chosen })}
      />
      <Checkbox
        checked={onlyProblems}
        onCheckedChange={(isChecked) =>
          change({ problems: isChecked === true ? 'true' : undefined })
        }
      >
        {t('run.changes.only-problems', 'Only problems')}
      </Checkbox>
      {isFiltered({ action, type, onlyProblems, search }) && (
        <Button size="S" variant="ghost" onClick={clear}>
          {t('run.changes.clear', 'Clear filters')}
        </Button>
      )}
    </Flex>
  );
};

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
  if (!isNarrowed && (changesOf(run) === 0 || currentData?.pagination.total === 0)) {
    return <Empty>{emptyText(t, run)}</Empty>;
  }
  return (
    <Stack gap={4}>
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
    </Stack>
  );
};
