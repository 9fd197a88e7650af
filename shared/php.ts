/** What stands before the code: blanks, the tag that opens PHP, comments of every kind. */
const BEFORE = /^(?:[\s\u200b]+|<\?(?:php\b|=)?|#[^\n\r]*|\/\/[^\n\r]*|\/\*[^]*?\*\/)+/i;

/** Statements that JSONata does not have, or that only look alike: JSONata binds with `:=`. */
const STATEMENTS = [
  /^return\b/i,
  /^(?:if|foreach|for|while|switch|match|unset|list|declare)\s*\(/i,
  /^(?:do|try)\s*\{/i,
  /^(?:function|class|namespace|use)\s+\w+/i,
  /^(?:include|require)(?:_once)?\s*[("']/i,
  /^(?:echo|print)\s*[("'$]/i,
  /^(?:exit|die)\s*[;(]/i,
  /^(?:global|static)\s+\$/i,
  /^throw\s+new\b/i,
  /^\[[^;]*\]\s*=(?!=)[^;]*;/,
  /^\$[\w\u0080-\uffff]+\s*(?:\[[^\]]*\]\s*)*(?:[-+.*/%|&^]|\?\?|<<|>>|\*\*)?=(?!=)[^;]*;/,
];

/** `$row["job"]`, which JSONata would take for a filter that nothing passes; a call of PHP's that JSONata lacks. */
const ACCESS = /\$row\s*\[\s*["'“”„‟‘’‚]|\barray_key_exists\s*\(/i;

/** A result behind other statements; in JSONata no value follows a name. */
const RESULT = /[;}]\s*return\s+(?!(?:and|or|in)\b)[\w$"'([!]/i;

/**
 * Whether an expression is PHP, as pascom's pre-filters and variables are, and not JSONata: it opens
 * with PHP's tag or with one of its statements, or reads the row as only PHP does.
 */
export const isPhp = (text: string): boolean => {
  const opening = BEFORE.exec(text)?.[0] ?? '';
  return (
    /<\?(?:php\b|=)/i.test(opening) ||
    STATEMENTS.some((statement) => statement.test(text.slice(opening.length))) ||
    ACCESS.test(text) ||
    RESULT.test(text)
  );
};
