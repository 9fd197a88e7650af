import type { LookupMatch } from '../../../shared/contracts/lookup';
import { INTERNAL_DIGITS } from '../mapping/values/phone-numbers';
import {
  dialled,
  readNumber,
  type FoundBy,
  type NumberingPlan,
  type StoredNumber,
} from './numbers';

/** The forms of stored numbers that may be the one that is asked for. */
export interface Question {
  asked: FoundBy;
  /** Whether it is written as an extension, of whichever site. */
  isInternal: boolean;
  /** What it may be in E.164, the likeliest first: `00` may lead abroad, or outside and into another town. */
  exact: string[];
  /** Those, and the numbers behind which it may be an extension. */
  e164: string[];
  internal: string[];
}

/** How many digits may stand behind a main number, and how many it has itself at least. */
const MOST_BEHIND = 6;
const SHORTEST_MAIN = 7;

/** Where telephone systems dial 0 to get outside. */
const OUTSIDE = '0';

/** The numbers behind which a number may be an extension: itself without its end, which a main number has as 0. */
const mainNumbers = (e164: string): string[] => {
  const stems: string[] = [];
  for (let cut = 1; cut <= MOST_BEHIND; cut += 1) {
    const stem = e164.slice(0, -cut);
    if (stem.length <= SHORTEST_MAIN) break;
    stems.push(stem, `${stem}0`);
  }
  return stems.filter((stem) => stem !== e164);
};

/** A number in other ways to write it: `49301234` of a line that leaves the plus out, `00301234` with 0 for a line. */
const otherWays = (text: string, plan: NumberingPlan): string[] => {
  const digits = text.replace(/[\s()/.-]/g, '');
  if (!/^\d{7,}$/.test(digits)) return [];
  const ways = [`+${digits}`, ...(digits.startsWith(OUTSIDE) ? [digits.slice(1)] : [])];
  return ways.flatMap((way) => readNumber(way, plan).e164 ?? []);
};

/** Without what is no part of the number: `sip:204@pbx.example.com`, `"Anna" <sip:+4930…>`. */
const bare = (text: string): string => /sips?:([^@;>]+)/i.exec(text)?.[1] ?? text;

/** What to look for. */
export const questionOf = (text: string, plan: NumberingPlan): Question => {
  const asked = readNumber(bare(text), plan);
  const own = asked.e164 === null ? [] : [asked.e164];
  const exact = [...new Set([...own, ...otherWays(bare(text), plan)])];
  return {
    asked: { ...asked, number: text, e164: asked.e164 ?? exact[0] ?? null },
    isInternal: asked.internal === dialled(bare(text)),
    exact,
    e164: [...new Set([...exact, ...exact.flatMap(mainNumbers)])],
    internal: asked.internal === null ? [] : [asked.internal],
  };
};

/** True for two extensions of one site: none is behind the other, though one ends in 0 as main numbers do. */
const isBeside = (asked: FoundBy, stored: StoredNumber): boolean =>
  asked.internal !== null &&
  stored.internal !== null &&
  stored.internal.length >= asked.internal.length;

/** Why a stored number is an answer; null where it is none. */
export const matchOf = (
  { asked, isInternal, exact, e164 }: Question,
  stored: StoredNumber
): LookupMatch | null => {
  if (stored.e164 !== null && exact.includes(stored.e164)) {
    if (stored.extension === asked.extension) return 'number';
    return stored.extension === null ? 'behind-main' : 'shares-main';
  }
  if (asked.internal !== null && stored.internal === asked.internal) {
    // Two sites may have the same extension; whoever says the whole number means one of them.
    if (asked.internal.length > INTERNAL_DIGITS) return 'number';
    return isInternal || stored.e164 === null ? 'extension' : null;
  }
  if (stored.e164 === null || asked.e164 === null || !e164.includes(stored.e164)) return null;
  if (stored.extension === null) return isBeside(asked, stored) ? null : 'behind-main';
  return exact.includes(`${stored.e164}${stored.extension}`) ? 'number' : null;
};
