import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';

/** What is wrong in a text, and where: 1-based, null where the whole text is meant. */
export interface CodeProblem {
  line: number | null;
  column: number | null;
  message: string;
}

/** Where a problem is marked: the word that begins there, or what is nearest to it. */
export const diagnosticOf = (doc: Text, { line, column, message }: CodeProblem): Diagnostic => {
  const place = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
  const indent = place.text.length - place.text.trimStart().length;
  const start = Math.min(column === null ? indent : Math.max(column - 1, 0), place.length);
  const word = /^(?:\$?[\w\u00c0-\uffff]+|.)/.exec(place.text.slice(start))?.[0] ?? '';
  const from = word === '' && start > 0 ? start - 1 : start;
  return {
    from: place.from + from,
    to: place.from + start + word.length,
    severity: 'error',
    message,
  };
};
