import * as React from 'react';

import { isObject } from '../utils/is-object';
import { answerText } from '../utils/answer-text';
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

/** What the server refuses something for, in the language of the person who is logged in; null where it says nothing. */
export const useAnswerText = (): ((answer: unknown) => string | null) => {
  const { message } = useCodeTexts();
  return React.useCallback((answer) => answerText(answer, message), [message]);
};
