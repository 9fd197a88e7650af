import * as React from 'react';

import type { Sample } from '../../profile-form/directory/answers';
import { useMatchColumnsQuery, useWriteTemplateQuery } from '../../services/sources';
import type { SourceKindId } from '../../utils/source-kind';
import {
  assign,
  type Assignment,
  cellsOf,
  type Choices,
  columnsOf,
  keyOf,
  matchedOf,
} from './assignment';

export interface FieldMatching {
  columns: string[];
  /** What automatic matching proposes, by field. */
  proposal: Assignment;
  assignment: Assignment;
  key: 'username' | 'externalId' | null;
  isLoading: boolean;
  error: unknown;
  retry: () => void;
}

const NO_CHOICES: Choices = {};

/** Which column fills which field: what the server proposes and what the person chose instead. */
export const useFieldMatching = (
  sample: Sample | undefined,
  { kind, choices }: { kind: SourceKindId; choices: Choices }
): FieldMatching => {
  const columns = React.useMemo(() => (sample ? columnsOf(sample) : []), [sample]);
  const rows = React.useMemo(() => (sample ? cellsOf(sample, columns) : []), [sample, columns]);
  const { currentData, isFetching, isError, error, refetch } = useMatchColumnsQuery(
    { columns, rows },
    { skip: columns.length === 0 }
  );
  const matched = currentData?.matched ?? [];
  const assignment = assign(columns, matched, choices);
  return {
    columns,
    proposal: assign(columns, matched, NO_CHOICES),
    assignment,
    key: keyOf(assignment, kind),
    isLoading: isFetching && !currentData,
    error: isError ? error : null,
    retry: () => void refetch(),
  };
};

/** The template that fills the fields so; asked for only where it is shown or saved. */
export const useTemplate = ({ columns, assignment }: FieldMatching, isNeeded: boolean) =>
  useWriteTemplateQuery(
    { columns, matched: matchedOf(assignment) },
    { skip: !isNeeded || columns.length === 0 }
  );
