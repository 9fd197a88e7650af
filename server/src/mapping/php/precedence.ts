/** A node as the parser makes it, with what it is asked for here. */
interface Part {
  kind: string;
  type?: string;
  parenthesizedExpression?: boolean;
  [operand: string]: unknown;
}

/** The part of the parser that puts operators in their order, as soon as it has made a node. */
export interface OperatorOrder {
  constructor: { precedence: Record<string, number> };
  resolvePrecedence(node: Part, parser: unknown): Part;
  swapLocations(target: Part, first: Part, last: Part, parser: unknown): void;
}

/** Between `<` and `<<`, where PHP 8 has it; the library binds it as tightly as `+`, as PHP 7 did. */
const CONCATENATION = 13.5;

/** They bind less than all others: what they join is complete without them. */
const LOOSE: readonly unknown[] = ['and', 'or', 'xor'];

const OPERANDS: Readonly<Record<string, string>> = { assign: 'right', retif: 'falseExpr' };

const binaryIn = (node: Part, operand: string): Part | null => {
  const part = node[operand] as Part | null | undefined;
  return part?.kind === 'bin' && part.parenthesizedExpression !== true ? part : null;
};

/**
 * Mends where the library differs from PHP 8: `.` binds less than `+`, `(int) $a ** 2` casts the
 * power, and `and`, `or` and `xor` stand outside of every choice and assignment before them.
 */
export function mendPrecedence(order: OperatorOrder): void {
  order.constructor.precedence['.'] = CONCATENATION;
  const others = order.resolvePrecedence.bind(order);
  const resolve: OperatorOrder['resolvePrecedence'] = (node, parser) => {
    if (node.kind === 'cast' || node.kind === 'silent') {
      return binaryIn(node, 'expr')?.type === '**' ? node : others(node, parser);
    }
    const operand = OPERANDS[node.kind];
    const outer = operand === undefined ? null : binaryIn(node, operand);
    if (operand === undefined || !outer || !LOOSE.includes(outer.type)) return others(node, parser);
    node[operand] = outer.left;
    order.swapLocations(node, node, outer.left as Part, parser);
    outer.left = resolve(node, parser);
    order.swapLocations(outer, outer.left as Part, outer.right as Part, parser);
    return outer;
  };
  order.resolvePrecedence = resolve;
}
