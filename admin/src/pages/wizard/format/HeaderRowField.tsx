import * as React from 'react';

import { useText } from '../../../hooks/useText';
import { NumberField } from '../parts/NumberField';

const LAST = 1000;

interface HeaderRowFieldProps {
  value: number;
  error?: string;
  onChange: (line: number) => void;
}

/** The line of the file that has the column names. */
export const HeaderRowField = ({ value, error, onChange }: HeaderRowFieldProps) => {
  const t = useText();
  // While it is being typed anew; the line read last applies until then.
  const [isEmpty, setIsEmpty] = React.useState(false);
  const change = (line: number | null) => {
    setIsEmpty(line === null);
    if (line !== null) onChange(Math.min(Math.max(line, 1), LAST));
  };
  return (
    <NumberField
      name="headerRow"
      label={t('wizard.format.header', 'Line with the column names')}
      hint={t('wizard.format.header.hint', 'Lines above it are left out. Usually 1.')}
      error={error}
      value={isEmpty ? null : value}
      digits={4}
      onChange={change}
    />
  );
};
