import { DOWNLOADS } from '../../models/downloads';
import { isSecretName } from '../../../../shared/secret-names';
import { withoutGuard, withoutInnerGuards } from '../../utils/formula-guard';
import type { CsvRecord } from './parse';

const WIDE_TRIGGER = /^'+[\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Whether a file is one that was downloaded here, by its columns. */
const isOwn = (names: string[]): boolean =>
  Object.values(DOWNLOADS).some(
    (columns) =>
      columns.length === names.length && columns.every((column, index) => column === names[index])
  );

/**
 * What takes from a record the apostrophes that a download put before what a spreadsheet would take
 * for a formula: those inside values in our own files only. One at the start goes with every file
 * when values are read, but not before a wide character, and not in secrets.
 */
export const unguarding = (names: string[]): ((record: CsvRecord) => CsvRecord) => {
  if (!isOwn(names)) return (record) => record;
  const secret = names.map(isSecretName);
  const clean = (field: string, index: number): string => {
    const inner = withoutInnerGuards(field);
    return secret[index] || WIDE_TRIGGER.test(inner) ? withoutGuard(inner) : inner;
  };
  return (record) => ({ ...record, fields: record.fields.map(clean) });
};
