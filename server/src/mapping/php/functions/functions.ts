import type { PhpArray } from '../array';
import type { Run } from '../run';
import { isClosure, type PhpClosure, PhpError, type PhpValue, textOf } from '../values';
import {
  array,
  bool,
  callable,
  define,
  mixed,
  type Parameter,
  type PhpFunctions,
  rest,
} from './define';

/** Whether there is a function by a name, or whether a value is one. */
const isFunction = (name: string): Parameter<boolean> => ({
  name,
  type: 'mixed',
  isCallable: true,
  read: (given) => ({ value: isClosure(given) }),
});

/** Calls a function with the elements of an array: those whose keys are texts by the parameters' names. */
function callWith(callback: PhpClosure, args: PhpArray, run: Run): PhpValue {
  const values: PhpValue[] = [];
  const named = new Map<string, PhpValue>();
  run.elements(args.size);
  for (const [key, value] of args.entries()) {
    if (typeof key === 'string') named.set(textOf(key), value);
    else if (named.size === 0) values.push(value);
    else {
      throw new PhpError('Error', 'Cannot use positional argument after named argument');
    }
  }
  return run.within(() => callback.call({ values, named }));
}

/** What calls functions, and asks for them. */
export const FUNCTIONS: PhpFunctions = {
  call_user_func: define([callable('callback'), rest(mixed('args'))], (callback, args, run) =>
    run.call(callback, ...args)
  ),
  call_user_func_array: define([callable('callback'), array('args')], callWith),
  function_exists: define([isFunction('function')], (exists) => exists),
  is_callable: define(
    [isFunction('value'), bool('syntax_only', false), mixed('callable_name', null)],
    (isCallable) => isCallable
  ),
};
