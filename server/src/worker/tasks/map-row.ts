import type { MappedRow, Mapping } from '../../mapping/types';
import type { SourceRow } from '../../sources/types';

/** What a source's row becomes. One that its source found damaged is not mapped: its values may stand in the wrong columns. */
export const mapRow = async (row: SourceRow, mapping: Mapping): Promise<MappedRow> => {
  if (row.issues.some(({ severity }) => severity === 'error')) {
    return { row: row.number, filtered: false, records: [], issues: row.issues };
  }
  const mapped = await mapping.map(row);
  return row.issues.length > 0 ? { ...mapped, issues: [...row.issues, ...mapped.issues] } : mapped;
};
