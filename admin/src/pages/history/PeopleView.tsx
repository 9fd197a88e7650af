import * as React from 'react';

import { Box, Field, IconButton, TextInput, Typography } from '@strapi/design-system';
import { Cross, Search } from '@strapi/icons';

import { FieldLabel } from '../../components/text';
import type { HistoryEntry } from '../../../../shared/contracts/reports';
import { Empty, Replaced, Stack } from '../../components/areas';
import { useSettled } from '../../hooks/useSettled';
import { useText } from '../../hooks/useText';
import type { PageOf } from '../../services/api';
import { useSearchHistoryQuery } from '../../services/runs';
import { LoadingFailed, Paging } from './parts';
import { PeopleTable } from './PeopleTable';
import type { HistoryQuery } from './query';
import type { HistoryViewProps } from './useHistory';

const MIN_LENGTH = 2;

interface PeopleSearchProps {
  search: string;
  onSearch: (search: string) => void;
}

/** Asks whose history to show; searches when the person stops typing. */
const PeopleSearch = ({ search, onSearch }: PeopleSearchProps) => {
  const t = useText();
  const [typed, setTyped] = React.useState(search);
  const settled = useSettled(typed.trim());
  const told = React.useRef(search);
  const input = React.useRef<HTMLInputElement>(null);

  React.useEffect(() => {
    if (settled === told.current) return;
    told.current = settled;
    onSearch(settled);
  }, [settled, onSearch]);

  const clear = () => {
    setTyped('');
    input.current?.focus();
  };

  return (
    <Field.Root
      name="search"
      hint={t(
        'history.people.hint',
        'At least two characters of a display name, or of the key by which runs find a record again, such as a username, an external ID or a MAC address.'
      )}
    >
      <FieldLabel>{t('history.people.label', 'Name or key')}</FieldLabel>
      <TextInput
        ref={input}
        inputMode="search"
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
        startAction={<Search aria-hidden fill="neutral600" />}
        endAction={
          typed !== '' && (
            <IconButton
              variant="ghost"
              size="XS"
              label={t('history.people.clear', 'Clear the search')}
              onClick={clear}
            >
              <Cross />
            </IconButton>
          )
        }
      />
      <Field.Hint />
    </Field.Root>
  );
};

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
  <Stack gap={6}>
    <PeopleSearch
      search={query.search}
      onSearch={(search) => change({ search }, { replace: true })}
    />
    {query.search.length >= MIN_LENGTH && <Results {...query} />}
  </Stack>
);
