import * as React from 'react';

import { useIntl } from 'react-intl';

import { CodeTexts } from '../../../shared/codes/format';
import type { Coded, Params } from '../../../shared/codes/kinds';
import { CODES } from '../translations';
import { capitalized } from '../utils/sentence';

/** What is wrong, as the server says it: in English, with the values that other languages need. */
export interface Said {
  code: string;
  message: string;
  params?: Params | null;
}

const readable = (code: string): string => {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/**
 * The texts of issues, errors and problems in the language of the person who is logged in. What an
 * older version has stored without values keeps its text.
 */
export const useCodeTexts = () => {
  const { locale, messages } = useIntl();
  return React.useMemo(() => {
    const texts = new CodeTexts(locale, (id) => {
      const text = messages[`${CODES}.${id}`];
      return typeof text === 'string' ? text : undefined;
    });
    return {
      /** What was found, what was expected and what to do. */
      message: ({ code, params, message }: Said): string =>
        capitalized((params ? texts.text({ code, params }) : null) ?? message),
      /** One part of it; null where the catalogue has none. */
      part: (part: 'message' | 'advice', coded: Coded): string | null => texts.part(part, coded),
      /** A code in a few words. */
      title: (code: string): string => texts.title(code) ?? readable(code),
    };
  }, [locale, messages]);
};
