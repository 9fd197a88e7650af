import type { ProfileProblemView } from '../../../shared/contracts/profiles';
import type { ProfileInput, SourceInput, Variable } from '../../../shared/profile';
import { placeInDirectory, sentDirectory } from './directory/directory';
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
  problems: ProfileProblemView[]
): ProfileProblemView[] => {
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

const startsWith = ({ path }: ProfileProblemView, field: string): boolean =>
  `${path.join('.')}.`.startsWith(`${field}.`);

/** The problems of a field such as `source.url`, and of what is in it. */
export const problemsOf = (problems: ProfileProblemView[], field: string): ProfileProblemView[] =>
  problems.filter((problem) => startsWith(problem, field));

/** Whether it is about what another plugin brings, which has no defaults here and is kept as it is. */
export const isOfPlugin = ({ path: [field, part] }: ProfileProblemView): boolean =>
  field === 'source' && (part === 'name' || part === 'settings');
