import {
  asText,
  boolean,
  column,
  literal,
  PHP_CALLS,
  type PhpPart,
  portablePattern,
  text,
  value,
} from './jsonata-parts';
import { columnIn } from './compile/places';
import { Scope } from './compile/frame';
import { numberLiteral, textLiteral } from './compile/literals';
import { returnedBy } from './favourable';
import type { CallNode, Expression, LookupNode, ProgramNode, TernaryNode } from './tree';
import { textOf } from './values';

/** Thrown where a part of an expression has no translation. */
const UNTRANSLATABLE = Symbol('untranslatable');

const untranslatable = (): never => {
  throw UNTRANSLATABLE;
};

/**
 * A snippet that does nothing but return an expression of few operators and functions, in JSONata
 * with the same meaning; null for any other.
 * @param isCondition whether it is the truth of the expression that counts
 */
export function jsonataOf(tree: ProgramNode, isCondition: boolean): string | null {
  const returned = returnedBy(tree);
  if (!returned) return null;
  try {
    const part = translated(returned);
    return isCondition ? part.truth : part.code;
  } catch (error) {
    if (error !== UNTRANSLATABLE) throw error;
    return null;
  }
}

const SCOPE = new Scope(true);

const EQUALITIES: Readonly<Record<string, { isStrict: boolean; isNegated: boolean }>> = {
  '==': { isStrict: false, isNegated: false },
  '===': { isStrict: true, isNegated: false },
  '!=': { isStrict: false, isNegated: true },
  '!==': { isStrict: true, isNegated: true },
};
const RELATIONS = ['<', '<=', '>', '>='];
const LOGICAL: Readonly<Record<string, string>> = { '&&': 'and', and: 'and', '||': 'or', or: 'or' };

function translated(node: Expression): PhpPart {
  switch (node.kind) {
    case 'string':
      return literal(textOf(textLiteral(node)));
    case 'number':
      return numeral(node.value, '');
    case 'boolean':
      return boolean(String(node.value));
    case 'nullkeyword':
      return value('null');
    case 'offsetlookup':
      return column(columnCode(node));
    case 'bin':
      return binary(node.type, node.left, node.right);
    case 'unary':
      return unary(node.type, node.what);
    case 'retif':
      return ternary(node);
    case 'isset':
      return isset(node.variables);
    case 'empty':
      return boolean(`$not(${translated(node.expression).truth})`);
    case 'call':
      return call(node);
    default:
      return untranslatable();
  }
}

/** Numbers whose text is another one in JSONata are left to PHP. */
function numeral(written: string | number, sign: string): PhpPart {
  const digits = String(written);
  const isPlain = /^(?:0|[1-9]\d{0,14})$|^(?:0|[1-9]\d{0,9})\.\d{0,3}[1-9]$/.test(digits);
  if (!isPlain || (sign === '-' && Number(numberLiteral(written)) === 0)) return untranslatable();
  return value(`${sign}${digits}`);
}

const columnCode = (node: LookupNode): string => nameCode(columnIn(node, SCOPE));

function nameCode(name: string | null): string {
  if (name === null || name === '' || name.includes('`')) return untranslatable();
  const isPlain = /^(?!(?:and|or|in|true|false|null|function)$)[A-Za-z_]\w*$/.test(name);
  return isPlain ? name : `\`${name}\``;
}

function binary(type: string, left: Expression, right: Expression): PhpPart {
  const one = translated(left);
  const other = translated(right);
  const word = LOGICAL[type];
  if (word) return boolean(`(${one.truth} ${word} ${other.truth})`);
  if (type === '.') return text(`(${asText(one)} & ${asText(other)})`);
  if (type === '??') return value(`($phpNull(${one.code}) ? ${other.code} : ${one.code})`);
  if (RELATIONS.includes(type)) {
    return boolean(`($phpCompare(${one.code}, ${other.code}) ${type} 0)`);
  }
  const equality = EQUALITIES[type];
  if (!equality) return untranslatable();
  const equal = equals(one, other, equality.isStrict);
  return equality.isNegated ? boolean(`$not(${equal.code})`) : equal;
}

/** How a text begins that PHP compares as a number with another such text. */
const MAY_BE_NUMERIC = /^\s*[+-]?\.?\d/;

/** JSONata compares a column alike with a text that PHP would not take for nothing or for a number. */
function equals(left: PhpPart, right: PhpPart, isStrict: boolean): PhpPart {
  const isAlike = ({ literal: content }: PhpPart): boolean =>
    content !== undefined && (isStrict || (content !== '' && !MAY_BE_NUMERIC.test(content)));
  const isPlain =
    (left.kind === 'column' && isAlike(right)) || (right.kind === 'column' && isAlike(left));
  return boolean(
    isPlain
      ? `(${left.code} = ${right.code})`
      : `$${isStrict ? 'phpSame' : 'phpEqual'}(${left.code}, ${right.code})`
  );
}

function unary(type: string, what: Expression): PhpPart {
  if (type === '!') return boolean(`$not(${translated(what).truth})`);
  return type === '-' && what.kind === 'number' ? numeral(what.value, '-') : untranslatable();
}

function ternary({ test, trueExpr, falseExpr }: TernaryNode): PhpPart {
  const condition = translated(test);
  const then = trueExpr ? translated(trueExpr) : condition;
  return value(`(${condition.truth} ? ${then.code} : ${translated(falseExpr).code})`);
}

/** `isset` of columns, all of which have to be there. */
function isset(nodes: readonly Expression[]): PhpPart {
  const tests = nodes.map((node) => {
    if (node.kind !== 'offsetlookup') return untranslatable();
    return `$not($phpNull(${columnCode(node)}))`;
  });
  return boolean(tests.length === 1 ? tests.join() : `(${tests.join(' and ')})`);
}

function call({ what, arguments: given }: CallNode): PhpPart {
  if (what.kind !== 'name') return untranslatable();
  const name = what.name.toLowerCase();
  const [first, second] = given;
  if (name === 'array_key_exists' || name === 'key_exists') return keyExists(given);
  if (name === 'explode' || name === 'preg_match' || name === 'preg_grep') {
    if (given.length !== 2 || first?.kind !== 'string' || !second) return untranslatable();
    return ofLiteral(name, textOf(textLiteral(first)), translated(second as Expression));
  }
  const [counts, translate] = PHP_CALLS.get(name) ?? [];
  if (!translate || !counts?.includes(given.length)) return untranslatable();
  return translate(...given.map((node) => translated(node as Expression)));
}

/** `array_key_exists('x', $row)` */
function keyExists([key, row, ...more]: CallNode['arguments']): PhpPart {
  const isOfRow = row?.kind === 'variable' && row.name === 'row';
  if (key?.kind !== 'string' || !isOfRow || more.length > 0) return untranslatable();
  return boolean(`$exists(${nameCode(textOf(textLiteral(key)))})`);
}

/** Functions whose first argument has to be known. */
function ofLiteral(name: string, given: string, subject: PhpPart): PhpPart {
  if (name === 'explode') {
    if (given === '') return untranslatable();
    return value(`$phpExplode(${JSON.stringify(given)}, ${subject.code})`);
  }
  const pattern = portablePattern(given);
  if (pattern === null) return untranslatable();
  return name === 'preg_grep'
    ? value(`[${subject.code}[$contains($phpText($), ${pattern})]]`)
    : value(`($contains(${asText(subject)}, ${pattern}) ? 1 : 0)`);
}
