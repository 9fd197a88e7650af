import type { RunDetail } from '../../../../../shared/contracts/reports';
import { RECORD_TYPES } from '../../../../../shared/records';
import type { Text } from '../../../hooks/useText';

/** Stands in the place of the changes of a run that has none; claims nothing of rows that were not looked at. */
export const emptyText = (t: Text, run: RunDetail): string => {
  if (run.status !== 'succeeded' && run.status !== 'succeeded-with-errors') {
    return t('run.changes.none-kept', 'There are no changes to show.');
  }
  const nothing =
    run.kind === 'test'
      ? t('run.changes.nothing-test', 'Nothing would change.')
      : t('run.changes.nothing', 'Nothing has changed.');
  const unchanged = RECORD_TYPES.reduce((sum, type) => sum + run[type].unchanged, 0);
  const { skipped } = run.rows;
  return [
    nothing,
    unchanged > 0 &&
      t(
        'run.changes.left-as-is',
        '{count, plural, one {# record stays as it is.} other {# records stay as they are.}}',
        { count: unchanged }
      ),
    skipped > 0 &&
      t(
        'run.changes.skipped',
        '{count, plural, one {# row is left out by a correction.} other {# rows are left out by corrections.}}',
        { count: skipped }
      ),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
};
