/**
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

/** Of the letters beyond ASCII in a text that was read as windows-1252, the share of those that names of Western Europe have seldom where they stand. */
export const strangeShare = (text: string): number => {
  const letters = text.match(LETTERS_BEYOND_ASCII)?.length ?? 0;
  const strange = STRANGE_LETTERS.reduce((sum, form) => sum + (text.match(form)?.length ?? 0), 0);
  return letters === 0 ? 0 : strange / letters;
};
