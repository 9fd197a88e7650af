import { z } from 'zod';

import type { CodeKey } from '../codes/catalogue';
import { RECORD_TYPES } from '../records';
import { FIELD_SOURCES, type FieldSource, PLAIN_CONVERSIONS } from './field-sources';

const name = z.string().min(1).max(1000);
const text = z.string().max(10_000);
const separator = z.string().max(100);
/** Counted from 1, or with a minus sign from the end. */
const position = z
  .number()
  .int()
  .min(-10_000)
  .max(10_000)
  .refine((value) => value !== 0);

const conversion = z.union(
  [
    z.enum(PLAIN_CONVERSIONS),
    /** A list of what stands between the separators, blanks and empty parts left out. */
    z.strictObject({ split: separator.min(1) }),
    /** One of a list. */
    z.strictObject({ part: position }),
    z.strictObject({
      cut: z.strictObject({ from: position, length: z.number().int().min(1).optional() }),
    }),
    /** E.164, by the country that numbers without a prefix are of. */
    z.strictObject({ phoneNumber: z.string().regex(/^[A-Z]{2}$/) }),
    /** The value and those of further columns, empty ones left out. */
    z.strictObject({
      join: z.strictObject({
        columns: z.array(name).min(1).max(50),
        separator: separator.default(' '),
      }),
    }),
    /** What stands in for nothing. */
    z.strictObject({
      default: z.union([text, z.strictObject({ column: name }), z.strictObject({ user: name })]),
    }),
    /** Other words for some values, whatever their case and blanks; the rest stays as it is, or becomes `otherwise`. */
    z.strictObject({ map: z.record(text, text), otherwise: text.optional() }),
  ],
  { error: 'invalid-value/conversion' satisfies CodeKey }
);

const sources = {
  /** A column of the source, whatever variable has its name. */
  column: name,
  /** A variable of the profile. */
  variable: name,
  text,
  /** JSONata. */
  expression: z.string().min(1).max(16_384),
  /** The final value of an attribute of the record's user, generated or not. */
  user: name,
} satisfies Record<FieldSource, z.ZodType>;

const value = z
  .strictObject({ ...sources, convert: z.array(conversion) })
  .partial()
  .refine((given) => FIELD_SOURCES.filter((source) => given[source] !== undefined).length === 1, {
    error: 'invalid-value/field-source' satisfies CodeKey,
  });

const record = z.strictObject({
  type: z.enum(RECORD_TYPES),
  /** By attribute. */
  values: z.record(z.string(), value),
});

/** The table of what fills which attribute: the records that each row asks for, in their order. */
export const fieldsSchema = z
  .array(record)
  .max(50)
  .superRefine((records, context) => {
    const [, second] = [...records.keys()].filter((index) => records[index]?.type === 'user');
    if (second === undefined) return;
    const error: CodeKey = 'invalid-value/second-user';
    context.addIssue({ code: 'custom', message: error, path: [second, 'type'] });
  });

export type Conversion = z.infer<typeof conversion>;
export type FieldValue = z.infer<typeof value>;
export type FieldRecord = z.infer<typeof record>;
export type Fields = z.infer<typeof fieldsSchema>;
