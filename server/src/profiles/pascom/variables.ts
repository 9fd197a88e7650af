import { isPhp } from '../../../../shared/php';

/** A variable of a connector, and where it was pasted. */
export interface PastedVariable {
  name: string;
  expression: string;
  /** Of what was pasted, 1-based: where its expression begins. */
  line: number;
}

export interface PastedVariables {
  variables: PastedVariable[];
  /** Lines that belong to no variable. */
  unread: { line: number; text: string }[];
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.-]*`;

/** Words that a line of PHP begins with, and no variable is called like. */
const KEYWORDS =
  /^(?:return|if|else|elseif|foreach|for|while|do|switch|case|default|break|continue|function|array|list|echo|match)$/i;

/** `|name|source|`, as in pascom's documentation. */
const TABLE_ROW = new RegExp(String.raw`^\s*\|\s*[\x60*]*(${NAME})[\x60*]*\s*\|(.*)\|\s*$`, 'u');
/** A row of a table as a browser copies it. */
const COPIED_ROW = new RegExp(String.raw`^(${NAME})[ ]*(?:\t+|:[ \t]+)(\S.*)$`, 'u');
/** The same with blanks, where the rest can be nothing but PHP. */
const SPACED_ROW = new RegExp(String.raw`^(${NAME})[ ]+(\S.*)$`, 'u');
const LONE_NAME = new RegExp(String.raw`^(${NAME})\s*$`, 'u');
/** `**Variable:** roles`, before a source of several lines. */
const TITLED_NAME = new RegExp(
  String.raw`^\s*\**Variable\**\s*:\s*\**\s*[\x60]?(${NAME})[\x60]?\s*$`,
  'iu'
);

/** The titles of columns and sources, and what separates them in a table. */
const HEADING =
  /^[\s|*]*(?:variablen?|name)[\s|*]+(?:source|quelle)\b.*$|^[\s*]*(?:source|quelle|optionale?r? filters?)[\s*]*:[\s*]*$|^\s*\|[\s|:-]+$|^\s*```\w*\s*$/iu;

/** Ends a source of one statement, where a description stands behind it. */
const ONE_STATEMENT = /^(return\b(?:"[^"]*"|'[^']*'|[^;"'])*;)[`\s|].*$/i;

const QUOTED_OR_COMMENT = /(["'])(?:\\[^]|(?!\1)[^\\])*\1|\/\/.*|#.*|\/\*[^]*?\*\//g;

/** Whether a block of the code is still open, so that no line of it begins another variable. */
const isOpen = (code: string): boolean => {
  const plain = code.replace(QUOTED_OR_COMMENT, '');
  return plain.split('{').length > plain.split('}').length;
};

const isCode = (text: string): boolean =>
  isPhp(text) || /^(?:\/\/|#|\/\*|<\?|\$\w+\s*=)/.test(text);

const withoutTicks = (text: string): string => text.trim().replace(/^`+|`+$/g, '');

/** The source in the cell of a table, without the description that may stand beside it. */
const sourceIn = (cell: string): string => {
  const source = withoutTicks(cell).replace(/\\\|/g, '|');
  return withoutTicks(ONE_STATEMENT.exec(source)?.[1] ?? source);
};

/** The name and source that a line begins; null where it goes on with what is before it. */
const rowIn = (line: string, next: string): { name: string; source: string } | null => {
  const titled = TITLED_NAME.exec(line);
  if (titled) return { name: titled[1] ?? '', source: '' };
  const table = TABLE_ROW.exec(line);
  if (table) return { name: table[1] ?? '', source: sourceIn(table[2] ?? '') };
  const copied = COPIED_ROW.exec(line);
  if (copied && !KEYWORDS.test(copied[1] ?? '')) {
    return { name: copied[1] ?? '', source: sourceIn(copied[2] ?? '') };
  }
  const spaced = SPACED_ROW.exec(line);
  if (spaced && !KEYWORDS.test(spaced[1] ?? '') && isCode(spaced[2] ?? '')) {
    return { name: spaced[1] ?? '', source: sourceIn(spaced[2] ?? '') };
  }
  const lone = LONE_NAME.exec(line);
  const isName = lone && !KEYWORDS.test(lone[1] ?? '') && isCode(next.trim());
  return isName ? { name: lone[1] ?? '', source: '' } : null;
};

/** As code stands further to the right than its title. */
const outdented = (lines: readonly string[]): string => {
  const indents = lines.flatMap((line) => (line.trim() === '' ? [] : line.search(/\S/)));
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(Math.min(indent, line.search(/\S|$/)))).join('\n');
};

const readTable = (
  text: string
): { rows: (Omit<PastedVariable, 'expression'> & { lines: string[] })[]; unread: number[] } => {
  const lines = text.split(/\r\n|\r|\n/);
  const rows: (Omit<PastedVariable, 'expression'> & { lines: string[] })[] = [];
  const unread: number[] = [];
  for (const [index, line] of lines.entries()) {
    const current = rows.at(-1);
    const goesOn = current !== undefined && isOpen(current.lines.join('\n'));
    if (!goesOn && HEADING.test(line)) continue;
    const next = lines.slice(index + 1).find((one) => one.trim() !== '') ?? '';
    const row = goesOn ? null : rowIn(line, next);
    if (row) {
      const { name, source } = row;
      rows.push({ name, line: index + 1, lines: source === '' ? [] : [source] });
    } else if (current && (current.lines.length > 0 || line.trim() !== '')) {
      if (current.lines.length === 0) current.line = index + 1;
      current.lines.push(line);
    } else if (line.trim() !== '') {
      unread.push(index);
    }
  }
  return { rows, unread };
};

/** Prose that stands below a source on a page. */
const isProse = (line: string): boolean =>
  line.trim() !== '' && !/^\s|[;{}()[\]$]|^(?:\/\/|#|\/\*|\*|else\b)/.test(line);

/**
 * The variables in what a person copied: a table of pascom's panel or of its documentation, with
 * headings or without, sources of one line or of several.
 */
export const readVariables = (text: string): PastedVariables => {
  const { rows, unread } = readTable(text);
  const lines = text.split(/\r\n|\r|\n/);
  const left = [...unread];
  const variables = rows.map(({ name, line, lines: source }) => {
    const end = source.findIndex(
      (one, index) => isProse(one) && !isOpen(source.slice(0, index).join('\n'))
    );
    const code = end === -1 ? source : source.slice(0, end);
    const behind = source.slice(code.length);
    for (const [index, one] of behind.entries()) {
      if (one.trim() !== '') left.push(line - 1 + code.length + index);
    }
    return { name, line, expression: outdented(code).trim() };
  });
  return {
    variables,
    unread: left.map((index) => ({ line: index + 1, text: (lines[index] ?? '').trim() })),
  };
};
