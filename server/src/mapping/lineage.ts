import type { Expression } from './expressions';

/** Where the values of variables come from. A name that is no defined variable is a column. */
export interface Lineage {
  /** The variables that the profile defines. */
  variables: readonly string[];
  /** The column whose value a variable has unchanged, or null. */
  plainColumn(variable: string): string | null;
  /** Every column that a variable depends on; null where it can see all of them. */
  columnsOf(variable: string): string[] | null;
}

/** Variables read only those that are defined before them. */
export function traceVariables(expressions: ReadonlyMap<string, Expression>): Lineage {
  const known = new Map<string, string[] | null>();
  for (const [name, expression] of expressions) {
    const read = [
      expression.columns,
      ...expression.variables.map((variable) => known.get(variable) ?? []),
    ];
    known.set(
      name,
      expression.columns === null ||
        expression.variables.some((variable) => known.get(variable) === null)
        ? null
        : [...new Set(read.flatMap((columns) => columns ?? []))]
    );
  }
  return {
    variables: [...expressions.keys()],
    plainColumn: (variable) => {
      const expression = expressions.get(variable);
      return expression ? expression.column : variable;
    },
    columnsOf: (variable) => {
      const columns = known.get(variable);
      return columns === undefined ? [variable] : columns;
    },
  };
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
