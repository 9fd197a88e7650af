import jsonata from 'jsonata';
import { FORBIDDEN_FUNCTIONS, FUNCTIONS } from './functions';
import { PHP_FUNCTIONS } from './functions/php';
import type { MappingLimits } from './types';

/** What expressions may call besides JSONata's own functions. */
export const REGISTERED = { ...FUNCTIONS, ...PHP_FUNCTIONS };

/** Why a function cannot be used. */
export const notAllowed = (name: string): string =>
  `The function $${name} cannot be used: ${FORBIDDEN_FUNCTIONS[name]}.`;

/**
 * Text as an expression of the library, with our functions and without those that are forbidden:
 * what the check of the text might miss is not there either. Throws what the library throws.
 */
export function newExpression(source: string, limits: MappingLimits): jsonata.Expression {
  const expression = jsonata(source, {
    timeout: limits.expressionMilliseconds,
    stack: limits.stackDepth,
    sequence: limits.sequenceLength,
  });
  for (const [name, implementation] of Object.entries(REGISTERED)) {
    expression.registerFunction(name, implementation);
  }
  for (const name of Object.keys(FORBIDDEN_FUNCTIONS)) {
    expression.registerFunction(name, () => {
      throw new Error(notAllowed(name));
    });
  }
  return expression;
}
