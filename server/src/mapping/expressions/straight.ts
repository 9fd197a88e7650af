import { REGISTERED, type RowValues } from './evaluation';
import type { ExpressionFunction } from './functions';
import type { SyntaxNode } from './syntax';

/** Evaluates a straight expression for one row. Throws where a value is not clear, and what a function throws. */
export type Straight = (row: RowValues, variables: ReadonlyMap<string, unknown>) => unknown;

/** Thrown where a value is of a kind that only JSONata knows what to make of. */
const NOT_STRAIGHT = Symbol('not straight');

const unclear = (): never => {
  throw NOT_STRAIGHT;
};

/** What the library says of a node besides what it is made of. */
const KNOWN_PARTS: Readonly<Record<string, readonly string[]>> = {
  string: [],
  number: [],
  value: [],
  name: [],
  variable: [],
  path: ['steps'],
  block: ['expressions'],
  binary: ['lhs', 'rhs'],
  condition: ['condition', 'then', 'else'],
  function: ['arguments', 'procedure', 'name'],
  unary: ['expressions'],
};

/** True for a node that has nothing but its own parts: no predicates, groups or bound names. */
const isPlain = (node: SyntaxNode): boolean => {
  const parts = KNOWN_PARTS[node.type ?? ''];
  return (
    parts !== undefined &&
    Object.entries(node).every(
      ([part, value]) =>
        value === undefined || ['type', 'value', 'position', ...parts].includes(part)
    )
  );
};

const isPrimitive = (value: unknown): boolean =>
  value === undefined ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  Number.isFinite(value);

const primitive = (value: unknown): unknown => (isPrimitive(value) ? value : unclear());

/** As JSONata casts to a boolean where it needs one; nothing is false. */
const truth = (value: unknown): boolean => Boolean(primitive(value));

/** As JSONata joins texts; it has a way of its own to write numbers. */
const text = (value: unknown): string => {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : unclear();
};

const given = (value: unknown): string => (typeof value === 'string' ? value : unclear());

const whole = (value: unknown): number => (Number.isInteger(value) ? Number(value) : unclear());

/** A function of a text and of others or numbers, which is nothing where the text is nothing. */
const ofText =
  <More extends unknown[]>(
    work: (text: string, ...more: More) => unknown,
    ...kinds: { [Place in keyof More]: (value: unknown) => More[Place] }
  ) =>
  (value: unknown, ...more: unknown[]): unknown => {
    const read = more.map((one, place) => kinds[place]?.(one)) as More;
    return value === undefined ? undefined : work(given(value), ...read);
  };

const substring = (value: string, start: number, length?: number): string => {
  const characters = [...value];
  const from = Math.max(start, -characters.length);
  if (length === undefined) return characters.slice(from).join('');
  const first = from < 0 ? characters.length + from : from;
  return length <= 0 ? '' : characters.slice(first, first + length).join('');
};

const before = (value: string, mark: string): string => {
  const at = value.indexOf(mark);
  return at === -1 ? value : value.slice(0, at);
};

const after = (value: string, mark: string): string => {
  const at = value.indexOf(mark);
  return at === -1 ? value : value.slice(at + mark.length);
};

/** JSONata's own functions that are known here, each with the numbers of arguments that it may have. */
const OWN: Readonly<Record<string, { counts: readonly number[]; call: ExpressionFunction }>> = {
  exists: { counts: [1], call: (value) => value !== undefined },
  not: {
    counts: [1],
    call: (value) => (value === undefined ? undefined : !truth(value)),
  },
  lowercase: { counts: [1], call: ofText((value) => value.toLowerCase()) },
  uppercase: { counts: [1], call: ofText((value) => value.toUpperCase()) },
  trim: {
    counts: [1],
    call: ofText((value) => value.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '')),
  },
  contains: { counts: [2], call: ofText((value, part: string) => value.includes(part), given) },
  substringBefore: { counts: [2], call: ofText(before, given) },
  substringAfter: { counts: [2], call: ofText(after, given) },
  substring: { counts: [2, 3], call: ofText(substring, whole, whole) },
};

const OPERATORS: Readonly<Record<string, (one: () => unknown, other: () => unknown) => unknown>> = {
  '&': (one, other) => text(one()) + text(other()),
  '=': (one, other) => compared(one(), other(), true),
  '!=': (one, other) => compared(one(), other(), false),
  and: (one, other) => truth(one()) && truth(other()),
  or: (one, other) => truth(one()) || truth(other()),
  in: (one, other) => isIn(one(), other()),
};

/** Nothing is neither equal to anything nor different from it. */
function compared(one: unknown, other: unknown, isEqual: boolean): boolean {
  if (one === undefined || other === undefined) return false;
  return (primitive(one) === primitive(other)) === isEqual;
}

function isIn(one: unknown, list: unknown): boolean {
  if (one === undefined || list === undefined) return false;
  const item = primitive(one);
  return Array.isArray(list) ? list.includes(item) : primitive(list) === item;
}

const OURS: Readonly<Record<string, ExpressionFunction>> = REGISTERED;

/** A function whose values are known, where it may have so many arguments. */
const functionOf = (name: string, count: number): ExpressionFunction | undefined => {
  if (Object.hasOwn(OURS, name)) return OURS[name];
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
  return own?.counts.includes(count) ? own.call : undefined;
};

const literals = (nodes: unknown): unknown[] | null => {
  const all = Array.isArray(nodes) ? (nodes as SyntaxNode[]) : [];
  return all.every((node) => ['string', 'number'].includes(node.type ?? '') && isPlain(node))
    ? all.map(({ value }) => value)
    : null;
};

/**
 * An expression as a plain function, where it is made of nothing but columns, variables, literals,
 * `&`, `=`, `!=`, `and`, `or`, `in`, conditions, and functions whose values are known: the same value that JSONata
 * gives, some twenty times faster, as long as columns and variables are texts, numbers or truth values. Null
 * for any other expression.
 *
 * @param syntax JSONata's tree, in which names are columns of the row
 * @param variables the variables defined before it
 */
export function straightOf(syntax: SyntaxNode, variables: readonly string[]): Straight | null {
  const compileAll = (nodes: unknown): Straight[] | null => {
    const values = (Array.isArray(nodes) ? (nodes as SyntaxNode[]) : []).map(compile);
    return values.every((value) => value !== null) ? values : null;
  };

  const call = (node: SyntaxNode): Straight | null => {
    const { value, type } = node.procedure as SyntaxNode;
    const name = String(value);
    const values = compileAll(node.arguments);
    if (node.value !== '(' || type !== 'variable' || !values || variables.includes(name))
      return null;
    const work = functionOf(name, values.length);
    return work ? (row, given) => work(...values.map((one) => one(row, given))) : null;
  };

  const compile = (node: SyntaxNode): Straight | null => {
    if (!isPlain(node)) return null;
    switch (node.type) {
      case 'string':
      case 'number':
        return () => node.value;
      case 'value':
        return typeof node.value === 'boolean' ? () => node.value : null;
      case 'variable': {
        const name = String(node.value);
        return variables.includes(name) ? (_row, values) => primitive(values.get(name)) : null;
      }
      case 'path': {
        const [step, ...more] = node.steps as SyntaxNode[];
        if (!step || more.length > 0 || step.type !== 'name' || !isPlain(step)) return null;
        const name = String(step.value);
        return (row) => primitive(row[name]);
      }
      case 'block': {
        const values = compileAll(node.expressions);
        return values?.length === 1 ? (values[0] ?? null) : null;
      }
      case 'unary': {
        const values = node.value === '[' ? literals(node.expressions) : null;
        return values && (() => values);
      }
      case 'binary': {
        const [one, other] = compileAll([node.lhs, node.rhs]) ?? [];
        const work = OPERATORS[String(node.value)];
        return work && one && other
          ? (row, values) =>
              work(
                () => one(row, values),
                () => other(row, values)
              )
          : null;
      }
      case 'condition': {
        const asked = compile(node.condition as SyntaxNode);
        const then = compile(node.then as SyntaxNode);
        const otherwise = node.else ? compile(node.else as SyntaxNode) : () => undefined;
        if (!asked || !then || !otherwise) return null;
        return (row, values) =>
          truth(asked(row, values)) ? then(row, values) : otherwise(row, values);
      }
      case 'function':
        return call(node);
      default:
        return null;
    }
  };
  return compile(syntax);
}
