import * as React from 'react';

import type { ProfileInput } from '../../../../../shared/profile';
import { useSettled } from '../../../hooks/useSettled';
import type { Trial } from '../../../profile-form/mapping/trial-context';
import { type TrialQuery, useTryRowQuery } from '../../../services/sources';
import { refusalOf } from '../../../utils/answers';
import { kindOf } from '../../../utils/source-kind';
import { triedOf } from '../../../profile-form/problems';

const FIRST_ROW = 1;

const withoutMapping = (draft: ProfileInput): ProfileInput => ({
  ...draft,
  preFilter: '',
  variables: [],
  fields: null,
  template: '',
});

/** Takes one row of the source through a draft, as one types. */
export const useRowTrial = (profile: string, draft: ProfileInput, isActive: boolean): Trial => {
  const [pick, setPick] = React.useState({ from: FIRST_ROW, search: '' });
  const settled = useSettled(draft, kindOf(draft.source) !== 'upload');
  const search = useSettled(pick.search);
  const query: TrialQuery = { profile, draft: triedOf(settled), from: pick.from, search };

  const mapped = useTryRowQuery(query, { skip: !isActive });
  const wrong = mapped.isError ? refusalOf(mapped.error) : null;
  const isMappingWrong = wrong?.code === 'invalid-mapping';
  const plain = useTryRowQuery(
    { ...query, draft: withoutMapping(settled) },
    { skip: !isActive || !isMappingWrong }
  );
  // What is wrong with the source comes before what is wrong with the mapping.
  const error = isMappingWrong && plain.isError ? refusalOf(plain.error) : wrong;
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
