import { referencesIn } from './references';
import type { Expression, ProgramNode } from './tree';

/** What gives no value to a field that has nothing else. */
const ASSIGNING: readonly string[] = ['assign', 'assignref', 'pre', 'post'];

/** The expression of a snippet that does nothing but return it, or is nothing else; null for any other. */
export function returnedBy(tree: ProgramNode): Expression | null {
  const [only, ...more] = tree.children.filter(({ kind }) => kind !== 'noop');
  if (!only || more.length > 0) return null;
  if (only.kind === 'return') return only.expr;
  const isValue = only.kind === 'expressionstatement' && !ASSIGNING.includes(only.expression.kind);
  return isValue ? only.expression : null;
}

/**
 * A condition that is true wherever the snippet could be, whatever stands in columns that are not
 * known: each of its parts that reads one is taken to come out as it favours. What `&&`, `||` and
 * `!` join is judged part by part, so that one that is surely false still decides. Where the snippet
 * is more than a condition, all of it is judged as one part.
 */
export function favourableTo(
  tree: ProgramNode,
  isUnknown: (column: string) => boolean
): ProgramNode {
  const condition = returnedBy(tree);
  const [first] = tree.children;
  if (!first) return tree;
  const { loc } = first;
  const judged = (node: Expression | ProgramNode): boolean => {
    const { columns, wholeRow } = referencesIn(node);
    return wholeRow || [...columns.keys()].some(isUnknown);
  };
  const favourable = (node: Expression, wanted: boolean): Expression => {
    if (node.kind === 'bin' && JOINING.includes(node.type)) {
      return {
        ...node,
        left: favourable(node.left, wanted),
        right: favourable(node.right, wanted),
      };
    }
    if (node.kind === 'unary' && node.type === '!') {
      return { ...node, what: favourable(node.what, !wanted) };
    }
    return judged(node) ? { kind: 'boolean', value: wanted, loc } : node;
  };
  if (condition) {
    return { ...tree, children: [{ kind: 'return', expr: favourable(condition, true), loc }] };
  }
  return judged(tree)
    ? { ...tree, children: [{ kind: 'return', expr: { kind: 'boolean', value: true, loc }, loc }] }
    : tree;
}

const JOINING: readonly string[] = ['&&', '||', 'and', 'or'];
