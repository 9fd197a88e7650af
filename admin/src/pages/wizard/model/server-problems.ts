import { isObject } from '../../../utils/is-object';
import type { SourceKindId } from '../../../utils/source-kind';
import { STEPS, type StepId } from './draft';
import { type InputId, type Messages, stepOf } from './problems';

interface ServerProblem {
  path: string[];
  message: string;
  /** 1-based, within the text of a filter. */
  line?: number | null;
  column?: number | null;
}

const INPUT_OF_PATH: [path: string, input: InputId][] = [
  ['name', 'name'],
  ['source.auth.username', 'username'],
  ['source.auth.password', 'password'],
  ['source.auth.token', 'token'],
  ['source.ca', 'ca'],
  ['source.encoding', 'encoding'],
  ['source.delimiter', 'delimiter'],
  ['source.lineSeparator', 'lineSeparator'],
  ['source.enclosure', 'enclosure'],
  ['source.headerRow', 'headerRow'],
  ['source', 'url'],
  ['template', 'fields'],
  ['match', 'fields'],
  ['mode', 'mode'],
  ['missing', 'missing'],
  ['generate', 'extension'],
  ['limits', 'removePercent'],
];

const inputOf = (path: string[], kind: SourceKindId): InputId => {
  if (kind === 'ldap' && path[0] === 'source' && path.length > 1) {
    return `source.${path.slice(1).join('.')}`;
  }
  const text = `${path.join('.')}.`;
  return INPUT_OF_PATH.find(([start]) => text.startsWith(`${start}.`))?.[1] ?? 'other';
};

const isProblem = (value: unknown): value is ServerProblem =>
  isObject(value) && Array.isArray(value.path) && typeof value.message === 'string';

interface MessageOptions {
  kind: SourceKindId;
  /** Says a problem with its place in a text. */
  wordsOf: (problem: { message: string; line: number | null; column: number | null }) => string;
  /** Where the draft has what was sent with a path. */
  placeOf: (path: string[]) => string[];
}

/** What the server finds wrong with a profile, beside the inputs that it concerns; null for any other error. */
export const messagesOf = (
  error: unknown,
  { kind, wordsOf, placeOf }: MessageOptions
): Messages | null => {
  const details = isObject(error) ? error.details : null;
  const listed = isObject(details) && Array.isArray(details.errors) ? details.errors : [];
  const problems = listed.filter(isProblem);
  if (problems.length === 0) return null;
  const messages: Messages = {};
  for (const { path, message: text, line = null, column = null } of problems) {
    const input = inputOf(placeOf(path.map(String)), kind);
    const message = wordsOf({ message: text, line, column });
    messages[input] = messages[input] === undefined ? message : `${messages[input]}\n${message}`;
  }
  return messages;
};

/** The first step with something to correct. */
export const firstStepOf = (messages: Messages): StepId => {
  const concerned = new Set((Object.keys(messages) as InputId[]).map(stepOf));
  return STEPS.find((step) => concerned.has(step)) ?? 'finish';
};

/** True when what was asked for does not exist any more. */
export const isGone = (error: unknown): boolean => isObject(error) && error.status === 404;

/** What an error says, whatever was thrown; null where it says nothing. */
export const messageOf = (error: unknown): string | null =>
  isObject(error) && typeof error.message === 'string' && error.message !== ''
    ? error.message
    : null;
