import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { ProfileInput, SourceInput, Variable } from '../../../shared/profile';
import { placeInDirectory, sentDirectory } from './directory/directory';
import { isObject } from '../utils/is-object';
import { isAtAddress, isDirectory } from '../utils/source-kind';

type Sent = Pick<ProfileInput, 'variables' | 'source'>;

const isBegun = ({ name, expression }: Variable): boolean =>
  name.trim() !== '' || expression.trim() !== '';

const sentSource = (source: SourceInput): SourceInput => {
  if (isDirectory(source)) return sentDirectory(source);
  return isAtAddress(source) ? { ...source, url: source.url.trim() } : source;
};

/** A draft as it is sent: variables, servers and roles that nobody has begun to fill in do not count. */
export const sentOf = <Draft extends Sent>(draft: Draft): Draft => ({
  ...draft,
  variables: draft.variables.filter(isBegun),
  source: sentSource(draft.source),
});

/** What is wrong with the range as a whole stands beside its end. */
const RANGE = 'generate.extension';

/** Problems of what was sent, in the places that the draft has them. */
export const placedIn = (
  { variables, source }: Sent,
  problems: ProfileProblem[]
): ProfileProblem[] => {
  const places = variables.flatMap((variable, index) => (isBegun(variable) ? [index] : []));
  return problems.map((problem) => {
    const [field, index, ...rest] = problem.path;
    if (field === 'source' && isDirectory(source)) {
      return { ...problem, path: placeInDirectory(source, problem.path) };
    }
    if (problem.path.join('.') === RANGE) return { ...problem, path: [...problem.path, 'to'] };
    if (field !== 'variables' || index === undefined) return problem;
    return { ...problem, path: [field, String(places[Number(index)] ?? index), ...rest] };
  });
};

const startsWith = ({ path }: ProfileProblem, field: string): boolean =>
  `${path.join('.')}.`.startsWith(`${field}.`);

/** The problems of a field such as `source.url`, and of what is in it. */
export const problemsOf = (problems: ProfileProblem[], field: string): ProfileProblem[] =>
  problems.filter((problem) => startsWith(problem, field));

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** What the server refuses a profile for; nothing for an error of another kind. */
export const problemsOfError = (error: unknown): ProfileProblem[] => {
  const details = isObject(error) ? error.details : null;
  if (!isObject(error) || !isObject(details)) return [];
  const single = Array.isArray(details.path) ? [{ ...details, message: error.message }] : [];
  const listed: unknown[] = Array.isArray(details.errors) ? details.errors : single;
  return listed.filter(isObject).map(({ path, code, message, params, line, column }) => ({
    path: Array.isArray(path) ? path.map(String) : [],
    code: String(code ?? 'invalid-value'),
    message: String(message),
    ...(isObject(params) && { params }),
    line: numberOrNull(line),
    column: numberOrNull(column),
  }));
};

/** What an error is called by, and what it says. */
export const readError = (error: unknown): { code: string | null; message: string } | null => {
  if (!isObject(error)) return null;
  const { details, message } = error;
  const code = isObject(details) && typeof details.code === 'string' ? details.code : null;
  const problems = problemsOfError(error);
  // The message names the first place only, as a path.
  if (problems.length > 0) return { code, message: problems.map((one) => one.message).join('\n') };
  return { code, message: typeof message === 'string' ? message : '' };
};

/** True when what was asked for does not exist any more. */
export const isGone = (error: unknown): boolean => isObject(error) && error.status === 404;
