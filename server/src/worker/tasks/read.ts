import type { Issue } from '../../../../shared/contracts/issues';
import { referencedColumns } from '../../mapping';
import type { MappedRow } from '../../mapping/types';
import type { SourceRow } from '../../sources/types';
import type { TaskInput } from '../protocol';
import { compileFor } from './compile-for';
import { mapRow } from './map-row';
import { openSource } from './open-source';
import type { Surroundings } from './surroundings';

const BATCH_ROWS = 250;
/** Rows with long values go in smaller batches, so that a batch is never much larger than this. */
const BATCH_CHARACTERS = 512 * 1024;

const sizeOf = ({ values }: SourceRow): number => {
  let size = 0;
  for (const value of Object.values(values)) {
    size += typeof value === 'string' ? value.length : value.join('').length;
  }
  return size;
};

/**
 * Reads a whole source and maps every row of it. Returns only when the source was read to its end
 * with success: what is told once for all of its rows.
 */
export const read = async (
  { source, definition }: TaskInput<'read'>,
  surroundings: Surroundings
): Promise<Issue[]> => {
  const { trace } = surroundings;
  trace.enter(0, 'compilation');
  const names = referencedColumns(definition);
  trace.leave();
  const open = await openSource(source, surroundings, { names });
  if (open.notModified) {
    surroundings.opened({ notModified: true });
    return [];
  }
  const compiled = await compileFor(open, definition, { trace });
  const { mapping } = compiled;
  const { matching, columns, keeps, secret } = mapping;
  const issues = [...(open.issues ?? []), ...mapping.issues];
  surroundings.opened({
    notModified: false,
    validators: open.validators,
    detected: open.detected ?? null,
    matching,
    issues,
    columns,
    keeps,
    secret,
  });

  let rows: MappedRow[] = [];
  let size = 0;
  for await (const row of compiled.rows) {
    rows.push(await mapRow(row, mapping));
    trace.leave();
    size += sizeOf(row);
    if (rows.length < BATCH_ROWS && size < BATCH_CHARACTERS) continue;
    await surroundings.batch(rows);
    rows = [];
    size = 0;
  }
  if (rows.length > 0) await surroundings.batch(rows);
  return open.closing?.() ?? [];
};
