import { z } from 'zod';

import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { csvSource } from '../../../shared/profile/csv';
import type { RegisteredInput } from '../../../shared/profile/registered';
import { fetchedName } from '../../../server/src/profiles/delivery';
import { moduleOf, registeredProblems } from '../../../server/src/profiles/registered';
import { createSourceSecrets } from '../../../server/src/profiles/secrets';
import { createSourceRegistry } from '../../../server/src/sources/registered/registry';

const registry = createSourceRegistry();
const register = (name: string, settings: z.ZodObject) =>
  registry.register({ name, label: 'HR system', module: __filename, settings });

register(
  'hr',
  z.object({
    address: z.string().meta({ title: 'Address', destination: true }),
    token: z.string().min(4).meta({ title: 'Token', secret: true }),
    code: z.string().startsWith('c').optional().meta({ secret: true }),
    pages: z.int().min(1).default(5),
    list: z
      .string()
      .default('')
      .refine((text) => text !== 's3cret', { error: 'the list must not be called s3cret' }),
  })
);
register(
  'other',
  z.object({
    address: z.string().meta({ destination: true }),
    token: z.string().meta({ secret: true }),
  })
);
register(
  'trimmed',
  z.object({
    address: z.string().meta({ destination: true }),
    token: z.string().trim().meta({ secret: true }),
  })
);
register('cloud', z.object({ token: z.string().meta({ secret: true }) }));

register(
  'crashing',
  z.object({
    address: z.string().refine(() => {
      throw new Error('the check is broken');
    }),
  })
);

const { find } = registry;
const { masked, takeSecrets, withoutSecrets, withoutCredentials, withSecrets } =
  createSourceSecrets(find);

const ADDRESS = 'https://hr.example.test/people';

const sourceOf = (settings: Record<string, unknown> = {}, name = 'hr'): RegisteredInput => ({
  type: 'registered',
  name,
  settings,
});

const csv = (changes: object) =>
  csvSource.parse({ type: 'csv', delivery: 'url', url: `${ADDRESS}.csv`, ...changes });

const settingsOf = (source: object): unknown => JSON.parse(JSON.stringify(source)).settings;

const kept = takeSecrets(sourceOf({ address: ADDRESS, token: 's3cret', code: 'c-1' }), null);
const MARKER = { set: true };

describe('the secrets of a source that another plugin brings', () => {
  it('are set apart, and shown as markers', () => {
    expect(kept.secrets).toEqual({ token: 's3cret', code: 'c-1' });
    expect(settingsOf(kept.source)).toEqual({ address: ADDRESS });
    expect(settingsOf(withoutSecrets(kept.source))).toEqual({ address: ADDRESS });
    expect(settingsOf(masked(kept))).toEqual({ address: ADDRESS, token: MARKER, code: MARKER });
    expect(withSecrets(kept)).toEqual(sourceOf({ address: ADDRESS, token: 's3cret', code: 'c-1' }));
  });

  it.each([
    ['markers', { token: MARKER, code: MARKER }],
    ['nothing', {}],
  ])('stay as they are stored where %s is given', (_, given) => {
    const { missing, secrets } = takeSecrets(sourceOf({ address: ADDRESS, ...given }), kept);
    expect([missing, secrets]).toEqual([null, kept.secrets]);
  });

  it('are taken away where an optional one is emptied', () => {
    const { missing, secrets } = takeSecrets(sourceOf({ address: ADDRESS, code: '' }), kept);
    expect([missing, secrets]).toEqual([null, { token: 's3cret' }]);
  });

  it('have to be entered where they are required', () => {
    const { missing } = takeSecrets(sourceOf({ address: ADDRESS }), null);
    expect(missing).toMatchObject({ path: ['source', 'settings', 'token'] });
    expect(englishOf(missing!)).toContain('no "Token" is stored: enter it');
    expect(withSecrets({ source: sourceOf({ address: ADDRESS }), secrets: {} })).toBeNull();
  });

  it('are sent to the server only that they were entered for', () => {
    const elsewhere = sourceOf({ address: 'https://evil.example.test/people', token: MARKER });
    expect(englishOf(takeSecrets(elsewhere, kept).missing!)).toContain('enter the "Token" again');
    const clear = sourceOf({ address: ADDRESS.replace('https', 'http'), token: MARKER });
    expect(takeSecrets(clear, kept).missing).not.toBeNull();
    const path = sourceOf({ address: 'https://hr.example.test/staff', token: MARKER });
    expect(takeSecrets(path, kept).missing).toBeNull();
    const other = takeSecrets(sourceOf({ token: MARKER }, 'cloud'), kept);
    expect(englishOf(other.missing!)).toContain('enter the "token" again');
    expect(other.missing?.params).toMatchObject({ variant: 'source' });
  });

  it('are for their own kind of source only', () => {
    const entered = takeSecrets(sourceOf({ address: ADDRESS, token: 's3cret' }, 'other'), null);
    const token = sourceOf({ address: ADDRESS, token: MARKER });
    expect(takeSecrets(token, entered).missing?.params).toMatchObject({ variant: 'source' });
    const file = csv({ auth: { type: 'bearer', token: 's3cret' } });
    const ofFile = takeSecrets(file, null);
    expect(ofFile.missing).toBeNull();
    expect(takeSecrets(token, ofFile).missing?.params).toMatchObject({ variant: 'source' });
    expect(takeSecrets(csv({ auth: { type: 'bearer' } }), kept).missing).not.toBeNull();
    const { address: _, ...nowhere } = token.settings;
    expect(takeSecrets(sourceOf(nowhere), kept).missing?.params).toMatchObject({
      variant: 'source',
    });
  });

  it.each([
    ['a number', 7, 'invalid-value'],
    ['a list', ['x'], 'invalid-value'],
    ['null', null, 'invalid-value'],
    ['an object', { set: 'yes' }, 'invalid-value'],
    ['one that is stored nowhere', MARKER, 'secret-missing'],
  ])('are never dropped without a word, optional ones neither: %s', (_, code, problem) => {
    const { missing } = takeSecrets(sourceOf({ address: ADDRESS, token: 's3cret', code }), null);
    expect(missing).toMatchObject({ path: ['source', 'settings', 'code'], code: problem });
    const unset = sourceOf({ address: ADDRESS, token: 's3cret', code: { set: false } });
    expect(takeSecrets(unset, null).missing).toBeNull();
  });

  it('may be in the query of an address, which says which rows come', () => {
    const given = sourceOf({ address: `${ADDRESS}?key=k3y&all=1`, token: 's3cret' });
    const taken = takeSecrets(given, null);
    expect(settingsOf(masked(taken))).toMatchObject({ address: `${ADDRESS}?key=***&all=***` });
    expect(JSON.stringify(taken.source)).not.toContain('k3y');
    expect(withSecrets(taken)).toMatchObject(given);
    const again = sourceOf({ address: `${ADDRESS}?key=***&all=2`, token: MARKER });
    expect(withSecrets(takeSecrets(again, taken))).toMatchObject({
      settings: { address: `${ADDRESS}?key=k3y&all=2` },
    });
    expect(settingsOf(withoutCredentials(given))).toEqual({ address: `${ADDRESS}?key=k3y&all=1` });
  });

  it('stay where they are while nobody knows the source', () => {
    const alone = createSourceSecrets(() => null);
    expect(settingsOf(alone.masked(kept))).toEqual({ address: ADDRESS });
    expect(settingsOf(alone.withoutSecrets(kept.source))).toEqual({ address: ADDRESS });
  });
});

describe('the settings of a source that another plugin brings', () => {
  const problemsOf = (settings: Record<string, unknown>, name?: string) =>
    registeredProblems(sourceOf(settings, name), find).map(inEnglish);

  it('are checked by its schema, at their places', () => {
    expect(problemsOf({ address: ADDRESS, token: 's3cret' })).toEqual([]);
    expect(problemsOf({ address: ADDRESS, token: 's3cret', pages: 0, adress: 'x' })).toMatchObject([
      { path: ['source', 'settings', 'pages'], message: 'found 0, expected at least 1' },
      { path: ['source', 'settings', 'adress'], message: expect.stringContaining('not known') },
    ]);
  });

  it('are told without what is secret', () => {
    const found = problemsOf({ address: `${ADDRESS}?k=k3y`, token: 'abc', code: 'wrong' });
    expect(found.map(({ path }) => path[2])).toEqual(['token', 'code']);
    expect(JSON.stringify(found)).not.toMatch(/abc|wrong|k3y/);
    // Of one that is missing it is told what has to be entered, elsewhere.
    expect(problemsOf({ address: ADDRESS })).toEqual([]);
  });

  it('are told in the words of the schema, where it has some', () => {
    const found = problemsOf({ address: ADDRESS, token: 's3cret', list: 's3cret' });
    expect(found).toMatchObject([
      { path: ['source', 'settings', 'list'], message: 'the list must not be called •••' },
    ]);
  });

  it.each(['ftp://hr.example.test', 'hr.example.test', 'https://joe:s3cret@hr.example.test/'])(
    'have no address that cannot be one: %s',
    (address) => {
      const [found, ...others] = problemsOf({ address, token: 's3cret' });
      expect(found).toMatchObject({
        code: 'invalid-address',
        path: ['source', 'settings', 'address'],
      });
      expect(found?.message).not.toContain('s3cret');
      expect(others).toEqual([]);
    }
  );

  it.each([
    ['throws', (text: string) => new URL(text).protocol === 'https:', 'ERR_INVALID_URL'],
    ['takes its time', async () => true, 'Error'],
  ])('have a problem where their check %s', (_, checks, kind) => {
    register('thrower', z.object({ address: z.string().refine(checks) }));
    const settings = { address: 'no address' };
    expect(problemsOf(settings, 'thrower')).toMatchObject([
      { path: ['source', 'settings'], code: 'source-check-failed', params: { kind } },
    ]);
    expect(() => moduleOf(sourceOf(settings, 'thrower'), find)).toThrow('its own check failed');
  });

  it('of a source that is not there are not known', () => {
    expect(problemsOf({ a: 1 }, 'gone')).toMatchObject([
      { path: ['source', 'name'], code: 'unknown-source', params: { source: 'gone' } },
    ]);
    expect(() => moduleOf(sourceOf({}, 'gone'), find)).toThrow('install and enable the plugin');
    expect(fetchedName(sourceOf({}, 'gone'), find)).toBe('gone');
    expect(fetchedName(sourceOf({}), find)).toBe('HR system');
  });

  it('go to its module with their defaults, and with what it may not show', () => {
    const settings = { address: `${ADDRESS}?key=k3y`, token: 's3cret' };
    expect(moduleOf(sourceOf(settings), find)).toEqual({
      addons: false,
      reads: [],
      path: __filename,
      label: 'HR system',
      settings: { ...settings, pages: 5, list: '' },
      secrets: ['s3cret', 'key=k3y'],
      origins: ['https://hr.example.test'],
    });
    const forms = { address: `${ADDRESS}?key=k%203y&all=1`, token: '  s3cret' };
    expect(moduleOf(sourceOf(forms, 'trimmed'), find).secrets).toEqual([
      '  s3cret',
      's3cret',
      'key=k%203y&all=1',
      'k%203y',
      'k 3y',
    ]);
    const wrong = () => moduleOf(sourceOf({ ...settings, pages: 0 }), find);
    expect(wrong).toThrow(
      expect.objectContaining({
        code: 'source-settings-invalid',
        message: expect.stringContaining('are not valid: pages: found 0, expected at least 1'),
        params: expect.objectContaining({
          found: [
            {
              code: 'setting-problem',
              params: {
                field: 'pages',
                problem: expect.objectContaining({ code: 'invalid-value' }),
              },
            },
          ],
        }),
      })
    );
  });

  it('names no setting where what is wrong is of none', () => {
    const crashing = () => moduleOf(sourceOf({ address: ADDRESS }, 'crashing'), find);
    expect(crashing).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/are not valid: [^:]/) })
    );
  });
});
