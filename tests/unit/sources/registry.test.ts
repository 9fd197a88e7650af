import { z } from 'zod';
import { z as z3 } from 'zod/v3';

import {
  createSourceRegistry,
  type SourceRegistration,
} from '../../../server/src/sources/registered/registry';
import { ConnectorError } from '../../../server/src/utils/errors';

const settings = z
  .object({
    address: z.string().meta({ title: 'Address', destination: true }),
    key: z.string().optional().meta({ secret: true }),
    count: z.int().min(1).default(5),
  })
  .meta({ description: 'Reads the staff.' });

const source = (changes: Partial<SourceRegistration> = {}): SourceRegistration => ({
  name: 'hr-system',
  label: 'HR',
  module: __filename,
  settings,
  ...changes,
});

const codeOf = (action: () => unknown): string | null => {
  try {
    action();
  } catch (error) {
    if (error instanceof ConnectorError) return error.code;
    throw error;
  }
  return null;
};

describe('the registry of sources', () => {
  it('knows what another plugin registers, as often as it does so', () => {
    const { register, find } = createSourceRegistry();
    expect(find('hr-system')).toBeNull();
    register(source());
    register(source());
    expect(find('hr-system')).toMatchObject({
      module: __filename,
      secrets: ['key'],
      destinations: ['address'],
    });
    expect(find('__proto__')).toBeNull();
  });

  it('describes the settings for a form', () => {
    const { register, list } = createSourceRegistry();
    register(source());
    expect(list()).toEqual([
      {
        name: 'hr-system',
        label: 'HR',
        settings: {
          description: 'Reads the staff.',
          required: ['address'],
          properties: {
            address: { type: 'string', title: 'Address', destination: true },
            key: { type: 'string', secret: true },
            count: expect.objectContaining({ type: 'integer', minimum: 1, default: 5 }),
          },
        },
      },
    ]);
  });

  it('takes no setting that the schema does not have', () => {
    const { register, find } = createSourceRegistry();
    register(source());
    const given = { address: 'x', tokne: 's3cret' };
    expect(find('hr-system')?.settings.safeParse(given).success).toBe(false);
  });

  it('has no source twice', () => {
    const { register, find } = createSourceRegistry();
    register(source());
    expect(codeOf(() => register(source({ module: require.resolve('zod') })))).toBe(
      'duplicate-source'
    );
    expect(find('hr-system')?.module).toBe(__filename);
  });

  it.each<[string, Partial<SourceRegistration>]>([
    ['no name', { name: '' }],
    ['a name that is none', { name: 'HR' }],
    ['a name of every object', { name: '__proto__' }],
    ['nothing for a name', { name: undefined }],
    ['no label', { label: undefined }],
    ['a path that is relative', { reads: ['srv/hr'] }],
    ['one path that is no list', { reads: '/srv/hr' as never }],
    ['a number as a label', { label: 5 as never }],
    ['no module', { module: undefined }],
    ['no settings', { settings: undefined }],
    ['settings of zod 3', { settings: z3.object({ a: z3.string() }) as never }],
    ['settings that are no object', { settings: z.string() as never }],
    ['a module that is not there', { module: `${__filename}.gone` }],
    ['a folder as a module', { module: __dirname }],
    ['a setting of every object', { settings: z.object({ constructor: z.string() }) }],
    ['a relative module', { module: './read.js' }],
    ['an object as a setting', { settings: z.object({ a: z.object({ b: z.string() }) }) }],
    ['a setting that may be null', { settings: z.object({ a: z.string().nullable() }) }],
    ['a list of numbers', { settings: z.object({ a: z.array(z.number()) }) }],
    ['a date', { settings: z.object({ a: z.date() }) }],
    ['a name with a dot', { settings: z.object({ 'a.b': z.string() }) }],
    ['a mark in words', { settings: z.object({ a: z.string().meta({ secret: 'yes' }) }) }],
    ['a mark in numbers', { settings: z.object({ a: z.string().meta({ secret: 1 }) }) }],
    ['no mark', { settings: z.object({ a: z.string().meta({ destination: 0 }) }) }],
    [
      'a destination in numbers',
      { settings: z.object({ a: z.string().meta({ destination: 1 }) }) },
    ],
    ['a secret number', { settings: z.object({ a: z.number().meta({ secret: true }) }) }],
    [
      'a secret destination',
      { settings: z.object({ a: z.string().meta({ secret: true, destination: true }) }) },
    ],
    [
      'a list as a destination',
      { settings: z.object({ a: z.array(z.string()).meta({ destination: true }) }) },
    ],
  ])('refuses what a profile, the form or the worker could not use: %s', (_, changes) => {
    const { register, list } = createSourceRegistry();
    expect(codeOf(() => register(source(changes)))).toBe('invalid-source');
    expect(list()).toEqual([]);
  });

  it.each([undefined, null, {}, 'hr'])('refuses what is no registration: %p', (given) => {
    expect(codeOf(() => createSourceRegistry().register(given as never))).toBe('invalid-source');
  });
});
