/** A translated part of a PHP expression. */
export interface PhpPart {
  /** JSONata whose value is the part's; undefined stands for PHP's null. */
  code: string;
  /** JSONata for what the part is as a condition. */
  truth: string;
  /** `text` for what is a text whatever the row has. */
  kind: 'column' | 'text' | 'boolean' | 'value';
  /** The content of a text that stands in the expression itself. */
  literal?: string;
}

export const value = (code: string): PhpPart => ({
  code,
  truth: `$phpTrue(${code})`,
  kind: 'value',
});

export const column = (code: string): PhpPart => ({ ...value(code), kind: 'column' });

export const boolean = (code: string): PhpPart => ({ code, truth: code, kind: 'boolean' });

export const text = (code: string): PhpPart => ({ ...value(code), kind: 'text' });

export const literal = (content: string): PhpPart => ({
  ...text(JSON.stringify(content)),
  literal: content,
});

/** JSONata for the part as PHP makes a text of it. */
export const asText = ({ code, kind }: PhpPart): string =>
  kind === 'text' ? code : `$phpText(${code})`;

type Translation = (...parts: PhpPart[]) => PhpPart;

/** A call of one of our functions, which read a value as PHP does. */
const call =
  (form: (code: string) => PhpPart, name: string): Translation =>
  (...parts) =>
    form(`$${name}(${parts.map(({ code }) => code).join(', ')})`);

/** A call of one of JSONata's functions, which are to see a text only. */
const callOnText =
  (form: (code: string) => PhpPart, name: string): Translation =>
  (...parts) =>
    form(`$${name}(${parts.map(asText).join(', ')})`);

/** The numbers of arguments that a function of PHP takes here, and its translation. */
type PhpFunction = [counts: readonly number[], translate: Translation];

/** By their names in lower case, as PHP finds them. */
export const PHP_CALLS: ReadonlyMap<string, PhpFunction> = new Map<string, PhpFunction>([
  ['strtolower', [[1], call(text, 'phpLower')]],
  ['mb_strtolower', [[1], callOnText(text, 'lowercase')]],
  ['strtoupper', [[1], call(text, 'phpUpper')]],
  ['mb_strtoupper', [[1], callOnText(text, 'uppercase')]],
  ['trim', [[1], call(text, 'phpTrim')]],
  ['strlen', [[1], call(value, 'phpLength')]],
  ['mb_strlen', [[1], callOnText(value, 'length')]],
  ['str_replace', [[3], call(text, 'phpReplace')]],
  ['implode', [[2], call(text, 'phpImplode')]],
  ['str_contains', [[2], call(boolean, 'phpContains')]],
  ['strpos', [[2], call(value, 'phpPosition')]],
  ['stripos', [[2], call(value, 'phpPositionNoCase')]],
  ['substr', [[2, 3], call(text, 'phpSubstring')]],
  ['mb_substr', [[2, 3], call(text, 'phpLetters')]],
  ['empty', [[1], (part) => boolean(`$not(${part?.truth})`)]],
]);

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
