import { problem } from '../../../../../shared/codes/problems';
import { nearTo } from '../../names';
import { PhpArray } from '../array';
import { callFunction, unpackArguments } from '../functions/call';
import { isReferenceAt, type PhpFunction } from '../functions/define';
import { PHP_FUNCTIONS } from '../functions';
import { type ArgumentNode, type CallNode, type Expression, offsetOf } from '../tree';
import {
  type Argument,
  type Arguments,
  bytesOf,
  isArray,
  isClosure,
  type PhpClosure,
  PhpError,
  type PhpValue,
  textOf,
  typeName,
} from '../values';
import { checkPattern } from '../regex/pattern';
import { columnAskedFor, literalText, ROW } from '../row';
import { textLiteral } from './literals';
import type { Callee } from './callables';
import type { Compiler } from './compiler';
import type { Evaluate, Evaluation, Frame, Scope } from './frame';
import { forbiddenFunction } from './refused';

/** What a call calls, whichever it is. */
interface Target {
  takesReference(place: number): boolean;
  call(evaluation: Evaluation, given: Arguments): PhpValue;
}

/** Functions that PHP has as parts of its language, or that need the call itself. */
const OWN_ARGUMENTS = ['func_get_args', 'func_num_args', 'func_get_arg'];

const PATTERN_FUNCTIONS: readonly string[] = [
  ...['preg_match', 'preg_match_all', 'preg_replace', 'preg_replace_callback'],
  ...['preg_split', 'preg_grep'],
];

const lower = (name: string): string => name.replace(/^\\/, '').toLowerCase();

/** Compiles calls of functions and closures. */
export const callsOf = (compiler: Compiler) => {
  /** One of PHP's functions as what is called. */
  const builtIn = (name: string, definition: PhpFunction): Target => ({
    takesReference: (place) => isReferenceAt(definition.parameters, place),
    call: (evaluation, given) =>
      callFunction(name, definition, given, evaluation.run, (called) => named(called, evaluation)),
  });

  const own = (callee: Callee): Target => ({
    takesReference: callee.takesReference,
    call: (evaluation, given) => callee.call(evaluation, given),
  });

  const targetOf = (name: string): Target | null => {
    const called = lower(name);
    const defined = compiler.functions.get(called);
    if (defined) return own(defined);
    const definition = Object.hasOwn(PHP_FUNCTIONS, called) ? PHP_FUNCTIONS[called] : undefined;
    return definition ? builtIn(called, definition) : null;
  };

  /** The function of a name that is known only when a snippet runs. */
  const named = (name: string, evaluation: Evaluation): PhpClosure | null => {
    const target = targetOf(name);
    return (
      target && {
        kind: 'closure',
        takesReference: target.takesReference,
        call: (given) => target.call(evaluation, given),
      }
    );
  };

  const call = (node: CallNode, scope: Scope): Evaluate => {
    const { what } = node;
    if (what.kind !== 'name') return dynamic(node, scope);
    const name = lower(what.name);
    if (OWN_ARGUMENTS.includes(name)) return ownArguments(name, node, scope);
    const presence = presenceOf(node, scope);
    if (presence) return presence;
    const target = targetOf(what.name);
    if (!target) return unknown(node, what.name);
    const texts = node.arguments.map((one) => literalText(one as Expression));
    if (PHP_FUNCTIONS[name]?.isTimely?.(texts)) {
      compiler.warn(problem('not-repeatable/php', { name }));
    }
    if (node.arguments[0]?.kind === 'variadicplaceholder') {
      return ({ evaluation }) => named(name, evaluation);
    }
    checkPatterns(name, node);
    const given = argumentsOf(node.arguments, scope, target.takesReference);
    const at = offsetOf(node);
    return (frame) => {
      const values = given(frame);
      frame.evaluation.at = at;
      frame.evaluation.run.step();
      return target.call(frame.evaluation, values);
    };
  };

  const unknown = (node: CallNode, written: string): Evaluate => {
    const name = lower(written);
    const why = forbiddenFunction(name);
    const near = nearTo(name, [...Object.keys(PHP_FUNCTIONS), ...compiler.functions.keys()]);
    return compiler.refuse(
      offsetOf(node),
      why
        ? problem(`php-expression/${why}`, { found: `${written}()` })
        : problem('php-expression/function', { found: written, near })
    );
  };

  /** `array_key_exists("job", $row)`, which need not make an array of the row. */
  const presenceOf = (node: CallNode, scope: Scope): Evaluate | null => {
    const asked = scope.seesRow ? columnAskedFor(node) : null;
    if (!asked) return null;
    const column = compiler.column(asked.column);
    const slot = scope.slotOf(ROW);
    const bytes = bytesOf(column);
    return (frame) => {
      const variable = frame.slots[slot];
      if (!variable) return frame.evaluation.cell(column) !== undefined;
      const array = variable.value;
      return isArray(array) && array.get(bytes) !== undefined;
    };
  };

  /** A pattern that stands in the snippet is looked at before any row is. */
  const checkPatterns = (name: string, { arguments: [pattern] }: CallNode): void => {
    if (!PATTERN_FUNCTIONS.includes(name) || pattern?.kind !== 'string') return;
    const literal = textLiteral(pattern);
    const refusal = checkPattern(literal);
    if (!refusal) return;
    const { found, offset, advice } = refusal;
    // With escapes and other letters, a byte of the text is no character of the source.
    const isPlain = pattern.raw.slice(1, -1) === literal;
    const fault = problem(`pattern-fault/${advice}`);
    const at = offsetOf(pattern) + (isPlain ? 1 + offset : 0);
    compiler.refuse(at, problem('php-pattern', { found, fault }));
  };

  const dynamic = (node: CallNode, scope: Scope): Evaluate => {
    const what = compiler.expression(node.what, scope);
    const at = offsetOf(node);
    const plain = argumentsOf(node.arguments, scope, null);
    return (frame) => {
      const called = what(frame);
      const closure = typeof called === 'string' ? named(textOf(called), frame.evaluation) : called;
      frame.evaluation.at = at;
      if (!isClosure(closure)) throw notCallable(called);
      const given = plain(frame, closure);
      frame.evaluation.at = at;
      frame.evaluation.run.step();
      return closure.call(given);
    };
  };

  const ownArguments = (name: string, node: CallNode, scope: Scope): Evaluate => {
    const [place] = node.arguments.map((one) => compiler.expression(one as Expression, scope));
    if (name === 'func_num_args') return ({ args }) => BigInt(args.length);
    if (name === 'func_get_args') return ({ args }) => PhpArray.list(args);
    return (frame) => frame.args[Number(place?.(frame) ?? 0n)] ?? null;
  };

  /** Compiles arguments; those by reference are given as the variables that they are. */
  const argumentsOf = (
    nodes: readonly ArgumentNode[],
    scope: Scope,
    takesReference: Target['takesReference'] | null
  ): ((frame: Frame, closure?: PhpClosure) => Arguments) => {
    const parts = nodes.map((node) => argumentOf(node, scope));
    const mayBeNamed = parts.some(({ name, isSpread }) => name !== null || isSpread);
    return (frame, closure) => {
      const values: Argument[] = [];
      const byName = mayBeNamed ? new Map<string, Argument>() : NONE_NAMED;
      const isReference = takesReference ?? closure?.takesReference ?? never;
      for (const { name, isSpread, value, place } of parts) {
        if (isSpread) {
          spread(value(frame), values, byName);
        } else if (name !== null) {
          byName.set(name, value(frame));
        } else if (place && isReference(values.length)) {
          values.push(place(frame).reference());
        } else {
          values.push(value(frame));
        }
      }
      frame.evaluation.run.elements(values.length);
      return { values, named: byName };
    };
  };

  const argumentOf = (node: ArgumentNode, scope: Scope) => {
    if (node.kind === 'variadic') {
      return { ...PLAIN, isSpread: true, value: compiler.expression(node.what, scope) };
    }
    if (node.kind === 'namedargument') {
      return { ...PLAIN, name: node.name, value: compiler.expression(node.value, scope) };
    }
    if (node.kind === 'variadicplaceholder') {
      const value = compiler.refuse(
        offsetOf(node),
        problem('php-expression/other', { found: '...' })
      );
      return { ...PLAIN, value };
    }
    const isPlace = node.kind === 'variable' || node.kind === 'offsetlookup';
    return {
      ...PLAIN,
      value: isAppending(node) ? APPENDED : compiler.expression(node, scope),
      place: isPlace ? compiler.placeOrNull(node, scope) : null,
    };
  };

  return call;
};

const isAppending = (node: Expression): boolean =>
  node.kind === 'offsetlookup' && node.offset === false;

const APPENDED: Evaluate = () => {
  throw new PhpError('Error', 'Cannot use [] for reading');
};

const PLAIN = { name: null, isSpread: false, place: null };

/** Shared by all calls without names, which put nothing there. */
const NONE_NAMED = new Map<string, Argument>();

const never = (): boolean => false;

/** `f(...$list)` */
function spread(value: PhpValue, values: Argument[], named: Map<string, Argument>): void {
  if (!isArray(value)) {
    throw new PhpError('Error', 'Only arrays and Traversables can be unpacked');
  }
  unpackArguments(value, values, named, ' during unpacking');
}

function notCallable(value: PhpValue): PhpError {
  if (typeof value === 'string') return new PhpError('Error', 'Call to undefined function');
  if (isArray(value)) return new PhpError('Error', 'Array callback must have exactly two elements');
  return new PhpError('Error', `Value of type ${typeName(value)} is not callable`);
}
