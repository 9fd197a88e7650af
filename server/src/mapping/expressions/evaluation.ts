import jsonata from 'jsonata';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { RowValue } from '../../sources/types';
import { ConnectorError } from '../../utils/errors';
import { positionAt } from '../diagnostics';
import { FORBIDDEN_FUNCTIONS, FUNCTIONS } from './functions';
import type { MappingLimits } from '../types';
import type { Straight } from './straight';

/** What expressions may call besides JSONata's own functions. */
export const REGISTERED = FUNCTIONS;

/**
 * Parses an expression and registers our functions. Forbidden ones throw, should the check of the
 * text miss one. Throws what the library throws.
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
  for (const name of FORBIDDEN_FUNCTIONS) {
    expression.registerFunction(name, () => {
      throw new ConnectorError(problem('function-not-allowed', { name }));
    });
  }
  return expression;
}

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
    throw new ConnectorError(problem('expression-result/too-deep', { most: DEPTH }));
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
  throw new ConnectorError(problem('expression-result'));
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new ConnectorError(problem('expression-result/not-finite', { value: String(value) }));
}

function spend(budget: Budget, characters: number): void {
  budget.left -= characters;
  if (budget.left >= 0) return;
  throw new ConnectorError(problem('value-too-long/expression', { most: budget.length }));
}

/** A row's values by column; it has no prototype, so that every column name is a safe one. */
export type RowValues = Readonly<Record<string, RowValue>>;

/**
 * The value of an expression for one row, as plain JSON values; undefined where there is none.
 * Throws a `ConnectorError` with code `expression-error`, `expression-result` or `value-too-long`.
 * @param enter called before something that may take long
 */
export type Evaluate = (
  row: RowValues,
  variables: ReadonlyMap<string, unknown>,
  enter?: () => void
) => Promise<unknown>;

/** @param straight the same expression as a plain function; what it makes nothing of is left to JSONata */
export function evaluator(
  expression: jsonata.Expression,
  source: string,
  names: string[],
  limits: MappingLimits,
  straight: Straight | null = null
): Evaluate {
  return async (row, variables, enter) => {
    if (straight) {
      try {
        return plainValue(straight(row, variables), limits.valueLength);
      } catch {
        // JSONata says what is wrong, if anything is.
      }
    }
    enter?.();
    const bindings = Object.create(null) as Record<string, unknown>;
    bindings.row = row;
    for (const name of names) bindings[name] = variables.get(name);
    let result: unknown;
    try {
      result = await expression.evaluate(row, bindings);
    } catch (error) {
      throw evaluationError(error, source);
    }
    return plainValue(result, limits.valueLength);
  };
}

/** The engine's stack is as deep as an expression may be, or a value that it makes. */
export const tooDeep = (cause: RangeError): ConnectorError =>
  new ConnectorError(problem('expression-error/too-deep'), { cause });

function evaluationError(error: unknown, source: string): ConnectorError {
  if (error instanceof RangeError) return tooDeep(error);
  const { message, offset } = readError(error);
  const place = offset === null ? null : positionAt(source, offset);
  const { line = null, column = null } = place ?? {};
  const failed = problem('expression-error', { line, column, detail: message });
  return new ConnectorError(failed, { cause: error });
}

/** What JSONata, which throws plain objects, or the engine says; the offset is 0-based. */
export function readError(error: unknown) {
  const given: { message?: unknown; position?: unknown; code?: unknown; token?: unknown } & {
    value?: unknown;
  } = typeof error === 'object' && error !== null ? error : { message: error };
  const { code, token, value } = given;
  return {
    message: String(given.message ?? 'unknown error')
      .slice(0, 300)
      .replace(/\.$/, ''),
    code,
    token,
    value,
    offset: typeof given.position === 'number' ? Math.max(0, given.position - 1) : null,
  };
}

const CLOSING = [')', ']', '}'];

/** What is wrong with the syntax of an expression, in words. */
export function expressionFault(
  { message, code, token, value, offset }: ReturnType<typeof readError>,
  source: string
): Problem {
  const read = offset === null ? '' : source.slice(0, offset + 1);
  const found = typeof token === 'string' && token !== '(end)' ? token : null;
  if (/(?:!==|<>|=\s*!)$/.test(read)) return problem('syntax-fault/not-equal');
  if (read.endsWith('==')) return problem('syntax-fault/equal');
  if (read.endsWith('&&') || found === '|') return problem('syntax-fault/and-or');
  if (found === '!') return problem('syntax-fault/not');
  switch (code) {
    case 'S0101':
      return problem('syntax-fault/quote');
    case 'S0103':
      return problem('syntax-fault/escape', { found: found ?? '' });
    case 'S0105':
      return problem('syntax-fault/backtick');
    case 'S0202':
    case 'S0203':
      return problem('syntax-fault/missing', { expected: String(value), found });
    case 'S0207':
      return problem('syntax-fault/end');
    case 'S0212':
      return problem('syntax-fault/assignment');
    case 'S0302':
      return problem('syntax-fault/pattern');
  }
  if (found === ';') return problem('syntax-fault/semicolon');
  if (code === 'S0201' && found !== null && CLOSING.includes(found)) {
    return problem('syntax-fault/closing', { found });
  }
  if (code === 'S0201' && found !== null) return problem('syntax-fault/between', { found });
  if (code === 'S0211' && found !== null) return problem('syntax-fault/before', { found });
  return problem('syntax-fault/other', { detail: message });
}
