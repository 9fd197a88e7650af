import type { Run } from '../../run';
import type { PhpText } from '../../values';
import { define, nullable, type PhpFunctions, text } from '../define';

/** Where `strtok` stands, in the text that it was last given. */
interface Reading {
  text: PhpText;
  place: number;
}

/** Each row begins anew. */
const readings = new WeakMap<Run, Reading>();

/** The next part between any of these bytes; false where there is none, and then the text is done with. */
function next(reading: Reading, separators: PhpText, run: Run): PhpText | false {
  const { text: whole } = reading;
  let start = reading.place;
  while (start < whole.length && separators.includes(whole.charAt(start))) start += 1;
  let end = start;
  while (end < whole.length && !separators.includes(whole.charAt(end))) end += 1;
  run.step(1 + Math.max(0, end - reading.place));
  if (start >= whole.length) {
    readings.delete(run);
    return false;
  }
  readings.set(run, { text: whole, place: end + 1 });
  return whole.slice(start, end);
}

/** Texts that are taken part by part. */
export const TOKENS: PhpFunctions = {
  strtok: define([text('string'), nullable(text('token'), null)], (string, token, run) => {
    if (token !== null) return next({ text: string, place: 0 }, token, run);
    const reading = readings.get(run);
    return reading ? next(reading, string, run) : false;
  }),
};
