import type { MappedRow, Mapping } from '../../mapping/types';
import type { SourceRow } from '../../sources/types';

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
