import type { RecordType } from '../../../../shared/records';

/** A record of a person as one change or copy tells of it. */
export interface FoundRecord {
  type: RecordType;
  /** Whether it is a part of another record, such as a user's phone. */
  isPart: boolean;
  /** The profile that knew it by a key; both null where nothing tells them. */
  profile: string | null;
  key: string | null;
  /** What people called it. */
  name: string | null;
  /** As `identityText` writes them. */
  identities: string[];
  /** Its ids in the database, as far as they are told. */
  ids: string[];
}

const RANK: readonly RecordType[] = ['user', 'phonebookEntry', 'phone'];

/** Those by which a person is known: users, or else what belongs to nobody. */
export const rootsOf = (found: readonly FoundRecord[]): FoundRecord[] => {
  const type = RANK.find((one) => found.some((record) => record.type === one && !record.isPart));
  return found.filter((record) => record.type === type && !record.isPart);
};

/** What tells that two are the same one. */
const signsOf = ({ profile, key, identities, ids }: FoundRecord): string[] => [
  ...identities,
  ...ids,
  ...(key === null ? [] : [`${profile} ${key}`]),
];

/** How many people they are: two that share a sign are the same one. */
export const countPeople = (found: readonly FoundRecord[]): number => {
  let people: Set<string>[] = [];
  for (const record of rootsOf(found)) {
    const signs = signsOf(record);
    if (signs.length === 0) continue;
    const isSame = (one: Set<string>): boolean => signs.some((sign) => one.has(sign));
    const same = people.filter(isSame);
    people = people.filter((one) => !isSame(one));
    people.push(new Set([...signs, ...same.flatMap((one) => [...one])]));
  }
  return people.length;
};
