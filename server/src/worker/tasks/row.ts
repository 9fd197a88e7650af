import { compileMapping, MappingError } from '../../mapping';
import { maskRecord } from '../../mapping/secrets';
import type { MappedRecord, MappingDefinition } from '../../mapping/types';
import type { SourceRow } from '../../sources/types';
import type { RowOutcome, TaskInput } from '../protocol';
import { mapRow } from './map-row';
import { openSource } from './open-source';
import { pickRow, rowsFor } from './pick-row';
import type { Surroundings } from './surroundings';

/** The records that a row is about; none where a mapping that cannot be used does not tell. */
const recordsOf = async (
  row: SourceRow,
  columns: string[],
  definition: MappingDefinition,
  { trace }: Surroundings
): Promise<MappedRecord[]> => {
  try {
    trace.enter(0, 'compilation');
    const mapping = compileMapping(definition, columns, { trace });
    const { records } = await mapRow({ ...row, skip: 'keep' }, mapping);
    return records.map(maskRecord);
  } catch (error) {
    if (error instanceof MappingError) return [];
    throw error;
  } finally {
    trace.leave();
  }
};

/** One row as the source gives it, and which records it is about. */
export const row = async (
  { source, definition, pick }: TaskInput<'row'>,
  surroundings: Surroundings
): Promise<RowOutcome | null> => {
  const open = await openSource(source, surroundings, { most: rowsFor(pick) });
  if (open.notModified) return null;
  const picked = await pickRow(open.rows, pick);
  if (!picked.row) return null;
  const { number, values } = picked.row;
  return {
    number,
    values,
    records: await recordsOf(picked.row, open.columns, definition, surroundings),
  };
};
