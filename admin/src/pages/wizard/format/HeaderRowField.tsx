import type { CsvFormat } from '../../../../../shared/profile/csv';
import { useText } from '../../../hooks/useText';
import { NumberField } from '../parts/NumberField';

const LAST = 1000;

interface HeaderRowFieldProps {
  value: CsvFormat['headerRow'];
  /** The line that was found, where it is looked for. */
  detected: number | null;
  error?: string;
  onChange: (line: CsvFormat['headerRow']) => void;
}

/** The line of the file that has the column names; empty where it is looked for. */
export const HeaderRowField = ({ value, detected, error, onChange }: HeaderRowFieldProps) => {
  const t = useText();
  return (
    <NumberField
      name="headerRow"
      label={t('wizard.format.header', 'Line with the column names')}
      hint={t(
        'wizard.format.header.hint',
        'Lines above it are left out. Empty: it is looked for. 0: the file has no column names.'
      )}
      placeholder={
        detected === null
          ? t('wizard.format.auto', 'Detect automatically')
          : t('wizard.format.detected', 'Detected: {found}', { found: String(detected) })
      }
      error={error}
      value={value === 'auto' ? null : value}
      digits={4}
      onChange={(line) => onChange(line === null ? 'auto' : Math.min(line, LAST))}
    />
  );
};
