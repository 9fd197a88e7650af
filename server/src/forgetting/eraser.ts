import type { Core } from '@strapi/strapi';

import type { ForgettingCounts } from '../../../shared/contracts/forgetting';
import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import type { ReadOption } from '../config/options';
import { withdrawForgotten } from '../runs/claim';
import type { Secrets } from '../secrets';
import type { Storage } from '../storage';
import { createErasing } from '../storage/forgetting';
import type { Asked, AskedPerson } from '../storage/forgetting/asked';
import type { Profiles } from '../profiles';
import { type KeyNames, keyNames } from '../utils/record-keys';
import type { ForgettingEntity } from '../storage/forgetting/jobs';
import { NOTHING_FORMER, type Person } from '../storage/forgetting/person';
import { Traces } from '../storage/forgetting/traces';
import type { RecordIndex } from '../storage/lookup/record-index';
import { createFiles, type FilesNeeds } from './files';
import { vacuum } from './vacuum';

export interface EraserNeeds extends Omit<FilesNeeds, 'storage' | 'profiles'> {
  profiles: Profiles;
  strapi: Core.Strapi;
  secrets: Secrets;
  storage: Storage;
  recordIndex: RecordIndex;
  option: ReadOption;
}

/** Finds all that there is of a person, and erases it. */
export const createEraser = (needs: EraserNeeds) => {
  const { strapi, secrets, storage, profiles, recordIndex, option } = needs;
  const { forgettings, tombstones } = storage;
  const erasing = createErasing({
    strapi,
    secrets,
    recordIndex,
    runs: storage.runs,
    mode: () => option('writeMode'),
  });
  const files = createFiles(needs);

  /** All that there is of a person, and what is done about it. */
  const passOver = async (person: Person, erases: boolean): Promise<ForgettingCounts> => {
    const traces = new Traces(person.telling);
    const held = await erasing.heldWith(person);
    if (erases) for (const run of held) await withdrawForgotten({ storage }, run);
    return {
      records: person.records.length,
      plans: held.length,
      ...(await files.pass({ person, traces, erases })),
      ...(await erasing.pass(person, erases)),
    };
  };

  const keepOut = async (
    { type }: ForgettingEntity,
    { roots, records, former }: Person
  ): Promise<void> => {
    // Of whom nothing tells what they were, all that they may have been.
    const types = records.length + former.length > 0 ? [type] : RECORD_TYPES;
    for (const [profile, keys] of Object.entries(roots)) await tombstones.add(profile, types, keys);
  };

  const matches = async (): Promise<Map<string, KeyNames>> =>
    new Map((await profiles.list()).map(({ id, match }) => [id, keyNames(match)]));

  /** Whom a request is about, until nothing is left of them. */
  const seal = (person: Person): string => secrets.encrypt(JSON.stringify(person));

  /** The person with all that is found of them once: it is what there was. */
  const personOf = async ({ id, target, counts }: ForgettingEntity): Promise<Person> => {
    const sealed = JSON.parse(secrets.decrypt(target ?? '')) as Omit<
      Person,
      keyof typeof NOTHING_FORMER
    >;
    const known: Person = { ...NOTHING_FORMER, ...sealed };
    if (counts !== null) return known;
    const person = await erasing.withPast(known, await matches());
    await forgettings.found(id, seal(person), await passOver(person, false));
    return person;
  };

  return {
    /** @throws NotFoundError; ConnectorError `forget-their-user` */
    identify: async (type: RecordType, documentId: string): Promise<Person> =>
      erasing.identify(type, documentId, await matches()),

    /** @throws ConnectorError `forget-several` */
    findAsked: async (asked: Asked): Promise<AskedPerson> =>
      erasing.findAsked(asked, await matches()),

    withPast: async (person: Person): Promise<Person> => erasing.withPast(person, await matches()),

    countRelations: erasing.countRelations,
    seal,

    /** What there is of a person, without changing it. */
    count: (person: Person): Promise<ForgettingCounts> => passOver(person, false),

    /**
     * Erases what is left of a person; each step may have been done before. Records go first: what runs do
     * from then on is not about them. Until the end, the sealed target tells whom it is about.
     */
    async erase(entity: ForgettingEntity): Promise<void> {
      const person = await personOf(entity);
      if (entity.keepOut) await keepOut(entity, person);
      await erasing.removeRecords(person);
      await passOver(person, true);
      await forgettings.done(entity.id);
      await vacuum(strapi);
    },
  };
};
