/** `="0301"` keeps a spreadsheet from dropping zeros; what is meant is the text inside. */
const CONSTANT_FORMULA = /^\s*=\s*"((?:[^"]|"")*)"\s*$/u;

/** The text of a formula that is nothing but a text; any other text as it is. */
export const unwrapFormula = (text: string): string => {
  const content = text.includes('=') ? CONSTANT_FORMULA.exec(text)?.[1] : undefined;
  return content === undefined ? text : content.replaceAll('""', '"');
};

/**
 * The same, but for a text that is such a formula itself: `="=""x"""` is left to where the value is
 * read, so that one formula is taken from it and not two.
 */
export const unwrapOuter = (text: string): string => {
  const inner = unwrapFormula(text);
  return unwrapFormula(inner) === inner ? inner : text;
};

/** The text as whoever unwraps it gets it again. */
export const wrapFormula = (text: string): string =>
  unwrapFormula(text) === text ? text : `="${text.replaceAll('"', '""')}"`;
