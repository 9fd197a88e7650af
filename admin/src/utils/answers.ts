import type { Params, ProblemView } from '../../../shared/codes/kinds';
import type { ProfileChange, ProfileProblemView } from '../../../shared/contracts/profiles';
import { isObject } from '../../../shared/path';
import { asSentence } from './sentence';

/** Why the server does not do what it was asked for. */
export interface Refusal {
  code: string | null;
  message: string;
  params: Params | null;
  /** What else it says. */
  details: Record<string, unknown>;
  /** What is wrong in the profile or the body that was sent. */
  problems: ProfileProblemView[];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const paramsOf = (value: unknown): Params | null => (isObject(value) ? (value as Params) : null);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const problemOf = (given: Record<string, unknown>): ProfileProblemView => ({
  path: Array.isArray(given.path) ? given.path.map(String) : [],
  code: textOf(given.code) || 'invalid-value',
  message: textOf(given.message),
  ...(isObject(given.params) && { params: given.params as Params }),
  line: numberOrNull(given.line),
  column: numberOrNull(given.column),
});

/** What an answer refuses; null for what is no answer. A stored error of a run reads like one. */
export const refusalOf = (answer: unknown): Refusal | null => {
  if (!isObject(answer)) return null;
  const details = isObject(answer.details) ? answer.details : answer;
  const message = textOf(answer.message);
  const single = Array.isArray(details.path) ? [{ ...details, message }] : [];
  const listed: unknown[] = Array.isArray(details.errors) ? details.errors : single;
  return {
    code: textOf(details.code) || null,
    message,
    params: paramsOf(details.params),
    details,
    problems: listed.filter(isObject).map(problemOf),
  };
};

/** What the server refuses a profile for; nothing for an error of another kind. */
export const problemsOfError = (error: unknown): ProfileProblemView[] =>
  refusalOf(error)?.problems ?? [];

/** What a refusal says: each of its problems, else the refusal itself; null where it says nothing. */
export const answerText = (answer: unknown, say: (said: ProblemView) => string): string | null => {
  const refusal = refusalOf(answer);
  if (refusal === null) return null;
  const { problems, message, params } = refusal;
  const said = problems.filter((problem) => problem.message !== '');
  const whole = message === '' ? [] : [{ code: refusal.code ?? '', params, message }];
  const sentences = (said.length > 0 ? said : whole).map((one) => asSentence(say(one)));
  return sentences.length > 0 ? sentences.join('\n') : null;
};

/** True when what was asked for does not exist any more. */
export const isGone = (error: unknown): boolean => isObject(error) && error.status === 404;

/** What has been saved since the profile was opened here. */
export interface Outdated {
  /** The one that is stored now. */
  version: number;
  changes: ProfileChange[];
}

const changeOf = ({ version, at, by, settings }: Record<string, unknown>): ProfileChange => ({
  version: Number(version),
  at: String(at),
  by: typeof by === 'string' ? by : null,
  settings: Array.isArray(settings) ? settings.map(String) : [],
});

/** What the server says when somebody else has saved meanwhile; null for any other error. */
export const outdatedOf = (error: unknown): Outdated | null => {
  const refusal = refusalOf(error);
  if (refusal?.code !== 'profile-changed') return null;
  const { version, changes } = refusal.details;
  const listed: unknown[] = Array.isArray(changes) ? changes : [];
  return { version: Number(version), changes: listed.filter(isObject).map(changeOf) };
};
