import type { ProfileProblem } from '../../../shared/contracts/profiles';
import { capitalized } from '../utils/sentence';
import { useText } from './useText';

type Placed = Pick<ProfileProblem, 'message' | 'line' | 'column'>;

/** Says what is wrong as a sentence of its own, with its place in a text of several lines. */
export const useProblemText = (): ((problem: Placed) => string) => {
  const t = useText();
  return ({ line, column, message: text }) => {
    const message = capitalized(text);
    if (line === null) return message;
    return column === null
      ? t('problem.in-line', 'Line {line}: {message}', { line, message })
      : t('problem.at', 'Line {line}, column {column}: {message}', { line, column, message });
  };
};
