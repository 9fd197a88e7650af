import type { MappedRow, Mapping } from '../../mapping/types';
import type { SourceRow } from '../../sources/types';
import { createBatches } from '../batches';
import type { ReadResult, TaskInput } from '../protocol';
import { compileFor, openForMapping, type TaskContext } from './open';

/** Whether the source found a row damaged: its values may stand in the wrong columns. */
export const isDamaged = ({ issues }: SourceRow): boolean =>
  issues.some(({ severity }) => severity === 'error');

/** What a source's row becomes. One that its source found damaged is not mapped: its values may stand in the wrong columns. */
export const mapRow = async (row: SourceRow, mapping: Mapping): Promise<MappedRow> => {
  const { number, issues, skip } = row;
  if (skip) {
    const isNamed = skip === 'keep' && !isDamaged(row);
    const records = isNamed ? await mapping.identify(row) : [];
    return { row: number, filtered: false, skipped: skip, records, issues: [] };
  }
  if (isDamaged(row)) return { row: number, filtered: false, records: [], issues };
  const mapped = await mapping.map(row);
  return issues.length > 0 ? { ...mapped, issues: [...issues, ...mapped.issues] } : mapped;
};

/**
 * Reads a whole source and maps every row of it. Returns only when the source was read to its end
 * with success: what is told once for all of its rows.
 */
export const read = async (
  { source, definition, runRecords }: TaskInput<'read'>,
  context: TaskContext
): Promise<ReadResult> => {
  const { marker } = context;
  const open = await openForMapping(source, definition, context);
  if (open.notModified) {
    context.opened({ notModified: true });
    return { issues: [], foundLines: [] };
  }
  const { mapping, rows } = await compileFor(open, definition, marker);
  const { keys, matching, columns, keeps, secret } = mapping;
  context.opened({
    notModified: false,
    validators: open.validators,
    isPartial: open.isPartial ?? false,
    detected: open.detected ?? null,
    file: open.file ?? null,
    sourceColumns: open.columns,
    keys,
    matching,
    issues: [...(open.issues ?? []), ...mapping.issues],
    columns,
    keeps,
    secret,
  });

  const batches = createBatches(context.batch, runRecords);
  for await (const row of rows) {
    const mapped = await mapRow(row, mapping);
    marker.leave();
    await batches.add(mapped);
  }
  await batches.end();
  return { issues: open.closing?.() ?? [], foundLines: open.foundLines?.() ?? [] };
};
