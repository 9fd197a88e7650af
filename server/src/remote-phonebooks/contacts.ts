import type { Member } from '../storage/phonebooks/records';
import type { Contact, ContactNumber, NumberKind } from './types';
import { plainText } from './xml';

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

const numbersOf = ({ extension, phone, mobiles, homePhone }: Member): ContactNumber[] => {
  const given: [NumberKind, string | null][] = [
    ['extension', extension],
    ['work', phone],
    ...mobiles.map((mobile): [NumberKind, string] => ['mobile', mobile]),
    ['home', homePhone],
  ];
  const dialled = given.map(([kind, number]) => ({ kind, number: dialable(number ?? '') }));
  return dialled.filter(
    ({ number }, place) =>
      number !== '' && dialled.findIndex((other) => other.number === number) === place
  );
};

const clean = (text: string | null): string => plainText(text ?? '');

/** Somebody as phones show them; null for who has no number, or no name. */
export const contactOf = (id: string, member: Member): Contact | null => {
  const numbers = numbersOf(member);
  const [firstName, lastName] = [clean(member.firstName), clean(member.lastName)];
  const organisation = clean(member.organisation);
  const name =
    clean(member.displayName) || [firstName, lastName].filter(Boolean).join(' ') || organisation;
  if (name === '' || numbers.length === 0) return null;
  return {
    id,
    name,
    firstName,
    lastName,
    organisation,
    email: clean(member.email),
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
