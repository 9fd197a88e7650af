import type jsonata from 'jsonata';
import { problem } from '../../../../shared/codes/problems';
import { isPhp } from '../../../../shared/php';
import { Diagnostics, type Position, positionAt } from '../diagnostics';
import {
  type Evaluate,
  evaluator,
  expressionFault,
  newExpression,
  readError,
  REGISTERED,
  type RowValues,
} from './evaluation';
import {
  assumeFavourable,
  type Deciding,
  decidingIn,
  findReferences,
  plainName,
  type References,
  type SyntaxNode,
} from './syntax';
import { BUILT_IN_FUNCTIONS, CLOCK_FUNCTIONS, FUNCTIONS, isForbidden } from './functions';
import { findName, looksLike, nearTo, shownName } from '../names';
import { columnNamed } from './columns';
import { favourableOnce } from './favourable';
import { compilePhpExpression } from './from-php';
import { straightOf } from './straight';
import { readUserName } from '../values/rendered';
import type { MappingLimits } from '../types';

export interface Expression {
  /** `preFilter`, `variables.job`. */
  field: string;
  /** The columns whose values it reads; null where it can see all of them. */
  columns: string[] | null;
  /** The columns of which it uses more than whether there is a value. */
  reads: string[] | null;
  /** The column whose value it is, unchanged; null for anything else. */
  column: string | null;
  /** Where it first reads each column. */
  places: ReadonlyMap<string, Position>;
  /** The variables defined before it that it reads. */
  variables: string[];
  /** Columns and variables that decide its value without being part of it. */
  deciding: Deciding;
  /** Whether, as a condition, it could be true if the row had something else in these columns. */
  couldBeTrue(row: RowValues, unknown: readonly string[]): Promise<boolean>;
  evaluate: Evaluate;
}

/** What an expression may refer to. */
export interface ExpressionScope {
  /** Null where the source's columns are not known. */
  columns: readonly string[] | null;
  /** The variables defined before it. */
  variables: readonly string[];
}

const FUNCTION_NAMES = [...Object.keys(REGISTERED), ...BUILT_IN_FUNCTIONS];

/**
 * Compiles a JSONata expression, or PHP as pascom's connectors have it. The row is its input and `$row`;
 * variables defined before it are `$name` in JSONata. Null where it cannot be used; `diagnostics` says why.
 */
export function compileExpression(
  field: string,
  text: string,
  scope: ExpressionScope,
  limits: MappingLimits,
  diagnostics: Diagnostics
): Expression | null {
  try {
    return compileText(field, text, scope, limits, diagnostics);
  } catch (error) {
    // The parser and whatever walks its tree go as deep as the text does.
    if (!(error instanceof RangeError)) throw error;
    const place = positionAt(text, deepestOffset(text));
    diagnostics.problem(field, problem('expression-too-deep'), place);
    return null;
  }
}

/** Where a text is nested deepest in brackets. */
function deepestOffset(text: string): number {
  let depth = 0;
  let most = 0;
  let offset = 0;
  for (const [index, character] of [...text].entries()) {
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (depth > most) [most, offset] = [depth, index];
  }
  return offset;
}

function compileText(
  field: string,
  text: string,
  scope: ExpressionScope,
  limits: MappingLimits,
  diagnostics: Diagnostics
): Expression | null {
  if (isPhp(text)) return compilePhpExpression(field, text, scope, limits, diagnostics);
  const parsed = parse(field, text, limits, diagnostics);
  if (!parsed) return null;

  const problemsBefore = diagnostics.problems.length;
  const syntax = syntaxOf(parsed);
  const references = findReferences(syntax);
  checkFunctions(field, text, references, diagnostics);
  checkUserValues(field, text, references, scope, diagnostics);
  const columns = resolveColumns(field, references, scope.columns, diagnostics);
  const read = references.columns.filter((node) => !references.tested.has(node));
  const variables = resolveVariables(field, references, scope, diagnostics);
  if (diagnostics.problems.length > problemsBefore) return null;

  const column = plainColumn(syntax, columns);
  return {
    field,
    columns: references.wholeRow ? null : columns,
    // The names are those of the tree, in which their case has been corrected.
    reads: references.wholeRow ? null : [...new Set(read.map(({ value }) => String(value)))],
    column,
    places: new Map(
      read.map((node) => [String(node.value), startOf(text, node, 0)] as const).reverse()
    ),
    variables,
    deciding: decidingIn(syntax),
    couldBeTrue: favourableOnce((unknown) => {
      const favourable = newExpression(text, limits);
      const copy = syntaxOf(favourable);
      resolveColumns(field, findReferences(copy), scope.columns, new Diagnostics());
      assumeFavourable(copy, unknown);
      return evaluator(favourable, text, [], limits);
    }),
    evaluate:
      column === null
        ? evaluator(parsed, text, variables, limits, straightOf(syntax, variables))
        : (row) => Promise.resolve(row[column]),
  };
}

/** Two conditions of a row, of which the second is asked only where the first holds. */
export const bothOf = (one: Expression, other: Expression): Expression => ({
  field: one.field,
  columns: one.columns && other.columns && [...new Set([...one.columns, ...other.columns])],
  reads: one.reads && other.reads && [...new Set([...one.reads, ...other.reads])],
  column: null,
  places: one.places,
  variables: [],
  deciding: {
    columns: [...one.deciding.columns, ...other.deciding.columns],
    variables: [],
  },
  couldBeTrue: async (row, unknown) =>
    (await one.couldBeTrue(row, unknown)) && other.couldBeTrue(row, unknown),
  async evaluate(row, variables, enter) {
    const result = await one.evaluate(row, variables, enter);
    return result === true ? other.evaluate(row, variables, enter) : result;
  },
});

function parse(
  field: string,
  source: string,
  limits: MappingLimits,
  diagnostics: Diagnostics
): jsonata.Expression | null {
  try {
    return newExpression(source, limits);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const thrown = readError(error);
    const { offset } = thrown;
    const place = offset === null ? null : positionAt(source, offset);
    const detail = expressionFault(thrown, source);
    diagnostics.problem(field, problem('expression-syntax', { detail }), place);
    return null;
  }
}

/** The library types its tree more narrowly than it builds it. */
const syntaxOf = (expression: jsonata.Expression): SyntaxNode =>
  expression.ast() as unknown as SyntaxNode;

/** The place of a name in the source: the tree gives where it ends. */
const startOf = (source: string, node: SyntaxNode, prefix: number) =>
  positionAt(source, Math.max(0, (node.position ?? 0) - String(node.value).length - prefix));

function checkFunctions(
  field: string,
  source: string,
  { calls, variables }: References,
  diagnostics: Diagnostics
): void {
  for (const node of [...calls, ...variables]) {
    const name = String(node.value);
    if (isForbidden(name)) {
      const what = problem('function-not-allowed', { name });
      diagnostics.problem(field, what, startOf(source, node, 1));
    } else if (CLOCK_FUNCTIONS.includes(name)) {
      diagnostics.warn(field, problem('not-repeatable', { name }));
    }
  }
  for (const node of calls) {
    const name = String(node.value);
    if (FUNCTION_NAMES.includes(name)) continue;
    const near = nearTo(name, FUNCTION_NAMES);
    const allowed = Object.keys(FUNCTIONS).map((own) => `$${own}`);
    const what = problem('unknown-function', { name, near, allowed });
    diagnostics.problem(field, what, startOf(source, node, 1));
  }
}

/** Refuses values of the record's user, which only a template can name: a row does not know them. */
function checkUserValues(
  field: string,
  source: string,
  { columns, variables }: References,
  scope: ExpressionScope,
  diagnostics: Diagnostics
): void {
  const known = [...(scope.columns ?? []), ...scope.variables];
  for (const node of [...columns, ...variables]) {
    const [, next] = /^\s*\.\s*`?([\p{L}\w]+)/u.exec(source.slice(node.position ?? 0)) ?? [];
    const name = next && readUserName([String(node.value), next], known, false);
    if (!name) continue;
    const what = problem('user-value-in-expression', { name: shownName(next) });
    diagnostics.problem(field, what, startOf(source, node, node.type === 'variable' ? 1 : 0));
  }
}

/** The columns that an expression names. A name that differs from a column only in case is corrected in the tree. */
function resolveColumns(
  field: string,
  references: References,
  columns: readonly string[] | null,
  diagnostics: Diagnostics
): string[] {
  const found = new Set<string>();
  for (const node of references.columns) {
    const column = columnNamed(field, String(node.value), columns, diagnostics);
    node.value = column;
    found.add(column);
  }
  return [...found];
}

function resolveVariables(
  field: string,
  { variables, calls }: References,
  scope: ExpressionScope,
  diagnostics: Diagnostics
): string[] {
  const found = new Set<string>();
  for (const node of variables) {
    const written = String(node.value);
    const name = scope.variables.find((known) => looksLike(known, written)) ?? written;
    node.value = name;
    if (scope.variables.includes(name) && calls.some((call) => call.value === name)) {
      diagnostics.warn(field, problem('name-of-function', { name }));
    } else if (scope.variables.includes(name)) {
      found.add(name);
    } else if (!FUNCTION_NAMES.includes(name)) {
      const isColumn = scope.columns !== null && findName(name, scope.columns) !== null;
      const near = isColumn ? null : nearTo(name, scope.variables);
      diagnostics.warn(
        field,
        problem('unknown-variable/expression', { name: shownName(name), isColumn, near })
      );
    }
  }
  return [...found];
}

/** The column, where the expression is nothing but its name. */
function plainColumn(syntax: SyntaxNode, columns: string[]): string | null {
  const name = plainName(syntax)?.value;
  return columns.length === 1 && columns[0] === name ? (columns[0] ?? null) : null;
}
