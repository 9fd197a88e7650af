import { errors, z } from '@strapi/utils';

import { inEnglish } from '../../../shared/codes/texts';
import { check, invalid, validate } from '../../../server/src/utils/validation';

const schema = z.strictObject({
  name: z.string().min(2).max(5),
  list: z.array(z.number()).max(1).default([]),
  password: z.string().min(8).optional(),
  source: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('a') }),
      z.strictObject({ type: z.literal('b') }),
    ])
    .optional(),
});

const problemsOf = (data: unknown) => {
  const result = check(schema, data);
  return result.success ? [] : result.problems.map(inEnglish);
};

describe('validate', () => {
  it('returns the data with defaults', () => {
    expect(validate(schema, { name: 'abc' })).toEqual({ name: 'abc', list: [] });
  });

  it('throws an error of Strapi with all problems in their places', () => {
    expect.assertions(3);
    try {
      validate(schema, { name: 'a', list: ['x'] });
    } catch (error) {
      expect(error).toBeInstanceOf(errors.ValidationError);
      const { message, details } = error as { message: string; details: unknown };
      expect(message).toBe('name: found "a", expected at least 2 characters');
      expect(details).toMatchObject({
        errors: [
          {
            path: ['name'],
            message: 'found "a", expected at least 2 characters',
            name: 'ValidationError',
          },
          { path: ['list', '0'], message: 'found "x", expected a number', name: 'ValidationError' },
        ],
      });
    }
  });

  it.each([
    [undefined, [], 'found nothing, expected an object'],
    [null, [], 'found null, expected an object'],
    [[], [], 'found a list of 0, expected an object'],
    ['text', [], 'found "text", expected an object'],
    [{}, ['name'], 'found nothing, expected text'],
    [{ name: { a: 1 } }, ['name'], 'found an object, expected text'],
    [{ name: 'abcdef' }, ['name'], 'found "abcdef", expected at most 5 characters'],
    [{ name: 'abc', list: [1, 2] }, ['list'], 'found a list of 2, expected at most 1 entry'],
    [
      { name: 'abc', source: { type: 'c' } },
      ['source', 'type'],
      'found "c", expected one of "a", "b"',
    ],
    [{ name: 'abc', extra: 1 }, ['extra'], 'is not known here; check its spelling or remove it'],
  ])('says of %j what was found and expected', (data, path, message) => {
    expect(problemsOf(data)).toMatchObject([{ path, code: 'invalid-value', message }]);
  });

  it('shortens what was found', () => {
    const [problem] = problemsOf({ name: 'x'.repeat(10_000) });
    expect(problem?.message.length).toBeLessThan(120);
  });

  it('does not repeat what is named like a secret', () => {
    expect(JSON.stringify(problemsOf({ name: 'abc', password: 'hunter2' }))).not.toContain(
      'hunter2'
    );
  });

  it('keeps more than path and message of a problem', () => {
    const error = invalid([{ path: ['a', '0'], message: 'no', code: 'c' }]);
    expect(error.message).toBe('a.0: no');
    expect(error).toHaveProperty('details.errors.0.code', 'c');
  });
});
