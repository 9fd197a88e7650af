import { z } from 'zod';

/** What a number is to its record. */
export const NUMBER_KINDS = ['extension', 'phone', 'mobile', 'home', 'fax'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/**
 * Why a record is an answer, best first. `number`: the number is its own. `extension`: the extension is its own.
 * `behind-main`: the number leads to an extension behind its main number. `shares-main`: its extension is
 * behind the number.
 */
export const LOOKUP_MATCHES = ['number', 'extension', 'behind-main', 'shares-main'] as const;
export type LookupMatch = (typeof LOOKUP_MATCHES)[number];

export const numberView = z.object({
  kind: z.enum(NUMBER_KINDS),
  /** As it came. */
  number: z.string(),
  /** Null where the numbering plan does not say it. */
  e164: z.string().nullable(),
  /** What is dialled behind it. */
  extension: z.string().nullable(),
});
export type NumberView = z.infer<typeof numberView>;

const text = z.string().nullable();

/** A user or an entry as far as telephones show it. */
export const personView = z.object({
  type: z.enum(['user', 'phonebookEntry']),
  documentId: z.string(),
  displayName: text,
  firstName: text,
  lastName: text,
  organisation: text,
  /** Whether only the user sees it whose entry it is. */
  private: z.boolean(),
  /** False for a user who is switched off. */
  enabled: z.boolean(),
  /** Whose entry it is. */
  user: z.object({ documentId: z.string(), displayName: text }).nullable(),
  numbers: z.array(numberView),
});
export type PersonView = z.infer<typeof personView>;

export const lookupAnswer = personView.extend({
  match: z.enum(LOOKUP_MATCHES),
  /** Which of the numbers it is. */
  number: numberView,
});
export type LookupAnswer = z.infer<typeof lookupAnswer>;

/** The characters of a number or a search at most. */
const MOST_CHARACTERS = 100;

export const lookupQuery = z.strictObject({
  number: z.string().trim().min(1).max(MOST_CHARACTERS),
});

export const searchQuery = z.strictObject({
  q: z.string().trim().min(2).max(MOST_CHARACTERS),
});

export const lookupResponse = z.object({
  data: z.array(lookupAnswer),
  /** The number asked for, as it was read. */
  meta: z.object({ e164: text, extension: text }),
});
export type LookupResponse = z.infer<typeof lookupResponse>;

export const searchResponse = z.object({ data: z.array(personView) });
export type SearchResponse = z.infer<typeof searchResponse>;
