import type { Problem } from '../../../shared/codes/kinds';
import { MASK } from '../../../shared/text';
import type { ConnectorError } from '../utils/errors';
import { problemOf, SourceError } from '../utils/errors';

/** Takes out of a text what it may not show. */
export type Hide = (text: string) => string;

/** What is shorter stands in many a word: it is hidden only where it is one of its own. */
export const SHORTEST = 4;

/** How a text is written: as it is, in an address, in a form or in JSON. */
const formsOf = (secret: string): string[] => {
  // Half a character has no place in an address.
  const text = secret.replace(/\p{Cs}/gu, '\ufffd');
  const inForm = new URLSearchParams({ text }).toString().slice('text='.length);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const encoded = [encodeURIComponent(text), encodeURI(text), inForm];
  // Servers write the digits of a byte in either case.
  const inLowerCase = encoded.map((one) =>
    one.replace(/%[\dA-F]{2}/g, (byte) => byte.toLowerCase())
  );
  return [secret, ...encoded, ...inLowerCase, inJson];
};

const literal = (form: string): string => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const patternOf = (form: string): string =>
  form.length < SHORTEST ? `(?<![\\p{L}\\p{N}])${literal(form)}(?![\\p{L}\\p{N}])` : literal(form);

/** A character of Base64 that may hold bits of the secret and of what stands beside it. */
const SHARED = '[A-Za-z0-9+/_-]?';

/**
 * A secret within something in Base64, such as a user's name and password together: three bytes are
 * four characters, so that it looks different after each of three numbers of bytes.
 */
const base64Patterns = (secret: string): string[] => {
  const cores = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const ownIn = (text: string): string =>
      text.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    const core = ownIn(bytes.toString('base64'));
    return [core, encodeURIComponent(core), ownIn(bytes.toString('base64url'))];
  });
  return cores
    .filter(({ length }) => length >= SHORTEST)
    .map((core) => `${SHARED}${literal(core)}${SHARED}(?:={1,2}|(?:%3D){1,2})?`);
};

/** Each once; by the shorter of two that begin alike, the end of the longer would stay. */
const longestFirst = (texts: string[]): string[] =>
  [...new Set(texts)].sort((one, other) => other.length - one.length);

/** Takes secrets out of texts. */
export const hiding = (secrets: readonly string[]): Hide => {
  const given = secrets.filter((secret) => secret !== '');
  if (given.length === 0) return (text) => text;
  const forms = longestFirst(given.flatMap(formsOf)).map(patternOf);
  const patterns = [...longestFirst(given.flatMap(base64Patterns)), ...forms];
  const pattern = new RegExp(patterns.join('|'), 'gu');
  return (text) => text.replace(pattern, MASK);
};

const hiddenIn = (value: unknown, hide: Hide): unknown => {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((part) => hiddenIn(part, hide));
  if (typeof value !== 'object' || value === null) return value;
  // What a text is found by is no part of it.
  const parts = Object.entries(value).map(([name, part]) =>
    name === 'code' || name === 'variant' ? [name, part] : [name, hiddenIn(part, hide)]
  );
  return Object.fromEntries(parts);
};

/** What is wrong, without secrets in its values. */
export const hiddenProblem = <One extends Problem>(what: One, hide: Hide): One => ({
  ...what,
  params: hiddenIn(what.params, hide),
});

/** An error that people read, without secrets. */
export const hiddenError = (error: ConnectorError, hide: Hide): SourceError =>
  new SourceError(hiddenProblem(problemOf(error), hide), { cause: error.cause });
