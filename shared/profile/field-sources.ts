// Apart from the check of fields: a worker, which is begun for each task, needs these and no zod.

/** Where a value of the table comes from; each value has exactly one. */
export const FIELD_SOURCES = ['column', 'variable', 'text', 'expression', 'user'] as const;
export type FieldSource = (typeof FIELD_SOURCES)[number];

/** Conversions that need nothing but the value. */
export const PLAIN_CONVERSIONS = [
  'trim',
  'lower',
  'upper',
  'capitalize',
  'first',
  'number',
  'opposite',
  'login',
] as const;

/** Where a value comes from, and what it names there: a column, an expression … */
export const sourceOf = (
  given: Partial<Record<FieldSource, string>>
): { source: FieldSource; name: string } => {
  const source = FIELD_SOURCES.find((candidate) => given[candidate] !== undefined) ?? 'text';
  return { source, name: given[source] ?? '' };
};
