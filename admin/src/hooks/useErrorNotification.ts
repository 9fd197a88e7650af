import * as React from 'react';

import { type FetchError, useAPIErrorHandler, useNotification } from '@strapi/strapi/admin';

import { useErrorText } from './useErrorText';

type ApiProblem = Parameters<ReturnType<typeof useAPIErrorHandler>['formatAPIError']>[0];

/** Shows why a request failed, as the server says it. */
export const useErrorNotification = () => {
  const { formatAPIError } = useAPIErrorHandler();
  const { toggleNotification } = useNotification();
  const errorText = useErrorText();
  return React.useCallback(
    (error: unknown) =>
      toggleNotification({
        type: 'danger',
        message: errorText(error) ?? formatAPIError(error as ApiProblem | FetchError),
      }),
    [errorText, formatAPIError, toggleNotification]
  );
};
