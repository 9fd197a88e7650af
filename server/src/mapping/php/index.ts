import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { RowValue } from '../../sources/types';
import type { PhpArray } from './array';
import { isGapped, phpOf, phpRow, plainOf } from './border';
import { assignmentsOf } from './compile/assignments';
import { type Callee, callablesOf } from './compile/callables';
import { callsOf } from './compile/calls';
import type { Compiler, Refusal } from './compile/compiler';
import { expressionsOf } from './compile/expressions';
import { type Evaluate, type Evaluation, type Execute, Scope } from './compile/frame';
import { loopsOf } from './compile/loops';
import { operatorsOf } from './compile/operators';
import { placesOf } from './compile/places';
import { statementsOf } from './compile/statements';
import { toBoolean } from './conversions';
import { PHP_FUNCTIONS } from './functions';
import { returnedBy } from './favourable';
import { functionsIn } from './functions-in';
import { parsePhp } from './parse';
import { Run, type RunLimits } from './run';
import { offsetOf, type ProgramNode, type Statement } from './tree';
import { PhpError, PhpSyntaxError, type PhpValue } from './values';

/** A snippet that can be run. */
export interface Snippet {
  tree: ProgramNode;
  /** What it gives for a row. Throws `SnippetError`. */
  run(row: Readonly<Record<string, RowValue>>, limits: RunLimits): PhpValue;
}

/** An error of PHP while a snippet ran, and where: 0-based, in its text. */
export class SnippetError extends Error {
  constructor(
    readonly detail: string,
    readonly offset: number,
    cause: unknown
  ) {
    super(detail, { cause });
  }
}

export { isGapped, plainOf, toBoolean };

/** How the snippet's names of columns are written in the source. */
export type ColumnOf = (name: string) => string;

/**
 * Compiles PHP, as pascom's pre-filters and variables are, for rows as `$row`. It is evaluated as
 * PHP 8.2 does, without classes, files, network, output and whatever else a row is not made of.
 * Throws RangeError where it is nested too deeply.
 */
export function compilePhp(
  source: string,
  column: ColumnOf
): { snippet: Snippet | null; refusals: Refusal[]; warnings: Problem[] } {
  const refusals: Refusal[] = [];
  const warnings: Problem[] = [];
  const tree = treeOf(source, refusals);
  if (!tree) return { snippet: null, refusals, warnings };
  const snippet = compileTree(tree, column, refusals, warnings);
  return { snippet: refusals.length > 0 ? null : snippet, refusals, warnings };
}

/** A snippet of a tree that nothing is wrong with. */
export const snippetOf = (tree: ProgramNode, column: ColumnOf): Snippet =>
  compileTree(tree, column, [], []);

function compileTree(
  tree: ProgramNode,
  column: ColumnOf,
  refusals: Refusal[],
  warnings: Problem[]
): Snippet {
  const body = compiled(tree, column, refusals, warnings);
  return { tree, run: (row, limits) => execute(body, row, limits) };
}

function treeOf(source: string, refusals: Refusal[]): ProgramNode | null {
  try {
    return parsePhp(source);
  } catch (error) {
    if (!(error instanceof PhpSyntaxError)) throw error;
    refusals.push({
      offset: error.offset,
      problem: problem('php-syntax', { detail: error.message }),
    });
    return null;
  }
}

/** Puts the parts of the compiler together, which need each other. */
function compiled(
  tree: ProgramNode,
  column: ColumnOf,
  refusals: Refusal[],
  warnings: Problem[]
): Execute {
  const functions = new Map<string, Callee>();
  const refuse = (offset: number, what: Problem): Evaluate => {
    const isKnown = refusals.some((one) => one.offset === offset && one.problem.code === what.code);
    if (!isKnown) refusals.push({ offset, problem: what });
    return () => null;
  };
  const compiler: Compiler = {
    functions,
    column,
    refuse,
    warn: (what) => warnings.push(what),
    expression: (node, scope) => expressions.expression(node, scope),
    place: (node, scope) => places.place(node, scope),
    placeOrNull: (node, scope) => places.placeOrNull(node, scope),
    statement: (node, scope) => statements.statement(node, scope),
    block: (nodes, scope) => statements.block(nodes, scope),
  };
  const places = placesOf(compiler);
  const callables = callablesOf(compiler);
  const assignments = assignmentsOf(compiler);
  const operators = operatorsOf(compiler, (node, scope) => expressions.presence(node, scope));
  const expressions = expressionsOf(compiler, {
    operators,
    assignments,
    call: callsOf(compiler),
    closure: callables.closure,
    arrow: callables.arrow,
  });
  const statements = statementsOf(compiler, loopsOf(compiler, assignments));

  for (const node of functionsIn(tree.children)) {
    const name = node.name.name.toLowerCase();
    if (functions.has(name) || Object.hasOwn(PHP_FUNCTIONS, name)) {
      refuse(offsetOf(node), problem('php-expression/twice', { found: node.name.name }));
    }
    functions.set(
      name,
      deferred(() => callables.named(node))
    );
  }
  for (const callee of functions.values()) callee.takesReference(0);
  return statements.block(withResult(tree), new Scope(true));
}

/** A function may call one that is defined after it, and itself. */
function deferred(make: () => Callee): Callee {
  let made: Callee | undefined;
  const callee = (): Callee => (made ??= make());
  return {
    takesReference: (place) => callee().takesReference(place),
    call: (...given) => callee().call(...given),
  };
}

/** A field that is nothing but an expression gives its value, without `return` too. */
function withResult(tree: ProgramNode): Statement[] {
  const expr = returnedBy(tree);
  return expr ? [{ kind: 'return', expr, loc: expr.loc }] : tree.children;
}

function execute(
  body: Execute,
  row: Readonly<Record<string, RowValue>>,
  limits: RunLimits
): PhpValue {
  let array: PhpArray | undefined;
  const evaluation: Evaluation = {
    run: new Run(limits),
    at: 0,
    cell: (column) => {
      const value = Object.hasOwn(row, column) ? row[column] : undefined;
      return value === undefined ? undefined : phpOf(value);
    },
    row: () => (array ??= phpRow(row)),
  };
  try {
    const signal = body({ evaluation, slots: [], args: [] });
    return signal?.kind === 'return' ? signal.value : null;
  } catch (error) {
    if (!(error instanceof PhpError)) throw error;
    const { kind, message } = error;
    const detail = kind === 'Limit' ? `it takes ${message}` : `${kind}: ${message}`;
    throw new SnippetError(detail, evaluation.at, error);
  }
}
