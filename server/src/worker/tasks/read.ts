import type { Mapping } from '../../mapping/types';
import { createBatches } from '../batches';
import type { Opened, ReadResult, TaskInput } from '../protocol';
import { compileFor, openForMapping, type ReadableSource, type TaskContext } from './open';
import { findPerson } from './person';
import { mapRow } from './rows';

const openedOf = (open: ReadableSource, mapping: Mapping): Opened => {
  const { keys, matching, columns, keeps, namesOwners, secret } = mapping;
  return {
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
    namesOwners,
    secret,
  };
};

const resultOf = (open: ReadableSource): ReadResult => ({
  issues: open.closing?.() ?? [],
  foundLines: open.foundLines?.() ?? [],
});

/** The rows of one person alone. */
const readPerson = async (
  {
    person,
    runRecords,
    ...task
  }: TaskInput<'read'> & {
    person: NonNullable<TaskInput<'read'>['person']>;
  },
  context: TaskContext
): Promise<ReadResult> => {
  const { open, mapping, rows } = await findPerson(task, context, person);
  context.opened(openedOf(open, mapping));
  const batches = createBatches(context.batch, runRecords);
  for (const { mapped } of rows) await batches.add(mapped);
  await batches.end();
  return resultOf(open);
};

/**
 * Reads a whole source and maps every row of it, or those of one person. Returns only when the source was read to its
 * end with success: what is told once for all of its rows.
 */
export const read = async (
  { person, ...task }: TaskInput<'read'>,
  context: TaskContext
): Promise<ReadResult> => {
  if (person) return readPerson({ person, ...task }, context);
  const { source, definition, runRecords } = task;
  const { marker } = context;
  const open = await openForMapping(source, definition, context);
  if (open.notModified) {
    context.opened({ notModified: true });
    return { issues: [], foundLines: [] };
  }
  const { mapping, rows } = await compileFor(open, definition, marker);
  context.opened(openedOf(open, mapping));

  const batches = createBatches(context.batch, runRecords);
  for await (const row of rows) {
    const mapped = await mapRow(row, mapping);
    marker.leave();
    await batches.add(mapped);
  }
  await batches.end();
  return resultOf(open);
};
