import type {} from 'handlebars';
import type { Position } from './findings';

/** A block that decides what is rendered. */
export interface Condition {
  /** The variables that are only asked whether there is a value. */
  tested: readonly string[];
  /** Those whose values decide. */
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
