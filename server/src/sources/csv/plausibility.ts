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

/** How any other character fits the ones around it; null where it tells nothing. */
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
}; /**
 * Letters of windows-1252 that are seldom seen, or never, where they stand here in names of Western
 * Europe; in other encodings the same bytes are letters that are common in that place. Both sides
 * are of the same word: `(?<!\p{L})` is its beginning, `(?!\p{L})` its end.
 */
const STRANGE: readonly RegExp[] = [
  // Icelandic alone has them: ş, ğ, ı in Turkish, ž, š in Baltic languages, ţ in Romanian.
  /[þðý]/iu,
  // Portuguese has it in "ões" only: ő in Hungarian.
  /õ(?!e)/iu,
  // French after "o" and in few other words: ű in Hungarian, ū in Baltic languages.
  /(?<!o)û(?!l)/iu,
  // Before a vowel in Spanish: ń in Polish.
  /ñ(?![aeiouáéíóú])/iu,
  // Not at the end in Danish: ć in Polish, Croatian and Serbian, ę in Lithuanian.
  /(?<=\p{L})æ(?!\p{L})/iu,
  /(?<=i)æ/iu,
  // Between consonants or behind "i" in French, at the end in Italian: č in Czech, Slovene, Croatian.
  /(?<=[aeouáéíóúý])è|è(?=[aeiouáéíóúý])|(?<=i)è(?!\p{L})|(?<!\p{L})È(?=\p{Ll})|(?<=[ns])è(?=[kn])/u,
  // Between consonants in Danish and Norwegian: ř in Czech, ų in Lithuanian.
  /(?<=[aeiouáéíóú])ø|ø(?=[aouáéíóúì])|(?<=[tdkpbv])ø(?=[ei]\p{L})|(?<!\p{L})Ø(?=[aeiouìí])/iu,
  // At the end in Italian: ů, ě, ň in Czech, ģ, ņ in Latvian.
  /[ùì](?=\p{L})/iu,
  /(?<=[aeiouáéíóú])ò/iu,
  /ò(?=[aeiouàâ])/iu,
  // Behind a vowel in French: ď in Czech, ļ in Latvian.
  /(?<![aeouâ])ï/iu,
  // ī in Latvian.
  /(?<=[^aou\P{L}])î/iu,
  // ā in Latvian.
  /(?<=[jnsdzkv])â/iu,
  // ē in Latvian.
  /ç(?![aeiouãâáéíóúöüı])/iu,
  // Before a vowel or at the end in Portuguese: ă in Romanian.
  /ã(?=[^aeou\P{L}])/iu,
  // ę in Polish.
  /(?<=i)ê|ê(?=[bdgkz]|s\p{L})/iu,
  // Before "u" in French: ś in Polish.
  /œ(?![ui])/iu,
  // Marks that stand in no word.
  /(?<=\p{L})[¡-§¨¬¯±-µ¶·¸¹¼-¿]|[¡-§¨¬¯±-µ¶·¸¹¼-¿](?=\p{Ll})/u,
  // Words of such letters alone: Hebrew, Arabic, Cyrillic, Greek.
  /[^\0-\x7F\P{L}]{3,}/u,
  // Behind a vowel in French and Dutch: ė in Lithuanian.
  /(?<=[^aeiou\P{L}])ë/iu,
];

const STRANGE_LETTERS = STRANGE.map((form) => new RegExp(form.source, `g${form.flags}`));
const LETTERS_BEYOND_ASCII = /[^\0-\x7F\P{L}]/gu;

/** The share of the letters beyond ASCII, in a text read as windows-1252, that names of Western Europe seldom have where they stand. */
export const strangeShare = (text: string): number => {
  const letters = text.match(LETTERS_BEYOND_ASCII)?.length ?? 0;
  const strange = STRANGE_LETTERS.reduce((sum, form) => sum + (text.match(form)?.length ?? 0), 0);
  return letters === 0 ? 0 : strange / letters;
};
