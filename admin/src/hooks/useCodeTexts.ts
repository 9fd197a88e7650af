import * as React from 'react';

import { useIntl } from 'react-intl';

import { CodeTexts } from '../../../shared/codes/format';
import type { Problem, ProblemView } from '../../../shared/codes/kinds';
import type { ProfileProblemView } from '../../../shared/contracts/profiles';
import { CODES } from '../translations';
import { answerText } from '../utils/answers';
import { capitalized } from '../utils/sentence';
import { useText } from './useText';

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
      message: (said: ProblemView): string => capitalized(texts.textOrStored(said)),
      /** One part of it; null where the catalogue has none. */
      part: (part: 'message' | 'advice', coded: Problem): string | null => texts.part(part, coded),
      /** A code in a few words. */
      title: (code: string): string => texts.title(code) ?? readable(code),
    };
  }, [locale, messages]);
};

/** What the server refuses something for, in the language of the person who is logged in; null where it says nothing. */
export const useAnswerText = (): ((answer: unknown) => string | null) => {
  const { message } = useCodeTexts();
  return React.useCallback((answer) => answerText(answer, message), [message]);
};

/** Says what is wrong as a sentence of its own, with its place in a text of several lines. */
export const useProblemText = (): ((problem: Omit<ProfileProblemView, 'path'>) => string) => {
  const t = useText();
  const texts = useCodeTexts();
  return ({ line, column, ...problem }) => {
    const message = texts.message(problem);
    if (line === null) return message;
    return column === null
      ? t('problem.in-line', 'Line {line}: {message}', { line, message })
      : t('problem.at', 'Line {line}, column {column}: {message}', { line, column, message });
  };
};
