import * as React from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import type { MappedSamples } from '../../../../shared/contracts/mapping';
import type { Matching } from '../../../../shared/contracts/runs';
import type { Fields } from '../../../../shared/profile/fields';
import { useLastDefined } from '../../hooks/useLastDefined';
import { useMatchColumnsQuery, useSampleRowsQuery } from '../../services/sources';
import { kindOf } from '../../utils/source-kind';
import type { Sample } from '../directory/answers';
import { type ProfileForm, useProfileForm } from '../form-context';
import { triedOf } from '../problems';
import { cellsOf, columnsOf } from './assignment';

/** What automatic matching makes of the columns of a source. */
export interface Proposal {
  columns: string[];
  fields: Fields;
  matched: Matching['matched'];
  isLoading: boolean;
  error: unknown;
  retry: () => void;
}

const NO_FIELDS: Fields = [];

interface ProposalOptions {
  /** The saved profile, whose matching may be pinned. */
  profile?: string | null;
  isWanted?: boolean;
}

/** What automatic matching proposes for the columns and first rows of a source. */
export const useProposal = (
  sample: Pick<Sample, 'columns' | 'rows'> | undefined,
  { profile = null, isWanted = true }: ProposalOptions = {}
): Proposal => {
  const columns = React.useMemo(() => (sample ? columnsOf(sample) : []), [sample]);
  const rows = React.useMemo(() => (sample ? cellsOf(sample, columns) : []), [sample, columns]);
  const { currentData, isFetching, isError, error, refetch } = useMatchColumnsQuery(
    { profile, columns, rows },
    { skip: !isWanted || columns.length === 0 }
  );
  return {
    columns,
    fields: currentData?.fields ?? NO_FIELDS,
    matched: currentData?.matched ?? [],
    isLoading: isFetching && !currentData,
    error: isError ? error : null,
    retry: () => void refetch(),
  };
};

const TYPING_MS = 400;
/** Each look asks the server that has the file, or the directory, anew. */
const TYPING_MS_FETCHED = 1500;

const NO_ROWS: MappedSamples['rows'] = [];

const identityOf = ({ profile, draft }: ProfileForm): string =>
  JSON.stringify([profile, draft.source]);

/** What the first rows become with these fields; while the next answer is on its way, as before. */
export const useSampleRows = (fields: Fields, isWanted: boolean): MappedSamples['rows'] => {
  const form = useProfileForm();
  const { profile, draft, upload } = form;
  const isUpload = kindOf(draft.source) === 'upload';
  const asked = React.useMemo(
    () => triedOf({ ...draft, template: '', fields: fields.length > 0 ? fields : null }),
    [draft, fields]
  );
  const settled = useDebounce(asked, isUpload ? TYPING_MS : TYPING_MS_FETCHED);
  const { currentData } = useSampleRowsQuery(
    {
      profile,
      draft: settled,
      upload: profile === null && isUpload ? upload.file?.id : undefined,
    },
    { skip: !isWanted }
  );
  return useLastDefined(identityOf(form), currentData)?.rows ?? NO_ROWS;
};
