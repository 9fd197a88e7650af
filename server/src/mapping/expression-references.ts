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
  /** Variables that the expression does not define itself, such as `$name` or a function that is passed on. */
  variables: SyntaxNode[];
  /** Functions called that the expression does not define itself. */
  calls: SyntaxNode[];
  /** True when it can see columns that it does not name. */
  wholeRow: boolean;
}

/** The names under which the row itself can be reached, without their `$`. */
const ROW_NAMES: readonly unknown[] = ['', '$', 'row'];

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null;

const nodesOf = (value: unknown): SyntaxNode[] =>
  Array.isArray(value) ? value.flatMap(nodesOf) : isNode(value) ? [value] : [];

/**
 * Looks up in a syntax tree what the expression refers to. A name is a column of the row only where
 * the row is the context: at the start of a path that is not itself inside another path or a filter.
 */
export function findReferences(root: SyntaxNode): References {
  const references: References = { columns: [], variables: [], calls: [], wholeRow: false };
  const bound = new Set<unknown>();
  collectBound(root, bound);

  const visit = (node: SyntaxNode, onRow: boolean): void => {
    if (node.type === 'path') return visitPath(node, onRow);
    if (node.type === 'variable') visitVariable(node, onRow);
    if (node.type === 'wildcard' || node.type === 'descendant') references.wholeRow ||= onRow;
    if (node.type === 'name' && onRow) references.columns.push(node);
    visitParts(node, onRow);
  };

  const visitVariable = (node: SyntaxNode, onRow: boolean): void => {
    if (ROW_NAMES.includes(node.value)) references.wholeRow ||= onRow || node.value !== '';
    else if (!bound.has(node.value)) references.variables.push(node);
  };

  const visitPath = (node: SyntaxNode, onRow: boolean): void => {
    const [first, second, ...rest] = nodesOf(node.steps);
    if (!first) return;
    const isRow =
      first.type === 'variable' &&
      ROW_NAMES.includes(first.value) &&
      !first.predicate &&
      (onRow || first.value !== '');
    if (isRow && second?.type === 'name') {
      visit(second, true);
    } else {
      visit(first, onRow);
      if (second) visit(second, false);
    }
    for (const step of rest) visit(step, false);
    for (const part of nodesOf(node.group)) visitParts(part, false);
  };

  const visitParts = (node: SyntaxNode, onRow: boolean): void => {
    for (const [part, value] of Object.entries(node)) {
      if (part === 'procedure') visitProcedure(node, onRow);
      else if (part === 'slot' || part === 'ancestor' || part === 'seekingParent') continue;
      else {
        const inner = onRow && !CONTEXT_CHANGING_PARTS.has(part);
        for (const child of nodesOf(value)) visit(child, inner);
      }
    }
  };

  const visitProcedure = (node: SyntaxNode, onRow: boolean): void => {
    for (const procedure of nodesOf(node.procedure)) {
      if (procedure.type !== 'variable') visit(procedure, onRow);
      else if (!bound.has(procedure.value)) references.calls.push(procedure);
    }
  };

  visit(root, true);
  return references;
}

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

/** The names that an expression binds itself: with `:=`, as arguments of its functions, with `@$i` and `#$i`. */
function collectBound(node: SyntaxNode, bound: Set<unknown>): void {
  if (node.type === 'bind') for (const name of nodesOf(node.lhs)) bound.add(name.value);
  if (node.type === 'lambda') for (const name of nodesOf(node.arguments)) bound.add(name.value);
  for (const name of [node.focus, node.index]) if (typeof name === 'string') bound.add(name);
  for (const [part, value] of Object.entries(node)) {
    if (part === 'slot' || part === 'ancestor' || part === 'seekingParent') continue;
    for (const child of nodesOf(value)) collectBound(child, bound);
  }
}
