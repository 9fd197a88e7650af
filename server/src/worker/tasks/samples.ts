import type { FilterCount, MappedSamples } from '../../../../shared/contracts/mapping';
import { compileFilter } from '../../mapping';
import { maskValues } from '../../mapping/masking';
import type { TaskInput } from '../protocol';
import { compileFor, openAnew, refusedIn, type TaskContext, withSecret } from './open';
import { isDamaged } from './rows';

/** How long a person waits for a count. */
const ENOUGH_MS = 8_000;
const SHOWN_ROWS = 20;
const SHOWN_ISSUES = 5;

/** Counts the rows that the pre-filter takes, and shows the first ones that it does not. */
export const filter = async (
  input: TaskInput<'filter'>,
  context: TaskContext
): Promise<FilterCount> => {
  const { marker } = context;
  const { columns, rows, secret = [] } = await openAnew(input, context);
  const options = { observer: marker, refuse: refusedIn(input) };
  const { hides, takes } = marker.compiling(() =>
    compileFilter(withSecret(input.definition, secret), columns, options)
  );
  const hidden = new Set(columns.filter(hides));
  const count: FilterCount = { read: 0, taken: 0, complete: true, leftOut: [], issues: [] };
  const started = performance.now();
  for await (const row of rows) {
    if (performance.now() - started > ENOUGH_MS) return { ...count, complete: false };
    if (row.skip) continue;
    count.read += 1;
    const { taken, issue } = isDamaged(row)
      ? { taken: false, issue: row.issues }
      : await takes(row);
    marker.leave();
    const issues = [issue ?? []].flat();
    if (taken) count.taken += 1;
    else if (issues.length > 0) {
      if (count.issues.length < SHOWN_ISSUES) count.issues.push(...issues);
    } else if (count.leftOut.length < SHOWN_ROWS) {
      const values = maskValues(Object.entries(row.values), hidden);
      count.leftOut.push({ row: row.number, values });
    }
  }
  return count;
};

/** How many rows are looked at, and how many that are taken are shown. */
const SAMPLED_ROWS = 200;
const SAMPLES = 5;

/** What the first rows that are taken become. */
export const samples = async (
  input: TaskInput<'samples'>,
  context: TaskContext
): Promise<MappedSamples> => {
  const { marker } = context;
  const opened = await openAnew(input, context, { most: SAMPLED_ROWS });
  const { mapping, rows } = await compileFor(opened, input.definition, marker, {
    refuse: refusedIn(input),
    // Nobody has chosen yet what people are known by.
    needsKeys: false,
  });
  const found: MappedSamples['rows'] = [];
  for await (const row of rows) {
    if (row.skip || isDamaged(row)) continue;
    const { shown } = await mapping.trial(row);
    marker.leave();
    const { taken, records, issues } = shown;
    if (taken) found.push({ row: row.number, records, issues });
    if (found.length === SAMPLES) break;
  }
  return { rows: found };
};
