import { inEnglish } from '../../../shared/codes/texts';
import type { FileComparison, FileSurvey, UploadInfo } from '../../../shared/contracts/uploads';
import { findName } from '../mapping/names';

/** The names that none of the others means, as a mapping finds columns. */
const without = (names: readonly string[], others: readonly string[]): string[] =>
  names.filter((name) => findName(name, others) === null);

/**
 * What is different in a new file from the last one.
 * @param last the profile's file and what it holds; null where it has none
 */
export const compareFiles = (
  last: { info: UploadInfo; survey: FileSurvey } | null,
  { columns, used, rows, problem }: FileSurvey
): FileComparison => {
  const before = last?.survey.problem === null ? last.survey : null;
  const isComparable = problem === null && before !== null;
  return {
    last: before && last ? last.info : null,
    added: isComparable ? without(columns, before.columns) : [],
    gone: isComparable ? without(before.columns, columns) : [],
    missed: problem === null ? without(used, columns) : [],
    rows: { before: before?.rows ?? null, after: rows },
    problem: problem && inEnglish(problem),
  };
};
