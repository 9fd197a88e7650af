import type { Said } from '../hooks/useCodeTexts';
import { isObject } from './is-object';
import { asSentence } from './sentence';

type Say = (said: Said) => string;

const textOf = (message: unknown, code: unknown, params: unknown, say: Say): string | null => {
  if (typeof message !== 'string' || message === '') return null;
  return asSentence(say({ code: String(code), params: isObject(params) ? params : null, message }));
};

/**
 * What the server refuses something for: each problem of a body, else what the answer itself says;
 * null where it says nothing.
 */
export const answerText = (answer: unknown, say: Say): string | null => {
  if (!isObject(answer)) return null;
  const details = isObject(answer.details) ? answer.details : answer;
  const listed: unknown[] = Array.isArray(details.errors) ? details.errors : [];
  const problems = listed
    .filter(isObject)
    .flatMap(({ message, code, params }) => textOf(message, code, params, say) ?? []);
  if (problems.length > 0) return problems.join('\n');
  return textOf(answer.message, details.code, details.params, say);
};
