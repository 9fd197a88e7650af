import { isHiddenColumn } from '../../../../shared/secret-names';
import { compileMapping, knownSecrets, MappingError } from '../../mapping';
import { maskRecord, maskValues } from '../../mapping/masking';
import type { Mapping, MappingDefinition } from '../../mapping/types';
import type { RowOutcome, TaskInput } from '../protocol';
import { withSecret } from './compile-for';
import { mapRow } from './map-row';
import { openSource } from './open-source';
import { pickRow, rowsFor } from './pick-row';
import type { Surroundings } from './surroundings';

/** Null where the mapping cannot be used. */
const mappingOf = (
  columns: string[],
  definition: MappingDefinition,
  { trace }: Surroundings
): Mapping | null => {
  try {
    trace.enter(0, 'compilation');
    return compileMapping(definition, columns, { trace });
  } catch (error) {
    if (error instanceof MappingError) return null;
    throw error;
  } finally {
    trace.leave();
  }
};

/** One row as the source gives it, secrets masked, and which records it is about. */
export const row = async (
  { source, definition, pick }: TaskInput<'row'>,
  surroundings: Surroundings
): Promise<RowOutcome | null> => {
  surroundings.trace.enter(0, 'compilation');
  const { columns: known } = knownSecrets(definition);
  surroundings.trace.leave();
  const open = await openSource(source, surroundings, { most: rowsFor(pick), secret: known });
  if (open.notModified) return null;
  const { columns, secret = [] } = open;
  const mapping = mappingOf(columns, withSecret(definition, secret), surroundings);
  const hides = mapping?.hides ?? isHiddenColumn([...known, ...secret]);
  const picked = await pickRow(open.rows, pick, hides);
  if (!picked.row) return null;
  const mapped = mapping && (await mapRow({ ...picked.row, skip: 'keep' }, mapping));
  surroundings.trace.leave();
  const { number, values } = picked.row;
  const hidden = new Set(Object.keys(values).filter(hides));
  return {
    number,
    values: maskValues(Object.entries(values), hidden),
    records: (mapped?.records ?? []).map(maskRecord),
  };
};
