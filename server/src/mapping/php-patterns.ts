/** Between slashes, with flags that mean the same in both languages. */
const DELIMITED = /^\/((?:[^/\\\n]|\\.)+)\/[im]*$/;

/**
 * What PCRE reads in another way than JavaScript or not at all: escapes of its own, POSIX classes,
 * groups other than capturing, `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, possessive quantifiers.
 */
const FOREIGN =
  /\\[AaCEeGHhKkLlNnoPpQRUuVvXxZzg\d]|\[\[?:[a-z^]+:\]|\(\?(?![:=!]|<[=!])|\(\*|[+*?}]\+|\[\]|\[\^\]/;

/** True for a regular expression of PHP that JavaScript reads with the same meaning. */
export function isPortablePattern(pattern: string): boolean {
  const [, source] = DELIMITED.exec(pattern) ?? [];
  if (source === undefined || FOREIGN.test(source.replace(/\\[\\/]/g, ''))) return false;
  try {
    return RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
