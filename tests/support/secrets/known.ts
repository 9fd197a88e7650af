/**
 * What every secret that a test makes up begins with, and nothing else does: `S3cret-of-the-source`.
 * What follows is its name. Then it is the same, within base64.
 */
const MARKED = /[sS]3(?:cret|CRET)-?|UzNjcmV0|MzY3Jld|TM2NyZX/g;

/** A name ends with the first sign that would end a value. */
const NAME = /^[\w-]*/;

/** What a secret without the mark is found by. */
const WORD = /[A-Za-z0-9]{5,}/g;
const LEAST = 8;

interface Learnt {
  name: string;
  value: string;
}

/** By the longest word of each. */
const learnt = new Map<string, Learnt[]>();

const longestWord = (value: string): string =>
  (value.match(WORD) ?? []).reduce((one, other) => (other.length > one.length ? other : one), '');

/**
 * Notes a secret that has no mark: one that the product made up, say. What is too short or too
 * common stands in texts that tell nothing of it and is left out.
 */
export const learnSecret = (name: string, value: string): void => {
  const word = longestWord(value);
  if (value.length < LEAST || !/\d/.test(value) || !/[a-z]/i.test(word)) return;
  const same = learnt.get(word) ?? [];
  if (!same.some((one) => one.value === value)) learnt.set(word, [...same, { name, value }]);
};

/** The names of the marked secrets in a text. */
export const markedIn = (text: string): string[] => {
  const names = [...text.matchAll(MARKED)].map(({ 0: mark, index }) => {
    const after = index + mark.length;
    return NAME.exec(text.slice(after, after + 60))?.[0] ?? '';
  });
  return [...new Set(names)];
};

const learntIn = (text: string): string[] => {
  const names = new Set<string>();
  if (learnt.size === 0) return [];
  for (const [word] of text.matchAll(WORD)) {
    for (const { name, value } of learnt.get(word) ?? []) {
      if (!names.has(name) && text.includes(value)) names.add(name);
    }
  }
  return [...names];
};

/** The names of all secrets in a text. */
export const secretsIn = (text: string): string[] => [...markedIn(text), ...learntIn(text)];
