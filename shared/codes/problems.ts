import type { CodeKey, ParamsOfKey } from './catalogue';
import type { Params, Problem, StoredProblem } from './kinds';

type Arguments<Key extends CodeKey> =
  Record<never, never> extends ParamsOfKey<Key>
    ? [params?: ParamsOfKey<Key>]
    : [params: ParamsOfKey<Key>];

/**
 * What is wrong, by its key in the catalogue and the values that its text names. The text itself is
 * made where it is read, from `texts.ts`.
 * @param key a code, or `code/variant` where one code has several texts
 */
export const problem = <Key extends CodeKey>(key: Key, ...[given]: Arguments<Key>): Problem =>
  problemOfKey(key, given);

/** The same for a key that is known only when the program runs. */
export const problemOfKey = (key: string, given: Params = {}): Problem => {
  const [code = key, variant] = key.split('/');
  return made(code, variant === undefined ? { ...given } : { variant, ...given });
};

export const isProblem = (value: unknown): value is StoredProblem =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

/** As it stands inside another one: its code and values, without a place; the text only of what has no values. */
const inner = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inner);
  if (!isProblem(value)) return value;
  const { code, params, message } = value;
  return params ? { code, params } : { code, params: null, message };
};

const made = (code: string, given: Params): Problem => ({
  code,
  params: Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, inner(value)]]))
  ),
});

/** The same, followed by further sentences. */
export const withNotes = <One extends Problem>(one: One, ...notes: Problem[]): One => {
  const { notes: known = [], ...params } = one.params;
  return { ...one, params: { ...params, notes: [...(known as Problem[]), ...notes.map(inner)] } };
};

/** Equal for two that say the same, whatever they are about. */
export const problemKey = ({ code, params }: Problem): string => JSON.stringify([code, params]);

/** The same code with another text. */
export const inPlaceOf = <Key extends CodeKey>(
  { code }: Pick<Problem, 'code'>,
  key: Key,
  params: ParamsOfKey<Key>
): Problem => made(code, { variant: key, ...params });
