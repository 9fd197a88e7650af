import type { Expression } from './expressions';

/** Where the values of variables come from. A name that is no defined variable is a column. */
export interface Lineage {
  /** The variables that the profile defines. */
  variables: readonly string[];
  /** The column whose value a variable has unchanged, or null. */
  plainColumn(variable: string): string | null;
  /** Every column that a variable depends on; null where it can see all of them. */
  columnsOf(variable: string): string[] | null;
  /** The same without those that are only asked whether there is a value. */
  readsOf(variable: string): string[] | null;
  /** The columns whose values decide what it is, and are no part of it. */
  decidersOf(variable: string): readonly string[];
}

/** Variables read only those that are defined before them. */
export function traceVariables(expressions: ReadonlyMap<string, Expression>): Lineage {
  const columns = traced(expressions, (expression) => expression.columns);
  const reads = traced(expressions, (expression) => expression.reads);
  const deciders = tracedDeciders(expressions, columns);
  const find = (known: Traced, variable: string): string[] | null => {
    const found = known.get(variable);
    return found === undefined ? [variable] : found;
  };
  return {
    variables: [...expressions.keys()],
    plainColumn: (variable) => {
      const expression = expressions.get(variable);
      return expression ? expression.column : variable;
    },
    columnsOf: (variable) => find(columns, variable),
    readsOf: (variable) => find(reads, variable),
    decidersOf: (variable) => deciders.get(variable) ?? [],
  };
}

function tracedDeciders(
  expressions: ReadonlyMap<string, Expression>,
  columns: Traced
): ReadonlyMap<string, string[]> {
  const known = new Map<string, string[]>();
  for (const [name, { deciding, variables }] of expressions) {
    const found = [
      ...deciding.columns,
      ...deciding.variables.flatMap((before) => columns.get(before) ?? []),
      ...variables.flatMap((before) => known.get(before) ?? []),
    ];
    known.set(name, [...new Set(found)]);
  }
  return known;
}

type Traced = ReadonlyMap<string, string[] | null>;

function traced(
  expressions: ReadonlyMap<string, Expression>,
  own: (expression: Expression) => string[] | null
): Traced {
  const known = new Map<string, string[] | null>();
  for (const [name, expression] of expressions) {
    const read = [
      own(expression),
      ...expression.variables.map((before) => known.get(before) ?? []),
    ];
    const seesAll =
      own(expression) === null || expression.variables.some((before) => known.get(before) === null);
    known.set(name, seesAll ? null : [...new Set(read.flatMap((columns) => columns ?? []))]);
  }
  return known;
}

/** Every column that these variables come from; null where one of them can see all. */
export function columnsBehind(variables: Iterable<string>, lineage: Lineage): string[] | null {
  const read = [...variables].map((variable) => lineage.columnsOf(variable));
  return read.includes(null) ? null : [...new Set(read.flatMap((columns) => columns ?? []))];
}

/** Whether an attribute has its value from such columns alone, and from at least one. */
export const isFedOnlyBy = (
  columns: readonly string[] | null,
  isSuch: (column: string) => boolean
): boolean => columns !== null && columns.length > 0 && columns.every(isSuch);

/** The one column that all of these variables come from; null where there are several, or none. */
export function commonColumn(variables: Iterable<string>, lineage: Lineage): string | null {
  const columns = new Set<string | null>();
  for (const variable of variables) {
    for (const column of lineage.columnsOf(variable) ?? [null]) columns.add(column);
  }
  const [only] = columns;
  return columns.size === 1 && only !== undefined ? only : null;
}
