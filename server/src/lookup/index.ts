import {
  LOOKUP_MATCHES,
  type LookupAnswer,
  type LookupResponse,
  type NumberView,
  type PersonView,
} from '../../../shared/contracts/lookup';
import { problem } from '../../../shared/codes/problems';
import { type Finder, keyOfPlace, type RecordPlace } from '../storage/lookup/find';
import type { ReadPeople } from '../storage/lookup/people';
import type { PlansStore } from '../storage/lookup/plans';
import { invalid, invalidAt } from '../utils/validation';
import { withoutUmlauts, wordsOf } from './names';
import { readNumber, type StoredNumber } from './numbers';
import { matchOf, questionOf } from './question';

interface LookupNeeds {
  finder: Finder;
  readPeople: ReadPeople;
  plans: PlansStore;
}

/** How many answers there are at most. */
export const MOST_ANSWERS = 20;
export const MOST_FOUND = 50;

/** So many stored numbers are ranked: where many have one number, they are all as good. */
const MOST_RANKED = 200;

/** What may be typed on a keypad: keys, and how people write numbers. */
const DIGITS = /^[\d\s()+/.-]+$/;

const viewOf = ({ kind, number, e164, extension }: StoredNumber): NumberView => ({
  kind,
  number,
  e164,
  extension,
});

const worth = ({ match, enabled, type, private: isPrivate }: LookupAnswer): number[] => [
  enabled ? 0 : 1,
  LOOKUP_MATCHES.indexOf(match),
  // Whom somebody has noted themselves they know best by that name.
  isPrivate ? 0 : 1,
  type === 'user' ? 0 : 1,
];

const byWorth = (one: LookupAnswer, other: LookupAnswer): number => {
  const [first, second] = [worth(one), worth(other)];
  return first.reduce((sum, value, place) => sum || value - (second[place] ?? 0), 0);
};

const nameOf = ({ displayName, firstName, lastName }: PersonView): string =>
  wordsOf(displayName ?? `${firstName ?? ''} ${lastName ?? ''}`)
    .map(withoutUmlauts)
    .join(' ');

/** A user and the entry of the same name that is theirs are one person, with the numbers of both. */
const asOne = (people: PersonView[]): PersonView[] => {
  const users = new Map(
    people.filter(({ type }) => type === 'user').map((user) => [user.documentId, { ...user }])
  );
  const ownEntry = (person: PersonView): PersonView | undefined => {
    const user = person.user && users.get(person.user.documentId);
    return user && !person.private && nameOf(user) === nameOf(person) ? user : undefined;
  };
  const others: PersonView[] = [];
  for (const person of people) {
    const user = ownEntry(person);
    if (!user) {
      others.push(users.get(person.documentId) ?? person);
      continue;
    }
    const known = new Set(user.numbers.map(({ e164, number }) => e164 ?? number));
    const more = person.numbers.filter(({ e164, number }) => !known.has(e164 ?? number));
    user.numbers = [...user.numbers, ...more];
    user.organisation ??= person.organisation;
  }
  return others;
};

/** Whose number it is, and who is called so. */
export const createLookup = ({ finder, readPeople, plans }: LookupNeeds) => {
  /** @throws ValidationError `user-not-found` */
  const idOf = async (user: string | undefined): Promise<number | null> => {
    if (user === undefined) return null;
    const id = await finder.userId(user);
    if (id === null) throw invalid([invalidAt(['user'], problem('user-not-found', { user }))]);
    return id;
  };

  const inOrder = async (places: RecordPlace[]): Promise<PersonView[]> => {
    const people = await readPeople(places);
    return places.flatMap((place) => people.get(keyOfPlace(place)) ?? []);
  };

  /** Whom keys of a phone may mean: an extension, a name, the beginning of a number. */
  const byKeypad = async (typed: string, user: number | null): Promise<RecordPlace[]> => {
    const parts = typed
      .replace(/[^\d\s]/g, '')
      .split(/\s+/)
      .filter((part) => part !== '');
    const digits = parts.join('');
    const { general } = await plans.current();
    const { e164 } = readNumber(typed, general);
    const international = typed.startsWith('+') ? `+${digits}` : e164;
    const [exact, names, inside, outside] = await Promise.all([
      finder.byInternal([digits], user, MOST_FOUND),
      finder.byName('keypad', parts, user, MOST_FOUND),
      finder.byBeginning('internal', digits, user, MOST_FOUND),
      international ? finder.byBeginning('e164', international, user, MOST_FOUND) : [],
    ]);
    return [...exact.map(({ place }) => place), ...names, ...inside, ...outside];
  };

  return {
    /**
     * Whose number it is, the likeliest first.
     * @param user the document id of the user whose private entries count as well
     * @throws ValidationError `user-not-found`
     */
    async lookup(number: string, user?: string): Promise<LookupResponse> {
      const [{ general }, userId] = await Promise.all([plans.current(), idOf(user)]);
      const question = questionOf(number, general);
      const { exact, e164, internal, asked } = question;
      const found = (
        await Promise.all([
          finder.byE164(exact, userId, MOST_RANKED),
          finder.byInternal(internal, userId, MOST_RANKED),
          finder.byE164(
            e164.filter((one) => !exact.includes(one)),
            userId,
            MOST_RANKED
          ),
        ])
      ).flat();
      const people = await readPeople(found.map(({ place }) => place));
      const answers = found.flatMap(({ place, number: stored }): LookupAnswer[] => {
        const person = people.get(keyOfPlace(place));
        const match = matchOf(question, stored);
        return person && match ? [{ ...person, match, number: viewOf(stored) }] : [];
      });
      const best = new Map<string, LookupAnswer>();
      for (const answer of answers.sort(byWorth)) {
        const key = `${answer.type} ${answer.documentId}`;
        if (!best.has(key)) best.set(key, answer);
      }
      return {
        data: [...best.values()].slice(0, MOST_ANSWERS),
        meta: { e164: asked.e164, extension: asked.extension },
      };
    },

    /**
     * Who is called so, as people type: beginnings of words in any order, or the keys of a phone.
     * @param user as for `lookup`
     * @throws ValidationError `user-not-found`
     */
    async search(typed: string, user?: string): Promise<PersonView[]> {
      const userId = await idOf(user);
      const places = DIGITS.test(typed)
        ? await byKeypad(typed, userId)
        : await finder.byName('term', wordsOf(typed).map(withoutUmlauts), userId, MOST_FOUND);
      const once = [...new Map(places.map((place) => [keyOfPlace(place), place])).values()];
      return asOne(await inOrder(once.slice(0, MOST_FOUND)));
    },
  };
};

export type Lookup = ReturnType<typeof createLookup>;
