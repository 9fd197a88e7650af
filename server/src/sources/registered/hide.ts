import type { Problem } from '../../../../shared/codes/kinds';
import { MASK } from '../../../../shared/text';
import { ConnectorError, problemOf, SourceError } from '../../utils/errors';

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
  return [secret, encodeURIComponent(text), encodeURI(text), inForm, inJson];
};

const patternOf = (form: string): string => {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return form.length < SHORTEST ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
};

/** Takes secrets out of texts. */
export const hiding = (secrets: readonly string[]): Hide => {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
  if (forms.size === 0) return (text) => text;
  // The longest first: else the end of one that begins like another would stay.
  const longestFirst = [...forms].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(patternOf).join('|'), 'gu');
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

/** An error that people read, without secrets; any other one is what it was, and its text is never shown. */
export const hiddenError = (error: unknown, hide: Hide): unknown =>
  error instanceof ConnectorError
    ? new SourceError(hiddenProblem(problemOf(error), hide), { cause: error.cause })
    : error;
