import { badValue } from '../define';
import type { PhpText } from '../../values';
import { upper } from './bytes';

const isLetter = (letter: string): boolean => letter >= 'A' && letter <= 'Z';
const isVowel = (letter: string): boolean => letter !== '' && 'AEIOU'.includes(letter);
/** Letters that make C and G soft. */
const isFront = (letter: string): boolean => letter !== '' && 'EIY'.includes(letter);
/** Letters that an H after them changes. */
const takesH = (letter: string): boolean => letter !== '' && 'CGPST'.includes(letter);
/** Letters that keep a GH before them from being silent. */
const keepsGh = (letter: string): boolean => letter !== '' && 'BDH'.includes(letter);

/** A place in a word: the letters around it, and how many more of them its sound takes. */
interface Spot {
  word: string;
  place: number;
  at(distance: number): string;
}

interface Sound {
  code: string;
  skipped?: number;
}

const sound = (code: string, skipped = 0): Sound => ({ code, skipped });
const SILENT = sound('');
/** What PHP writes for `th`. */
const THETA = '0';

/** The sound of what a word begins with, where that is not as elsewhere. */
function initial(word: string): Sound | null {
  const [first = '', second = ''] = word;
  if (first === 'A' && second === 'E') return sound('E', 1);
  if (isVowel(first)) return sound(first);
  if ('GKP'.includes(first)) return second === 'N' ? sound('N', 1) : null;
  if (first === 'X') return sound('S');
  if (first !== 'W') return null;
  if (second === 'R') return sound('R', 1);
  if (second === 'H' || isVowel(second)) return sound('W', 1);
  return SILENT;
}

function soundOfC({ at }: Spot): Sound {
  if (isFront(at(1))) {
    if (at(1) === 'I' && at(2) === 'A') return sound('X');
    return at(-1) === 'S' ? SILENT : sound('S');
  }
  if (at(1) !== 'H') return sound('K');
  return sound('X', 1);
}

function soundOfG({ at }: Spot): Sound {
  if (at(1) === 'H') return keepsGh(at(-3)) || at(-4) === 'H' ? SILENT : sound('F', 1);
  if (at(1) === 'N') {
    const isEnd = !isLetter(at(2)) || (at(2) === 'E' && at(3) === 'D');
    return isEnd ? SILENT : sound('K');
  }
  return isFront(at(1)) && at(-1) !== 'G' ? sound('J') : sound('K');
}

function soundOfS({ at }: Spot): Sound {
  if (at(1) === 'I' && (at(2) === 'O' || at(2) === 'A')) return sound('X');
  return at(1) === 'H' ? sound('X', 1) : sound('S');
}

function soundOfT({ at }: Spot): Sound {
  if (at(1) === 'I' && (at(2) === 'O' || at(2) === 'A')) return sound('X');
  if (at(1) === 'H') return sound(THETA, 1);
  return at(1) === 'C' && at(2) === 'H' ? SILENT : sound('T');
}

const SOUNDS: Readonly<Record<string, (spot: Spot) => Sound>> = {
  B: ({ at }) => (at(-1) === 'M' ? SILENT : sound('B')),
  C: soundOfC,
  D: ({ at }) => (at(1) === 'G' && isFront(at(2)) ? sound('J', 1) : sound('T')),
  G: soundOfG,
  H: ({ at }) => (isVowel(at(1)) && !takesH(at(-1)) ? sound('H') : SILENT),
  K: ({ at }) => (at(-1) === 'C' ? SILENT : sound('K')),
  P: ({ at }) => (at(1) === 'H' ? sound('F') : sound('P')),
  Q: () => sound('K'),
  S: soundOfS,
  T: soundOfT,
  V: () => sound('F'),
  W: ({ at }) => (isVowel(at(1)) ? sound('W') : SILENT),
  X: () => sound('KS'),
  Y: ({ at }) => (isVowel(at(1)) ? sound('Y') : SILENT),
  Z: () => sound('S'),
};

const AS_WRITTEN = 'FJLMNR';

function soundAt(spot: Spot): Sound {
  const letter = spot.at(0);
  if (letter === spot.at(-1) && letter !== 'C') return SILENT;
  if (AS_WRITTEN.includes(letter)) return sound(letter);
  return SOUNDS[letter]?.(spot) ?? SILENT;
}

/** How an English word sounds (`metaphone`), in at most so many sounds. */
export function metaphone(string: PhpText, most: bigint): PhpText {
  if (most < 0n) {
    throw badValue('metaphone', 2, 'max_phonemes', 'must be greater than or equal to 0');
  }
  const [before = ''] = upper(string).split('\0');
  const word = before.replace(/^[^A-Z]+/, '');
  const limit = most > 0n ? Number(most) : Infinity;
  const first = initial(word);
  let code = first?.code ?? '';
  for (let place = first ? 1 + (first.skipped ?? 0) : 0; place < word.length; place++) {
    if (code.length >= limit) break;
    if (!isLetter(word.charAt(place))) continue;
    const spot = { word, place, at: (distance: number) => word.charAt(place + distance) };
    const found = soundAt(spot);
    code += found.code;
    place += found.skipped ?? 0;
  }
  return code;
}
