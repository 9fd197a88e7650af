import type { CsvFormat } from '../../../../shared/profile/csv';
import { isSecretName } from '../../../../shared/secret-names';
import { DOWNLOADS } from '../../utils/downloads';
import { wrapFormula } from '../../utils/constant-formula';
import { withoutGuard, withoutInnerGuards } from '../../utils/formula-guard';
import type { CsvRecord } from './record';

const WIDE_TRIGGER = /^'+[\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Whether a file is one that was downloaded here, by its columns. */
export const isOwn = (names: string[]): boolean =>
  Object.values(DOWNLOADS).some(
    (columns) =>
      columns.length === names.length && columns.every((column, index) => column === names[index])
  );

/** How downloads are written. */
const OWN_FORMAT = { lineSeparator: '\r\n', delimiter: ',', enclosure: '"', headerRow: 1 } as const;

/** The format with what nobody has set as downloads have it, where the text is one as it was written. */
export const inOwnFormat = (format: CsvFormat, text: string): CsvFormat => {
  const [header = ''] = text.split(OWN_FORMAT.lineSeparator, 1);
  if (header.length === text.length || !isOwn(header.split(OWN_FORMAT.delimiter))) return format;
  const set = Object.entries(format).filter(([, value]) => value !== 'auto');
  return { ...format, ...OWN_FORMAT, ...Object.fromEntries(set) };
};

/**
 * What takes from a record the apostrophes that a download put before what a spreadsheet would take
 * for a formula: those inside values in our own files only. One at the start goes with every file
 * when values are read, but not before a wide character, and not in secrets. Of a secret that itself
 * looks like a formula around a text, nothing may be taken then.
 */
export const unguarding = (names: string[]): ((record: CsvRecord) => CsvRecord) => {
  if (!isOwn(names)) return (record) => record;
  const secret = names.map(isSecretName);
  const clean = (field: string, index: number): string => {
    const inner = withoutInnerGuards(field);
    if (secret[index]) return wrapFormula(withoutGuard(inner));
    return WIDE_TRIGGER.test(inner) ? withoutGuard(inner) : inner;
  };
  return (record) => ({ ...record, fields: record.fields.map(clean) });
};
