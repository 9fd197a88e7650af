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

/** English texts by names; their ids begin with the prefix and go on with the names that lead to them. */
export interface TextTable<Texts extends object> {
  prefix: string;
  texts: Texts;
}

/** Texts that the code has as data. */
export const textTable = <Texts extends object>(
  prefix: string,
  texts: Texts
): TextTable<Texts> => ({
  prefix,
  texts,
});

/** The texts of a table, or of a part of one, in the language that `say` speaks. */
export const translated = <Texts extends object>(say: Text, id: string, texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]: [string, string | object]) => [
      name,
      typeof text === 'string'
        ? say(`${id}.${name}`, text)
        : translated(say, `${id}.${name}`, text),
    ])
  ) as Texts;

/** The texts of a table in the language of the person who is logged in. */
export const useTextTable = <Texts extends object>({ prefix, texts }: TextTable<Texts>): Texts => {
  const t = useText();
  return React.useMemo(() => translated(t, prefix, texts), [t, prefix, texts]);
};
