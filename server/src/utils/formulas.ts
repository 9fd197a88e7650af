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

/** What begins a formula in a spreadsheet, wide forms included. */
const TRIGGER = '[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20]';
/** What a spreadsheet may take for the end of a cell, whatever the file's delimiter is. */
const CELL_END = '[;\\t\\r\\n]';

const AT_START = new RegExp(`^(?='*${TRIGGER})`, 'u');
const INSIDE = new RegExp(`(?<=${CELL_END})(?=["']*${TRIGGER})`, 'gu');

const GUARD_AT_START = new RegExp(`^'(?='*${TRIGGER})`, 'u');
const GUARD_INSIDE = new RegExp(`(?<=${CELL_END})'(?=["']*${TRIGGER})`, 'gu');

/**
 * A value as no spreadsheet takes it for a formula: with one apostrophe before what begins one, also
 * where a spreadsheet that separates by semicolons, tabs or line breaks would see a new cell.
 */
export const guardFormulas = (text: string): string =>
  text.replace(INSIDE, "'").replace(AT_START, "'");

/** The value without the apostrophe that was put at its start. */
export const withoutGuard = (text: string): string => text.replace(GUARD_AT_START, '');

/** The value without the apostrophes that were put inside. */
export const withoutInnerGuards = (text: string): string =>
  text.includes("'") ? text.replace(GUARD_INSIDE, '') : text;

/** What a spreadsheet may take for a number, a date or a time, and what it keeps as it is in a formula. */
const REFORMATTED = /^(?=.*\d)[\p{L}\d .,:/+\-%_@]+$/u;

/** A value as a spreadsheet shows it, letter by letter: `0042` stays so, and `1E5` is no number. */
export const asTextCell = (text: string): string =>
  REFORMATTED.test(text) ? `="${text}"` : guardFormulas(text);
