import { z } from 'zod';

import type { CodeKey } from '../codes/catalogue';
import { type InClear, type Masked, pem, secret } from './kinds';

const auth = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('basic'),
    username: z.string().min(1).max(255),
    password: secret('invalid-value/secret'),
  }),
  z.strictObject({ type: z.literal('bearer'), token: secret('invalid-value/secret') }),
]);

/** How the text of a CSV file is read; `auto` is detected for each file. */
export const csvFormat = z.strictObject({
  /** A name that iconv-lite knows, or `auto`. */
  encoding: z.string().min(1).max(40).default('auto'),
  /** One or more characters, or `auto`. */
  delimiter: z.string().min(1).max(4).default('auto'),
  lineSeparator: z.enum(['auto', '\n', '\r\n', '\r']).default('auto'),
  /** One character, empty for none, or `auto`. */
  enclosure: z
    .string()
    .refine((value) => value === 'auto' || value.length <= 1, {
      error: 'invalid-value/enclosure' satisfies CodeKey,
    })
    .default('auto'),
  /** The line of the file that has the column names; 0 where it has none, and columns are `A`, `B`, …. */
  headerRow: z
    .union([z.literal('auto'), z.number().int().min(0).max(1000)], {
      error: 'invalid-value/header-row' satisfies CodeKey,
    })
    .default('auto'),
  /** Of a workbook: the sheet's name, or `auto`. */
  sheet: z.string().min(1).max(255).default('auto'),
});

const upload = z.strictObject({
  type: z.literal('csv'),
  delivery: z.literal('upload'),
  ...csvFormat.shape,
});

const atAddress = z.strictObject({
  type: z.literal('csv'),
  delivery: z.literal('url'),
  url: z.string().min(1).max(2048),
  auth: auth.optional(),
  /** Of the authority that signed the server's certificate, where it is not a public one. */
  ca: pem.optional(),
  ...csvFormat.shape,
});

/** A CSV file that a person delivers, or that each run fetches. */
export const csvSource = z.discriminatedUnion('delivery', [upload, atAddress]);

/** Everything is detected. */
export const AUTOMATIC_FORMAT = csvFormat.parse({});

export type CsvFormat = z.infer<typeof csvFormat>;
export type CsvUploadSource = z.infer<typeof upload>;
export type UrlAuthInput = z.infer<typeof auth>;
export type CsvUrlInput = z.infer<typeof atAddress>;
export type CsvInput = z.infer<typeof csvSource>;

export type UrlAuth = Required<InClear<UrlAuthInput>>;
type WithAuth<Auth> = Omit<CsvUrlInput, 'auth'> & { auth?: Auth };
export type CsvUrlSource = WithAuth<UrlAuth>;
export type MaskedCsvUrlSource = WithAuth<Required<Masked<UrlAuthInput>>>;
/** Secrets in clear. */
export type CsvSource = CsvUploadSource | CsvUrlSource;
