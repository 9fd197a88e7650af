import { isProblem } from '../../../shared/codes/problems';
import type { StoredProblem } from '../../../shared/codes/kinds';
import type { DetectionView } from '../../../shared/contracts/sources';
import { type Divided, isNotSeparated } from './separation';

/** An encoding that a file may be in, and words as they read in it. */
export interface EncodingChoice {
  encoding: string;
  words: string[];
}

/** What was noticed of a file. */
interface Noticed {
  issues: readonly Pick<StoredProblem, 'code' | 'params'>[];
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** The encodings that a file may be in; none where there is no doubt. */
export const encodingsIn = ({ issues }: Noticed): EncodingChoice[] => {
  const samples = issues.find(({ code }) => code === 'encoding-unsure')?.params?.['samples'];
  return (Array.isArray(samples) ? samples : []).filter(isProblem).flatMap(({ params }) => {
    const { encoding, words } = params ?? {};
    return typeof encoding === 'string' ? [{ encoding, words: textsIn(words) }] : [];
  });
};

/** What is said where another row could have the column names. */
const OF_HEADER: ReadonlySet<string> = new Set([
  'header-found',
  'header-looks-like-data',
  'other-header-row',
]);

/** Whether the column names may stand in another row than the one that was taken. */
export const isHeaderUnsure = ({ issues }: Noticed): boolean =>
  issues.some(({ code }) => OF_HEADER.has(code));

/** Whether nothing of how a file is read has to be asked: it says it all, and no row has a problem. */
export const isFormatSure = (detection: Divided & Noticed & { problem: unknown }): boolean =>
  detection.problem === null &&
  detection.issues.length === 0 &&
  (detection.file?.sheets.length ?? 0) <= 1 &&
  !isNotSeparated(detection);

/** Said by the choices themselves. */
export const isSaidByChoice = (code: string): boolean =>
  code === 'encoding-unsure' || code === 'header-found';

/** A row that may have the column names. */
export interface HeaderChoice {
  row: number;
  cells: string[];
}

/** So many rows below the furthest one that was taken can be picked, and so many at all. */
const BELOW = 2;
const SHOWN = 6;

/**
 * The rows in which the column names may stand.
 * @param beginning the file as it is where its first row has them
 * @param taken the furthest row that was taken
 */
export const headerChoices = (
  { format, columns, rows }: Omit<DetectionView, 'issues' | 'problem'>,
  taken: number
): HeaderChoice[] => {
  const first = { row: Number(format.headerRow) || 1, cells: columns };
  const all = [first, ...rows.map(({ number, cells }) => ({ row: number, cells }))]
    .map(({ row, cells }) => ({ row, cells: cells.filter((cell) => cell.trim() !== '') }))
    .filter(({ row, cells }) => cells.length > 0 && row <= Math.max(taken, 1) + BELOW);
  const last = all.findIndex(({ row }) => row === taken);
  return all.slice(0, Math.max(SHOWN, last + 1));
};
