import { contextArguments, isForbidden } from './functions';

/** A node of JSONata's syntax tree, as far as it is looked at here. */
export interface SyntaxNode {
  type?: string;
  value?: unknown;
  position?: number;
  [part: string]: unknown;
}

/** What an expression refers to. */
export interface References {
  /** The nodes that name a column of the row. */
  columns: SyntaxNode[];
  /** The columns that are only asked whether there is a value: `$exists(c)`, `c = ""`, `c != ""`. */
  tested: ReadonlySet<SyntaxNode>;
  /** Variables that the expression does not define itself, such as `$name` or a function that is passed on. */
  variables: SyntaxNode[];
  /** Functions called that the expression does not define itself. */
  calls: SyntaxNode[];
  /** True when it can see columns that it does not name. */
  wholeRow: boolean;
}

/** The names under which the row itself can be reached, without their `$`. */
const ROW_NAMES: readonly unknown[] = ['', '$', 'row'];

/** Parts of a node that are evaluated with another context than the node. */
const CONTEXT_CHANGING_PARTS = new Set([
  'predicate',
  'stages',
  'group',
  'terms',
  'pattern',
  'update',
  'delete',
]);

/** Bookkeeping of the library that leads back up the tree. */
export const LINKS: ReadonlySet<string> = new Set(['slot', 'ancestor', 'seekingParent']);

const PRESENCE_FUNCTIONS: ReadonlySet<unknown> = new Set(['exists', 'isEmpty']);

/** The names that are surely bound where a node stands. */
type Scope = ReadonlySet<unknown>;

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null;

const nodesOf = (value: unknown): SyntaxNode[] =>
  Array.isArray(value) ? value.flatMap(nodesOf) : isNode(value) ? [value] : [];

const isEmptyText = ({ type, value }: SyntaxNode): boolean => type === 'string' && value === '';

const isRowName = ({ type, value }: SyntaxNode): boolean =>
  type === 'variable' && ROW_NAMES.includes(value);

/** True for `$`, `$$` and, unless the expression has one of its own, `$row`. */
const isRow = (node: SyntaxNode, scope: Scope): boolean =>
  isRowName(node) && (node.value !== 'row' || !scope.has('row'));

/**
 * Looks up in a syntax tree what the expression refers to. A name is a column of the row only where
 * the row is the context: at the start of a path that is not itself inside another path or a filter.
 * Whatever could reach the row in another way counts as reading all of it.
 */
export function findReferences(root: SyntaxNode): References {
  const finder = new ReferenceFinder(assignedIn(root));
  finder.visit(root, true, new Set());
  return finder;
}

class ReferenceFinder implements References {
  readonly columns: SyntaxNode[] = [];
  readonly tested = new Set<SyntaxNode>();
  readonly variables: SyntaxNode[] = [];
  readonly calls: SyntaxNode[] = [];
  wholeRow = false;

  /** @param assigned the names that `:=` binds anywhere: a function may use one that is bound after it */
  constructor(private readonly assigned: ReadonlySet<unknown>) {}

  visit(node: SyntaxNode, onRow: boolean, scope: Scope): void {
    switch (node.type) {
      case 'path':
        return this.path(node, onRow, scope);
      case 'block':
        return this.block(node, onRow, scope);
      case 'lambda':
        return this.lambda(node, onRow, scope);
      case 'bind':
        for (const value of nodesOf(node.rhs)) this.visit(value, onRow, scope);
        return;
      case 'apply':
        return this.apply(node, onRow, scope);
      case 'function':
      case 'partial':
        return this.call(node, onRow, scope, 0);
      case 'variable':
        this.variable(node, onRow, scope);
        break;
      case 'binary':
        this.noteTest(node, onRow);
        break;
      case 'name':
        if (onRow) this.columns.push(node);
        break;
      case 'wildcard':
      case 'descendant':
        this.wholeRow ||= onRow;
        break;
      case 'parent':
        // A value of a row has nothing above it but the row.
        this.wholeRow = true;
        break;
    }
    this.parts(node, onRow, scope);
  }

  private parts(node: SyntaxNode, onRow: boolean, scope: Scope): void {
    for (const [part, value] of Object.entries(node)) {
      if (LINKS.has(part)) continue;
      const inner = onRow && !CONTEXT_CHANGING_PARTS.has(part);
      for (const child of nodesOf(value)) this.visit(child, inner, scope);
    }
  }

  private variable(node: SyntaxNode, onRow: boolean, scope: Scope): void {
    if (isRow(node, scope)) {
      this.wholeRow ||= onRow || node.value !== '';
    } else if (!scope.has(node.value)) {
      if (!this.isOwn(node)) this.variables.push(node);
      // By another name, it could be called without the argument that then is the row.
      this.wholeRow ||= contextArguments(node.value) !== null;
    }
  }

  /** A name that may be bound at another time is no excuse for a function that must not be called. */
  private isOwn({ value }: SyntaxNode): boolean {
    return this.assigned.has(value) && !isForbidden(value);
  }

  private path(node: SyntaxNode, onRow: boolean, scope: Scope): void {
    const [first, second, ...rest] = nodesOf(node.steps);
    if (!first) return;
    let inner = scope;
    const bindStep = ({ focus, index }: SyntaxNode): void => {
      inner = new Set([...inner, ...[focus, index].filter((name) => typeof name === 'string')]);
    };
    const namesColumn =
      second?.type === 'name' &&
      isRow(first, scope) &&
      !first.predicate &&
      (onRow || first.value !== '');
    if (!namesColumn) this.visit(first, onRow, scope);
    bindStep(first);
    for (const step of second ? [second, ...rest] : []) {
      this.visit(step, namesColumn && step === second, inner);
      bindStep(step);
    }
    for (const part of nodesOf(node.group)) this.parts(part, false, inner);
  }

  /** What an expression of a block binds is known to those after it. */
  private block(node: SyntaxNode, onRow: boolean, scope: Scope): void {
    let inner = scope;
    for (const expression of nodesOf(node.expressions)) {
      this.visit(expression, onRow, inner);
      inner = new Set([...inner, ...boundBy(expression)]);
    }
    const { expressions: _expressions, ...rest } = node;
    this.parts(rest, onRow, inner);
  }

  private lambda(node: SyntaxNode, onRow: boolean, scope: Scope): void {
    const names = nodesOf(node.arguments).map(({ value }) => value);
    // A signature such as <o-:x> takes the context for an argument that is not given.
    this.wholeRow ||= JSON.stringify(node.signature ?? '').includes('-');
    for (const body of nodesOf(node.body)) this.visit(body, onRow, new Set([...scope, ...names]));
  }

  /** `x ~> $f` and `x ~> $f(y)` give `x` to the function as its first argument. */
  private apply({ lhs, rhs }: SyntaxNode, onRow: boolean, scope: Scope): void {
    for (const node of nodesOf(lhs)) this.visit(node, onRow, scope);
    for (const node of nodesOf(rhs)) {
      if (node.type === 'function') this.call(node, onRow, scope, 1);
      else this.argument(node, onRow, scope);
    }
  }

  private call(node: SyntaxNode, onRow: boolean, scope: Scope, given: number): void {
    const values = nodesOf(node.arguments);
    for (const procedure of nodesOf(node.procedure)) {
      if (procedure.type !== 'variable' || isRowName(procedure)) {
        this.visit(procedure, onRow, scope);
      } else if (!scope.has(procedure.value)) {
        if (!this.isOwn(procedure)) this.calls.push(procedure);
        const wanted = contextArguments(procedure.value);
        this.wholeRow ||= onRow && wanted !== null && values.length + given < wanted;
        if (this.isTest(procedure.value, values)) {
          values.forEach((value) => this.noteColumn(value, onRow));
        }
      }
    }
    for (const value of values) this.argument(value, onRow, scope);
    const { arguments: _arguments, procedure: _procedure, ...rest } = node;
    this.parts(rest, onRow, scope);
  }

  /** A function that is an argument is called without a context. */
  private argument(node: SyntaxNode, onRow: boolean, scope: Scope): void {
    const isFree = node.type === 'variable' && !isRowName(node) && !scope.has(node.value);
    if (!isFree || node.predicate) this.visit(node, onRow, scope);
    else if (!this.isOwn(node)) this.variables.push(node);
  }

  /** Whether a call only asks whether there is a value. */
  private isTest(name: unknown, values: SyntaxNode[]): boolean {
    if (this.assigned.has(name)) return false;
    return PRESENCE_FUNCTIONS.has(name) && values.length === 1;
  }

  private noteTest({ value, lhs, rhs }: SyntaxNode, onRow: boolean): void {
    if (value !== '=' && value !== '!=') return;
    const sides = [...nodesOf(lhs), ...nodesOf(rhs)];
    if (sides.some(isEmptyText)) sides.forEach((side) => this.noteColumn(side, onRow));
  }

  private noteColumn(node: SyntaxNode | undefined, onRow: boolean): void {
    const column = onRow && node && plainName(node);
    if (column) this.tested.add(column);
  }
}

/** The names that an expression binds for those after it: `$a := $b := 1` binds two. */
function boundBy(node: SyntaxNode): unknown[] {
  if (node.type !== 'bind') return [];
  return [...nodesOf(node.lhs).map(({ value }) => value), ...nodesOf(node.rhs).flatMap(boundBy)];
}

/** Every name that an expression binds with `:=`. */
function assignedIn(node: SyntaxNode, names = new Set<unknown>()): Set<unknown> {
  if (node.type === 'bind') for (const { value } of nodesOf(node.lhs)) names.add(value);
  for (const [part, value] of Object.entries(node)) {
    if (!LINKS.has(part)) for (const child of nodesOf(value)) assignedIn(child, names);
  }
  return names;
}

/** The node of the name where an expression is nothing but a column: `c`, `$row.c`. */
export function plainName(node: SyntaxNode): SyntaxNode | null {
  const steps = nodesOf(node.steps);
  const last = steps.at(-1);
  const isPlain =
    node.type === 'path' &&
    last?.type === 'name' &&
    steps.length <= 2 &&
    steps.slice(0, -1).every(isRowName) &&
    !('group' in node || 'keepSingletonArray' in node) &&
    steps.every((step) => !('stages' in step || 'predicate' in step || 'tuple' in step));
  return isPlain ? (last ?? null) : null;
}

/** What a syntax tree reads, as far as it matters here; null: it can see all columns. */
const columnsIn = (node: SyntaxNode): string[] | null => {
  const { columns, wholeRow } = findReferences(node);
  return wholeRow ? null : columns.map(({ value }) => String(value));
};

const readsAny = (node: SyntaxNode, unknown: readonly string[]): boolean => {
  const columns = columnsIn(node);
  return columns === null || columns.some((column) => unknown.includes(column));
};

const isCallOf = (name: string, { type, procedure }: SyntaxNode): boolean =>
  (type === 'function' || type === 'apply') &&
  nodesOf(procedure).some(({ type: kind, value }) => kind === 'variable' && value === name);

const become = (node: SyntaxNode, other: SyntaxNode): void => {
  for (const part of Object.keys(node)) delete node[part];
  Object.assign(node, other);
};

/**
 * Changes a condition so that it is true wherever it could be, whatever stands in columns that are
 * not known: each of its parts that reads one is taken to come out as it favours. What `and`, `or`
 * and `$not` join is judged part by part, so that one that is surely false still decides.
 */
export function assumeFavourable(
  node: SyntaxNode,
  unknown: readonly string[],
  favourable = true
): void {
  const inner = innerConditions(node);
  if (inner) {
    const isFlipped = isCallOf('not', node);
    for (const part of inner) assumeFavourable(part, unknown, favourable !== isFlipped);
  } else if (readsAny(node, unknown)) {
    become(node, { type: 'value', value: favourable, position: node.position });
  }
}

/** The conditions that a node only joins; null for any other node. */
function innerConditions(node: SyntaxNode): SyntaxNode[] | null {
  const { type, value } = node;
  if (type === 'binary' && (value === 'and' || value === 'or')) {
    return [...nodesOf(node.lhs), ...nodesOf(node.rhs)];
  }
  const [only, ...more] = nodesOf(type === 'block' ? node.expressions : node.arguments);
  const isOne = only !== undefined && more.length === 0;
  const isBlock = type === 'block' && !('predicate' in node || 'group' in node);
  if (!isOne || !(isBlock || (type === 'function' && isCallOf('not', node)))) return null;
  return only.type === 'bind' ? null : [only];
}

/** Operators and functions that answer a question about a value, which is not part of their result. */
const COMPARISONS: ReadonlySet<unknown> = new Set([
  ...['=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or'],
]);
const QUESTIONS: readonly string[] = [
  ...['exists', 'boolean', 'not', 'contains'],
  ...['is', 'has', 'startsWith', 'endsWith', 'atLeast', 'atMost', 'isEmpty'],
];

/** What decides in an expression, and is no part of its value. */
export interface Deciding {
  columns: string[];
  variables: string[];
}

/** The columns and variables whose values decide what an expression gives: those in conditions and comparisons. */
export function decidingIn(root: SyntaxNode): Deciding {
  const found: Deciding = { columns: [], variables: [] };
  const visit = (node: SyntaxNode): void => {
    const asked =
      node.type === 'condition'
        ? nodesOf(node.condition)
        : node.type === 'binary' && COMPARISONS.has(node.value)
          ? [...nodesOf(node.lhs), ...nodesOf(node.rhs)]
          : QUESTIONS.some((name) => isCallOf(name, node))
            ? nodesOf(node.arguments)
            : [];
    for (const { columns, variables } of asked.map(findReferences)) {
      found.columns.push(...columns.map(({ value }) => String(value)));
      found.variables.push(...variables.map(({ value }) => String(value)));
    }
    // Every name in a path is looked at by its first step already.
    if (plainName(node)) return;
    for (const [part, value] of Object.entries(node)) {
      if (!LINKS.has(part)) nodesOf(value).forEach(visit);
    }
  };
  visit(root);
  return found;
}
