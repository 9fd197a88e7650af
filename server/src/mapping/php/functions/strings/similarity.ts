import type { Run } from '../../run';
import type { PhpText } from '../../values';
import { define, int, optional, type PhpFunctions, reference, text } from '../define';
import { upper } from './bytes';
import { metaphone } from './metaphone';

/** Pairs of bytes that are compared count as one step for each 2^4. */
const PAIRS = 4;

function levenshtein(
  one: PhpText,
  other: PhpText,
  insertion: bigint,
  replacement: bigint,
  deletion: bigint,
  run: Run
): bigint {
  if (one === '') return BigInt(other.length) * insertion;
  if (other === '') return BigInt(one.length) * deletion;
  const [insert, replace, remove] = [insertion, replacement, deletion].map(Number) as [
    number,
    number,
    number,
  ];
  run.elements(other.length + 1);
  let costs = Array.from({ length: other.length + 1 }, (_, place) => place * insert);
  for (const character of one) {
    run.step(1 + (other.length >> PAIRS));
    const next = [(costs[0] ?? 0) + remove];
    for (let place = 0; place < other.length; place++) {
      const isSame = character === other.charAt(place);
      const replaced = (costs[place] ?? 0) + (isSame ? 0 : replace);
      const removed = (costs[place + 1] ?? 0) + remove;
      next.push(Math.min(replaced, removed, (next[place] ?? 0) + insert));
    }
    costs = next;
  }
  return BigInt(costs[other.length] ?? 0);
}

/** The bytes that two texts have in common: their longest common part, and the same before and after it. */
function common(one: PhpText, other: PhpText, run: Run): number {
  if (one === '' || other === '') return 0;
  let longest = 0;
  let [left, right] = [0, 0];
  for (let a = 0; a + longest < one.length; a++) {
    run.step(1 + (other.length >> PAIRS));
    for (let b = 0; b + longest < other.length; b++) {
      let length = 0;
      while (
        a + length < one.length &&
        b + length < other.length &&
        one.charAt(a + length) === other.charAt(b + length)
      ) {
        length += 1;
      }
      run.step(length >> PAIRS);
      if (length > longest) [longest, left, right] = [length, a, b];
    }
  }
  if (longest === 0) return 0;
  return (
    longest +
    run.within(() => common(one.slice(0, left), other.slice(0, right), run)) +
    run.within(() => common(one.slice(left + longest), other.slice(right + longest), run))
  );
}

const SOUNDS = '01230120022455012623010202';
const SOUNDEX_LENGTH = 4;

function soundex(string: PhpText): PhpText {
  let result = '';
  let last = '';
  for (const letter of upper(string).replace(/[^A-Z]/g, '')) {
    const sound = SOUNDS.charAt(letter.charCodeAt(0) - 'A'.charCodeAt(0));
    if (result === '') result = letter;
    else if (sound !== last && sound !== '0') result += sound;
    last = sound;
    if (result.length === SOUNDEX_LENGTH) break;
  }
  return result.padEnd(SOUNDEX_LENGTH, '0');
}

const PERCENT = 100;

const similar_text = define(
  [text('string1'), text('string2'), optional(reference('percent'))],
  (one, other, percent, run) => {
    const same = common(one, other, run);
    const length = one.length + other.length;
    if (percent) percent.value = length === 0 ? 0 : (same * 2 * PERCENT) / length;
    return BigInt(same);
  }
);

/** How alike texts are, and how words sound. */
export const SIMILARITY: PhpFunctions = {
  levenshtein: define(
    [
      text('string1'),
      text('string2'),
      int('insertion_cost', 1n),
      int('replacement_cost', 1n),
      int('deletion_cost', 1n),
    ],
    levenshtein
  ),
  similar_text,
  soundex: define([text('string')], soundex),
  metaphone: define([text('string'), int('max_phonemes', 0n)], metaphone),
};
