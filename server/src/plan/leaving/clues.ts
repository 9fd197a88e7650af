import type { Clue } from '../../../../shared/contracts/runs';
import { foldBlanks, trimInvisible } from '../../../../shared/text';
import { sameValue } from '../compare';
import { attributeKey, identifying } from '../items';

type Attributes = Readonly<Record<string, unknown>>;

/** What tells that two records are one person, the surest first. */
export const CLUES = [
  'externalId',
  'email',
  'username',
  'mobileNumbers',
  'mac',
] as const satisfies Clue[];

/** Whether a clue tells a person without their name: a number or phone goes to the successor. */
export const tellsAlone = (clue: Clue): boolean => clue === 'externalId' || clue === 'email';

const caseless = (value: unknown): string =>
  typeof value === 'string'
    ? foldBlanks(trimInvisible(value)).normalize('NFC').toLowerCase().normalize('NFC')
    : '';

/** True where two records have the same display name, or the same first and last name. */
export function haveSameName(one: Attributes, other: Attributes): boolean {
  const areSame = (...names: string[]): boolean =>
    names.every(
      (name) => caseless(one[name]) !== '' && caseless(one[name]) === caseless(other[name])
    );
  return areSame('displayName') || areSame('firstName', 'lastName');
}

/** Fewer digits are an internal number, which goes with the place and not with the person. */
const SHORTEST_NUMBER = 6;

/** Mobile numbers as they are compared, without what people write between digits. */
export function comparableNumbers(value: unknown): string[] {
  const numbers = Array.isArray(value) ? (value as unknown[]) : [];
  const known = numbers.flatMap((number) => {
    if (typeof number !== 'string') return [];
    const digits = number.replace(/[^\d+]/g, '').replace(/^00/, '+');
    return digits.length >= SHORTEST_NUMBER ? [digits] : [];
  });
  return [...new Set(known)];
}

/** A value of a clue that must be a single person's. */
export const valueOfClue = (clue: Clue, value: string): string =>
  clue === 'mobileNumbers' ? `${clue}:${value}` : attributeKey(clue, value);

/** How many rows have an external id, e-mail address or mobile number that their stored record has not. */
export class Bearers {
  private readonly counts = new Map<string, number>();

  /** @param stored what the row's person has already; null for a new one */
  add(attributes: Attributes, stored: Attributes | null): void {
    for (const name of ['externalId', 'email'] as const) {
      const value =
        attributes[name] === stored?.[name] ? null : identifying(name, attributes[name]);
      const before = value === null ? null : identifying(name, stored?.[name]);
      if (value === null) continue;
      const key = valueOfClue(name, value);
      if (before === null || valueOfClue(name, before) !== key) this.count(key);
    }
    const { mobileNumbers = null } = attributes as Record<'mobileNumbers', string[] | undefined>;
    if (sameValue(mobileNumbers, (stored?.mobileNumbers ?? null) as string[] | null)) return;
    const before = new Set(comparableNumbers(stored?.mobileNumbers));
    for (const number of comparableNumbers(mobileNumbers)) {
      if (!before.has(number)) this.count(valueOfClue('mobileNumbers', number));
    }
  }

  /** True where a single row has it. */
  hasOne(value: string): boolean {
    return this.counts.get(value) === 1;
  }

  private count(value: string): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }
}
