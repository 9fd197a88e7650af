import * as React from 'react';

import { useIntl } from 'react-intl';

import { PLUGIN_ID } from '../pluginId';

type Values = Record<string, string | number | boolean | Date | null | undefined>;

/** Formats one of the plugin's texts. The id is without the plugin's prefix. */
export type Text = (id: string, defaultMessage: string, values?: Values) => string;

/** The plugin's texts in the language of the person who is logged in. */
export const useText = (): Text => {
  const { formatMessage } = useIntl();
  return React.useCallback(
    (id, defaultMessage, values) =>
      formatMessage({ id: `${PLUGIN_ID}.${id}`, defaultMessage }, values),
    [formatMessage]
  );
};
