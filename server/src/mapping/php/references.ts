import { columnAskedFor, isRow, ROW, rowColumn } from './row';
import { type Expression, offsetOf, type ProgramNode } from './tree';

/** What a snippet asks of the row. */
export interface PhpReferences {
  /** The columns that it names, as it writes them, with the places where: 0-based, in its text. */
  columns: ReadonlyMap<string, readonly number[]>;
  /** Those of which it uses more than whether there is a value. */
  reads: ReadonlySet<string>;
  /** Those whose values stand in conditions and comparisons. */
  deciding: ReadonlySet<string>;
  /** Those that it writes to: they need not be there. */
  written: ReadonlySet<string>;
  /** True where it can see columns that it does not name. */
  wholeRow: boolean;
  /** Whether it has loops, functions or patterns, which may take long. */
  mayTakeLong: boolean;
}

/** What a part of a snippet is asked for. */
interface Use {
  /** Its value decides, and is no part of what comes out. */
  decides: boolean;
  /** It is asked only whether there is a value. */
  isTest: boolean;
}

const VALUE: Use = { decides: false, isTest: false };
const QUESTION: Use = { decides: true, isTest: false };
const TEST: Use = { decides: true, isTest: true };

/** Functions that answer a question about their arguments. */
const QUESTIONS =
  /^(?:is_\w+|ctype_\w+|preg_match|in_array|array_search|str_contains|str_starts_with|str_ends_with|strn?(?:case)?cmp|(?:mb_)?str[ri]{0,2}pos|(?:array_)?key_exists)$/i;

const COMPARISONS: readonly string[] = [
  ...['==', '!=', '<>', '===', '!==', '<', '<=', '>', '>=', '<=>'],
  ...['&&', '||', 'and', 'or', 'xor'],
];
const EQUALITIES: readonly string[] = ['==', '!=', '<>', '===', '!=='];

/** The parts of a node whose values only decide what comes out of others. */
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  if: ['test'],
  retif: ['test'],
  while: ['test'],
  do: ['test'],
  for: ['test'],
  switch: ['test'],
  case: ['test'],
  match: ['cond'],
  matcharm: ['conds'],
};

/** Looks up in the tree of a snippet, or in a part of it, what it asks of the row. */
export function referencesIn(node: ProgramNode | Expression): PhpReferences {
  const finder = new Finder();
  finder.visit(node, VALUE);
  return finder;
}

const LASTING: readonly string[] = [
  ...['for', 'foreach', 'while', 'do', 'function', 'closure', 'arrowfunc'],
];

/** Patterns, and functions of which only the row says which they are. */
const isLastingCall = (node: Expression): boolean =>
  node.kind === 'call' &&
  (node.what.kind !== 'name' || /^\\?preg_|callback|^\\?array_map$|user/i.test(node.what.name));

const isEmptyText = (node: Expression): boolean => node.kind === 'string' && node.value === '';

interface AnyNode {
  kind?: string;
  [part: string]: unknown;
}

const isNode = (value: unknown): value is AnyNode => typeof value === 'object' && value !== null;

class Finder implements PhpReferences {
  readonly columns = new Map<string, number[]>();
  readonly reads = new Set<string>();
  readonly deciding = new Set<string>();
  readonly written = new Set<string>();
  wholeRow = false;
  mayTakeLong = false;

  visit(value: unknown, use: Use): void {
    if (Array.isArray(value)) return value.forEach((one) => this.visit(one, use));
    if (!isNode(value)) return;
    const node = value as unknown as Expression;
    this.mayTakeLong ||= LASTING.includes(node.kind) || isLastingCall(node);
    switch (node.kind) {
      case 'offsetlookup':
        return this.lookup(node, use);
      case 'variable':
        this.wholeRow ||= isRow(node);
        if (typeof node.name !== 'string') this.visit(node.name, use);
        return;
      case 'closure':
        this.wholeRow ||= node.uses.some(({ name }) => name === ROW);
        return;
      case 'arrowfunc':
        if (node.arguments.every(({ name }) => name.name !== ROW)) this.visit(node.body, use);
        return;
      case 'assign':
        return this.assignment(node, use);
      case 'bin':
        return this.binary(node, use);
      case 'isset':
        return node.variables.forEach((one) => this.visit(one, TEST));
      case 'empty':
        return this.visit(node.expression, TEST);
      case 'unary':
        return this.visit(node.what, node.type === '!' ? QUESTION : use);
      case 'call':
        return this.call(node, use);
    }
    this.parts(value, use);
  }

  private parts(node: AnyNode, use: Use): void {
    // A function of its own has its own `$row`.
    if (node.kind === 'function') return;
    const asked = CONDITIONS[node.kind ?? ''] ?? [];
    for (const [part, value] of Object.entries(node)) {
      if (part === 'loc') continue;
      this.visit(value, asked.includes(part) ? QUESTION : { ...use, isTest: false });
    }
  }

  private lookup(node: Extract<Expression, { kind: 'offsetlookup' }>, use: Use): void {
    const column = rowColumn(node);
    if (column !== null) return this.note(column, offsetOf(node), use);
    this.visit(node.what, { ...use, isTest: false });
    if (node.offset) this.visit(node.offset, { ...use, isTest: false });
  }

  private note(column: string, offset: number, use: Use): void {
    this.columns.set(column, [...(this.columns.get(column) ?? []), offset]);
    if (!use.isTest) this.reads.add(column);
    if (use.decides) this.deciding.add(column);
  }

  private assignment(node: Extract<Expression, { kind: 'assign' }>, use: Use): void {
    const { left, right, operator } = node;
    const column = rowColumn(left);
    if (column !== null) this.written.add(column);
    if (operator !== '=' || (column === null && !isRow(left))) this.visit(left, use);
    this.visit(right, use);
  }

  private binary({ type, left, right }: Extract<Expression, { kind: 'bin' }>, use: Use): void {
    const isTest = EQUALITIES.includes(type) && (isEmptyText(left) || isEmptyText(right));
    const inner = isTest ? TEST : COMPARISONS.includes(type) ? QUESTION : { ...use, isTest: false };
    this.visit(left, inner);
    this.visit(right, inner);
  }

  private call(node: Extract<Expression, { kind: 'call' }>, use: Use): void {
    const asked = columnAskedFor(node);
    if (asked) return this.note(asked.column, asked.offset, TEST);
    const { what } = node;
    const name = what.kind === 'name' ? what.name : '';
    if (what.kind !== 'name') this.visit(what, use);
    this.visit(node.arguments, QUESTIONS.test(name) ? QUESTION : { ...use, isTest: false });
  }
}
