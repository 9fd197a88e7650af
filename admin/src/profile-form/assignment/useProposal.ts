import * as React from 'react';

import type {
  ColumnMatch,
  ContactMatch,
  MappedSamples,
  UsernameProposal,
} from '../../../../shared/contracts/mapping';
import type { Matching } from '../../../../shared/contracts/runs';
import type { Fields } from '../../../../shared/profile/fields';
import { useLastDefined } from '../../hooks/useLastDefined';
import { useMatchColumnsQuery, useSampleRowsQuery } from '../../services/sources';
import type { Sample } from '../directory/answers';
import { useTriedDraft } from '../mapping/useTriedDraft';
import { cellsOf, columnsOf } from './assignment';

/** What automatic matching makes of the columns of a source. */
export interface Proposal {
  columns: string[];
  fields: Fields;
  /** Which rows an export means; empty: every one. */
  preFilter: string;
  matched: Matching['matched'];
  /** The export that the columns of a saved profile are taken for. */
  preset: ColumnMatch['preset'];
  /** The export that the columns look like. */
  looksLike: ColumnMatch['preset'];
  /** What can stand for a user name, where no column holds one. */
  usernames: UsernameProposal[];
  /** The same columns as those of contacts. */
  contacts: ContactMatch | null;
  isLoading: boolean;
  error: unknown;
  retry: () => void;
}

const NO_FIELDS: Fields = [];
const NO_USERNAMES: UsernameProposal[] = [];

interface ProposalOptions {
  /** The saved profile, whose matching may be pinned. */
  profile?: string | null;
  /** The export that a person says it is. */
  preset?: string | null;
  isWanted?: boolean;
}

/** What automatic matching proposes for the columns and first rows of a source. */
export const useProposal = (
  sample: Pick<Sample, 'columns' | 'rows'> | undefined,
  { profile = null, preset = null, isWanted = true }: ProposalOptions = {}
): Proposal => {
  const columns = React.useMemo(() => (sample ? columnsOf(sample) : []), [sample]);
  const rows = React.useMemo(() => (sample ? cellsOf(sample, columns) : []), [sample, columns]);
  const { currentData, isFetching, isError, error, refetch } = useMatchColumnsQuery(
    { profile, preset, columns, rows },
    { skip: !isWanted || columns.length === 0 }
  );
  return {
    columns,
    fields: currentData?.fields ?? NO_FIELDS,
    preFilter: currentData?.preFilter ?? '',
    matched: currentData?.matched ?? [],
    preset: (profile !== null && currentData?.preset) || null,
    looksLike: currentData?.preset ?? null,
    usernames: currentData?.usernames ?? NO_USERNAMES,
    contacts: currentData?.contacts ?? null,
    isLoading: isFetching && !currentData,
    error: isError ? error : null,
    retry: () => void refetch(),
  };
};

const NO_ROWS: MappedSamples['rows'] = [];

/** What the first rows become with these fields; while the next answer is on its way, as before. */
export const useSampleRows = (fields: Fields, isWanted: boolean): MappedSamples['rows'] => {
  const { query, identity } = useTriedDraft({
    template: '',
    fields: fields.length > 0 ? fields : null,
  });
  const { currentData } = useSampleRowsQuery(query, { skip: !isWanted });
  return useLastDefined(identity, currentData)?.rows ?? NO_ROWS;
};
