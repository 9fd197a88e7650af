import { ConnectorError } from '../utils/errors';

/**
 * A result of an expression as plain JSON values, of at most `length` characters altogether.
 * Throws `value-too-long`, or `expression-result` where a part is a function.
 */
export function plainValue(result: unknown, length: number): unknown {
  const budget = { left: length, length };
  return copy(result, budget, 0);
}

interface Budget {
  left: number;
  length: number;
}

/** How deep lists and objects may hold each other. */
const DEPTH = 100;

function copy(value: unknown, budget: Budget, depth: number): unknown {
  if (depth > DEPTH) {
    throw new ConnectorError(
      'expression-result',
      `The expression gives lists or objects that hold each other more than ${DEPTH} deep. Give text, a number, true or false, or a list of these.`
    );
  }
  spend(budget, typeof value === 'string' ? value.length : 1);
  if (
    value === undefined ||
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'string'
  ) {
    return value;
  }
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return value.map((item) => copy(item, budget, depth + 1));
  if (typeof value === 'object' && !('_jsonata_lambda' in value || '_jsonata_function' in value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, copy(part, budget, depth + 1)])
    );
  }
  throw new ConnectorError(
    'expression-result',
    'The expression gives a function; expected text, a number, true or false, or a list of these. Call the function with "(…)" behind its name.'
  );
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new ConnectorError(
    'expression-result',
    `The expression gives ${value}, which is no number, such as a division by zero gives. Test the divisor first.`
  );
}

function spend(budget: Budget, characters: number): void {
  budget.left -= characters;
  if (budget.left >= 0) return;
  throw new ConnectorError(
    'value-too-long',
    `The expression gives more than ${budget.length} characters. Shorten it, with $substring for example.`
  );
}
