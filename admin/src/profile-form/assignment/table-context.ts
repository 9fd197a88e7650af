import * as React from 'react';

import type { MappedSamples } from '../../../../shared/contracts/mapping';
import type { Fields } from '../../../../shared/profile/fields';
import type { PlacedRecord } from './assignment';
import type { Proposal } from './useProposal';

/** The table that is shown: what fills which field, and what comes of it. */
export interface FieldTable {
  fields: Fields;
  columns: string[];
  proposal: Proposal;
  /** What the first rows become. */
  rows: MappedSamples['rows'];
  /** The attribute that people are recognised by. */
  key: string | string[] | null;
  /** What entries and phones can take of their user; nothing where there is none. */
  userAttributes: string[];
  change: (fields: Fields) => void;
  /** Where a record stands in the document of a row; null for one that is not there. */
  placeOf: (record: PlacedRecord) => string | null;
}

const TableContext = React.createContext<FieldTable | null>(null);

/** Gives the rows of the table what they are part of. */
export const FieldTableProvider = TableContext.Provider;

/** The table that a row is part of. */
export const useFieldTable = (): FieldTable => {
  const table = React.useContext(TableContext);
  if (!table) throw new Error('useFieldTable is used outside of the table of fields');
  return table;
};
