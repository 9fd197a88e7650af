import * as React from 'react';

import type { RowTrial } from '../../../../shared/contracts/trials';
import type { Refusal } from '../../utils/answers';
import { cellsOf, columnsOf } from '../assignment/assignment';
import { textOf } from '../directory/answers';
import { useProfileForm } from '../form-context';

/** What becomes of one row with the mapping that is edited. */
export interface Trial {
  /** What became of the row, as far as it is known; kept while the next answer is on its way. */
  result: RowTrial | null;
  /** The row, also where its mapping cannot be tried. */
  values: RowTrial['values'] | null;
  rows: RowTrial['rows'] | null;
  row: number | null;
  /** Why it cannot be tried. */
  error: Refusal | null;
  isFetching: boolean;
  search: string;
  find: (search: string) => void;
  goTo: (row: number) => void;
  retry: () => void;
}

/** Says of PHP how it is written in JSONata: no issue of a row, and shown beside the PHP. */
export const IN_JSONATA = 'php-translated';

const TrialContext = React.createContext<Trial | null>(null);

/** Gives the mapping's sections a row to try it with. */
export const TrialProvider = TrialContext.Provider;

/** The row that the mapping is tried with. */
export const useTrial = (): Trial => {
  const trial = React.useContext(TrialContext);
  if (!trial) throw new Error('useTrial is used where no row is tried');
  return trial;
};

/** The JSONata that says the same as the PHP at a place of the mapping; null where the server names none. */
export const useJsonataOf = (place: string): string | null => {
  const issues = React.useContext(TrialContext)?.result?.issues ?? [];
  const { params } =
    issues.find(({ code, column }) => code === IN_JSONATA && column === place) ?? {};
  return typeof params?.expression === 'string' ? params.expression : null;
};

/** The columns of the source with a value of each, as far as they are known: of the row that is tried, or of the first ones. */
export const useKnownColumns = (): ReadonlyMap<string, string> => {
  const { sample } = useProfileForm().preview;
  const values = React.useContext(TrialContext)?.values;
  return React.useMemo(() => {
    if (values) return new Map(Object.entries(values).map(([name, one]) => [name, textOf(one)]));
    const named = sample ? columnsOf(sample) : [];
    const rows = sample ? cellsOf(sample, named) : [];
    const valueAt = (place: number) => rows.map((cells) => cells[place]).find(Boolean) ?? '';
    return new Map(named.map((name, place) => [name, valueAt(place)]));
  }, [sample, values]);
};

/** The names of these columns. */
export const useSourceColumns = (): string[] => [...useKnownColumns().keys()];
