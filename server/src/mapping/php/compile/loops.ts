import { share } from '../array';
import { toBoolean } from '../conversions';
import { type Expression, type ForeachNode, type ForNode, type Statement } from '../tree';
import { isArray } from '../values';
import type { Assignments } from './assignments';
import type { Compiler } from './compiler';
import type { Evaluate, Execute, Frame, Scope, Signal } from './frame';

/** How a round of a loop ended: it goes on, it stops, or what is around it is to leave as well. */
export function roundEnd(signal: Signal | undefined): 'next' | 'stop' | Signal {
  if (!signal) return 'next';
  if (signal.kind === 'return') return signal;
  if (signal.levels > 1) return { kind: signal.kind, levels: signal.levels - 1 };
  return signal.kind === 'break' ? 'stop' : 'next';
}

const nothing = (): void => undefined;

/** Compiles loops. Each round is a step, so that none goes on for ever. */
export const loopsOf = (compiler: Compiler, assignments: Assignments) => {
  const bodyOf = (node: Statement | null, scope: Scope): Execute =>
    node ? scope.inLoop(() => compiler.statement(node, scope)) : () => undefined;

  /** Rounds as long as the test is true; `after` each but the last comes what makes the next one. */
  const rounds =
    (test: (frame: Frame) => boolean, body: Execute, after: (frame: Frame) => void): Execute =>
    (frame) => {
      while (test(frame)) {
        frame.evaluation.run.step();
        const end = roundEnd(body(frame));
        if (end === 'stop') return undefined;
        if (end !== 'next') return end;
        after(frame);
      }
      return undefined;
    };

  const whileLoop = (test: Expression, node: Statement | null, scope: Scope): Execute => {
    const condition = compiler.expression(test, scope);
    return rounds((frame) => toBoolean(condition(frame)), bodyOf(node, scope), nothing);
  };

  const untilLoop = (test: Expression, node: Statement | null, scope: Scope): Execute => {
    const body = bodyOf(node, scope);
    const condition = compiler.expression(test, scope);
    return (frame) => {
      let isFirst = true;
      const goesOn = (): boolean => {
        const goes = isFirst || toBoolean(condition(frame));
        isFirst = false;
        return goes;
      };
      return rounds(goesOn, body, nothing)(frame);
    };
  };

  const counted = (node: ForNode, scope: Scope): Execute => {
    const all = (nodes: readonly Expression[]): Evaluate[] =>
      nodes.map((one) => compiler.expression(one, scope));
    const start = all(node.init);
    const tests = all(node.test);
    const last = tests.pop();
    const steps = all(node.increment);
    const loop = rounds(
      (frame) => {
        for (const test of tests) test(frame);
        return last ? toBoolean(last(frame)) : true;
      },
      bodyOf(node.body, scope),
      (frame) => {
        for (const step of steps) step(frame);
      }
    );
    return (frame) => {
      for (const one of start) one(frame);
      return loop(frame);
    };
  };

  const each = (node: ForeachNode, scope: Scope): Execute =>
    node.value.byref ? eachByReference(node, scope) : eachByValue(node, scope);

  const eachByValue = (node: ForeachNode, scope: Scope): Execute => {
    const source = compiler.expression(node.source, scope);
    const value = assignments.target(node.value, scope);
    const key = node.key && assignments.target(node.key, scope);
    const body = bodyOf(node.body, scope);
    return (frame) => {
      const array = source(frame);
      if (!isArray(array)) return undefined;
      // Whoever writes to it meanwhile gets a copy; what is shared by reference is read when its turn comes.
      share(array);
      for (const name of array.liveKeys()) {
        frame.evaluation.run.step();
        value(frame, share(array.get(name) ?? null));
        key?.(frame, name);
        const end = roundEnd(body(frame));
        if (end === 'stop') return undefined;
        if (end !== 'next') return end;
      }
      return undefined;
    };
  };

  /** What the loop appends to the array gets its round as well. */
  const eachByReference = (node: ForeachNode, scope: Scope): Execute => {
    const source = compiler.place(node.source, scope);
    const { byref: _byref, ...variable } = node.value;
    const value = compiler.place(variable as Expression, scope);
    const key = node.key && assignments.target(node.key, scope);
    const body = bodyOf(node.body, scope);
    return (frame) => {
      const spot = source(frame);
      if (!isArray(spot.read())) return undefined;
      const iterated = spot.array();
      for (const name of iterated.liveKeys()) {
        frame.evaluation.run.step();
        const array = spot.array();
        if (!array.has(name)) continue;
        value(frame).bind(array.reference(name));
        key?.(frame, name);
        const end = roundEnd(body(frame));
        if (end === 'stop') return undefined;
        if (end !== 'next') return end;
      }
      return undefined;
    };
  };

  return { while: whileLoop, until: untilLoop, counted, each };
};

export type Loops = ReturnType<typeof loopsOf>;
