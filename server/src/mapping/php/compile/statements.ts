import { problem } from '../../../../../shared/codes/problems';
import { isEqual } from '../comparison';
import { share } from '../array';
import { toBoolean } from '../conversions';
import { type Expression, type IfNode, offsetOf, type Statement, type SwitchNode } from '../tree';
import type { Compiler } from './compiler';
import type { Evaluate, Execute, Scope, Signal } from './frame';
import { type Loops, roundEnd } from './loops';
import { forbiddenKind } from './refused';

const nothing: Execute = () => undefined;

/** Compiles statements. */
export const statementsOf = (compiler: Compiler, loops: Loops) => {
  const block = (nodes: readonly Statement[], scope: Scope): Execute => {
    const all = nodes
      .filter(({ kind }) => kind !== 'function' && kind !== 'noop')
      .map((node) => statement(node, scope));
    const [only, ...more] = all;
    if (!only) return nothing;
    if (more.length === 0) return only;
    return (frame) => {
      for (const one of all) {
        const signal = one(frame);
        if (signal) return signal;
      }
      return undefined;
    };
  };

  const statement = (node: Statement, scope: Scope): Execute => {
    switch (node.kind) {
      case 'block':
        return block(node.children, scope);
      case 'expressionstatement':
        return effect(compiler.expression(node.expression, scope));
      case 'return':
        return returned(node.expr, scope);
      case 'if':
        return conditional(node, scope);
      case 'switch':
        return choice(node, scope);
      case 'for':
        return loops.counted(node, scope);
      case 'foreach':
        return loops.each(node, scope);
      case 'while':
        return loops.while(node.test, node.body, scope);
      case 'do':
        return loops.until(node.test, node.body, scope);
      case 'break':
      case 'continue':
        return jump(node.kind, node.level, scope, offsetOf(node));
      case 'unset':
        return unset(node.variables, scope);
      case 'function':
      case 'noop':
        return nothing;
      case 'inline':
        return node.value.trim() === '' ? nothing : refused(node);
      default:
        return refused(node);
    }
  };

  const refused = (node: Statement): Execute => {
    const [reason, found] = forbiddenKind(node.kind);
    compiler.refuse(offsetOf(node), problem(`php-expression/${reason}`, { found }));
    return nothing;
  };

  const effect =
    (value: Evaluate): Execute =>
    (frame) => {
      value(frame);
      return undefined;
    };

  const returned = (node: Expression | null, scope: Scope): Execute => {
    if (!node) return () => ({ kind: 'return', value: null });
    const value = compiler.expression(node, scope);
    return (frame) => ({ kind: 'return', value: share(value(frame)) });
  };

  const conditional = (node: IfNode, scope: Scope): Execute => {
    const test = compiler.expression(node.test, scope);
    const then = node.body ? statement(node.body, scope) : nothing;
    const otherwise = node.alternate ? statement(node.alternate, scope) : nothing;
    return (frame) => (toBoolean(test(frame)) ? then(frame) : otherwise(frame));
  };

  /** `switch` is a loop of one round to `break` and `continue`. */
  const choice = (node: SwitchNode, scope: Scope): Execute => {
    const subject = compiler.expression(node.test, scope);
    const cases = node.body.children.map(({ test, body }) => ({
      test: test && compiler.expression(test, scope),
      body: body ? scope.inLoop(() => block(body.children, scope)) : nothing,
    }));
    const otherwise = cases.findIndex(({ test }) => test === null);
    return (frame) => {
      const value = subject(frame);
      const met = cases.findIndex(({ test }) => test && isEqual(value, test(frame)));
      const first = met === -1 ? otherwise : met;
      for (const { body } of first === -1 ? [] : cases.slice(first)) {
        const signal = body(frame);
        if (!signal) continue;
        const end = roundEnd(signal);
        return typeof end === 'string' ? undefined : end;
      }
      return undefined;
    };
  };

  const jump = (
    kind: 'break' | 'continue',
    level: Expression | null,
    scope: Scope,
    at: number
  ): Execute => {
    const levels = level === null ? 1 : level.kind === 'number' ? Number(level.value) : NaN;
    if (!Number.isInteger(levels) || levels < 1 || levels > scope.loops) {
      compiler.refuse(at, problem('php-expression/other', { found: kind }));
    }
    const signal: Signal = { kind, levels };
    return () => signal;
  };

  const unset = (nodes: readonly Expression[], scope: Scope): Execute => {
    const places = nodes.map((node) => compiler.place(node, scope));
    return (frame) => {
      for (const place of places) place(frame).unset();
      return undefined;
    };
  };

  return { block, statement };
};
