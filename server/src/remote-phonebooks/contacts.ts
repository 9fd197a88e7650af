import type { Contact, ContactNumber, NumberKind } from './types';
import { plainText } from './xml';

/** Who or what a contact is made of; texts may be missing. */
export interface Person {
  id: string;
  displayName?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  organisation?: string | null | undefined;
  email?: string | null | undefined;
  numbers: { kind: NumberKind; number: string | null | undefined }[];
}

/** A zero in brackets is dialled within the country only: "+49 (0)89 1234". */
const TRUNK_ZERO = /^(\s*\+.*?)\(0\)/u;
/** Behind a word stands something else: "+49 89 1234 ext. 56". */
const WORD = /\p{L}.*$/su;

/**
 * What a phone dials for a number, however it is written: digits, `*` and `#`, with a plus before them
 * where it has one. Empty for what is no number.
 */
export const dialable = (written: string): string => {
  const text = written.replace(TRUNK_ZERO, '$1').replace(WORD, '').trim();
  const signs = text.replace(/[^\d*#]/g, '');
  return signs === '' ? '' : `${text.startsWith('+') ? '+' : ''}${signs}`;
};

const numbersOf = ({ numbers }: Person): ContactNumber[] => {
  const dialled = numbers.map(({ kind, number }) => ({ kind, number: dialable(number ?? '') }));
  return dialled.filter(
    ({ number }, place) =>
      number !== '' && dialled.findIndex((other) => other.number === number) === place
  );
};

const clean = (text: string | null | undefined): string => plainText(text ?? '');

/** Somebody as phones show them; null for who has no number, or no name. */
export const contactOf = (person: Person): Contact | null => {
  const numbers = numbersOf(person);
  const [firstName, lastName] = [clean(person.firstName), clean(person.lastName)];
  const organisation = clean(person.organisation);
  const name =
    clean(person.displayName) || [firstName, lastName].filter(Boolean).join(' ') || organisation;
  if (name === '' || numbers.length === 0) return null;
  return {
    id: person.id,
    name,
    firstName,
    lastName,
    organisation,
    email: clean(person.email),
    numbers,
  };
};

/** First and last name where both are known; else the whole name as the last one, which lists are sorted by. */
export const namesOf = ({ name, firstName, lastName }: Contact): { first: string; last: string } =>
  firstName !== '' && lastName !== ''
    ? { first: firstName, last: lastName }
    : { first: '', last: name };

/** The first number of one of these kinds; empty for none. */
export const numberOf = ({ numbers }: Contact, ...kinds: NumberKind[]): string =>
  numbers.find(({ kind }) => kinds.includes(kind))?.number ?? '';
