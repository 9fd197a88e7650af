import { createHmac } from 'node:crypto';

import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { type Issue, ofWholeRun } from '../../../../shared/contracts/issues';
import type { LineFix, RowFix } from '../../../../shared/contracts/uploads';
import { type CellStep, type LineCells, withSteps } from '../../../../shared/line-cells';
import type { TableRecord } from './types';

/** The corrections of lines that go by their text, and the key of its digest. */
export interface LineFixes {
  key: string;
  fixes: LineFix[];
}

/** How often the text that corrections are bound to is in a file, and where it was first. */
export interface FoundLine {
  line: string;
  count: number;
  row: number | null;
}

/** What a line says: its text in the file; where it has none, as in a sheet, its cells. */
const textOf = ({ text, fields }: TableRecord): string =>
  text ?? JSON.stringify(fields.slice(0, fields.findLastIndex((field) => field !== '') + 1));

/** Keyed, since a line that holds a secret could be guessed from its digest otherwise. */
export const lineDigest = (key: string, record: TableRecord): string =>
  createHmac('sha256', key).update(textOf(record)).digest('base64url');

/** Looks for lines by their digests, in all of a file. */
export const findLines = async (
  records: AsyncIterable<TableRecord[]>,
  key: string,
  digests: string[]
): Promise<FoundLine[]> => {
  const found = new Map<string, FoundLine>();
  for (const line of digests) found.set(line, { line, count: 0, row: null });
  if (found.size === 0) return [];
  for await (const batch of records) {
    for (const record of batch) {
      const known = found.get(lineDigest(key, record));
      if (!known) continue;
      known.count += 1;
      known.row ??= record.line;
    }
  }
  return [...found.values()];
};

/** The corrections by row, of those whose text exactly one line has. */
export const fixesOfLines = (fixes: LineFix[], found: FoundLine[]): RowFix[] => {
  const rows = new Map(found.map(({ line, count, row }) => [line, count === 1 ? row : null]));
  return fixes.flatMap(({ line, found: _, ...fix }) => {
    const row = rows.get(line) ?? null;
    return row === null ? [] : [{ ...fix, row }];
  });
};

const outdated = (row: number, count: number): Problem =>
  count === 0
    ? problem('correction-outdated', { row })
    : problem('correction-outdated/several', { row, count });

/** The lines whose corrections change nothing, each told once. */
export const outdatedLines = (fixes: LineFix[], found: FoundLine[]): Issue[] => {
  const rows = new Map(fixes.map(({ line, row }) => [line, row]));
  return found
    .filter(({ count }) => count !== 1)
    .map(({ line, count }) => ofWholeRun(outdated(rows.get(line) ?? 0, count), 'warning'));
};

/** The cells of a line, and what stands between them. */
export const lineCells = ({ fields, text }: TableRecord, delimiter: string): LineCells => {
  const joint = delimiter || ' ';
  const parts = delimiter === '' ? [] : (text ?? '').split(delimiter);
  // Quotation marks can hold the delimiter, and then the text does not tell.
  const isSure = parts.length === fields.length;
  const blanks = (part: string): string => /^\s*/.exec(part)?.[0] ?? '';
  return {
    cells: fields,
    joints: fields.slice(1).map((_, at) => (isSure ? joint + blanks(parts[at + 1] ?? '') : joint)),
  };
};

/** A record whose cells a person has joined and divided. */
export const reshaped = (
  record: TableRecord,
  steps: readonly CellStep[],
  delimiter: string
): TableRecord => {
  if (steps.length === 0) return record;
  const { cells } = withSteps(lineCells(record, delimiter), steps);
  return { ...record, fields: cells, malformed: null };
};
