import { errors } from '@strapi/utils';
import type { z } from 'zod';

export interface InvalidValue {
  path: string[];
  message: string;
}

const SECRET_NAME = /(password|token|secret|key)$|^pin$/i;
const SHOWN_CHARACTERS = 60;

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
};

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const size = (origin: string, bound: unknown): string => {
  if (origin === 'string') return `${bound} character${bound === 1 ? '' : 's'}`;
  if (origin === 'array') return `${bound} entr${bound === 1 ? 'y' : 'ies'}`;
  return String(bound);
};

const list = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

const expected = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'too_small':
      return `at least ${size(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `at most ${size(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return issue.values.length === 1 ? list(issue.values) : `one of ${list(issue.values)}`;
    case 'invalid_format':
      return issue.format === 'email' ? 'an e-mail address' : `text of the form "${issue.format}"`;
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? `one of ${list(issue.options)}`
        : 'another kind of value';
    default:
      return 'another value';
  }
};

/** Says what was found and what was expected; the value of something that is named like a secret is not repeated. */
const explain = (issue: z.core.$ZodRawIssue): string => {
  const path = (issue.path ?? []).map(String);
  if (issue.code === 'unrecognized_keys')
    return 'is not known here; check its spelling or remove it';
  const discriminator = issue.code === 'invalid_union' ? issue.discriminator : undefined;
  const input: unknown = issue.input;
  const value =
    typeof discriminator === 'string' && typeof input === 'object' && input !== null
      ? Reflect.get(input, discriminator)
      : input;
  const secret = path.some((part) => SECRET_NAME.test(part));
  const found = secret && value !== undefined ? 'a value that does not fit' : shown(value);
  return `found ${found}, expected ${expected(issue)}`;
};

type Checked<T> = { success: true; data: T } | { success: false; problems: InvalidValue[] };

/** Checks data against a schema; each problem has its path, what was found and what was expected. */
export const check = <Schema extends z.ZodType>(
  schema: Schema,
  data: unknown
): Checked<z.output<Schema>> => {
  const result = schema.safeParse(data, { error: explain });
  if (result.success) return { success: true, data: result.data };
  const problems = result.error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...path, key], message: issue.message }));
  });
  return { success: false, problems };
};

/** Strapi's error for bad input: the first problem as its message, all of them in `details.errors`. */
export const invalid = <Problem extends InvalidValue>(problems: Problem[]): Error => {
  const [first] = problems;
  const place = first?.path.join('.');
  const message = first ? (place ? `${place}: ${first.message}` : first.message) : 'Not valid';
  return new errors.ValidationError(message, {
    errors: problems.map((problem) => ({ ...problem, name: 'ValidationError' })),
  });
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
