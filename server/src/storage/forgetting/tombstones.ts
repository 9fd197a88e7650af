import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import type { IsForgotten } from '../../plan/forgotten';
import type { Secrets } from '../../secrets';
import { from, inTransaction, insertEntities } from '../database';
import { patientRepository } from '../patience';
import { modelTable } from '../tables';
import { TOMBSTONE_UID } from './models';

interface TombstonesNeeds {
  strapi: Core.Strapi;
  fingerprint: Secrets['fingerprint'];
}

/** Whom runs leave out, since they have asked to be forgotten: known by fingerprints of keys alone. */
export const createTombstones = ({ strapi, fingerprint }: TombstonesNeeds) => {
  const query = () => patientRepository(strapi, TOMBSTONE_UID);
  const printOf = (profile: string, type: RecordType, key: string): string =>
    fingerprint('forgotten', [profile, type, key].join('\0'));

  return {
    /** Has runs of a profile leave out whoever has one of some keys, all of them one person's. */
    async add(
      profile: string,
      types: readonly RecordType[],
      keys: readonly string[]
    ): Promise<void> {
      const prints = [
        ...new Set(types.flatMap((type) => keys.map((key) => printOf(profile, type, key)))),
      ];
      if (prints.length === 0) return;
      await inTransaction(strapi, async (transaction) => {
        const table = modelTable(strapi, TOMBSTONE_UID);
        const known: { print: string; person: string }[] = await from(strapi, table, transaction)
          .select('print', 'person')
          .where('profile', profile)
          .whereIn('print', prints);
        const person = known[0]?.person ?? randomUUID();
        const noted = new Set(known.map(({ print }) => print));
        const more = prints.filter((print) => !noted.has(print));
        const rows = more.map((print) => ({ profile, print, person }));
        if (rows.length > 0) await insertEntities(strapi, table, rows, transaction);
      });
    },

    /** Tells who is left out of a profile's runs; null where nobody is. */
    async of(profile: string): Promise<IsForgotten | null> {
      const found: { print: string }[] = await query().findMany({
        where: { profile },
        select: ['print'],
      });
      if (found.length === 0) return null;
      const prints = new Set(found.map(({ print }) => print));
      return (type, key) => prints.has(printOf(profile, type, key));
    },

    /** How many people are left out, by profile. */
    async count(): Promise<Map<string, number>> {
      const found: { profile: string; people: unknown }[] = await from(
        strapi,
        modelTable(strapi, TOMBSTONE_UID)
      )
        .groupBy('profile')
        .select('profile')
        .countDistinct({ people: 'person' });
      return new Map(found.map(({ profile, people }) => [profile, Number(people)]));
    },

    /** Lets whoever has one of some keys come again. Returns how many people that are. */
    async lift(profile: string, keys: readonly string[]): Promise<number> {
      const prints = RECORD_TYPES.flatMap((type) => keys.map((key) => printOf(profile, type, key)));
      const found: { person: string }[] = await query().findMany({
        where: { profile, print: { $in: prints } },
        select: ['person'],
      });
      const people = [...new Set(found.map(({ person }) => person))];
      if (people.length > 0)
        await query().deleteMany({ where: { profile, person: { $in: people } } });
      return people.length;
    },

    async removeOf(profile: string): Promise<void> {
      await query().deleteMany({ where: { profile } });
    },
  };
};

export type Tombstones = ReturnType<typeof createTombstones>;
