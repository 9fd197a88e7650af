import { PhpSyntaxError } from './values';

/** Quotes as word processors and pascom's documentation print them, which enclose texts where PHP wants plain ones. */
const DOUBLE_QUOTED = /[“”„‟][^“”„‟"]*["“”‟]/y;
const SINGLE_QUOTED = /[‘’‚][^‘’‚']*['‘’]/y;

/** What is left as it is: texts, comments, blanks that PHP knows. */
const PLAIN =
  /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|\/\*[^]*?\*\/|(?:#(?!\[)|\/\/)[^\r\n]*|`[^`]*`/y;

/** What a heredoc or nowdoc opens with, and so what it ends with. */
const HEREDOC = /<<<[ \t]*(["']?)(\w{1,200})\1\r?\n/y;

/** Blanks that PHP does not know, as web pages put them between words. */
const FOREIGN_BLANK = /[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/;

/**
 * PHP as it is copied from a document: quotes and blanks that only look right become those that PHP
 * knows, outside of texts and comments. Every character keeps its place. Throws `PhpSyntaxError`
 * where a text or comment does not end.
 */
export function prepared(source: string): string {
  let result = '';
  let place = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = place;
    return pattern.exec(source)?.[0] ?? null;
  };
  while (place < source.length) {
    const plain = take(PLAIN) ?? heredocAt(source, place);
    const double = plain ?? take(DOUBLE_QUOTED);
    const single = double ?? take(SINGLE_QUOTED);
    const piece = single ?? source.charAt(place);
    if (single === null && (piece === '"' || piece === "'" || source.startsWith('/*', place))) {
      throw new PhpSyntaxError(`the end of what begins with ${piece} is missing`, place);
    }
    if (plain !== null) result += plain;
    else if (double !== null) result += `"${double.slice(1, -1)}"`;
    else if (single !== null) result += `'${single.slice(1, -1)}'`;
    else result += FOREIGN_BLANK.test(piece) ? ' ' : piece;
    place += piece.length;
  }
  return result;
}

function heredocAt(source: string, place: number): string | null {
  HEREDOC.lastIndex = place;
  const [opening, , label] = HEREDOC.exec(source) ?? [];
  if (opening === undefined || label === undefined) return null;
  const closing = new RegExp(`^[ \\t]*${label}\\b`, 'm');
  const rest = source.slice(place + opening.length);
  const end = closing.exec(rest);
  return end && opening + rest.slice(0, end.index + end[0].length);
}
