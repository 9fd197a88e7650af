import type { PhpArray } from '../array';
import type { Run } from '../run';
import { type Argument, isClosure, type PhpClosure, type PhpValue } from '../values';
import { unpackArguments } from './call';
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

/** Calls a function with the elements of an array. */
function callWith(callback: PhpClosure, args: PhpArray, run: Run): PhpValue {
  const values: Argument[] = [];
  const named = new Map<string, Argument>();
  run.elements(args.size);
  unpackArguments(args, values, named);
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
