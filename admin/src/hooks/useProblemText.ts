import { useCodeTexts } from './useCodeTexts';
import type { ProfileProblemView } from '../../../shared/contracts/profiles';
import { useText } from './useText';

type Placed = Omit<ProfileProblemView, 'path'>;

/** Says what is wrong as a sentence of its own, with its place in a text of several lines. */
export const useProblemText = (): ((problem: Placed) => string) => {
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
