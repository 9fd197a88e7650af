import type { Reading } from '../csv/decode';
import type { TableRecord } from '../table/types';

/** A sheet of a workbook. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  /** Its rows that hold something, with their numbers, each without empty cells at its end; read anew each time. */
  records(onRead?: Reading['onRead']): AsyncGenerator<TableRecord[]>;
}

export interface Workbook {
  kind: 'xlsx' | 'ods';
  sheets: Sheet[];
}
