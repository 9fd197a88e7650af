import type { Core } from '@strapi/strapi';

import type { DatabaseKind } from './databases';
import { createProfile, originsOf, people, profilesOf, runText, scheduleOf } from './runs';

const USER = 'plugin::directory-connector.user';

/** Has sessions that begin from now on be in a zone that is neither the server's nor this process's. */
export const SESSION_ZONE: Record<DatabaseKind, (database: string) => string> = {
  postgresql: (database) => `alter database ${database} set timezone = 'America/St_Johns'`,
  // Names of zones would need tables of their own.
  mariadb: () => "set global time_zone = '-03:30'",
};

/** Times on a database whose server and sessions are in other zones than the process. */
export const testZones = (strapi: () => Core.Strapi): void => {
  it('gives times back as they were, whatever the zones of server and sessions are', async () => {
    const from = Date.now();
    const profile = await createProfile(strapi(), {
      missing: 'disable',
      limits: { removePercent: null, updatePercent: null },
    });
    const first = await runText(strapi(), profile, people(3));
    const second = await runText(strapi(), profile, people(2));
    expect(second).toMatchObject({ status: 'succeeded', user: { update: 1, unchanged: 2 } });
    const users = await strapi().documents(USER).findMany({ sort: 'username' });
    const { missingSince } = await originsOf(strapi()).of('user', users[2]?.documentId ?? '', () =>
      Promise.resolve(true)
    );
    const { createdAt, updatedAt } = await profilesOf(strapi()).find(profile);
    const until = Date.now();

    const times = [
      ...[createdAt, updatedAt, missingSince],
      ...[first, second].flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt]),
      ...users.flatMap((user) => [user.createdAt, user.updatedAt]),
    ].map((time) => new Date(time ?? NaN).getTime());
    // Not every database keeps what is less than a millisecond, or rounds it in the same way.
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(from - 1);
      expect(time).toBeLessThanOrEqual(until + 1);
    }
  });

  it('runs a schedule at the hour of the zone that the profile names', async () => {
    const schedule = { enabled: true, cron: '30 2 * * *', timezone: 'Asia/Tokyo' };
    const profile = await createProfile(strapi(), { schedule });
    const stored = await profilesOf(strapi()).find(profile);
    expect(stored.schedule).toMatchObject(schedule);
    for (const time of scheduleOf(strapi()).next(stored.schedule, 2)) {
      expect(time).toMatch(/T17:30:00\.000Z$/);
    }
  });
};
