import { problem } from '../../../../shared/codes/problems';
import { ConnectorError } from '../../utils/errors';
import { type Diagnostics, positionAt } from '../diagnostics';
import {
  compilePhp,
  isGapped,
  plainOf,
  type Snippet,
  snippetOf,
  SnippetError,
  toBoolean,
} from '../php';
import { favourableTo, returnedBy } from '../php/favourable';
import { jsonataOf } from '../php/to-jsonata';
import { referencesIn } from '../php/references';
import { rowColumn } from '../php/row';
import { PhpError } from '../php/values';
import type { MappingLimits } from '../types';
import { plainValue, type RowValues, tooDeep } from './evaluation';
import { markGapped } from '../values/rendered';
import { isObject } from '../../../../shared/path';
import type { Expression, ExpressionScope } from './index';
import { findName } from '../names';
import { columnNamed } from './columns';
import { favourableOnce } from './favourable';

const PRE_FILTER = 'preFilter';

/**
 * Compiles an expression that is PHP, as pascom's pre-filters and variables are. Null where it cannot
 * be used; `diagnostics` says why. Throws RangeError where it is nested too deeply.
 */
export function compilePhpExpression(
  field: string,
  text: string,
  { columns: known }: ExpressionScope,
  limits: MappingLimits,
  diagnostics: Diagnostics
): Expression | null {
  const columnOf = (name: string): string => (known && findName(name, known)) ?? name;
  const { snippet, refusals, warnings } = compilePhp(text, columnOf);
  for (const { offset, problem: what } of refusals) {
    diagnostics.problem(field, what, positionAt(text, offset));
  }
  if (!snippet) return null;
  for (const what of warnings) diagnostics.warn(field, what);
  const expression = jsonataOf(snippet.tree, field === PRE_FILTER);
  if (expression !== null) {
    diagnostics.warn(field, problem('php-translated', { expression }), 'info');
  }
  const { columns, reads, deciding, written, wholeRow, mayTakeLong } = referencesIn(snippet.tree);
  for (const name of columns.keys()) {
    // What the snippet writes itself need not be there.
    const isOwn = written.has(name) && columnOf(name) === name;
    if (!isOwn) columnNamed(field, name, known, diagnostics);
  }
  const named = (names: Iterable<string>): string[] => [...new Set([...names].map(columnOf))];
  const evaluate = evaluator(field, text, snippet, limits);
  const quick: Expression['evaluate'] = (row, variables) => evaluate(row, variables);
  // Of a filter it is the truth of the column that counts, as PHP has it.
  const column = field === PRE_FILTER ? null : plainColumn(snippet, columnOf);
  return {
    field,
    columns: wholeRow ? null : named(columns.keys()),
    reads: wholeRow ? null : named(reads),
    column,
    places: new Map(
      [...columns].flatMap(([name, [first = 0]]) =>
        reads.has(name) ? [[columnOf(name), positionAt(text, first)] as const] : []
      )
    ),
    variables: [],
    deciding: { columns: named(deciding), variables: [] },
    couldBeTrue: favourableOnce((unknown) => {
      const tree = favourableTo(snippet.tree, (name) => unknown.includes(columnOf(name)));
      return evaluator(PRE_FILTER, text, snippetOf(tree, columnOf), limits);
    }),
    evaluate:
      column !== null ? (row) => Promise.resolve(row[column]) : mayTakeLong ? evaluate : quick,
  };
}

function evaluator(
  field: string,
  text: string,
  snippet: Snippet,
  limits: MappingLimits
): Expression['evaluate'] {
  const most = {
    milliseconds: limits.expressionMilliseconds,
    depth: limits.stackDepth,
    elements: limits.sequenceLength,
  };
  const resultOf = (row: RowValues): unknown => {
    const value = snippet.run(row, most);
    if (field === PRE_FILTER) return toBoolean(value);
    const plain = plainValue(plainOf(value, limits.valueLength), limits.valueLength);
    return isGapped(value) && isObject(plain) ? markGapped(plain) : plain;
  };
  return (row, _variables, enter) => {
    enter?.();
    return new Promise((resolve) => {
      try {
        resolve(resultOf(row));
      } catch (error) {
        throw evaluationError(error, text);
      }
    });
  };
}

function evaluationError(error: unknown, text: string): unknown {
  if (error instanceof RangeError) return tooDeep(error);
  if (error instanceof PhpError) return new ConnectorError(problem('expression-result'));
  if (!(error instanceof SnippetError)) return error;
  const { detail, offset } = error;
  const failed = problem('expression-error', { ...positionAt(text, offset), detail });
  return new ConnectorError(failed, { cause: error });
}

/** The column, where the snippet is nothing but `return $row["x"];`. */
function plainColumn({ tree }: Snippet, columnOf: (name: string) => string): string | null {
  const returned = returnedBy(tree);
  const name = returned && rowColumn(returned);
  return name === null ? null : columnOf(name);
}
