import * as React from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import type { RowTrial } from '../../../../../shared/contracts/trials';
import type { ProfileInput } from '../../../../../shared/profile';
import { type TrialQuery, useTryRowQuery } from '../../../services/sources';
import { kindOf } from '../../../utils/source-kind';
import { readError, sentOf } from '../../../profile-form/problems';

const TYPING_MS = 400;
/** Each trial asks the server that has the file, or the directory, anew. */
const TYPING_MS_FETCHED = 1500;
const FIRST_ROW = 1;

export interface Trial {
  /** What became of the row, as far as it is known; kept while the next answer is on its way. */
  result: RowTrial | null;
  /** The row, also where its mapping cannot be tried. */
  values: RowTrial['values'] | null;
  rows: RowTrial['rows'] | null;
  row: number | null;
  error: { code: string | null; message: string } | null;
  isFetching: boolean;
  search: string;
  find: (search: string) => void;
  goTo: (row: number) => void;
  retry: () => void;
}

const isNamed = ({ name }: { name: string }): boolean => name.trim() !== '';

const tried = (draft: ProfileInput): ProfileInput => ({
  ...sentOf(draft),
  variables: draft.variables.filter(isNamed),
});

const withoutMapping = (draft: ProfileInput): ProfileInput => ({
  ...draft,
  preFilter: '',
  variables: [],
  template: '',
});

/** Takes one row of the source through a draft, as one types. */
export const useTrial = (profile: string, draft: ProfileInput, isActive: boolean): Trial => {
  const [pick, setPick] = React.useState({ from: FIRST_ROW, search: '' });
  const isFetched = kindOf(draft.source) !== 'upload';
  const settled = useDebounce(draft, isFetched ? TYPING_MS_FETCHED : TYPING_MS);
  const search = useDebounce(pick.search, TYPING_MS);
  const query: TrialQuery = { profile, draft: tried(settled), from: pick.from, search };

  const mapped = useTryRowQuery(query, { skip: !isActive });
  const wrong = mapped.isError ? readError(mapped.error) : null;
  const isMappingWrong = wrong?.code === 'invalid-mapping';
  const plain = useTryRowQuery(
    { ...query, draft: withoutMapping(settled) },
    { skip: !isActive || !isMappingWrong }
  );
  // What is wrong with the source comes before what is wrong with the mapping.
  const error = isMappingWrong && plain.isError ? readError(plain.error) : wrong;
  const result = error === null ? (mapped.data ?? null) : null;
  const unmapped = plain.isError ? null : (plain.currentData ?? mapped.data ?? null);
  const source = result ?? (isMappingWrong ? unmapped : null);

  return {
    result,
    values: source?.values ?? null,
    rows: source?.rows ?? null,
    row: source?.row ?? null,
    error,
    isFetching: mapped.isFetching || plain.isFetching || settled !== draft,
    search: pick.search,
    find: (text) => setPick({ from: FIRST_ROW, search: text }),
    goTo: (from) => setPick({ ...pick, from }),
    retry: () => void mapped.refetch(),
  };
};
