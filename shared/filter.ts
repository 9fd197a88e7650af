/** What a condition asks of a column: of several values, any will do; case and blanks aside. */
export const FILTER_TESTS = [
  'is',
  'isNot',
  'contains',
  'doesNotContain',
  'startsWith',
  'doesNotStartWith',
  'endsWith',
  'doesNotEndWith',
  'isAtLeast',
  'isAtMost',
  'isEmpty',
  'isNotEmpty',
] as const;
export type FilterTest = (typeof FILTER_TESTS)[number];

export interface FilterCondition {
  column: string;
  test: FilterTest;
  /** None for `isEmpty` and `isNotEmpty`, at least one for the others. */
  values: string[];
}

/** A pre-filter as rows of conditions. */
export interface FilterRows {
  match: 'all' | 'any';
  conditions: FilterCondition[];
}

/** The function of expressions that answers a test, and whether its answer is turned round. */
const CALLS: Record<FilterTest, { name: string; isNegated: boolean }> = {
  is: { name: 'is', isNegated: false },
  isNot: { name: 'is', isNegated: true },
  contains: { name: 'has', isNegated: false },
  doesNotContain: { name: 'has', isNegated: true },
  startsWith: { name: 'startsWith', isNegated: false },
  doesNotStartWith: { name: 'startsWith', isNegated: true },
  endsWith: { name: 'endsWith', isNegated: false },
  doesNotEndWith: { name: 'endsWith', isNegated: true },
  isAtLeast: { name: 'atLeast', isNegated: false },
  isAtMost: { name: 'atMost', isNegated: false },
  isEmpty: { name: 'isEmpty', isNegated: false },
  isNotEmpty: { name: 'isEmpty', isNegated: true },
};

const KEYWORDS = ['and', 'or', 'in', 'true', 'false', 'null', 'function'];

/** A column as an expression names it. In backticks no backtick can be written. */
export function columnReference(column: string): string {
  if (/^[A-Za-z_]\w*$/.test(column) && !KEYWORDS.includes(column)) return column;
  return column.includes('`') ? `$row.${JSON.stringify(column)}` : `\`${column}\``;
}

/** The one form in which conditions are written as JSONata; no conditions take every row. */
export const filterText = ({ match, conditions }: FilterRows): string =>
  conditions.map(conditionText).join(match === 'all' ? ' and ' : ' or ');

function conditionText({ column, test, values }: FilterCondition): string {
  const { name, isNegated } = CALLS[test];
  const texts = values.map((value) => JSON.stringify(value));
  const asked = texts.length > 1 ? [`[${texts.join(', ')}]`] : texts;
  const call = `$${name}(${[columnReference(column), ...asked].join(', ')})`;
  return isNegated ? `$not(${call})` : call;
}

/** The filter that takes what both take. */
export const bothFilters = (one: string, other: string): string => {
  const filters = [one, other].filter((text) => text.trim() !== '');
  return filters.length > 1 ? filters.map((text) => `(${text})`).join(' and ') : filters.join('');
};

/** The conditions of an expression in that form, white space aside; null for any other. */
export function filterRows(text: string): FilterRows | null {
  if (text.trim() === '') return { match: 'all', conditions: [] };
  const tokens = tokensOf(text);
  return tokens && new FilterReader(tokens).rows();
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|`[^`]*`|\$?[A-Za-z_]\w*|[()[\],.])/suy;

function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) return null;
    tokens.push(token);
  }
  return tokens;
}

const isName = (token: string): boolean => /^[A-Za-z_]/.test(token) && !KEYWORDS.includes(token);

function textIn(token: string): string | null {
  try {
    return token.startsWith('"') ? (JSON.parse(token) as string) : null;
  } catch {
    return null;
  }
}

class FilterReader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  rows(): FilterRows | null {
    const conditions: FilterCondition[] = [];
    let joint = '';
    for (;;) {
      const condition = this.condition();
      if (!condition) return null;
      conditions.push(condition);
      const next = this.next();
      if (next === '') return { match: joint === 'or' ? 'any' : 'all', conditions };
      if ((next !== 'and' && next !== 'or') || (joint !== '' && joint !== next)) return null;
      joint = next;
    }
  }

  private next(): string {
    const token = this.tokens[this.at] ?? '';
    this.at += 1;
    return token;
  }

  private takes(token: string): boolean {
    const isNext = this.tokens[this.at] === token;
    if (isNext) this.at += 1;
    return isNext;
  }

  private condition(): FilterCondition | null {
    const isNegated = this.takes('$not') && this.takes('(');
    const name = this.next().slice(1);
    const test = FILTER_TESTS.find(
      (one) => CALLS[one].name === name && CALLS[one].isNegated === isNegated
    );
    if (!test || !this.takes('(')) return null;
    const column = this.column();
    const values = column === null ? null : this.values();
    if (column === null || !values || !this.takes(')')) return null;
    if ((name === 'isEmpty') !== (values.length === 0)) return null;
    return isNegated && !this.takes(')') ? null : { column, test, values };
  }

  private column(): string | null {
    const token = this.next();
    if (token.startsWith('`')) return token.slice(1, -1);
    if (token === '$row') return this.takes('.') ? textIn(this.next()) : null;
    return isName(token) ? token : null;
  }

  private values(): string[] | null {
    if (!this.takes(',')) return [];
    const isList = this.takes('[');
    const values: string[] = [];
    do {
      const value = textIn(this.next());
      if (value === null) return null;
      values.push(value);
    } while (isList && this.takes(','));
    return isList && !this.takes(']') ? null : values;
  }
}
