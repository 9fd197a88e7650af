import {
  findReferences,
  LINKS,
  nodesOf,
  plainName,
  type SyntaxNode,
} from './expression-references';

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
  ...['exists', 'boolean', 'not', 'contains', 'phpTrue', 'phpNull', 'phpEqual', 'phpSame'],
  ...['phpCompare', 'phpContains', 'phpPosition', 'phpPositionNoCase'],
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
