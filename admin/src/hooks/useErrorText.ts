import * as React from 'react';

import { isObject } from '../utils/is-object';
import { useCodeTexts } from './useCodeTexts';

/** What an error of the plugin's API says; null for one that is not in the catalogue. */
export const useErrorText = (): ((error: unknown) => string | null) => {
  const texts = useCodeTexts();
  return React.useCallback(
    (error) => {
      const { details, message } = isObject(error) ? error : {};
      const { code, params } = isObject(details) ? details : {};
      if (typeof code !== 'string' || !isObject(params)) return null;
      return texts.message({ code, params, message: String(message) });
    },
    [texts]
  );
};
