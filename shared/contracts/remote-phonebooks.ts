import { z } from 'zod';

import { LANGUAGES } from '../languages';

/** Whose phones read it: each vendor's have a form of their own, and vCard is everybody's. */
export const PHONEBOOK_FORMATS = [
  'yealink',
  'snom',
  'grandstream',
  'fanvil',
  'cisco',
  'gigaset',
  'vcard',
] as const;
export type PhonebookFormat = (typeof PHONEBOOK_FORMATS)[number];

/** `basic`: user name and password, as HTTP has them. `token`: in the address, for phones that can send neither. */
export const PHONEBOOK_ACCESS = ['basic', 'token'] as const;
export type PhonebookAccess = (typeof PHONEBOOK_ACCESS)[number];

/** What a condition can ask about; of an entry, nothing else is shown to a phone or sorts it out. */
export const CONDITION_ATTRIBUTES = [
  'displayName',
  'firstName',
  'lastName',
  'organisation',
  'email',
  'phone',
  'mobile',
  'homePhone',
  'externalId',
] as const;
export type ConditionAttribute = (typeof CONDITION_ATTRIBUTES)[number];

export const CONDITION_TESTS = [
  'is',
  'isNot',
  'contains',
  'doesNotContain',
  'startsWith',
  'isEmpty',
  'isNotEmpty',
] as const;
export type ConditionTest = (typeof CONDITION_TESTS)[number];

/** Whether a test compares with a value. */
export const needsValue = (test: ConditionTest): boolean =>
  test !== 'isEmpty' && test !== 'isNotEmpty';

const conditionSchema = z
  .strictObject({
    attribute: z.enum(CONDITION_ATTRIBUTES),
    test: z.enum(CONDITION_TESTS),
    /** Empty where the test compares with nothing. */
    value: z.string().max(255).default(''),
  })
  .refine(({ test, value }) => !needsValue(test) || value.trim() !== '', { path: ['value'] });
export type PhonebookCondition = z.infer<typeof conditionSchema>;

const content = {
  name: z.string().trim().min(1).max(60),
  /** What the phone shows besides names and numbers is written in it. */
  language: z.enum(LANGUAGES).default('en'),
  /** Names of labels: entries that have any of them. None: whatever the labels. */
  labels: z.array(z.string().trim().min(1).max(255)).max(50).default([]),
  /** All of them have to hold. */
  conditions: z.array(conditionSchema).max(20).default([]),
  /** The documentId of the user whose phone it is for, private entries included; null: a phone of everybody. */
  user: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9]+$/)
    .nullable()
    .default(null),
};

/** What is in a remote phonebook, which can be changed at any time. */
export const phonebookContentSchema = z.strictObject(content);
export type PhonebookContent = z.infer<typeof phonebookContentSchema>;

/** A new one: what phones it is for, and how they show that they may read it, stay as they are. */
export const newPhonebookSchema = z.strictObject({
  ...content,
  format: z.enum(PHONEBOOK_FORMATS),
  access: z.enum(PHONEBOOK_ACCESS),
});
export type NewPhonebook = z.infer<typeof newPhonebookSchema>;

/** What of a path of a phone's request says which phonebook, and which of its documents. */
export const phonebookPathSchema = z.object({
  id: z.string().max(64),
  file: z.string().max(64),
});

/** What phones add to an address; a value of another kind counts as none. */
const text = z.string().max(200).optional().catch(undefined);
const number = z.coerce.number().int().optional().catch(undefined);

export const phonebookQuerySchema = z.object({
  /** What somebody has typed to search by. */
  q: text,
  /** What Gigaset's phones ask with. */
  command: text,
  type: text,
  set_first: text,
  ln: text,
  fn: text,
  hm: text,
  mb: text,
  first: number,
  last: number,
  count: number,
  limit: number,
});
export type PhonebookQuery = z.infer<typeof phonebookQuerySchema>;

/** A remote phonebook as the panel shows it; times are in ISO 8601. */
export interface PhonebookView extends PhonebookContent {
  id: string;
  format: PhonebookFormat;
  access: PhonebookAccess;
  /** What a phone with `basic` access is told as its user name; null for others. */
  username: string | null;
  /** The name of the user; null without one, or where the user is gone. */
  userName: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  /** The address of the phone that used it last. */
  lastUsedFrom: string | null;
  /** Since when no phone can read it any more. */
  revokedAt: string | null;
  /** How many people it has. */
  people: number;
  /** How many of them one phone gets at most; null where it leafs through all of them. */
  most: number | null;
}

/** What is typed into a phone. The secret is told this once: it is stored nowhere. */
export interface PhonebookSecret {
  /** Paths below the address of this Strapi, each for one menu of the phones. */
  paths: { menu: string; path: string }[];
  username: string | null;
  /** Null where the token is in the paths. */
  password: string | null;
}

export interface MadePhonebook {
  phonebook: PhonebookView;
  secret: PhonebookSecret;
}

/** Somebody whose a phonebook can be. */
export interface PhonebookUser {
  id: string;
  name: string;
  extension: string | null;
}
