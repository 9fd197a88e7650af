// Apart from the check of fields: a worker, which is begun for each task, needs these and no zod.

import type { Conversion, FieldRecord, Fields } from './fields';

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

/** A softphone has a list of its own: no other phone changes its place, by which it is known from run to run. */
export const SOFTPHONES = 'ipdevice.mdsoftphone';

/** Whether a record is a phone on a computer: nothing more need be said of one. */
export const isSoftphone = ({ type, values: { kind } }: FieldRecord): boolean =>
  type === 'phone' && kind?.text === 'softphone' && kind.convert === undefined;

/** The list of a template's document that a record stands in. */
export const listOf = (record: FieldRecord): string =>
  isSoftphone(record) ? SOFTPHONES : record.type;

/** Where each record of the table stands in the document of a row, such as `user/0/post/phone/1`; null for one without values. */
export const placesOf = (fields: Fields): (string | null)[] => {
  const hasUser = fields.some(({ type }) => type === 'user');
  const counts = new Map<string, number>();
  return fields.map((record) => {
    if (record.type === 'user') return 'user/0';
    if (Object.keys(record.values).length === 0) return null;
    const list = listOf(record);
    const place = counts.get(list) ?? 0;
    counts.set(list, place + 1);
    return `${hasUser ? 'user/0/post/' : ''}${list}/${place}`;
  });
};

/** Whether a conversion takes the user's value where there is none, which is known only at the end: nothing can follow it. */
export const takesUser = (conversion: Conversion): boolean =>
  typeof conversion === 'object' &&
  'default' in conversion &&
  typeof conversion.default === 'object' &&
  'user' in conversion.default;
