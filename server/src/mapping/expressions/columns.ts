import { problem } from '../../../../shared/codes/problems';
import type { Diagnostics } from '../diagnostics';
import { findName, nearTo, shownName } from '../names';

/**
 * How the source writes the name of a column that an expression names; as it is where the source's
 * columns are not known. Warns where no column has it, or one only in another case.
 */
export function columnNamed(
  field: string,
  name: string,
  columns: readonly string[] | null,
  diagnostics: Diagnostics
): string {
  const column = columns === null ? name : findName(name, columns);
  if (column === null) {
    const near = nearTo(name, columns ?? []);
    diagnostics.warn(field, problem('unknown-column', { name: shownName(name), near }));
  } else if (column !== name) {
    const names = { name: shownName(name), column: shownName(column) };
    diagnostics.warn(field, problem('column-case', names));
  }
  return column ?? name;
}
