import { problem } from '../../../../../shared/codes/problems';
import { nearTo } from '../../names';
import { asNumber, complement, negated } from '../arithmetic';
import { PhpArray } from '../array';
import { toArray, toBoolean, toFloat, toInt, toText } from '../conversions';
import { arrayKey, elementOf } from '../elements';
import { PHP_CONSTANTS } from '../functions';
import { ROW } from '../row';
import {
  type ArrayNode,
  type EncapsedNode,
  type Expression,
  type LookupNode,
  type MatchNode,
  offsetOf,
  type TernaryNode,
} from '../tree';
import { bytesOf, isArray, PhpError, type PhpValue } from '../values';
import { isIdentical } from '../comparison';
import type { Assignments } from './assignments';
import type { Compiler } from './compiler';
import { constant, type Evaluate, type Scope } from './frame';
import { numberLiteral, partLiteral, textLiteral } from './literals';
import type { Operators } from './operators';
import { columnIn } from './places';
import { forbiddenKind } from './refused';

const CASTS: Readonly<Record<string, (value: PhpValue) => PhpValue>> = {
  int: toInt,
  integer: toInt,
  float: toFloat,
  double: toFloat,
  real: toFloat,
  string: toText,
  binary: toText,
  bool: toBoolean,
  boolean: toBoolean,
  array: toArray,
};

const UNARY: Readonly<Record<string, (value: PhpValue) => PhpValue>> = {
  '!': (value) => !toBoolean(value),
  '-': negated,
  '+': asNumber,
  '~': complement,
};

interface Parts {
  operators: Operators;
  assignments: Assignments;
  call: (node: Extract<Expression, { kind: 'call' }>, scope: Scope) => Evaluate;
  closure: (node: Extract<Expression, { kind: 'closure' }>, scope: Scope) => Evaluate;
  arrow: (node: Extract<Expression, { kind: 'arrowfunc' }>, scope: Scope) => Evaluate;
}

/** Compiles expressions. */
export const expressionsOf = (compiler: Compiler, parts: Parts) => {
  const expression = (node: Expression, scope: Scope): Evaluate => {
    switch (node.kind) {
      case 'string':
        return constant(textLiteral(node));
      case 'nowdoc':
        return constant(bytesOf(node.value));
      case 'identifier':
        return constant(bytesOf(node.name));
      case 'number':
        return number(node);
      case 'boolean':
        return constant(node.value);
      case 'nullkeyword':
        return constant(null);
      case 'name':
        return namedConstant(node.name, offsetOf(node));
      case 'encapsed':
        return interpolated(node, scope);
      case 'array':
        return arrayOf(node, scope);
      case 'variable':
        return readingOf(node, scope);
      case 'offsetlookup':
        return lookup(node, scope);
      case 'bin':
        return parts.operators.binary(node, scope);
      case 'retif':
        return ternary(node, scope);
      case 'match':
        return match(node, scope);
      case 'unary':
        return applied(UNARY[node.type] ?? asNumber, node.what, offsetOf(node), scope);
      case 'cast':
        return cast(node.type, node.expr, offsetOf(node), scope);
      case 'silent':
        return expression(node.expr, scope);
      case 'isset':
        return isset(node.variables, scope);
      case 'empty':
        return empty(node.expression, scope);
      case 'pre':
      case 'post':
        return parts.assignments.step(node, scope);
      case 'assign':
        return parts.assignments.assign(node, scope);
      case 'assignref':
        return parts.assignments.assignReference(node.left, node.right, scope);
      case 'call':
        return parts.call(node, scope);
      case 'closure':
        return parts.closure(node, scope);
      case 'arrowfunc':
        return parts.arrow(node, scope);
      default: {
        const [reason, found] = forbiddenKind(node.kind);
        return compiler.refuse(offsetOf(node), problem(`php-expression/${reason}`, { found }));
      }
    }
  };

  const number = (node: Extract<Expression, { kind: 'number' }>): Evaluate => {
    const value = numberLiteral(node.value);
    if (value !== null) return constant(value);
    const found = String(node.value);
    return compiler.refuse(offsetOf(node), problem('php-expression/other', { found }));
  };

  const namedConstant = (written: string, at: number): Evaluate => {
    const name = written.replace(/^\\/, '');
    if (Object.hasOwn(PHP_CONSTANTS, name)) return constant(PHP_CONSTANTS[name] ?? null);
    const near = nearTo(name, Object.keys(PHP_CONSTANTS));
    return compiler.refuse(at, problem('php-expression/constant', { found: written, near }));
  };

  const interpolated = (node: EncapsedNode, scope: Scope): Evaluate => {
    if (node.type === 'shell') {
      return compiler.refuse(offsetOf(node), problem('php-expression/program', { found: '`…`' }));
    }
    const pieces = node.value.map(({ expression: piece }) => {
      if (piece.kind !== 'string') return expression(piece, scope);
      const text = partLiteral(piece, node.type);
      return text === null
        ? compiler.refuse(offsetOf(piece), problem('php-expression/escape'))
        : constant(text);
    });
    return (frame) => {
      const texts = pieces.map((piece) => toText(piece(frame)));
      frame.evaluation.run.text(texts.reduce((length, text) => length + text.length, 0));
      return texts.join('');
    };
  };

  const arrayOf = (node: ArrayNode, scope: Scope): Evaluate => {
    const items = node.items.flatMap((item) => {
      if (item.kind === 'noop') return [];
      if (item.kind === 'variadic') return [entry(null, item.what, true, false, scope)];
      return item.kind === 'entry'
        ? [entry(item.key, item.value, item.unpack, item.byRef, scope)]
        : [entry(null, item, false, false, scope)];
    });
    return (frame) => {
      const array = new PhpArray();
      for (const { key, value, place, isSpread } of items) {
        const { run } = frame.evaluation;
        const name = key?.(frame);
        run.elements(array.size + 1, 1);
        if (place) {
          const reference = place(frame).reference();
          const slot = name === undefined ? array.append(null) : arrayKey(name);
          array.bind(slot ?? 0n, reference);
        } else if (isSpread) {
          unpack(value(frame), array);
        } else if (name === undefined) {
          array.push(value(frame));
        } else {
          array.set(arrayKey(name), value(frame));
        }
      }
      return array;
    };
  };

  const entry = (
    key: Expression | null,
    value: Expression,
    isSpread: boolean,
    isReference: boolean,
    scope: Scope
  ) => ({
    key: key && expression(key, scope),
    value: expression(value, scope),
    place: isReference ? compiler.place(value, scope) : null,
    isSpread,
  });

  const readingOf = (node: Expression, scope: Scope): Evaluate => {
    const place = compiler.place(node, scope);
    if (node.kind === 'variable' && typeof node.name === 'string' && node.name !== ROW) {
      const slot = scope.slotOf(node.name);
      return (frame) => frame.slots[slot]?.value ?? null;
    }
    return (frame) => place(frame).read();
  };

  const lookup = (node: LookupNode, scope: Scope): Evaluate => {
    const { what, offset } = node;
    if (offset === false) {
      return compiler.refuse(offsetOf(node), problem('php-expression/other', { found: '[]' }));
    }
    const column = columnIn(node, scope);
    if (column !== null) return cell(column, node, scope);
    const outer = expression(what, scope);
    const key = expression(offset, scope);
    const at = offsetOf(node);
    const isVariable = what.kind === 'variable';
    return (frame) => {
      const held = isVariable ? null : outer(frame);
      const name = key(frame);
      frame.evaluation.at = at;
      return elementOf(isVariable ? outer(frame) : held, name);
    };
  };

  /** `$row["job"]` reads the cell, unless the snippet has needed the row as a whole before. */
  const cell = (written: string, node: LookupNode, scope: Scope): Evaluate => {
    const column = compiler.column(written);
    const key = bytesOf(column);
    const slot = scope.slotOf(ROW);
    return (frame) => {
      const row = frame.slots[slot];
      if (!row) return frame.evaluation.cell(column) ?? null;
      frame.evaluation.at = offsetOf(node);
      return elementOf(row.value, key);
    };
  };

  const ternary = (node: TernaryNode, scope: Scope): Evaluate => {
    if (isAmbiguous(node)) {
      return compiler.refuse(offsetOf(node), problem('php-expression/ternary'));
    }
    const test = expression(node.test, scope);
    const then = node.trueExpr && expression(node.trueExpr, scope);
    const otherwise = expression(node.falseExpr, scope);
    return (frame) => {
      const tested = test(frame);
      if (!toBoolean(tested)) return otherwise(frame);
      return then ? then(frame) : tested;
    };
  };

  const match = (node: MatchNode, scope: Scope): Evaluate => {
    const subject = expression(node.cond, scope);
    const arms = node.arms.map(({ conds, body }) => ({
      tests: conds && conds.map((one) => expression(one, scope)),
      value: expression(body, scope),
    }));
    const otherwise = arms.find(({ tests }) => tests === null);
    const at = offsetOf(node);
    return (frame) => {
      const value = subject(frame);
      const isMet = (test: Evaluate): boolean => isIdentical(value, test(frame));
      const arm = arms.find(({ tests }) => tests?.some(isMet)) ?? otherwise;
      if (arm) return arm.value(frame);
      frame.evaluation.at = at;
      throw new PhpError('UnhandledMatchError', 'Unhandled match case');
    };
  };

  const applied = (
    work: (value: PhpValue) => PhpValue,
    node: Expression,
    at: number,
    scope: Scope
  ): Evaluate => {
    const operand = expression(node, scope);
    return (frame) => {
      const value = operand(frame);
      frame.evaluation.at = at;
      return work(value);
    };
  };

  const cast = (type: string, node: Expression, at: number, scope: Scope): Evaluate => {
    const work = CASTS[type];
    if (work) return applied(work, node, at, scope);
    const found = `(${type})`;
    return compiler.refuse(at, problem('php-expression/class', { found }));
  };

  const isset = (nodes: readonly Expression[], scope: Scope): Evaluate => {
    const tests = nodes.map((node) => presence(node, scope));
    return (frame) => tests.every((test) => test(frame));
  };

  /** Whether there is a value but null, without a word where there is nothing on the way to it. */
  const presence = (node: Expression, scope: Scope): Evaluate => {
    if (columnIn(node, scope) !== null) {
      const value = expression(node, scope);
      return (frame) => value(frame) !== null;
    }
    const place = compiler.placeOrNull(node, scope);
    if (place) return (frame) => place(frame).isSet();
    return compiler.refuse(offsetOf(node), problem('php-expression/isset'));
  };

  const empty = (node: Expression, scope: Scope): Evaluate => {
    const isPlace = node.kind === 'variable' || node.kind === 'offsetlookup';
    if (!isPlace || columnIn(node, scope) !== null) {
      const value = expression(node, scope);
      return (frame) => !toBoolean(value(frame));
    }
    const place = compiler.place(node, scope);
    return (frame) => {
      const spot = place(frame);
      return !spot.isSet() || !toBoolean(spot.read());
    };
  };

  return { expression, presence };
};

/** PHP 8 wants parentheses where a choice is within another; only `?:` may be chained. */
function isAmbiguous({ test, trueExpr, falseExpr }: TernaryNode): boolean {
  const isOpen = (node: Expression): boolean =>
    node.kind === 'retif' &&
    node.parenthesizedExpression !== true &&
    !(trueExpr === null && node.trueExpr === null);
  return isOpen(test) || isOpen(falseExpr);
}

function unpack(value: PhpValue, array: PhpArray): void {
  if (!isArray(value)) throw new PhpError('Error', 'Only arrays and Traversables can be unpacked');
  for (const [key, item] of value.entries()) {
    if (typeof key === 'string') array.set(key, item);
    else array.push(item);
  }
}
