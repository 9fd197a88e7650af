import type { Issue } from '../../../../shared/contracts/issues';
import { knownSecrets, referencedColumns } from '../../mapping';
import { createBatches } from '../batches';
import type { TaskInput } from '../protocol';
import { compileFor } from './compile-for';
import { mapRow } from './map-row';
import { openSource } from './open-source';
import type { Surroundings } from './surroundings';

/**
 * Reads a whole source and maps every row of it. Returns only when the source was read to its end
 * with success: what is told once for all of its rows.
 */
export const read = async (
  { source, definition, runRecords }: TaskInput<'read'>,
  surroundings: Surroundings
): Promise<Issue[]> => {
  const { trace } = surroundings;
  trace.enter(0, 'compilation');
  const names = referencedColumns(definition);
  const { columns: hidden } = knownSecrets(definition);
  trace.leave();
  const open = await openSource(source, surroundings, { names, secret: hidden });
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
    sourceColumns: open.columns,
    matching,
    issues,
    columns,
    keeps,
    secret,
  });

  const batches = createBatches(surroundings.batch, runRecords);
  for await (const row of compiled.rows) {
    const mapped = await mapRow(row, mapping);
    trace.leave();
    await batches.add(mapped);
  }
  await batches.end();
  return open.closing?.() ?? [];
};
