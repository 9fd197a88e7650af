/** What stands before the code: blanks, the tag that opens PHP, comments of every kind. */
const BEFORE = /^(?:\s+|<\?(?:php\b|=)?|#[^\n\r]*|\/\/[^\n\r]*|\/\*[^]*?\*\/)+/i;

/** A statement that JSONata does not have, or one that only looks alike: JSONata binds with `:=`. */
const STATEMENT =
  /^(?:return\b|(?:if|foreach|for|while|switch|match)\s*\(|do\s*\{|function\s+\w+\s*\(|(?:list\s*\(|\[)[^;]*\)?\]?\s*=[^=;]*;|\$\w+\s*(?:\[[^\]]*\]\s*)*(?:[-+.*/%|&^]|\?\?|<<|>>|\*\*)?=(?!=)[^;]*;)/i;

/** `$row["job"]`, which JSONata would take for a filter that nothing passes; a call of PHP's that JSONata lacks. */
const ACCESS = /\$row\s*\[\s*["'“”„‟‘’‚]|\barray_key_exists\s*\(/i;

/**
 * Whether an expression is PHP, as pascom's pre-filters and variables are, and not JSONata: it opens
 * with PHP's tag or with one of its statements, or reads the row as only PHP does.
 */
export const isPhp = (text: string): boolean => {
  const opening = BEFORE.exec(text)?.[0] ?? '';
  return (
    /<\?(?:php\b|=)/i.test(opening) ||
    STATEMENT.test(text.slice(opening.length)) ||
    ACCESS.test(text)
  );
};
