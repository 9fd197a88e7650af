import { textLiteral } from './compile/literals';
import { returnedBy } from './favourable';
import { columnAskedFor, rowColumn } from './row';
import type { BinaryNode, Expression, ProgramNode, TernaryNode } from './tree';
import { textOf } from './values';

/** A part of an expression in JSONata. */
interface Part {
  code: string;
  /** `condition` for what is true or false, whatever the row has. */
  kind: 'column' | 'text' | 'condition' | 'value';
  /** The content of a text that stands in the expression itself. */
  content?: string;
}

/** Thrown where a part of an expression has no counterpart. */
const NOT_SIMPLE = Symbol('not simple');

const notSimple = (): never => {
  throw NOT_SIMPLE;
};

/**
 * A snippet that does nothing but return a column, a text, or a plain condition of such, in JSONata
 * with the same meaning; null for any other, as for whatever PHP sees as numbers or as bytes.
 * @param isCondition whether it has to be true or false
 */
export function jsonataOf(tree: ProgramNode, isCondition: boolean): string | null {
  const returned = returnedBy(tree);
  if (!returned) return null;
  try {
    return (isCondition ? condition(returned) : translated(returned)).code;
  } catch (error) {
    if (error !== NOT_SIMPLE) throw error;
    return null;
  }
}

const LOGICAL: Readonly<Record<string, string>> = { '&&': 'and', and: 'and', '||': 'or', or: 'or' };

/** A part that decides: of other values, PHP and JSONata do not see the same ones as true. */
function condition(node: Expression): Part {
  const part = translated(node);
  return part.kind === 'condition' ? part : notSimple();
}

function translated(node: Expression): Part {
  switch (node.kind) {
    case 'string': {
      const content = textOf(textLiteral(node));
      return { code: JSON.stringify(content), kind: 'text', content };
    }
    case 'boolean':
      return { code: String(node.value), kind: 'condition' };
    case 'offsetlookup':
      return { code: nameCode(rowColumn(node)), kind: 'column' };
    case 'bin':
      return binary(node);
    case 'unary':
      if (node.type !== '!') return notSimple();
      return { code: `$not(${condition(node.what).code})`, kind: 'condition' };
    case 'retif':
      return ternary(node);
    case 'isset':
      return isset(node.variables);
    case 'call':
      return {
        code: `$exists(${nameCode(columnAskedFor(node)?.column ?? null)})`,
        kind: 'condition',
      };
    default:
      return notSimple();
  }
}

function nameCode(name: string | null): string {
  if (name === null || name === '' || name.includes('`')) return notSimple();
  const isPlain = /^(?!(?:and|or|in|true|false|null|function)$)[A-Za-z_]\w*$/.test(name);
  return isPlain ? name : `\`${name}\``;
}

function binary({ type, left, right }: BinaryNode): Part {
  const word = LOGICAL[type];
  if (word) {
    const code = `(${condition(left).code} ${word} ${condition(right).code})`;
    return { code, kind: 'condition' };
  }
  const one = translated(left);
  const other = translated(right);
  if (type === '??') {
    if (one.kind !== 'column') return notSimple();
    return { code: `($exists(${one.code}) ? ${one.code} : ${other.code})`, kind: 'value' };
  }
  if (!/^[!=]==?$/.test(type)) return notSimple();
  const equal = equals(one, other, type.length === 3);
  return { code: type.startsWith('!') ? `$not${equal}` : equal, kind: 'condition' };
}

/** How a text begins that PHP compares as a number with another such text. */
const MAY_BE_NUMERIC = /^\s*[+-]?\.?\d/;

/** A column and a text that PHP would take neither for nothing nor for a number. */
function equals(left: Part, right: Part, isStrict: boolean): string {
  const isAlike = ({ content }: Part): boolean =>
    content !== undefined && (isStrict || (content !== '' && !MAY_BE_NUMERIC.test(content)));
  const isSame =
    (left.kind === 'column' && isAlike(right)) || (right.kind === 'column' && isAlike(left));
  return isSame ? `(${left.code} = ${right.code})` : notSimple();
}

function ternary({ test, trueExpr, falseExpr }: TernaryNode): Part {
  if (!trueExpr) return notSimple();
  const [then, otherwise] = [translated(trueExpr), translated(falseExpr)];
  const areConditions = then.kind === 'condition' && otherwise.kind === 'condition';
  return {
    code: `(${condition(test).code} ? ${then.code} : ${otherwise.code})`,
    kind: areConditions ? 'condition' : 'value',
  };
}

/** `isset` of columns, all of which have to be there: no cell is null. */
function isset(nodes: readonly Expression[]): Part {
  const tests = nodes.map((node) => `$exists(${nameCode(rowColumn(node))})`);
  const code = tests.length === 1 ? tests.join() : `(${tests.join(' and ')})`;
  return { code, kind: 'condition' };
}
