import { errors } from '@strapi/utils';
import type { z } from 'zod';

import { CATALOGUE, type ParamsOfKey } from '../../../shared/codes/catalogue';
import type { Problem, StoredProblem } from '../../../shared/codes/kinds';
import { problem, problemOfKey } from '../../../shared/codes/problems';
import { inEnglish } from '../../../shared/codes/texts';
import type { ProfileProblem } from '../../../shared/contracts/profiles';

/** What is wrong with a value, and where. */
export interface InvalidValue extends Problem {
  path: string[];
}

/** @param path the place of the value that something is wrong with */
export const invalidAt = (path: (string | number)[], what: Problem): InvalidValue => ({
  ...what,
  path: path.map(String),
});

/** The same for a profile; `at`: the place within the text of an expression, template or filter. */
export const profileProblem = (
  path: (string | number)[],
  what: Problem,
  at?: { line: number; column: number }
): ProfileProblem => ({
  ...invalidAt(path, what),
  line: at?.line ?? null,
  column: at?.column ?? null,
});

const SECRET_NAME = /(password|token|secret|key)$|^pin$/i;
const SHOWN_CHARACTERS = 60;

const shorten = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;

type Found = Omit<ParamsOfKey<'invalid-value/setting'>, 'expected'>;

/** The value of something that is named like a secret is not repeated. */
const foundIn = (value: unknown, isSecret: boolean): Found => {
  const nothing = { value: null, count: null };
  if (value === undefined) return { found: 'nothing', ...nothing };
  if (isSecret) return { found: 'hidden', ...nothing };
  if (Array.isArray(value)) return { found: 'list', value: null, count: value.length };
  if (typeof value === 'object' && value !== null) return { found: 'object', ...nothing };
  if (typeof value === 'string') return { found: 'text', value: shorten(value), count: null };
  return { found: 'other', value: String(value), count: null };
};

const oneOf = <Word extends string>(
  words: readonly Word[],
  word: string,
  otherwise: NoInfer<Word>
): Word => words.find((known) => known === word) ?? otherwise;

const TYPES = ['string', 'number', 'int', 'boolean', 'array', 'object', 'record', 'other'] as const;
const SIZED = ['string', 'array', 'number'] as const;

const expectedSize = (which: 'least' | 'most', origin: string, bound: number | bigint): Problem =>
  problem('expected-size', { which, of: oneOf(SIZED, origin, 'number'), bound: Number(bound) });

const expectedOneOf = (values: readonly unknown[]): Problem =>
  problem('expected-one-of', { allowed: values.map(String), count: values.length });

const expected = (issue: z.core.$ZodIssue): Problem => {
  switch (issue.code) {
    case 'invalid_type':
      return problem('expected-type', { type: oneOf(TYPES, issue.expected, 'other') });
    case 'too_small':
      return expectedSize('least', issue.origin, issue.minimum);
    case 'too_big':
      return expectedSize('most', issue.origin, issue.maximum);
    case 'invalid_value':
      return expectedOneOf(issue.values);
    case 'invalid_format':
      return issue.format === 'email'
        ? problem('expected-email')
        : problem('expected-form', { form: issue.format });
    case 'invalid_union':
      return 'options' in issue && issue.options
        ? expectedOneOf(issue.options)
        : problem('expected-type', { type: 'other' });
    default:
      return problem('expected-other');
  }
};

/** What a schema says by itself: a key of the catalogue, with the values that its text names. */
const ownProblem = (issue: z.core.$ZodIssue): Problem | null =>
  Object.hasOwn(CATALOGUE, issue.message)
    ? problemOfKey(issue.message, issue.code === 'custom' ? issue.params : undefined)
    : null;

/** Of a schema that another plugin brings, names of values that are not repeated. What it says itself is text and no key of the catalogue. */
type Foreign = readonly string[];

/** Says what was found and what was expected. */
const explain = (issue: z.core.$ZodIssue, foreign: Foreign | null): Problem => {
  if (foreign && issue.message !== '') {
    return problem('invalid-value/of-source', { reason: issue.message });
  }
  const own = ownProblem(issue);
  if (own) return own;
  if (issue.code === 'unrecognized_keys') return problem('invalid-value/unknown-name');
  const discriminator = issue.code === 'invalid_union' ? issue.discriminator : undefined;
  const { input } = issue;
  const value =
    typeof discriminator === 'string' && typeof input === 'object' && input !== null
      ? Reflect.get(input, discriminator)
      : input;
  const isSecret = issue.path
    .map(String)
    .some((part) => SECRET_NAME.test(part) || foreign?.includes(part));
  const found = foundIn(value, isSecret);
  return problem('invalid-value/setting', { ...found, expected: expected(issue) });
};

type Checked<T> = { success: true; data: T } | { success: false; problems: InvalidValue[] };

/**
 * Checks data against a schema; each problem has its path, what was found and what was expected.
 * @param foreign of a schema that another plugin brings
 */
export const check = <Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  foreign: Foreign | null = null
): Checked<z.output<Schema>> => {
  // What a schema says itself comes before what is said here.
  const options = foreign ? { reportInput: true, error: () => '' } : { reportInput: true };
  const result = schema.safeParse(data, options);
  if (result.success) return { success: true, data: result.data };
  const problems = result.error.issues.flatMap((issue) => {
    const what = explain(issue, foreign);
    if (issue.code !== 'unrecognized_keys') return [invalidAt(issue.path.map(String), what)];
    return issue.keys.map((key) => invalidAt([...issue.path.map(String), key], what));
  });
  return { success: false, problems };
};

/** Strapi's error for bad input: the first problem as its message, all of them in `details.errors`. */
export const invalid = (problems: (StoredProblem & { path: string[] })[]): Error => {
  const told = problems.map((problem) => ({ ...inEnglish(problem), name: 'ValidationError' }));
  const [first] = told;
  const place = first?.path.join('.');
  const message = first ? (place ? `${place}: ${first.message}` : first.message) : 'Not valid';
  return new errors.ValidationError(message, { errors: told });
};

/**
 * The data as the schema gives it, defaults filled in.
 * Throws Strapi's ValidationError (HTTP 400) with every problem in `details.errors`.
 */
export const validate = <Schema extends z.ZodType>(
  schema: Schema,
  data: unknown
): z.output<Schema> => {
  const result = check(schema, data);
  if (!result.success) throw invalid(result.problems);
  return result.data;
};
