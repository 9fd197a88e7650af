import { problem } from '../../../../../shared/codes/problems';
import { decrement, increment } from '../arithmetic';
import { share } from '../array';
import { toText } from '../conversions';
import { elementOf } from '../elements';
import { type AssignNode, type Expression, type ListNode, offsetOf } from '../tree';
import { isArray, type PhpValue } from '../values';
import type { Compiler } from './compiler';
import type { Evaluate, Frame, Scope } from './frame';
import { joined, operatorOf } from './operators';

/** Puts a value where it is assigned to. */
export type Assign = (frame: Frame, value: PhpValue) => void;

/** Compiles everything that writes to variables. */
export const assignmentsOf = (compiler: Compiler) => {
  const assign = (node: AssignNode, scope: Scope): Evaluate => {
    const { left, right, operator } = node;
    if (operator === '=') return plain(left, right, scope);
    if (operator === '??=') return coalesced(left, right, scope);
    const name = operator.slice(0, -1);
    const place = compiler.place(left, scope);
    const value = compiler.expression(right, scope);
    const at = offsetOf(node);
    if (name === '.') return appended(place, value);
    const work = operatorOf(name);
    if (!work) return compiler.refuse(at, problem('php-expression/other', { found: operator }));
    return (frame) => {
      const spot = place(frame);
      const given = value(frame);
      frame.evaluation.at = at;
      const result = work(spot.read(), given, frame.evaluation.run);
      spot.update(result);
      return result;
    };
  };

  const plain = (left: Expression, right: Expression, scope: Scope): Evaluate => {
    const value = compiler.expression(right, scope);
    if (left.kind === 'list' || left.kind === 'array') {
      const write = target(left, scope);
      return (frame) => {
        const given = share(value(frame));
        write(frame, given);
        return given;
      };
    }
    const place = compiler.place(left, scope);
    const at = offsetOf(left);
    return (frame) => {
      const spot = place(frame);
      const given = share(value(frame));
      frame.evaluation.at = at;
      spot.write(given);
      return given;
    };
  };

  const appended =
    (place: ReturnType<Compiler['place']>, value: Evaluate): Evaluate =>
    (frame) => {
      const spot = place(frame);
      const given = toText(value(frame));
      const result = joined(toText(spot.read()), given, frame.evaluation.run);
      spot.update(result);
      return result;
    };

  const coalesced = (left: Expression, right: Expression, scope: Scope): Evaluate => {
    const place = compiler.place(left, scope);
    const value = compiler.expression(right, scope);
    return (frame) => {
      const spot = place(frame);
      if (spot.isSet()) return spot.read();
      const given = share(value(frame));
      spot.write(given);
      return given;
    };
  };

  const assignReference = (left: Expression, right: Expression, scope: Scope): Evaluate => {
    const place = compiler.place(left, scope);
    const source = compiler.place(right, scope);
    return (frame) => {
      const reference = source(frame).reference();
      place(frame).bind(reference);
      return reference.value;
    };
  };

  /** What a value can be assigned to: a variable, an element, or a list of them. */
  const target = (node: Expression, scope: Scope): Assign => {
    if (node.kind === 'list' || node.kind === 'array') return destructured(node as ListNode, scope);
    const place = compiler.place(node, scope);
    return (frame, value) => place(frame).write(share(value));
  };

  /** `[$a, , "k" => $b] = …`; nothing is taken of what is no array. */
  const destructured = (node: ListNode, scope: Scope): Assign => {
    let next = 0n;
    const parts = node.items.flatMap((item) => {
      const index = next;
      if (item.kind === 'noop') next += 1n;
      if (item.kind !== 'entry') return [];
      if (item.byRef || item.unpack) {
        compiler.refuse(offsetOf(item), problem('php-expression/reference'));
      }
      if (item.key === null) next += 1n;
      const key = item.key && compiler.expression(item.key, scope);
      return [{ key: key ?? ((): PhpValue => index), write: target(item.value, scope) }];
    });
    return (frame, value) => {
      for (const { key, write } of parts) {
        const name = key(frame);
        write(frame, isArray(value) ? elementOf(value, name) : null);
      }
    };
  };

  const step = (node: Extract<Expression, { kind: 'pre' | 'post' }>, scope: Scope): Evaluate => {
    const place = compiler.place(node.what, scope);
    const work = node.type === '+' ? increment : decrement;
    const isBefore = node.kind === 'pre';
    const at = offsetOf(node);
    return (frame) => {
      const spot = place(frame);
      const before = spot.read();
      frame.evaluation.at = at;
      const after = work(before);
      spot.update(after);
      return isBefore ? after : before;
    };
  };

  return { assign, assignReference, step, target };
};

export type Assignments = ReturnType<typeof assignmentsOf>;
