import type {} from 'handlebars';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { Position } from '../diagnostics';

/** Block helpers that change what names mean inside them. */
export const CONTEXT_BLOCKS: readonly string[] = ['each', 'with'];
export const CONDITION_BLOCKS: readonly string[] = ['if', 'unless'];

/** A block that decides what is rendered. */
export interface Condition {
  /** The variables that are only asked whether there is a value. */
  tested: readonly string[];
  /** The variables whose values decide. */
  compared: readonly string[];
  /** True for {{#if}} and {{#unless}}, which can be taken to come out either way. */
  canBeAssumed: boolean;
  position: Position;
}

/** Helpers that keep to whether there is a value, and those that do so beside an empty text. */
const LOGICAL_HELPERS: ReadonlySet<string> = new Set(['and', 'or', 'not']);
const EQUALITY_HELPERS: ReadonlySet<string> = new Set(['eq', 'ne']);

type Uses = Pick<Condition, 'tested' | 'compared'>;

/**
 * What the parameters of a block do with variables.
 * @param named the variables of each path among them
 */
export function usesOf(
  params: readonly hbs.AST.Expression[],
  named: ReadonlyMap<hbs.AST.Expression, readonly string[]>
): Uses {
  const uses = params.map((param) => usesIn(param, named));
  return {
    tested: uses.flatMap(({ tested }) => tested),
    compared: uses.flatMap(({ compared }) => compared),
  };
}

function usesIn(
  param: hbs.AST.Expression,
  named: ReadonlyMap<hbs.AST.Expression, readonly string[]>
): Uses {
  if (param.type !== 'SubExpression') return { tested: named.get(param) ?? [], compared: [] };
  const { path, params } = param as hbs.AST.SubExpression;
  const { original: helper } = path as hbs.AST.PathExpression;
  const uses = usesOf(params, named);
  const isTest =
    LOGICAL_HELPERS.has(helper) || (EQUALITY_HELPERS.has(helper) && params.some(isEmptyLiteral));
  return isTest ? uses : { tested: [], compared: [...uses.tested, ...uses.compared] };
}

const isEmptyLiteral = (node: hbs.AST.Expression): boolean =>
  node.type === 'StringLiteral' && (node as hbs.AST.StringLiteral).value === '';

export type Node = hbs.AST.Node;

export const positionOf = ({ loc }: Node): Position => ({
  line: loc.start.line,
  column: loc.start.column + 1,
});

export const isMustache = (node: Node): node is hbs.AST.MustacheStatement =>
  node.type === 'MustacheStatement';
export const isBlock = (node: Node): node is hbs.AST.BlockStatement =>
  node.type === 'BlockStatement';
export const isContent = (node: Node): node is hbs.AST.ContentStatement =>
  node.type === 'ContentStatement';
export const isPath = (node: Node): node is hbs.AST.PathExpression =>
  node.type === 'PathExpression';
export const isSubExpression = (node: Node): node is hbs.AST.SubExpression =>
  node.type === 'SubExpression';

/** `{{"phone number"}}` and `{{1}}` name variables too. */
export function asPath(node: hbs.AST.Expression): hbs.AST.PathExpression {
  if (isPath(node)) return node;
  const name = String((node as { original?: unknown }).original);
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [name],
    original: name,
    loc: node.loc,
  } as hbs.AST.PathExpression;
}

export const number = (value: number, { loc }: Node): hbs.AST.NumberLiteral => ({
  type: 'NumberLiteral',
  value,
  original: value,
  loc,
});

/** What is wrong with the syntax of a template, in words, from what Handlebars says. */
export function templateFault(message: string): Problem {
  const [, open, close] = /^(\S+) doesn't match (\S+)/.exec(message) ?? [];
  if (open && close) return problem('syntax-fault/other-block', { open, close });
  const [, text = ''] = /^Parse error on line \d+:\n(.*)\n/.exec(message) ?? [];
  const at = /\n(-*)\^\n/.exec(message)?.[1]?.length ?? 0;
  const got = /got '(\w+)'/.exec(message)?.[1] ?? '';
  if (got === 'EOF' && /'OPEN_ENDBLOCK'/.test(message)) return problem('syntax-fault/open-block');
  if (got === 'OPEN_ENDBLOCK') return problem('syntax-fault/no-block');
  if (got === 'INVERSE') return problem('syntax-fault/else');
  if (got === 'CLOSE_UNESCAPED' || got === 'CLOSE_RAW_BLOCK') {
    return problem('syntax-fault/braces-many');
  }
  if (got === 'CLOSE' && /'CLOSE_UNESCAPED'/.test(message)) {
    return problem('syntax-fault/brace-missing');
  }
  if (got === 'CLOSE') return problem('syntax-fault/nothing-in-braces');
  const rest = text.slice(at);
  if (got === 'INVALID' && /^["'].*\}\}/.test(rest)) return problem('syntax-fault/quote');
  if (got === 'EOF' || (got === 'INVALID' && !rest.includes('}}'))) {
    return problem('syntax-fault/braces-open');
  }
  if (got === 'INVALID') return problem('syntax-fault/name');
  return problem('syntax-fault/other', { detail: message.split('\n').at(-1) ?? message });
}
