import { ConnectorError } from '../utils/errors';

/**
 * A result of an expression as plain JSON values, of at most `length` characters altogether.
 * Throws `value-too-long`, or `expression-result` where a part is a function.
 */
export function plainValue(result: unknown, length: number): unknown {
  const budget = { left: length, length };
  return copy(result, budget);
}

interface Budget {
  left: number;
  length: number;
}

function copy(value: unknown, budget: Budget): unknown {
  spend(budget, typeof value === 'string' ? value.length : 1);
  if (
    value === undefined ||
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'string'
  ) {
    return value;
  }
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item, budget));
  if (typeof value === 'object' && !('_jsonata_lambda' in value || '_jsonata_function' in value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, copy(part, budget)])
    );
  }
  throw new ConnectorError(
    'expression-result',
    'The expression gives a function; expected text, a number, true or false, or a list of these. Call the function with "(…)" behind its name.'
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
