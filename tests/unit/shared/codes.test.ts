import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { IntlMessageFormat } from 'intl-messageformat';

import { CATALOGUE, hasTrait, isTransient, statusOf } from '../../../shared/codes/catalogue';
import { CodeTexts } from '../../../shared/codes/format';
import type { Params, ParamType } from '../../../shared/codes/kinds';
import { problem, withNotes } from '../../../shared/codes/problems';
import { codeTexts, englishOf } from '../../../shared/codes/texts';
import intlVersion from '../../../node_modules/intl-messageformat/package.json';
import ours from '../../../package.json';
import { LANGUAGES } from '../../../shared/languages';
import { CODE_TEXTS } from '../../support/texts';

const { documentOf, FILE } = jest.requireActual<{
  documentOf(catalogue: object, texts: object): string;
  FILE: string;
}>('../../../scripts/codes');

const KEYS = Object.keys(CATALOGUE);
const PARTS = ['title', 'message', 'advice'];

/** A value of a type, or its first word. */
const sampleOf = (type: ParamType): unknown => {
  if (typeof type !== 'string') return type[0];
  switch (type.replace('?', '')) {
    case 'number':
      return 3;
    case 'flag':
      return true;
    case 'date':
      return '2026-05-04T03:02:01.000Z';
    case 'type':
      return 'phonebookEntry';
    case 'attribute':
      return 'externalId';
    case 'attributes':
    case 'names':
    case 'list':
      return ['externalId', 'mac'];
    case 'numbers':
      return [2, 3];
    case 'status':
      return 'held';
    case 'coded':
      return { code: 'canceled', params: {} };
    case 'series':
    case 'causes':
    case 'sentences':
    case 'lines':
      return [{ code: 'canceled', params: {} }];
    default:
      return 'a value';
  }
};

const paramsOf = (key: string): Record<string, ParamType> => CATALOGUE[key]?.params ?? {};

const samples = (key: string): Params => {
  const [, variant] = key.split('/');
  const entries = Object.entries(paramsOf(key)).map(([name, type]) => [name, sampleOf(type)]);
  return { ...(variant === undefined ? {} : { variant }), ...Object.fromEntries(entries) };
};

interface Choice {
  value: string;
  options: Record<string, { value: unknown[] }>;
}

/** The words that a text tells apart, by the name of the value. */
const choicesOf = (elements: unknown[]): [string, string[]][] =>
  elements.flatMap((element) => {
    const { type, value, options } = element as Choice & { type: number };
    if (options === undefined) return [];
    const below = Object.values(options).flatMap((option) => choicesOf(option.value));
    const own: [string, string[]][] = type === 5 ? [[value, Object.keys(options)]] : [];
    return [...own, ...below];
  });

const elementsOf = (text: string): unknown[] =>
  new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst();

describe.each(LANGUAGES)('the texts of codes in "%s"', (language) => {
  const texts = CODE_TEXTS[language];
  const made = new CodeTexts(language, (id) => texts[id]);

  it('are there for every code: a title for each, a message for each variant', () => {
    const codes = KEYS.filter((key) => CATALOGUE[key]?.kind !== 'note').map((key) =>
      String(key.split('/')[0])
    );
    expect([...new Set(codes)].filter((code) => !texts[`${code}.title`])).toEqual([]);
    expect(KEYS.filter((key) => !texts[`${key}.message`])).toEqual([]);
  });

  it('are of codes of the catalogue only', () => {
    const known = new Set([
      ...KEYS.flatMap((key) => PARTS.map((part) => `${key}.${part}`)),
      ...KEYS.map((key) => `${key.split('/')[0]}.title`),
    ]);
    const isFamily = (id: string): boolean => /^duplicate-[a-z-]+\.title$/.test(id);
    const left = Object.keys(texts).filter(
      (id) => !id.startsWith('words.') && !known.has(id) && !isFamily(id)
    );
    expect(left).toEqual([]);
  });

  it.each(KEYS)('name only values that the catalogue gives: %s', (key) => {
    const [code = key] = key.split('/');
    const text = made.text({ code, params: samples(key) });
    expect(text).toEqual(expect.any(String));
    expect(text).not.toMatch(/undefined|(?<!\{)\{[a-z]|\[object/);
    const missing = Object.entries(paramsOf(key)).filter(([, type]) => String(type).endsWith('?'));
    const sparse = {
      ...samples(key),
      ...Object.fromEntries(missing.map(([name]) => [name, null])),
    };
    expect(made.text({ code, params: sparse })).not.toMatch(/undefined|null/);
  });

  it.each(KEYS)('tell apart only words that there are: %s', (key) => {
    for (const part of ['message', 'advice']) {
      for (const [name, words] of choicesOf(elementsOf(texts[`${key}.${part}`] ?? ''))) {
        const type = paramsOf(key)[name];
        if (typeof type !== 'object') continue;
        expect([...type, 'other']).toEqual(expect.arrayContaining(words));
        if (!words.includes('other')) expect(words).toEqual(expect.arrayContaining([...type]));
      }
    }
  });
});

describe('a problem', () => {
  const limit = problem('limit-exceeded', { type: 'phone', what: 'removed', count: 4, allowed: 3 });

  it('has its English text, and values that make it in another language', () => {
    expect(englishOf(limit)).toBe('This run would remove 4 phones; the limit is 3.');
    expect(codeTexts('de').text(limit)).toBe(
      'Dieser Lauf würde 4 Telefone entfernen; die Grenze ist 3.'
    );
    expect(codeTexts('fr').text(limit)).toBe(
      'Cette exécution aurait pour effet de supprimer 4 téléphones\u00a0; la limite est de 3.'
    );
    expect(codeTexts('es').text(limit)).toBe(
      'Esta ejecución eliminaría 4 teléfonos; el límite es 3.'
    );
    expect(codeTexts('it').text(limit)).toBe(englishOf(limit));
  });

  it('can be followed by sentences', () => {
    const both = withNotes(limit, problem('approved-beforehand'));
    expect(englishOf(both)).toBe(`${englishOf(limit)} It was approved beforehand.`);
    expect(codeTexts('de').text(both)).toMatch(/ Das war im Voraus freigegeben\.$/);
  });

  it('keeps the text that an older version stored, and one whose values are not those of today', () => {
    expect(englishOf({ code: 'limit-exceeded', message: 'As it was.' })).toBe('As it was.');
    expect(englishOf({ ...limit, params: { count: 4 }, message: 'As it was.' })).toBe('As it was.');
    expect(englishOf({ code: 'gone-since', params: { count: 4 } })).toBe('gone-since');
  });

  it('shows what cannot be seen in a value', () => {
    const hidden = problem('unknown-user', { type: 'phone', username: 'a\u200bb' });
    expect(englishOf(hidden)).toContain('"a<U+200B>b"');
  });
});

describe('another try', () => {
  it.each([
    ['run-active', {}, true],
    ['run-not-found', {}, false],
    ['host-not-found', { variant: 'directory' }, true],
    ['host-not-found', { variant: 'file' }, false],
    ['http-status', { status: 503 }, true],
    ['http-status', { status: 404 }, false],
    ['tls-failed', { code: 'ETIMEDOUT' }, true],
    ['tls-failed', {}, false],
    ['not-in-the-catalogue', {}, false],
  ])('after %s with %j: %s', (code, params, mayHelp) =>
    expect(isTransient({ code, params })).toBe(mayHelp)
  );

  it('helps where it helps at one of several servers', () => {
    const failed = (...whys: string[]) =>
      isTransient({
        code: 'connection-failed',
        params: {
          variant: 'servers',
          reasons: whys.map((code) => ({ code, params: { variant: 'directory' } })),
        },
      });
    expect(failed('address-blocked', 'host-not-found')).toBe(true);
    expect(failed('address-blocked')).toBe(false);
  });
});

describe('a trait', () => {
  it.each([
    ['slot-taken', 'ordinary', true],
    ['profile-broken', 'ordinary', false],
    ['too-few-fields', 'keyless', true],
    ['html-page', 'delivery', true],
    ['no-header', 'delivery', false],
    ['not-in-the-catalogue', 'delivery', false],
  ] as const)('%s is %s: %s', (code, trait, has) => expect(hasTrait(code, trait)).toBe(has));
});

describe('the status of an answer', () => {
  it.each([
    ['run-active', 409],
    ['run-not-found', 404],
    ['no-upload', 400],
    ['not-in-the-catalogue', 400],
  ])('%s is %i', (code, status) => expect(statusOf({ code, params: {} })).toBe(status));
});

const SERVER = path.resolve(__dirname, '..', '..', '..', 'server', 'src');

/** Codes that are given with a text of their own, by the file. */
const inlineCodes = (form: RegExp): string[] =>
  readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(path.join(SERVER, name), 'utf8');
      return [...text.matchAll(form)].map(([, code]) => `${name}: ${code}`);
    });

describe('the catalogue', () => {
  it('is described in docs/codes.md, which is as `npm run codes` makes it', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(documentOf(CATALOGUE, CODE_TEXTS.en));
  });

  it('has every code that is thrown', () => {
    expect(inlineCodes(/\bnew \w*Error\(\s*'([a-z0-9]+(?:-[a-z0-9]+)*)',/g)).toEqual([]);
  });

  it('has every code of an issue', () => {
    expect(inlineCodes(/\bcode: '([a-z0-9-]+)',\s*severity:/g)).toEqual([]);
  });

  it('is put into words by the library that the panel has already', () => {
    expect(ours.dependencies['intl-messageformat']).toBe(intlVersion.version);
  });
});
