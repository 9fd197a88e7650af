import { problem } from '../../../../../shared/codes/problems';
import { PhpArray, share } from '../array';
import { PHP_FUNCTIONS } from '../functions';
import { bool, float, int, isReferenceAt, number, text } from '../functions/define';
import type { ArrowNode, ClosureNode, Expression, FunctionNode, ParameterNode } from '../tree';
import { offsetOf } from '../tree';
import {
  type Arguments,
  bytesOf,
  isArray,
  isClosure,
  type PhpClosure,
  PhpError,
  type PhpValue,
  Reference,
  typeName,
  valueOf,
} from '../values';
import type { Compiler } from './compiler';
import {
  bindVariable,
  type Evaluate,
  type Evaluation,
  type Execute,
  type Frame,
  Scope,
  variableIn,
} from './frame';

/** A function of the snippet. */
export interface Callee {
  /** Whether the argument at a place is a variable that the function may write to. */
  takesReference(place: number): boolean;
  /** @param captured puts what a closure brings along into the variables of the call */
  call(evaluation: Evaluation, given: Arguments, captured?: (frame: Frame) => void): PhpValue;
}

interface Parameter {
  slot: number;
  name: string;
  type: Coercion | null;
  fallback: Evaluate | null;
  isReference: boolean;
  isRest: boolean;
}

/** Makes a value one of the type that a parameter or a result has; null where it cannot be one. */
interface Coercion {
  shown: string;
  read(value: PhpValue): { value: PhpValue } | null;
}

const found = (value: PhpValue): { value: PhpValue } => ({ value });

/** As PHP's own functions read an argument of the type, but for null, which they alone take for a scalar. */
const scalar =
  (type: (name: string) => { read(given: PhpValue): { value: PhpValue } | null }) =>
  (value: PhpValue): { value: PhpValue } | null =>
    value === null ? null : type('').read(value);

/** In the order in which PHP tries them for a union of types. */
const TYPES: Readonly<Record<string, (value: PhpValue) => { value: PhpValue } | null>> = {
  mixed: found,
  array: (value) => (isArray(value) ? found(value) : null),
  iterable: (value) => (isArray(value) ? found(value) : null),
  closure: (value) => (isClosure(value) ? found(value) : null),
  null: (value) => (value === null ? found(value) : null),
  void: found,
  false: (value) => (value === false ? found(value) : null),
  'int|float': scalar(number),
  int: scalar(int),
  float: scalar(float),
  string: scalar(text),
  bool: scalar(bool),
};

const EXACT: Readonly<Record<string, (value: PhpValue) => boolean>> = {
  int: (value) => typeof value === 'bigint',
  float: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
};

type TypeNode = ParameterNode['type'];

/** The names in a type: one, or those of a union. */
const namesIn = (node: NonNullable<TypeNode>): string[] =>
  node.types ? node.types.flatMap(namesIn) : [(node.name ?? '').toLowerCase()];

/** What no constant has in it, at any depth. */
const CHANGING: readonly unknown[] = [
  ...['variable', 'call', 'closure', 'arrowfunc', 'assign', 'assignref', 'pre', 'post', 'match'],
];

function isConstant(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return true;
  if ('kind' in part && CHANGING.includes(part.kind)) return false;
  return Object.values(part).every(isConstant);
}

/** Compiles functions that a snippet defines. */
export const callablesOf = (compiler: Compiler) => {
  /** A function, or the name of one. */
  const isCallable = (value: PhpValue): boolean => {
    if (typeof value !== 'string') return isClosure(value);
    const name = value.toLowerCase();
    return compiler.functions.has(name) || Object.hasOwn(PHP_FUNCTIONS, name);
  };

  const coercion = (node: TypeNode, isNullable: boolean): Coercion | null => {
    if (!node) return null;
    const given = namesIn(node);
    const unknown = given.find((name) => name !== 'callable' && !Object.hasOwn(TYPES, name));
    if (unknown !== undefined) {
      compiler.refuse(offsetOf(node), problem('php-expression/class', { found: unknown }));
    }
    const isNumber = given.includes('int') && given.includes('float');
    const names = [...given, ...(isNumber ? ['int|float'] : []), ...(isNullable ? ['null'] : [])];
    return {
      shown: `${isNullable ? '?' : ''}${given.join('|')}`,
      read: (value) => {
        if (names.some((name) => EXACT[name]?.(value))) return found(value);
        if (names.includes('callable') && isCallable(value)) return found(value);
        for (const [name, read] of Object.entries(TYPES)) {
          const coerced = names.includes(name) ? read(value) : null;
          if (coerced) return coerced;
        }
        return null;
      },
    };
  };

  /** What a parameter is without an argument: PHP takes nothing there that only a run can tell, such as the row. */
  const fallbackOf = (node: Expression): Evaluate => {
    if (isConstant(node)) return compiler.expression(node, new Scope(false));
    const found = node.kind === 'call' ? '= …()' : '= $…';
    return compiler.refuse(offsetOf(node), problem('php-expression/other', { found }));
  };

  const parameterOf = (node: ParameterNode, scope: Scope): Parameter => {
    const isNullByDefault = node.value?.kind === 'nullkeyword';
    return {
      slot: scope.slotOf(node.name.name),
      name: node.name.name,
      type: coercion(node.type, node.nullable || isNullByDefault),
      fallback: node.value && fallbackOf(node.value),
      isReference: node.byref,
      isRest: node.variadic,
    };
  };

  const refuseTwice = (nodes: readonly ParameterNode[]): void => {
    const names = nodes.map((one) => one.name.name);
    for (const [place, node] of nodes.entries()) {
      const found = names[place] ?? '';
      if (names.indexOf(found) === place) continue;
      compiler.refuse(offsetOf(node), problem('php-expression/twice', { found: `$${found}` }));
    }
  };

  const callee = (
    name: string,
    node: FunctionNode | ClosureNode | ArrowNode,
    scope: Scope,
    body: Execute
  ): Callee => {
    const parameters = node.arguments.map((one) => parameterOf(one, scope));
    refuseTwice(node.arguments);
    if (node.byref) compiler.refuse(offsetOf(node), problem('php-expression/reference'));
    const result = coercion(node.type, node.nullable);
    return {
      takesReference: (place) => isReferenceAt(parameters, place),
      call: (evaluation, given, captured) =>
        evaluation.run.within(() => {
          const frame: Frame = { evaluation, slots: [], args: given.values.map(valueOf) };
          captured?.(frame);
          bindAll(name, parameters, given, frame);
          const signal = body(frame);
          const value = signal?.kind === 'return' ? signal.value : null;
          return result ? returned(name, result, value) : share(value);
        }),
    };
  };

  /** A named function, whose body sees nothing but its parameters. */
  const named = (node: FunctionNode): Callee => {
    const scope = new Scope(false);
    return callee(node.name.name, node, scope, compiler.block(node.body.children, scope));
  };

  const closure = (node: ClosureNode, outer: Scope): Evaluate => {
    const scope = new Scope(false);
    const uses = node.uses.map(({ name, byref = false, ...rest }) => {
      const used = typeof name === 'string' ? name : '';
      const place = compiler.place({ ...rest, name: used }, outer);
      return { slot: scope.slotOf(used), place, byref };
    });
    const made = callee('{closure}', node, scope, compiler.block(node.body.children, scope));
    return (frame) => {
      const captured = uses.map(({ slot, place, byref }) => {
        const spot = place(frame);
        return { slot, kept: byref ? spot.reference() : share(spot.read()) };
      });
      return closureOf(made, frame.evaluation, (inner) => {
        for (const { slot, kept } of captured) {
          if (kept instanceof Reference) bindVariable(inner, slot, kept);
          else variableIn(inner, slot).value = kept;
        }
      });
    };
  };

  /** An arrow function has the values that the variables around it have when it is made. */
  const arrow = (node: ArrowNode, outer: Scope): Evaluate => {
    const scope = new Scope(outer.seesRow);
    const value = compiler.expression(node.body, scope);
    const made = callee('{closure}', node, scope, (frame) => ({
      kind: 'return',
      value: value(frame),
    }));
    const shared = [...scope.names()].map((name) => [scope.slotOf(name), outer.slotOf(name)]);
    return (frame) => {
      const captured = shared.flatMap(([inner = 0, around = 0]) => {
        const variable = frame.slots[around];
        return variable ? [{ slot: inner, value: share(variable.value) }] : [];
      });
      return closureOf(made, frame.evaluation, (inner) => {
        for (const { slot, value: kept } of captured) variableIn(inner, slot).value = kept;
      });
    };
  };

  return { named, closure, arrow };
};

const closureOf = (
  callee: Callee,
  evaluation: Evaluation,
  captured: (frame: Frame) => void
): PhpClosure => ({
  kind: 'closure',
  takesReference: callee.takesReference,
  call: (given) => callee.call(evaluation, given, captured),
});

/** Puts the arguments into the variables of the parameters. */
function bindAll(
  name: string,
  parameters: readonly Parameter[],
  { values, named }: Arguments,
  frame: Frame
): void {
  const known = new Set<string>();
  for (const [place, parameter] of parameters.entries()) {
    known.add(parameter.name);
    if (parameter.isRest) {
      const rest = values.slice(place).map(valueOf);
      const more = [...named].filter(([key]) => !known.has(key));
      const list = PhpArray.list(rest.map((value) => coerced(name, place, parameter, value)));
      for (const [key, value] of more) list.set(bytesOf(key), valueOf(value));
      variableIn(frame, parameter.slot).value = list;
      return;
    }
    const given = place < values.length ? values[place] : named.get(parameter.name);
    if (place < values.length && named.has(parameter.name)) {
      throw new PhpError(
        'Error',
        `Named parameter $${parameter.name} overwrites previous argument`
      );
    }
    if (given === undefined) {
      if (!parameter.fallback) throw tooFew(name, parameters, values.length);
      const fallback = parameter.fallback(frame);
      variableIn(frame, parameter.slot).value = coerced(name, place, parameter, fallback);
    } else if (parameter.isReference && given instanceof Reference) {
      bindVariable(frame, parameter.slot, given);
    } else {
      const value = coerced(name, place, parameter, valueOf(given));
      variableIn(frame, parameter.slot).value = share(value);
    }
  }
  const unknown = [...named.keys()].find((key) => !known.has(key));
  if (unknown !== undefined) throw new PhpError('Error', `Unknown named parameter $${unknown}`);
}

const tooFew = (name: string, parameters: readonly Parameter[], given: number): PhpError => {
  const needed = parameters.filter(({ fallback, isRest }) => !fallback && !isRest).length;
  const exactly = needed === parameters.length ? 'exactly' : 'at least';
  return new PhpError(
    'ArgumentCountError',
    `Too few arguments to function ${name}(), ${given} passed and ${exactly} ${needed} expected`
  );
};

function coerced(name: string, place: number, { type, name: called }: Parameter, value: PhpValue) {
  if (!type) return value;
  const read = type.read(value);
  if (read) return read.value;
  throw new PhpError(
    'TypeError',
    `${name}(): Argument #${place + 1} ($${called}) must be of type ${type.shown}, ${typeName(value)} given`
  );
}

function returned(name: string, type: Coercion, value: PhpValue): PhpValue {
  const read = type.read(value);
  if (read) return share(read.value);
  throw new PhpError(
    'TypeError',
    `${name}(): Return value must be of type ${type.shown}, ${typeName(value)} returned`
  );
}
