import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

import handlebars from 'handlebars';
import jsonata from 'jsonata';
import ts from 'typescript';

import { readArguments } from '../../../server/src/cli/arguments';
import config from '../../../server/src/config';
import { isObject } from '../../../shared/path';
import { profileSchema } from '../../../shared/profile';

const ROOT = path.resolve(__dirname, '..', '..', '..');
const DOCS = path.join(ROOT, 'docs');

interface Block {
  /** The document, and the line on which it begins there. */
  place: string;
  language: string;
  code: string;
}

const FENCE = /^( *)```(\w*)\n(.*?)^ *```$/gms;

const blocksOf = (file: string): Block[] => {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(FENCE)].map(
    ({ index, 1: indent = '', 2: language = '', 3: code = '' }) => ({
      place: `${path.relative(ROOT, file)}:${text.slice(0, index).split('\n').length}`,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    })
  );
};

const BLOCKS = [
  ...['README.md', 'CONTRIBUTING.md'].map((name) => path.join(ROOT, name)),
  ...readdirSync(DOCS, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(DOCS, name)),
].flatMap(blocksOf);

const of = (...languages: string[]): [string, string][] =>
  BLOCKS.filter(({ language }) => languages.includes(language)).map(({ place, code }) => [
    place,
    code,
  ]);

/** What a block of JSON says; those with comments may be a part of an object or of a list, or several after each other. */
const parse = (code: string): { value: unknown; faults: string[] } => {
  const source = ts.parseJsonText('block.json', code);
  const faults = (source as unknown as { parseDiagnostics: ts.Diagnostic[] }).parseDiagnostics.map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')
  );
  return { value: faults.length ? null : ts.convertToObject(source, []), faults };
};

const isProfile = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'name' in value && 'source' in value;

const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('code in documents', () => {
  it.each(of('json'))('%s is JSON', (_place, code) => {
    expect(() => JSON.parse(code)).not.toThrow();
  });

  it.each(of('jsonc'))('%s is JSON with comments', (_place, code) => {
    const ways = [code, `{${code}}`, `[${code}]`].map((text) => parse(text).faults);
    expect(ways.some((faults) => faults.length === 0) ? [] : ways[0]).toEqual([]);
  });

  const profiles = of('json', 'jsonc').filter(([, code]) => isProfile(parse(code).value));

  it('has profiles', () => expect(profiles.length).toBeGreaterThan(1));

  it.each(profiles)('%s is a profile', (_place, code) => {
    expect(profileSchema.safeParse(parse(code).value).error?.issues ?? []).toEqual([]);
  });

  it.each(of('jsonata'))('%s is an expression', (_place, code) => {
    expect(() => jsonata(code)).not.toThrow();
  });

  it.each(of('handlebars'))('%s is a template', (_place, code) => {
    expect(() => handlebars.parse(code)).not.toThrow();
  });

  it.each(of('js', 'ts'))('%s is a program', (_place, code) => {
    const { diagnostics = [] } = ts.transpileModule(code, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  });

  const configurations = of('js').filter(([, code]) => /'directory-connector': \{/.test(code));

  it('has configurations', () => expect(configurations.length).toBeGreaterThan(4));

  it.each(configurations)('%s has options that the plugin takes', (_place, code) => {
    const loaded = { exports: {} as unknown };
    runInNewContext(code, { module: loaded, process: { env: { REDIS_URL: 'redis://localhost' } } });
    const plugins = (
      typeof loaded.exports === 'function'
        ? loaded.exports({ env: () => 'S3cret-key-of-an-app-from-its-environment' })
        : loaded.exports
    ) as { 'directory-connector': { config: Record<string, unknown> } };
    // As Strapi does it, whose defaults go as deep as the options.
    const given = Object.entries(plugins['directory-connector'].config).map(([name, value]) => {
      const standard: unknown = config.default[name as keyof typeof config.default];
      return [name, isObject(standard) && isObject(value) ? { ...standard, ...value } : value];
    });
    const options = { ...config.default, ...Object.fromEntries(given) };
    expect(() => config.validator(options)).not.toThrow();
  });

  const lines = of('sh', 'bash', '').flatMap(([place, code]) =>
    code
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line): [string, string] => [place, line.trim()])
  );

  const commands = lines.filter(([, line]) => /^(npx )?directory-connector [a-z]/.test(line));

  it('has commands', () => expect(commands.length).toBeGreaterThan(4));

  it.each(commands)('%s: %s', (_place, line) => {
    const [, words = ''] = /directory-connector (.*?)(?:\s+#.*|\s*[|>].*)?$/.exec(line) ?? [];
    const parts = words.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
    expect(() =>
      readArguments(parts.map((part) => part.replaceAll(/^["']|["']$/g, '')))
    ).not.toThrow();
  });

  const named = BLOCKS.flatMap(({ place, code }) =>
    [...code.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']): [string, string] => [place, name])
  ).filter(([place]) => /^(README|CONTRIBUTING)/.test(place));

  it.each(named)('%s: npm run %s is there', (_place, name) => {
    // An app has scripts of its own, which these are.
    expect(name === 'build' || name in scripts).toBe(true);
  });
});
