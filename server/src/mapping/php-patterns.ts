/** Between slashes; a line's end is another one in each language, so the flag `m` is not taken. */
const DELIMITED = /^\/((?:[^/\\\n]|\\.)+)\/(i?)$/;

/**
 * What PCRE reads in another way than JavaScript or not at all: escapes of its own, POSIX classes,
 * groups other than capturing, `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, possessive quantifiers.
 */
const FOREIGN =
  /\\[AaCEeGHhKkLlNnoPpQRUuVvXxZzg\d]|\[\[?:[a-z^]+:\]|\(\?(?![:=!]|<[=!])|\(\*|[+*?}]\+|\[\]|\[\^\]/;

/** The parts of a pattern: escapes, classes, and single characters. */
const PARTS = /\\.|\[(?:\\.|[^\]\\])*\]|[^]/gu;

const BLANKS = ' \\t\\n\\v\\f\\r';

/** What matches any character of some kind matches one byte in PHP, and so a part of a letter. */
const MATCHES_BYTES = /^(?:\.|\\[WDS]|\[\^.*)$/s;

/** How a part is written in JavaScript with PHP's meaning; null where that cannot be done. */
function translated(part: string, next: string | undefined, isCaseless: boolean): string | null {
  const isAscii = /^\p{ASCII}*$/u.test(part);
  if (!isAscii && (isCaseless || part.startsWith('[') || /^[*+?{]/.test(next ?? ''))) return null;
  if (MATCHES_BYTES.test(part) && !/^[*+]/.test(next ?? '')) return null;
  if (part.startsWith('[') && part.includes('\\S')) return null;
  if (part === '.') return '[^\\n]';
  // PHP's end is before a last line break as well.
  if (part === '$') return '(?=\\n?$)';
  if (part === '\\S') return `[^${BLANKS}]`;
  if (part === '\\s') return `[${BLANKS}]`;
  return part.startsWith('[') ? part.replaceAll('\\s', BLANKS) : part;
}

/**
 * A regular expression of PHP as JavaScript writes it with the same meaning, which is that of bytes;
 * null where there is none.
 */
export function portablePattern(pattern: string): string | null {
  const [, source, flags] = DELIMITED.exec(pattern) ?? [];
  if (source === undefined || FOREIGN.test(source.replace(/\\[\\/]/g, ''))) return null;
  const parts = source.match(PARTS) ?? [];
  const written = parts.map((part, index) => translated(part, parts[index + 1], flags === 'i'));
  if (written.includes(null)) return null;
  const text = written.join('');
  try {
    return RegExp(text) instanceof RegExp ? `/${text}/${flags}` : null;
  } catch {
    return null;
  }
}
