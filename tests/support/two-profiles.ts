import type { Core } from '@strapi/strapi';

import { Random } from './random';
import { rounds } from './rounds';
import { createProfile, dump, NOTHING_GENERATED, runText, type WholeReport } from './runs';

const COUNT = 150;
/** So many extensions that both profiles give to their people. */
const EXTENSIONS = 250;

interface Wanted {
  username: string;
  extension: string;
}

/** People of a profile, each with an extension of those that both profiles give, in any order. */
const wantedOf = (prefix: string, random: Random): Wanted[] => {
  const free = Array.from({ length: EXTENSIONS }, (_, index) => String(1000 + index));
  return Array.from({ length: COUNT }, (_, index) => {
    const [extension = ''] = free.splice(random.below(free.length), 1);
    return { username: `${prefix}${index}`, extension };
  });
};

const fileOf = (wanted: Wanted[]): string =>
  [
    'username,displayname,extension',
    ...wanted.map(({ username, extension }) => `${username},Person ${username},${extension}`),
  ].join('\n');

/** Two profiles that write users at the same time, and want the same unique values. */
export const testTwoProfiles = (strapi: () => Core.Strapi): void => {
  it('gives each value to one person, and says so to whoever else wanted it', async () => {
    const random = new Random(rounds(3, 20));
    const profiles = [
      { prefix: 'a', id: await createProfile(strapi(), NOTHING_GENERATED) },
      { prefix: 'b', id: await createProfile(strapi(), NOTHING_GENERATED) },
    ];
    for (let round = 0; round < rounds(3, 20); round += 1) {
      const files = profiles.map(({ prefix, id }) => ({ id, wanted: wantedOf(prefix, random) }));
      const reports = await Promise.all(
        files.map(({ id, wanted }) => runText(strapi(), id, fileOf(wanted)))
      );
      const { directory_users: users = [] } = await dump(strapi());
      const extensions = new Map(users.map(({ username, extension }) => [username, extension]));
      const held = [...extensions.values()].filter((extension) => extension !== null);
      expect(new Set(held).size).toBe(held.length);
      files.forEach(({ wanted }, index) => {
        const { status, user, issues } = reports[index] as WholeReport;
        expect(status).toMatch(/^succeeded/);
        const { create, update, unchanged, error } = user;
        expect(create + update + unchanged + error).toBe(COUNT);
        const told = new Set(issues.map(({ row }) => row));
        const untold = wanted.filter(
          ({ username, extension }, place) =>
            extensions.get(username) !== extension && !told.has(place + 2)
        );
        expect(untold).toEqual([]);
        expect(told.size).toBe(error);
      });
    }
  });
};
