import * as React from 'react';

import type { PhonebookFormat } from '../../../../shared/contracts/remote-phonebooks';
import { useText } from '../../hooks/useText';
import { FORMAT_NAMES } from './texts';

/** What the phones of a format are called. */
export const useFormatName = (): ((format: PhonebookFormat) => string) => {
  const t = useText();
  return React.useCallback(
    (format) =>
      format === 'vcard'
        ? t('phonebooks.format.vcard', 'vCard (other phones and programs)')
        : FORMAT_NAMES[format],
    [t]
  );
};
