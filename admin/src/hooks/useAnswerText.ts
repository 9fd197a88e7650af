import * as React from 'react';

import { answerText } from '../utils/answers';
import { useCodeTexts } from './useCodeTexts';

/** What the server refuses something for, in the language of the person who is logged in; null where it says nothing. */
export const useAnswerText = (): ((answer: unknown) => string | null) => {
  const { message } = useCodeTexts();
  return React.useCallback((answer) => answerText(answer, message), [message]);
};
