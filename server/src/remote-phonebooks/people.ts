import { LOOKUP_MATCHES } from '../../../shared/contracts/lookup';
import type { Lookup } from '../lookup';
import type { Content, Key, PhonebookReader } from '../storage/phonebooks/reader';
import { createLimiter } from '../utils/limiter';
import { contactOf } from './contacts';
import { createTotals } from './totals';
import type { Contact, PlacedContact, Range, Search, Slice, Surroundings } from './types';

/** How many requests are answered at a time: all phones of a company may ask at the same hour. */
const AT_A_TIME = 2;

interface Needs {
  reader: PhonebookReader;
  lookup: Pick<Lookup, 'lookup'>;
}

/** Whom phonebooks have, as phones show them. */
export const createPeople = ({ reader, lookup }: Needs) => {
  const limited = createLimiter(AT_A_TIME);
  const totals = createTotals();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
    limited(work, { of: {} });

  /** Those of the keys, in their order, that have a name and a number. */
  const contactsOf = async (keys: readonly Key[]): Promise<(PlacedContact & { nth: number })[]> => {
    const members = await reader.members(keys);
    return keys.flatMap(({ id }, nth) => {
      const member = members.get(id);
      const contact = member && contactOf(`${id}`, member);
      return contact ? [{ ...contact, place: id, nth }] : [];
    });
  };

  /** Whose number it is, if they are in the phonebook; only where it is nobody's, behind whose number it may be an extension. */
  const ownersOf = async (content: Content, number: string): Promise<Key[]> => {
    const { data } = await lookup.lookup(number, content.user ?? undefined);
    for (const match of LOOKUP_MATCHES) {
      const people = data.filter((answer) => answer.match === match);
      if (people.length > 0) return reader.among(content, people);
    }
    return [];
  };

  const totalOf = ({ labels, conditions, user }: Content, text?: string): Promise<number> =>
    totals(JSON.stringify([labels, conditions, user, text]), () =>
      reader.count({ labels, conditions, user }, text)
    );

  return {
    count: (content: Content): Promise<number> => reader.count(content),

    /** The first ones of all that are found, up to so many. */
    whole: (content: Content, { text }: Search, most: number): Promise<Contact[]> =>
      inTurn(async () => contactsOf(await reader.from(content, text, 0, most))),

    /** So many from a place on, and as many before it. */
    around: (
      content: Content,
      { text }: Search,
      place: number,
      count: number
    ): Promise<Surroundings> =>
      inTurn(async () => {
        const before = await reader.before(content, text, place, count);
        const from = await reader.from(content, text, place, count + 1);
        return {
          before: await contactsOf(before),
          from: await contactsOf(from.slice(0, count)),
          next: from[count]?.id ?? null,
          isFromBeginning: before.length < count,
        };
      }),

    /** @param rangeOf which of them are asked for, when it is known how many there are */
    slice: (
      content: Content,
      { text, number }: Search,
      rangeOf: (total: number) => Range
    ): Promise<Slice> =>
      inTurn(async () => {
        const owners = number === undefined ? null : await ownersOf(content, number);
        const total = owners ? owners.length : await totalOf(content, text);
        const range = rangeOf(total);
        const keys = owners
          ? owners.slice(range.offset, range.offset + range.limit)
          : await reader.at(content, text, range, total);
        const contacts = await contactsOf(keys);
        return {
          ...range,
          total,
          contacts: contacts.map(({ nth, ...contact }) => ({
            ...contact,
            index: range.offset + nth,
          })),
        };
      }),
  };
};

export type People = ReturnType<typeof createPeople>;
