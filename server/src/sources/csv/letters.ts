/** The letters beyond ASCII that people's names and words have, by language; those of other scripts stand for themselves. */
const ALPHABETS: readonly RegExp[] = [
  /[äöüß]/u,
  /[àâæçéèêëîïôœùûüÿ]/u,
  /[áéíñóúü]/u,
  /[áâãàçéêíóôõúü]/u,
  /[àèéìíîòóù]/u,
  /[åäöæøéü]/u,
  /[äöüõšž]/u,
  /[ąćęłńóśźż]/u,
  /[áäčďéěíĺľňóôŕřšťúůýž]/u,
  /[áéíóöőúüű]/u,
  /[čćđšž]/u,
  /[ăâîșțşţ]/u,
  /[çğıöşüâî]|i\u0307/u,
  /[áéíóúýþðæö]/u,
  /[āčēģīķļņšūž]/u,
  /[ąčęėįšųūž]/u,
  /[\u0430-\u044Fёіїєґ]/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
];

const LETTER = /\p{L}/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const VOWEL = /[aeiouyıаеёиоуыэюя]/u;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Letters that are seldom seen in names, whatever the language. */
const RARE = /[õïîûÿðþţşŕĺľôňâ]/u;

/** Marks that stand before or behind a word, where they tell nothing. */
const EDGE_MARKS = /[\u00A0«»‹›“”„‘’‚–—…•€]/u;
const END_MARKS = /[°ªº™®©]/u;
/** Marks that stand inside words. */
const INNER_MARKS = /[’‘]/u;

const scriptOf = (letter: string): number => SCRIPTS.findIndex((script) => script.test(letter));

const isVowel = (letter: string): boolean =>
  VOWEL.test(letter.toLowerCase().normalize('NFD').charAt(0).replace(/[æœø]/u, 'o'));

const isLetter = (character: string): boolean => LETTER.test(character);

/** How a letter fits the ones around it, from 0 to 1: script, case, and vowels among consonants. */
const fitOf = (letter: string, before: string, after: string): number => {
  const neighbours = [before, after].filter(isLetter);
  if (neighbours.some((other) => scriptOf(other) !== scriptOf(letter))) return 0;
  if (UPPER.test(letter) && LOWER.test(before)) return 0;
  if (UPPER.test(letter) && isLetter(before) && LOWER.test(after)) return 0.1;
  if (LOWER.test(letter) && UPPER.test(after) && letter !== 'ß') return 0.1;
  if (scriptOf(letter) !== 0) return 1;
  if (letter === 'ß') return isVowel(before) ? 1 : 0.2;
  const vowels = neighbours.filter(isVowel).length;
  if (isVowel(letter))
    return vowels < neighbours.length || vowels === 0 ? 1 : vowels > 1 ? 0.7 : 0.9;
  return vowels === 0 && neighbours.length > 0 ? 0.6 : 1;
};

/** The same of any other character; null where it tells nothing. */
const markFitOf = (mark: string, before: string, after: string): number | null => {
  const sides = [before, after].filter(isLetter).length;
  if (sides === 0) return null;
  if (sides === 2) return INNER_MARKS.test(mark) ? null : 0;
  // In Greek an accented capital stands there, in the one or the other encoding.
  if (/\p{Script=Greek}/u.test(after)) return 0;
  const isEnd = END_MARKS.test(mark) && !isLetter(after);
  return isEnd || EDGE_MARKS.test(mark) ? null : 0;
};

const BEYOND_ASCII = /[^\0-\x7F]/gu;

/**
 * How much a text looks like people's names and words, from 0 to 1, by its characters beyond ASCII:
 * whether they are letters of one language that stand where such letters do. 1 where it has none
 * that tell anything.
 */
export const plausibility = (text: string): number => {
  let sum = 0;
  let count = 0;
  let letters = 0;
  const ofLanguage = ALPHABETS.map(() => 0);
  for (const { 0: character, index } of text.matchAll(BEYOND_ASCII)) {
    const before = text.charAt(index - 1);
    const after = text.charAt(index + character.length);
    if (isLetter(character)) {
      const lower = character.toLowerCase();
      let known = false;
      ALPHABETS.forEach((alphabet, language) => {
        if (!alphabet.test(lower)) return;
        known = true;
        ofLanguage[language]! += 1;
      });
      letters += 1;
      count += 1;
      const usual = !known ? 0.3 : RARE.test(lower) ? 0.85 : 1;
      sum += fitOf(character, before, after) * usual;
      continue;
    }
    const fit = /[\u0080-\u009F\uFFFD]/u.test(character) ? 0 : markFitOf(character, before, after);
    if (fit === null) continue;
    count += 1;
    sum += fit;
  }
  if (count === 0) return 1;
  const coherence = letters === 0 ? 0 : Math.max(...ofLanguage) / letters;
  return (sum / count) * (0.7 + 0.3 * coherence);
};
