import type { Row } from '../../sources/types';
import type { TaskInput } from '../protocol';
import { openSource } from './open-source';
import { pickRow, rowsFor } from './pick-row';
import type { Surroundings } from './surroundings';

/** One row as the source gives it, before any mapping. */
export const row = async (
  { source, pick }: TaskInput<'row'>,
  surroundings: Surroundings
): Promise<Row | null> => {
  const open = await openSource(source, surroundings, { most: rowsFor(pick) });
  if (open.notModified) return null;
  const picked = await pickRow(open.rows, pick);
  return picked.row && { number: picked.row.number, values: picked.row.values };
};
