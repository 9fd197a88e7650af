import { isObject } from '../../../utils/is-object';
import { asSentence } from '../../../utils/sentence';

/** What the server refuses something for: each problem of a body, else its message; null where it says nothing. */
export const errorText = (error: unknown): string | null => {
  if (!isObject(error)) return null;
  const { details, message } = error;
  const listed: unknown[] =
    isObject(details) && Array.isArray(details.errors) ? details.errors : [];
  const problems = listed
    .filter(isObject)
    .map((problem) => problem.message)
    .filter((text) => typeof text === 'string');
  if (problems.length > 0) return problems.map(asSentence).join('\n');
  return typeof message === 'string' && message !== '' ? asSentence(message) : null;
};
