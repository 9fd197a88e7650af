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

/** A contact with what says where a page begins that begins with it. */
export interface PlacedContact extends Contact {
  place: number;
}

/** What a page is made of: contacts from where it begins, and some before it, in the order of names. */
export interface Surroundings {
  before: PlacedContact[];
  from: PlacedContact[];
  /** Where it goes on behind them; null for the end. */
  next: number | null;
  /** Whether nobody comes before those before. */
  isFromBeginning: boolean;
}

/** Some of what was found for a search, in the order of names, counted from the first one. */
export interface Slice extends Range {
  contacts: (Contact & { index: number })[];
  /** How many there are in all. */
  total: number;
}

/** A phone's request, as far as an answer depends on it. */
export interface PhoneRequest {
  /** What the phonebook is called. */
  title: string;
  words: PhonebookWords;
  query: PhonebookQuery;
  /** Where the page begins that is asked for: a contact's place, or 0. */
  start: number;
  /** The whole address of another document of the same phonebook. */
  addressOf(file: string, query?: string): string;
}

interface Listing {
  contentType: string;
  searchOf(request: PhoneRequest): Search;
}

/** An answer that has all people at once, up to a limit. */
export interface WholeDocument extends Listing {
  most: number;
  render(request: PhoneRequest, contacts: readonly Contact[]): string;
}

/** One that has a page of so many lines, with the addresses of its neighbours. */
export interface PagedDocument extends Listing {
  mostLines: number;
  render(request: PhoneRequest, surroundings: Surroundings): string;
}

/** One that has as many as the phone asks for, from where it asks. */
export interface SlicedDocument extends Listing {
  rangeOf(request: PhoneRequest, total: number): Range;
  render(request: PhoneRequest, slice: Slice): string;
}

/** One that nobody is looked up for. */
export interface FixedDocument {
  contentType: string;
  render(request: PhoneRequest): string;
}

export type PhonebookDocument = WholeDocument | PagedDocument | SlicedDocument | FixedDocument;

/** The documents of a vendor's phones by the names of their files. */
export interface PhonebookFormatDefinition {
  documents: Readonly<Record<string, PhonebookDocument>>;
  /** What people type into the phone: for which of its menus, and which file with what behind it. */
  entries: readonly { menu: string; file: string; suffix?: string }[];
}
