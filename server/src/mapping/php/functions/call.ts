import { PhpArray, share } from '../array';
import type { Run } from '../run';
import {
  type Argument,
  type Arguments,
  isArray,
  type PhpClosure,
  PhpError,
  type PhpValue,
  Reference,
  textOf,
  valueOf,
} from '../values';
import { type Parameter, type PhpFunction, wrongArgument } from './define';

/** Finds the function that a name stands for where PHP takes a callback; null where there is none. */
export type FindCallable = (name: string) => PhpClosure | null;

/**
 * Calls one of PHP's functions with arguments that are read as its parameters want them.
 * Throws `PhpError`: a `TypeError`, an `ArgumentCountError`, or what the function throws.
 */
export function callFunction(
  name: string,
  { parameters, call }: PhpFunction,
  given: Arguments,
  run: Run,
  find: FindCallable
): PhpValue {
  const last = parameters.at(-1);
  if (given.values.length > parameters.length && last?.isRest !== true) {
    throw wrongCount(name, parameters, given.values.length);
  }
  const read = (parameter: Parameter<unknown>, place: number, argument: Argument): unknown => {
    if (parameter.isReference) {
      return argument instanceof Reference ? argument : new Reference(argument);
    }
    const value = valueOf(argument);
    const found = parameter.read(parameter.isCallable ? asCallable(value, find) : value);
    if (found) return found.value;
    throw wrongArgument(name, place + 1, parameter, value);
  };
  const args = parameters.map((parameter, place) => {
    if (parameter.isRest) {
      const rest = given.values.slice(place).map((one, next) => read(parameter, place + next, one));
      return parameter.isReference ? rest : rest.flat(1);
    }
    const argument =
      place < given.values.length ? given.values[place] : given.named.get(parameter.name);
    if (argument !== undefined) return read(parameter, place, argument);
    if ('fallback' in parameter) {
      return parameter.isReference ? new Reference() : parameter.fallback;
    }
    throw wrongCount(name, parameters, given.values.length + given.named.size);
  });
  if (given.named.size > 0) checkNames(parameters, given);
  const result = call(run, args);
  // What it was given, others have as well.
  const isGiven = isArray(result) && given.values.some((argument) => valueOf(argument) === result);
  return isGiven ? share(result) : result;
}

/** Elements as arguments: those whose keys are integers by place, others by the parameters' names. */
export function unpackArguments(
  array: PhpArray,
  values: Argument[],
  named: Map<string, Argument>,
  where = ''
): void {
  for (const [key, item] of array.entries()) {
    if (typeof key === 'string') named.set(textOf(key), item);
    else if (named.size === 0) values.push(item);
    else {
      const message = `Cannot use positional argument after named argument${where}`;
      throw new PhpError('Error', message);
    }
  }
}

function checkNames(parameters: PhpFunction['parameters'], { named }: Arguments): void {
  for (const name of named.keys()) {
    if (!parameters.some((parameter) => parameter.name === name)) {
      throw new PhpError('Error', `Unknown named parameter $${name}`);
    }
  }
}

/** A function by its name; of an array, each of its values. */
function asCallable(value: PhpValue, find: FindCallable): PhpValue {
  if (typeof value === 'string') return find(textOf(value)) ?? value;
  if (!isArray(value)) return value;
  return PhpArray.of(value.entries().map(([key, item]) => [key, asCallable(item, find)]));
}

function wrongCount(name: string, parameters: PhpFunction['parameters'], given: number): PhpError {
  const needed = parameters.filter((one) => !('fallback' in one) && !one.isRest).length;
  const isFixed = needed === parameters.length;
  const isFew = given < needed;
  const bound = isFixed ? 'exactly' : isFew ? 'at least' : 'at most';
  const count = isFew ? needed : parameters.length;
  return new PhpError(
    'ArgumentCountError',
    `${name}() expects ${bound} ${count} argument${count === 1 ? '' : 's'}, ${given} given`
  );
}
