import type { PhonebookQuery } from '../../../shared/contracts/remote-phonebooks';
import type { PhonebookWords } from './words';

/** `work` is an extension, too. */
export type NumberKind = 'extension' | 'work' | 'mobile' | 'home';

export interface ContactNumber {
  kind: NumberKind;
  /** As a phone dials it. */
  number: string;
}

/** Somebody as phones show them: with at least one number. */
export interface Contact {
  /** The same as long as it is the same record. */
  id: string;
  /** Never empty. */
  name: string;
  /** These are empty where they are not known. */
  firstName: string;
  lastName: string;
  organisation: string;
  email: string;
  /** Each once, the one that is best dialled first. */
  numbers: ContactNumber[];
}

/** Whom a phone asks for: everybody, those whose name or number fits a text, or the owner of a number. */
export interface Search {
  text?: string;
  number?: string;
}

/** How many come before those that are asked for, and how many are. */
export interface Range {
  offset: number;
  limit: number;
}

/** A contact, and how many come before it in all that was found. */
export interface PlacedContact extends Contact {
  place: number;
}

/** What was found for a search, in the order of names. */
export interface Found extends Range {
  contacts: PlacedContact[];
  /** How many there are in all. */
  total: number;
}

/** A phone's request, as far as an answer depends on it. */
export interface PhoneRequest {
  /** What the phonebook is called. */
  title: string;
  words: PhonebookWords;
  query: PhonebookQuery;
  /** How many people come before the page that is asked for. */
  start: number;
  /** The whole address of another document of the same phonebook. */
  addressOf(file: string, query?: string): string;
}

/** An answer that lists people. */
export interface ListDocument {
  contentType: string;
  /** How many people it has at most; null where the next ones are on a page of their own. */
  most: number | null;
  searchOf(request: PhoneRequest): Search;
  rangeOf(request: PhoneRequest, total: number): Range;
  render(request: PhoneRequest, found: Found): string;
}

/** One that nobody is looked up for. */
export interface FixedDocument {
  contentType: string;
  render(request: PhoneRequest): string;
}

export type PhonebookDocument = ListDocument | FixedDocument;

/** The documents of a vendor's phones by the names of their files. */
export interface PhonebookFormatDefinition {
  documents: Readonly<Record<string, PhonebookDocument>>;
  /** What people type into the phone: for which of its menus, and which file with what behind it. */
  entries: readonly { menu: string; file: string; suffix?: string }[];
}
