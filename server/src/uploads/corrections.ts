import { z } from 'zod';

import type { CodeKey } from '../../../shared/codes/catalogue';
import { problem } from '../../../shared/codes/problems';
import { type Correction, SKIPS, type RowFix } from '../../../shared/contracts/uploads';
import { ConnectorError } from '../utils/errors';

const MAX_FIXES = 10_000;

const row = z.number().int().min(1);

/** Skipping a row was once kept as `true`, without a reason: then what is stored of it stays. */
const skip = z.union([z.enum(SKIPS), z.literal(true).transform(() => 'keep' as const)]);

const place = z.number().int().min(0).max(1_048_576);

const steps = z
  .array(z.union([z.strictObject({ join: place }), z.strictObject({ split: place, at: place })]))
  .min(1)
  .max(1000);

/** One correction: a cell that is set, a line that is divided anew, or a row that is skipped. */
export const fixSchema = z.union(
  [
    z.strictObject({ row, skip }),
    z.strictObject({ row, steps }),
    z.strictObject({ row, column: z.string().min(1).max(1000), value: z.string().max(65_536) }),
  ],
  {
    error: 'invalid-value/correction' satisfies CodeKey,
  }
);

/** The corrections of a stored text. */
export const readFixes = (text: string): RowFix[] => z.array(fixSchema).parse(JSON.parse(text));

/** What a correction changes in its row: one takes the place of an earlier one of the same. */
const subjectOf = (fix: Correction): string => {
  if ('skip' in fix) return 'skip';
  return 'steps' in fix ? 'steps' : `column ${fix.column}`;
};

/** Where a correction belongs: to the text of a line, or else to the number of a row. */
type Place = { row: number } | { line: string };

const placeOf = (place: Place): string | number => ('line' in place ? place.line : place.row);

/**
 * The fixes with one more; it takes the place of an earlier one for the same cell.
 * @throws ConnectorError `too-many-fixes`
 */
export const withFix = <Fix extends RowFix>(fixes: Fix[], fix: Fix): Fix[] => {
  const others = fixes.filter(
    (other) => placeOf(other) !== placeOf(fix) || subjectOf(other) !== subjectOf(fix)
  );
  if (others.length < MAX_FIXES) return [...others, fix];
  throw new ConnectorError(problem('too-many-fixes', { most: MAX_FIXES }));
};

/** The fixes without those of a row or line: of one column when one is named, else all of them and its skipping. */
export const withoutFix = <Fix extends RowFix>(
  fixes: Fix[],
  place: Place,
  column?: string
): Fix[] =>
  fixes.filter(
    (fix) =>
      placeOf(fix) !== placeOf(place) ||
      (column !== undefined && !('column' in fix && fix.column === column))
  );
