import { problem } from '../../../../../shared/codes/problems';
import { ARITHMETIC } from '../arithmetic';
import { compare, isEqual, isIdentical } from '../comparison';
import { toBoolean, toText } from '../conversions';
import type { Run } from '../run';
import { type BinaryNode, type Expression, offsetOf } from '../tree';
import type { PhpText, PhpValue } from '../values';
import type { Compiler } from './compiler';
import type { Evaluate, Scope } from './frame';

/** What joining two texts takes: the engine keeps the longer one where it is. */
export function joined(one: PhpText, other: PhpText, run: Run): PhpText {
  run.text(one.length + other.length, Math.min(one.length, other.length) + 1);
  return one + other;
}

type Operator = (one: PhpValue, other: PhpValue, run: Run) => PhpValue;

/** Operators that have both of their values. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  ...ARITHMETIC,
  '.': (one, other, run) => joined(toText(one), toText(other), run),
  '==': isEqual,
  '!=': (one, other) => !isEqual(one, other),
  '<>': (one, other) => !isEqual(one, other),
  '===': isIdentical,
  '!==': (one, other) => !isIdentical(one, other),
  '<': (one, other) => compare(one, other) === -1,
  '<=': (one, other) => compare(one, other) !== 1,
  '>': (one, other) => compare(other, one) === -1,
  '>=': (one, other) => compare(other, one) !== 1,
  '<=>': (one, other) => BigInt(compare(one, other)),
  xor: (one, other) => toBoolean(one) !== toBoolean(other),
};

/** The operator of that name, as an assignment has it before its `=`. */
export const operatorOf = (name: string): Operator | null =>
  Object.hasOwn(OPERATORS, name) ? (OPERATORS[name] ?? null) : null;

/** Operators of which PHP takes no chain without parentheses, `a == b == c`. */
const UNCHAINED = [
  ['==', '!=', '<>', '===', '!==', '<=>'],
  ['<', '<=', '>', '>='],
];

const isChain = ({ type, left, right }: BinaryNode): boolean =>
  [left, right].some(
    (side) =>
      side.kind === 'bin' &&
      side.parenthesizedExpression !== true &&
      UNCHAINED.some((group) => group.includes(type) && group.includes(side.type))
  );

/** Compiles operators of two values. */
export const operatorsOf = (
  compiler: Compiler,
  presence: (node: Expression, scope: Scope) => Evaluate
) => {
  const binary = (node: BinaryNode, scope: Scope): Evaluate => {
    const { type, left, right } = node;
    if (isChain(node)) {
      return compiler.refuse(offsetOf(node), problem('php-expression/chain', { found: type }));
    }
    if (type === '??') return coalesced(left, right, scope);
    const one = compiler.expression(left, scope);
    const other = compiler.expression(right, scope);
    switch (type) {
      case '&&':
      case 'and':
        return (frame) => toBoolean(one(frame)) && toBoolean(other(frame));
      case '||':
      case 'or':
        return (frame) => toBoolean(one(frame)) || toBoolean(other(frame));
    }
    const work = operatorOf(type);
    const at = offsetOf(node);
    if (!work) return compiler.refuse(at, problem('php-expression/class', { found: type }));
    // PHP reads a variable when it joins it: what stands behind it may have changed it by then.
    if (left.kind === 'variable') {
      return (frame) => {
        const second = other(frame);
        frame.evaluation.at = at;
        return work(one(frame), second, frame.evaluation.run);
      };
    }
    return (frame) => {
      const first = one(frame);
      const second = other(frame);
      frame.evaluation.at = at;
      return work(first, second, frame.evaluation.run);
    };
  };

  const coalesced = (left: Expression, right: Expression, scope: Scope): Evaluate => {
    const value = compiler.expression(left, scope);
    const otherwise = compiler.expression(right, scope);
    if (left.kind !== 'offsetlookup') return (frame) => value(frame) ?? otherwise(frame);
    const isThere = presence(left, scope);
    return (frame) => (isThere(frame) ? value(frame) : otherwise(frame));
  };

  return { binary };
};

export type Operators = ReturnType<typeof operatorsOf>;
