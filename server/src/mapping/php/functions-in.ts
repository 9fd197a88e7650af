import type { FunctionNode, Statement } from './tree';

/**
 * The functions that statements define, wherever they stand: a snippet is run for each row anew, so
 * that one within `if (!function_exists("f"))` is always defined.
 */
export function functionsIn(nodes: readonly (Statement | null)[]): FunctionNode[] {
  return nodes.flatMap((node) => {
    switch (node?.kind) {
      case 'function':
        return [node, ...functionsIn(node.body.children)];
      case 'block':
        return functionsIn(node.children);
      case 'if':
        return functionsIn([node.body, node.alternate]);
      case 'for':
      case 'foreach':
      case 'while':
      case 'do':
        return functionsIn([node.body]);
      case 'switch':
        return functionsIn(node.body.children.map(({ body }) => body));
      default:
        return [];
    }
  });
}
