/** What classes of characters contain, as JavaScript writes it with the flag `u`, without brackets around it. */
export interface Alphabet {
  /** `\d`, `\s`, `\w`, `\h`, `\v`. */
  types: Readonly<Record<'d' | 's' | 'w' | 'h' | 'v', string>>;
  /** `[:alpha:]` and the like. */
  posix: Readonly<Record<string, string>>;
  /** The largest character. */
  highest: number;
  /** A character and those that are the same in the other case. */
  folded(code: number): readonly number[];
  /** All characters that have another case. */
  cased(): string;
  /** Of a range of characters, what is the same in the other case and not in the range. */
  foldedRange(from: number, to: number): readonly number[];
}

/** Any character. */
export const ANY = '[^]';

/** A character as it stands in an expression or one of its classes. */
export const written = (code: number): string => {
  const character = String.fromCodePoint(code);
  return /^[A-Za-z0-9]$/.test(character) ? character : `\\u{${code.toString(16)}}`;
};

/** A range of characters as it stands in a class. */
export const writtenRange = (from: number, to: number): string =>
  from === to ? written(from) : `${written(from)}-${written(to)}`;

type Folds = ReadonlyMap<number, readonly number[]>;

const folding = (table: () => Folds): Pick<Alphabet, 'folded' | 'foldedRange' | 'cased'> => ({
  cased: () => String.fromCodePoint(...table().keys()),
  folded: (code) => table().get(code) ?? [code],
  foldedRange: (from, to) => {
    const outside = new Set<number>();
    for (const [code, same] of table()) {
      if (code < from || code > to) continue;
      for (const other of same) if (other < from || other > to) outside.add(other);
    }
    return [...outside];
  },
});

const oneCharacter = (text: string, otherwise: string): string =>
  [...text].length === 1 ? text : otherwise;

/** The form that characters have in common which are the same in either case. Turkish letters are no case of `i`. */
function foldedForm(character: string): string {
  if (character === 'ı' || character === 'İ') return character;
  const upper = oneCharacter(character.toUpperCase(), character);
  return oneCharacter(upper.toLowerCase(), upper);
}

function foldsUpTo(highest: number): Folds {
  const byForm = new Map<string, number[]>();
  for (let code = 0; code <= highest; code += 1) {
    const character = String.fromCodePoint(code);
    if (character.toUpperCase() === character && character.toLowerCase() === character) continue;
    const form = foldedForm(character);
    byForm.set(form, [...(byForm.get(form) ?? []), code]);
  }
  return new Map([...byForm.values()].flatMap((same) => same.map((code) => [code, same] as const)));
}

const HIGHEST_ASCII = 0x7f;
/** Letters of two cases are below this. */
const HIGHEST_CASED = 0x1_ffff;

const ASCII_FOLDS = foldsUpTo(HIGHEST_ASCII);
let unicodeFolds: Folds | undefined;

const DIGIT = '0-9';
const ALPHA = 'A-Za-z';
const XDIGIT = '0-9A-Fa-f';
const ASCII = '\\u{0}-\\u{7f}';
const BYTE_SPACE = '\\t-\\r\\u{20}';
const BYTE_BLANKS = '\\t\\u{20}\\u{a0}';

/** Without the modifier `u`: a character is a byte, and letters and digits are those of ASCII. */
export const BYTES: Alphabet = {
  types: {
    d: DIGIT,
    s: BYTE_SPACE,
    w: `${DIGIT}${ALPHA}_`,
    h: BYTE_BLANKS,
    v: '\\n-\\r\\u{85}',
  },
  posix: {
    alpha: ALPHA,
    lower: 'a-z',
    upper: 'A-Z',
    alnum: DIGIT + ALPHA,
    ascii: ASCII,
    blank: '\\t\\u{20}',
    cntrl: '\\u{0}-\\u{1f}\\u{7f}',
    digit: DIGIT,
    graph: '\\u{21}-\\u{7e}',
    print: '\\u{20}-\\u{7e}',
    punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
    space: BYTE_SPACE,
    word: `${DIGIT}${ALPHA}_`,
    xdigit: XDIGIT,
  },
  highest: 0xff,
  ...folding(() => ASCII_FOLDS),
};

const BLANKS = `${BYTE_BLANKS}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}`;
const LINE_ENDS = '\\n-\\r\\u{85}\\u{2028}\\u{2029}';
const SPACE = `\\p{Z}${BLANKS}${LINE_ENDS}`;
const WORD = '\\p{L}\\p{N}_';
/** Characters of the category `Cf`, but those that mark directions, which PCRE takes for nothing to see. */
const FORMATS =
  '\\u{ad}\\u{600}-\\u{605}\\u{6dd}\\u{70f}\\u{890}\\u{891}\\u{8e2}\\u{200b}-\\u{200f}' +
  '\\u{202a}-\\u{202e}\\u{2060}-\\u{2064}\\u{206a}-\\u{206f}\\u{feff}\\u{fff9}-\\u{fffb}\\u{110bd}' +
  '\\u{110cd}\\u{13430}-\\u{1343f}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0001}\\u{e0020}-\\u{e007f}';
const VISIBLE = `\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}${FORMATS}`;

/** With the modifier `u`: PHP then asks PCRE for the letters and digits of all scripts. */
export const UNICODE: Alphabet = {
  types: { d: '\\p{Nd}', s: SPACE, w: WORD, h: BLANKS, v: LINE_ENDS },
  posix: {
    alpha: '\\p{L}',
    lower: '\\p{Ll}',
    upper: '\\p{Lu}',
    alnum: '\\p{L}\\p{N}',
    ascii: ASCII,
    blank: BLANKS,
    cntrl: '\\p{Cc}',
    digit: '\\p{Nd}',
    graph: VISIBLE,
    print: `${VISIBLE}\\p{Zs}\\u{180e}`,
    punct: '\\p{P}$+<=>\\^`|~',
    space: SPACE,
    word: WORD,
    xdigit: XDIGIT,
  },
  highest: 0x10_ffff,
  ...folding(() => (unicodeFolds ??= foldsUpTo(HIGHEST_CASED))),
};

const CATEGORIES = /^(?:C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;

/** Properties of PCRE's own, and general ones of which it has a name. */
const PROPERTIES: Readonly<Record<string, string>> = {
  Any: '\\p{Any}',
  'L&': '\\p{LC}',
  Lc: '\\p{LC}',
  Xan: '\\p{L}\\p{N}',
  Xwd: WORD,
  Xsp: SPACE,
  Xps: SPACE,
  Alphabetic: '\\p{Alphabetic}',
  Dash: '\\p{Dash}',
  Emoji: '\\p{Emoji}',
  Lowercase: '\\p{Lowercase}',
  Uppercase: '\\p{Uppercase}',
  White_Space: '\\p{White_Space}',
};

/** The characters of a property that PCRE names so; null where it is not known. */
export function property(name: string): string | null {
  const category = name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
  if (CATEGORIES.test(category)) return `\\p{${category}}`;
  const known = PROPERTIES[name] ?? PROPERTIES[category];
  if (known !== undefined) return known;
  const script = `\\p{Script_Extensions=${name}}`;
  try {
    return /^\w+$/.test(name) && new RegExp(script, 'u') ? script : null;
  } catch {
    return null;
  }
}
