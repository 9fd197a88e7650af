import { z } from 'zod';

import type { CodeKey } from '../../../shared/codes/catalogue';
import { problem } from '../../../shared/codes/problems';
import { SKIPS, type RowFix } from '../../../shared/contracts/uploads';
import { ConnectorError } from '../utils/errors';

const MAX_FIXES = 10_000;

const row = z.number().int().min(1);

/** Skipping a row was once kept as `true`, without a reason: then what is stored of it stays. */
const skip = z.union([z.enum(SKIPS), z.literal(true).transform(() => 'keep' as const)]);

/** One correction: a cell that is set, or a row that is skipped. */
export const fixSchema = z.union(
  [
    z.strictObject({ row, skip }),
    z.strictObject({ row, column: z.string().min(1).max(1000), value: z.string().max(65_536) }),
  ],
  {
    error: 'invalid-value/correction' satisfies CodeKey,
  }
);

/** The corrections of a stored text. */
export const readFixes = (text: string): RowFix[] => z.array(fixSchema).parse(JSON.parse(text));

const isSame = (a: RowFix, b: RowFix): boolean =>
  a.row === b.row && ('column' in a ? 'column' in b && a.column === b.column : 'skip' in b);

/**
 * The fixes with one more; it takes the place of an earlier one for the same cell.
 * @throws ConnectorError `too-many-fixes`
 */
export const withFix = (fixes: RowFix[], fix: RowFix): RowFix[] => {
  const others = fixes.filter((other) => !isSame(other, fix));
  if (others.length < MAX_FIXES) return [...others, fix];
  throw new ConnectorError(problem('too-many-fixes', { most: MAX_FIXES }));
};

/** The fixes without those of a row: of one column when one is named, else all of them and its skipping. */
export const withoutFix = (fixes: RowFix[], row: number, column?: string): RowFix[] =>
  fixes.filter(
    (fix) =>
      fix.row !== row || (column !== undefined && !('column' in fix && fix.column === column))
  );
