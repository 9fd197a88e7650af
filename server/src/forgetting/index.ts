import type { Core } from '@strapi/strapi';

import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import { inEnglish } from '../../../shared/codes/texts';
import type {
  ForgettingCounts,
  ForgettingPreview,
  ForgettingView,
  KeptOut,
} from '../../../shared/contracts/forgetting';
import type { RecordType } from '../../../shared/records';
import type { ReadOption } from '../config/options';
import { attributeKey } from '../plan/items';
import type { Profiles } from '../profiles';
import type { Runs } from '../runs';
import { withdrawForgotten } from '../runs/claim';
import { abandonmentOf, createInstance } from '../runs/heartbeat';
import type { Secrets } from '../secrets';
import type { Storage } from '../storage';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import { createErasing } from '../storage/forgetting';
import type { ForgettingEntity } from '../storage/forgetting/jobs';
import type { Person } from '../storage/forgetting/person';
import { Traces } from '../storage/forgetting/traces';
import type { RecordIndex } from '../storage/lookup/record-index';
import { type Page, type Paged, paginationOf } from '../storage/runs/pages';
import { ConnectorError, kindOf, logFailure, NotFoundError, problemOf } from '../utils/errors';
import { type KeyNames, keyNames } from '../utils/record-keys';
import { createRegularLook } from '../utils/regular-look';
import { createFiles, type FilesNeeds } from './files';
import { vacuum } from './vacuum';

/** How often is looked for requests whose process is gone, or that failed. */
const LOOK_MS = 60_000;
const BEAT_MS = 5000;

interface ForgettingNeeds extends Omit<FilesNeeds, 'profiles' | 'storage' | 'log'> {
  strapi: Core.Strapi;
  secrets: Secrets;
  storage: Storage;
  profiles: Profiles;
  runs: Pick<Runs, 'interruptAbandoned'>;
  recordIndex: RecordIndex;
  option: ReadOption;
  log: Core.Strapi['log'];
}

/** Who is to be forgotten, and how. */
export interface ForgettingRequest {
  type: RecordType;
  documentId: string;
  /** Whether runs leave the person out from then on. */
  keepOut: boolean;
  reference: string | null;
  askedBy: string;
}

/** A request that is being worked on. */
export interface BegunForgetting {
  id: string;
  /** Never fails: how it ended stands in its entity. */
  done: Promise<void>;
}

const viewOf = (entity: ForgettingEntity): ForgettingView => {
  const { key, state, type, askedBy, askedAtMs, doneAtMs, reference, keepOut, counts, error } =
    entity;
  return {
    id: key,
    state,
    type,
    askedBy,
    askedAt: isoTime(Number(askedAtMs)),
    doneAt: isoTimeOrNull(doneAtMs),
    reference,
    keepOut: Boolean(keepOut),
    counts: counts === null ? null : (JSON.parse(counts) as ForgettingCounts),
    error: error === null ? null : inEnglish(JSON.parse(error) as Problem),
  };
};

/** Nothing of the data: an error of the database may quote it. */
const reasonOf = (error: unknown): Problem =>
  error instanceof ConnectorError
    ? problemOf(error)
    : problem('unexpected-error', { kind: kindOf(error), reading: false });

/** Forgets people who have asked for it. */
export const createForgetting = (needs: ForgettingNeeds) => {
  const { strapi, secrets, storage, profiles, runs, recordIndex, option, log } = needs;
  const { forgettings, tombstones } = storage;
  const erasing = createErasing({
    strapi,
    secrets,
    recordIndex,
    runs: storage.runs,
    mode: () => option('writeMode'),
  });
  const files = createFiles(needs);
  const instance = createInstance();
  const working = new Set<Promise<void>>();
  let isStopping = false;

  const matches = async (): Promise<Map<string, KeyNames>> =>
    new Map((await profiles.list()).map(({ id, match }) => [id, keyNames(match)]));

  /** All that there is of a person, and what is done about it. */
  const passOver = async (person: Person, erases: boolean): Promise<ForgettingCounts> => {
    const traces = new Traces(person.telling);
    const held = await erasing.heldWith(person);
    if (erases) for (const run of held) await withdrawForgotten({ storage }, run);
    const texts = person.values;
    return {
      records: person.records.length,
      plans: held.length,
      ...(await files.pass({ person, traces, texts, erases })),
      ...(await erasing.pass(person, erases)),
    };
  };

  const keepOut = async (type: RecordType, { roots }: Person): Promise<void> => {
    for (const [profile, keys] of Object.entries(roots)) await tombstones.add(profile, type, keys);
  };

  /** Whom a request is about, until nothing is left of them. */
  const seal = (person: Person): string => secrets.encrypt(JSON.stringify(person));

  /** The person with all that is found of them once: it is what there was. */
  const personOf = async ({ id, target, counts }: ForgettingEntity): Promise<Person> => {
    const known = JSON.parse(secrets.decrypt(target ?? '')) as Person;
    if (counts !== null) return known;
    const person = await erasing.withPast(known);
    await forgettings.found(id, seal(person), await passOver(person, false));
    return person;
  };

  /**
   * Erases what is left of a person; each step may have been done before. Records go first: what runs do
   * from then on is not about them. Until the end, the sealed target tells whom it is about.
   */
  const work = async (entity: ForgettingEntity): Promise<void> => {
    const person = await personOf(entity);
    if (entity.keepOut) await keepOut(entity.type, person);
    await erasing.removeRecords(person);
    await passOver(person, true);
    await forgettings.done(entity.id);
    await vacuum(strapi);
  };

  const attempt = async (entity: ForgettingEntity): Promise<void> => {
    const beat = setInterval(() => {
      forgettings.beat(entity.id, instance.name).catch((error: unknown) => {
        logFailure(log, 'a sign of life of a privacy request', error);
      });
    }, BEAT_MS);
    beat.unref();
    instance.begin(entity.id);
    try {
      await work(entity);
    } catch (error) {
      logFailure(log, `forgetting a person (${entity.key})`, error);
      await forgettings.fail(entity.id, reasonOf(error));
    } finally {
      clearInterval(beat);
      instance.end(entity.id);
    }
  };

  const begin = (entity: ForgettingEntity): BegunForgetting => {
    const done: Promise<void> = attempt(entity)
      .catch((error: unknown) => logFailure(log, 'noting how a privacy request ended', error))
      .finally(() => working.delete(done));
    working.add(done);
    return { id: entity.key, done };
  };

  /** Goes on with what a process has left that is gone, and with what failed. */
  const resume = async (): Promise<void> => {
    for (const entity of await forgettings.unfinished()) {
      if (isStopping) return;
      const isLeft =
        entity.state === 'failed' || abandonmentOf(entity, await storage.now()) !== null;
      if (!isLeft) continue;
      await runs.interruptAbandoned();
      try {
        if (!(await forgettings.take(entity, instance.name))) continue;
      } catch (error) {
        // A run is going on; afterwards.
        if (error instanceof ConnectorError && error.transient) continue;
        throw error;
      }
      await begin(await forgettings.get(entity.key)).done;
    }
  };

  const regular = createRegularLook({
    every: LOOK_MS,
    what: 'going on with privacy requests',
    look: resume,
    log,
  });

  const profileNamed = async (
    id: string
  ): Promise<{ id: string; name: string; match: KeyNames }> => {
    const { name, match } = await profiles.find(id);
    return { id, name, match: keyNames(match) };
  };

  return {
    /** What is stored of a person and where, without changing it. @throws as `start` */
    async preview(type: RecordType, documentId: string): Promise<ForgettingPreview> {
      const person = await erasing.withPast(
        await erasing.identify(type, documentId, await matches())
      );
      const counts = await passOver(person, false);
      const all = await profiles.list();
      const past = new Set(Object.keys(person.rows).map(Number));
      const runsOfPerson = await storage.runs.findAll({ id: { $in: [...past] } }, ['profileId']);
      const sources = new Set([
        ...person.owners,
        ...runsOfPerson.map(({ profileId }) => profileId),
      ]);
      return {
        records: person.records.map(({ id: _id, ...record }) => record),
        counts,
        relations: await erasing.countRelations(person),
        sources: all.flatMap(({ id, name }) => (sources.has(id) ? [name] : [])),
      };
    },

    /**
     * Begins to forget a person; no run begins until that is done.
     * @throws NotFoundError; ConnectorError `forget-their-user`, `reference-names-person`, `forgetting-run-active`
     */
    async start({ type, documentId, ...request }: ForgettingRequest): Promise<BegunForgetting> {
      const { reference } = request;
      const person = await erasing.identify(type, documentId, await matches());
      if (reference !== null && new Traces(person.values).isIn(reference)) {
        throw new ConnectorError(problem('reference-names-person'));
      }
      await runs.interruptAbandoned();
      const asked = { ...request, type, target: seal(person) };
      return begin(await forgettings.insert(asked, instance.name));
    },

    /** @throws NotFoundError */
    async findOne(id: string): Promise<ForgettingView> {
      return viewOf(await forgettings.get(id));
    },

    /** All requests, the latest first. */
    async find(page: Page): Promise<Paged<ForgettingView>> {
      const { entities, total } = await forgettings.page(page);
      return { results: entities.map(viewOf), pagination: paginationOf(page, total) };
    },

    /** How many people each profile's runs leave out. */
    async keptOut(): Promise<KeptOut[]> {
      const counts = await tombstones.count();
      return (await profiles.list()).flatMap(({ id, name }) => {
        const people = counts.get(id) ?? 0;
        return people === 0 ? [] : [{ profile: { id, name }, people }];
      });
    },

    /**
     * Lets runs of a profile bring somebody again whom they leave out.
     * @param value the value by which the profile knows people, or the whole key
     * @throws NotFoundError `nobody-kept-out`
     */
    async allowAgain(id: string, value: string): Promise<void> {
      const { name, match } = await profileNamed(id);
      const attributes = [...Object.values(match), 'username', 'externalId'];
      const keys = [value, ...attributes.map((attribute) => attributeKey(attribute, value))];
      if ((await tombstones.lift(id, keys)) > 0) return;
      throw new NotFoundError(problem('nobody-kept-out', { profile: name }));
    },

    /** Goes on with what a process has left that is gone, and with what failed. */
    resume,

    /** Does so now and from time to time. */
    watch: regular.start,

    async stop(): Promise<void> {
      isStopping = true;
      regular.stop();
      await Promise.all(working);
      instance.close();
    },
  };
};

export type Forgetting = ReturnType<typeof createForgetting>;
