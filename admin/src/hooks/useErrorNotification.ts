import * as React from 'react';

import { type FetchError, useAPIErrorHandler, useNotification } from '@strapi/strapi/admin';

import { useAnswerText } from './useCodeTexts';

type ApiProblem = Parameters<ReturnType<typeof useAPIErrorHandler>['formatAPIError']>[0];

/** Shows why a request failed, as the server says it. */
export const useErrorNotification = () => {
  const { formatAPIError } = useAPIErrorHandler();
  const { toggleNotification } = useNotification();
  const answerText = useAnswerText();
  return React.useCallback(
    (error: unknown) =>
      toggleNotification({
        type: 'danger',
        message: answerText(error) ?? formatAPIError(error as ApiProblem | FetchError),
      }),
    [answerText, formatAPIError, toggleNotification]
  );
};
