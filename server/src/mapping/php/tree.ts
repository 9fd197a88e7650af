/** The nodes of php-parser's tree that a snippet may have; the library types them more narrowly than it makes them. */
interface Located {
  loc: { start: { offset: number } };
  /** Whether it stands in parentheses of its own. */
  parenthesizedExpression?: boolean;
}

interface Node<Kind extends string> extends Located {
  kind: Kind;
}

export interface VariableNode extends Node<'variable'> {
  /** A node where the name is computed (`$$x`). */
  name: string | Expression;
  byref?: boolean;
}

export interface LookupNode extends Node<'offsetlookup'> {
  what: Expression;
  /** False for `$x[]`. */
  offset: Expression | false;
}

export interface EntryNode extends Node<'entry'> {
  key: Expression | null;
  value: Expression;
  byRef: boolean;
  unpack: boolean;
}

export interface ListNode extends Node<'list'> {
  items: (EntryNode | Node<'noop'>)[];
}

export interface ArrayNode extends Node<'array'> {
  items: (EntryNode | Expression | VariadicNode | Node<'noop'>)[];
}

export interface VariadicNode extends Node<'variadic'> {
  what: Expression;
}

interface NamedArgumentNode extends Node<'namedargument'> {
  name: string;
  value: Expression;
}

export type ArgumentNode =
  Expression | VariadicNode | NamedArgumentNode | Node<'variadicplaceholder'>;

export interface CallNode extends Node<'call'> {
  what: Expression;
  arguments: ArgumentNode[];
}

interface TypeNode extends Located {
  kind: string;
  name?: string;
  types?: TypeNode[];
}

export interface ParameterNode extends Node<'parameter'> {
  name: { name: string };
  value: Expression | null;
  type: TypeNode | null;
  nullable: boolean;
  byref: boolean;
  variadic: boolean;
}

interface Callable {
  arguments: ParameterNode[];
  byref: boolean;
  type: TypeNode | null;
  nullable: boolean;
}

export interface FunctionNode extends Node<'function'>, Callable {
  name: { name: string };
  body: BlockNode;
}

export interface ClosureNode extends Node<'closure'>, Callable {
  uses: VariableNode[];
  body: BlockNode;
}

export interface ArrowNode extends Node<'arrowfunc'>, Callable {
  body: Expression;
}

export interface BinaryNode extends Node<'bin'> {
  type: string;
  left: Expression;
  right: Expression;
}

interface UnaryNode extends Node<'unary'> {
  type: string;
  what: Expression;
}

interface StepNode<Kind extends 'pre' | 'post'> extends Node<Kind> {
  type: '+' | '-';
  what: Expression;
}

export interface AssignNode extends Node<'assign'> {
  left: Expression;
  right: Expression;
  operator: string;
}

interface AssignReferenceNode extends Node<'assignref'> {
  left: Expression;
  right: Expression;
}

export interface TernaryNode extends Node<'retif'> {
  test: Expression;
  trueExpr: Expression | null;
  falseExpr: Expression;
}

export interface TextNode extends Node<'string'> {
  value: string;
  raw: string;
  isDoubleQuote: boolean;
}

export interface EncapsedNode extends Node<'encapsed'> {
  type: 'string' | 'heredoc' | 'shell';
  value: (Node<'encapsedpart'> & { expression: Expression; syntax: 'simple' | 'complex' | null })[];
}

export interface MatchNode extends Node<'match'> {
  cond: Expression;
  arms: { conds: Expression[] | null; body: Expression }[];
}

export type Expression =
  | VariableNode
  | LookupNode
  | ListNode
  | ArrayNode
  | CallNode
  | ClosureNode
  | ArrowNode
  | BinaryNode
  | UnaryNode
  | StepNode<'pre'>
  | StepNode<'post'>
  | AssignNode
  | AssignReferenceNode
  | TernaryNode
  | TextNode
  | EncapsedNode
  | MatchNode
  | (Node<'nowdoc'> & { value: string })
  | (Node<'number'> & { value: string | number })
  | (Node<'boolean'> & { value: boolean })
  | Node<'nullkeyword'>
  /** The name of a function or a constant. */
  | (Node<'name'> & { name: string })
  /** A key without quotes within a text: `"$row[job]"`. */
  | (Node<'identifier'> & { name: string })
  | (Node<'cast'> & { type: string; expr: Expression })
  | (Node<'silent'> & { expr: Expression })
  | (Node<'isset'> & { variables: Expression[] })
  | (Node<'empty'> & { expression: Expression })
  | Refused;

export interface BlockNode extends Node<'block'> {
  children: Statement[];
}

export interface IfNode extends Node<'if'> {
  test: Expression;
  body: Statement;
  alternate: Statement | null;
}

export interface CaseNode extends Node<'case'> {
  /** Null for `default`. */
  test: Expression | null;
  body: BlockNode | null;
}

export interface SwitchNode extends Node<'switch'> {
  test: Expression;
  body: { children: CaseNode[] };
}

export interface ForNode extends Node<'for'> {
  init: Expression[];
  test: Expression[];
  increment: Expression[];
  body: Statement | null;
}

export interface ForeachNode extends Node<'foreach'> {
  source: Expression;
  key: Expression | null;
  value: Expression & { byref?: boolean };
  body: Statement | null;
}

export type Statement =
  | BlockNode
  | IfNode
  | SwitchNode
  | ForNode
  | ForeachNode
  | FunctionNode
  | (Node<'while'> & { test: Expression; body: Statement | null })
  | (Node<'do'> & { test: Expression; body: Statement | null })
  | (Node<'break'> & { level: Expression | null })
  | (Node<'continue'> & { level: Expression | null })
  | (Node<'return'> & { expr: Expression | null })
  | (Node<'unset'> & { variables: Expression[] })
  | (Node<'expressionstatement'> & { expression: Expression })
  | (Node<'inline'> & { value: string })
  | Node<'noop'>
  | Refused;

/** Kinds that a snippet may not have: classes, files, output and the like. */
type Refused = Node<
  | 'class'
  | 'clone'
  | 'constantstatement'
  | 'declare'
  | 'echo'
  | 'enum'
  | 'eval'
  | 'exit'
  | 'global'
  | 'goto'
  | 'halt'
  | 'include'
  | 'interface'
  | 'label'
  | 'magic'
  | 'namespace'
  | 'new'
  | 'nullsafepropertylookup'
  | 'print'
  | 'propertylookup'
  | 'static'
  | 'staticlookup'
  | 'throw'
  | 'trait'
  | 'try'
  | 'usegroup'
  | 'yield'
  | 'yieldfrom'
>;

export interface ProgramNode {
  children: Statement[];
}

/** Where a node begins in the source: 0-based. */
export const offsetOf = ({ loc }: Located): number => loc.start.offset;
