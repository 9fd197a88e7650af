import type { ProfileProblem } from '../../../shared/contracts/profiles';

/** A problem of a field as a whole. */
export const problem = (
  path: (string | number)[],
  code: string,
  message: string
): ProfileProblem => ({ path: path.map(String), code, message, line: null, column: null });
