import type { Problem, ProblemView } from '../codes/kinds';
import type { Issue, IssueView } from './issues';
import type { CsvFormat } from '../profile/csv';

/** What a look at the beginning of a CSV file finds, for a person to check before anything is imported. */
export interface Detection {
  /** The format with every `auto` replaced by what was found; left as it was where nothing could be. */
  format: CsvFormat;
  /** What a file is that is not CSV, and the names of its sheets; absent for CSV, and where it is not known. */
  file?: { kind: 'xlsx' | 'ods' | 'vcard'; sheets: string[] };
  /** The column names as they stand in the file, damaged ones too. */
  columns: string[];
  /** The first rows, cell by cell in the order of the columns; a row may have more or fewer. */
  rows: { number: number; cells: string[] }[];
  /** The problems of these rows. */
  issues: Issue[];
  /** Why the file cannot be imported like this; null when nothing speaks against it so far. */
  problem: Problem | null;
}

/** The same as it is answered. */
export interface DetectionView extends Omit<Detection, 'issues' | 'problem'> {
  issues: IssueView[];
  problem: ProblemView | null;
}
