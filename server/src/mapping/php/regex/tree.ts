/** A part of a pattern. `at` and `end`: where it is in the literal. */
export type PatternNode =
  /** What JavaScript writes the same way; `width`: so many characters, null for one or several of them. */
  | { kind: 'text'; text: string; width: 0 | 1 | null }
  | { kind: 'sequence'; items: readonly PatternNode[] }
  | { kind: 'choice'; branches: readonly PatternNode[] }
  | { kind: 'capture'; group: number; inner: PatternNode }
  | LookNode
  | RepeatNode
  | ReferenceNode;

export interface LookNode {
  kind: 'look';
  isBehind: boolean;
  isNegated: boolean;
  inner: PatternNode;
  at: number;
  end: number;
}

export interface ReferenceNode {
  kind: 'reference';
  group: number;
  isCaseless: boolean;
  at: number;
  end: number;
}

export interface RepeatNode {
  kind: 'repeat';
  inner: PatternNode;
  least: number;
  /** Infinity where there is no limit. */
  most: number;
  isLazy: boolean;
  /** Where the sign of the repetition is. */
  at: number;
  end: number;
}

/** What a node is made of. */
export function partsOf(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'choice':
      return node.branches;
    case 'capture':
    case 'look':
    case 'repeat':
      return [node.inner];
    default:
      return [];
  }
}

/** Whether it can match and take nothing. */
export function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'text':
      return node.width === 0;
    case 'sequence':
      return node.items.every(canBeEmpty);
    case 'choice':
      return node.branches.some(canBeEmpty);
    case 'capture':
      return canBeEmpty(node.inner);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.inner);
    default:
      return true;
  }
}

/** Whether it tries to take nothing only when all else that it can take has been tried. */
export function isEmptyLast(node: PatternNode): boolean {
  if (!canBeEmpty(node)) return true;
  switch (node.kind) {
    case 'sequence':
      return node.items.every(isEmptyLast);
    case 'choice': {
      const last = node.branches.at(-1);
      return node.branches.every((branch) =>
        branch === last ? isEmptyLast(branch) : !canBeEmpty(branch)
      );
    }
    case 'capture':
      return isEmptyLast(node.inner);
    case 'repeat':
      return (!node.isLazy || node.least === node.most) && isEmptyLast(node.inner);
    default:
      return true;
  }
}

/** The groups that a node may fill; what is in a negative lookaround is empty again after it. */
export function groupsIn(node: PatternNode): number[] {
  if (node.kind === 'look' && node.isNegated) return [];
  const inner = partsOf(node).flatMap(groupsIn);
  return node.kind === 'capture' ? [node.group, ...inner] : inner;
}

/** The groups that a node has filled whenever it has matched. */
export function certainGroups(node: PatternNode): number[] {
  switch (node.kind) {
    case 'choice': {
      const [first = [], ...others] = node.branches.map(certainGroups);
      return first.filter((group) => others.every((branch) => branch.includes(group)));
    }
    case 'repeat':
      return node.least === 0 ? [] : certainGroups(node.inner);
    case 'look':
      return node.isNegated ? [] : certainGroups(node.inner);
    case 'capture':
      return [node.group, ...certainGroups(node.inner)];
    default:
      return partsOf(node).flatMap(certainGroups);
  }
}

/** How many characters a node takes; null where that is not always the same. */
export function widthOf(node: PatternNode): number | null {
  switch (node.kind) {
    case 'text':
      return node.width;
    case 'sequence':
      return node.items.reduce<number | null>((sum, item) => {
        const width = widthOf(item);
        return sum === null || width === null ? null : sum + width;
      }, 0);
    case 'choice': {
      const [first = 0, ...others] = node.branches.map(widthOf);
      return others.every((width) => width === first) ? first : null;
    }
    case 'capture':
      return widthOf(node.inner);
    case 'repeat': {
      const width = widthOf(node.inner);
      return node.least === node.most && width !== null ? width * node.least : null;
    }
    case 'look':
      return 0;
    default:
      return null;
  }
}
