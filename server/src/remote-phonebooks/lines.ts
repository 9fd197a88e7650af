import type { Contact, PhoneRequest, Surroundings } from './types';
import type { PhonebookWords } from './words';

/** A line of a list in which each has one number. */
export interface Line {
  name: string;
  number: string;
}

/** Lines that fit on one page, and where its neighbours begin, the first one at 0; null where there is none. */
export interface LinePage {
  lines: Line[];
  next: number | null;
  back: number | null;
}

/** A contact with several numbers has a line for each, told apart by what it is. */
export const linesOf = ({ name, numbers }: Contact, { kinds }: PhonebookWords): Line[] =>
  numbers.map(({ kind, number }) => ({
    name: numbers.length > 1 ? `${name} (${kinds[kind]})` : name,
    number,
  }));

/** How many of these, in their order, fit into so many lines; the first one always does. */
const fitting = (contacts: readonly Contact[], most: number): number => {
  let lines = 0;
  const end = contacts.findIndex(({ numbers }, place) => {
    lines += numbers.length;
    return place > 0 && lines > most;
  });
  return end === -1 ? contacts.length : end;
};

/** A page of at most so many lines, which no contact is divided by. */
export const pageOf = (
  { start, words }: Pick<PhoneRequest, 'start' | 'words'>,
  { before, from, next, isFromBeginning }: Surroundings,
  most: number
): LinePage => {
  const shown = from.slice(0, fitting(from, most));
  const first = before.at(-fitting(before.toReversed(), most));
  const isFirstPage = first === undefined || (isFromBeginning && first === before[0]);
  return {
    lines: shown.flatMap((contact) => linesOf(contact, words)).slice(0, most),
    next: from[shown.length]?.place ?? next,
    back: start === 0 || before.length === 0 ? null : isFirstPage ? 0 : first.place,
  };
};
