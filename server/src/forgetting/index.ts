import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type {
  ForgettingPreview,
  ForgettingView,
  KeptOut,
} from '../../../shared/contracts/forgetting';
import type { RecordType } from '../../../shared/records';
import { attributeKey } from '../plan/items';
import type { Runs } from '../runs';
import type { AskedPerson } from '../storage/forgetting/asked';
import type { Person } from '../storage/forgetting/person';
import { Traces } from '../storage/forgetting/traces';
import { type Page, type Paged, paginationOf } from '../storage/runs/pages';
import { ConnectorError, NotFoundError } from '../utils/errors';
import { keyNames } from '../utils/record-keys';
import { type BegunForgetting, createAttempts } from './attempts';
import { createEraser, type EraserNeeds } from './eraser';
import { viewOf } from './view';

interface ForgettingNeeds extends Omit<EraserNeeds, 'log'> {
  runs: Pick<Runs, 'interruptAbandoned'>;
  log: Core.Strapi['log'];
}

/**
 * Who is to be forgotten: as a record, or by the value of what a profile knows people by. Without a profile,
 * it is a user name, an external id or an e-mail. There need be no record any more.
 */
export type Whom =
  { type: RecordType; documentId: string } | { profile: string | null; key: string };

/** How somebody is to be forgotten. */
export interface ForgettingRequest {
  /** Whether runs leave the person out from then on. */
  keepOut: boolean;
  reference: string | null;
  askedBy: string;
}

/** Forgets people who have asked for it. */
export const createForgetting = (needs: ForgettingNeeds) => {
  const { storage, profiles, runs, log } = needs;
  const { forgettings, tombstones } = storage;
  const eraser = createEraser(needs);
  const attempts = createAttempts({ storage, runs, work: eraser.erase, log });

  /** As far as records tell, or, where there is none, all that is left. */
  const identify = async (whom: Whom): Promise<AskedPerson> => {
    if ('documentId' in whom) {
      const { type, documentId } = whom;
      return { type, person: await eraser.identify(type, documentId) };
    }
    const { profile, key: value } = whom;
    if (profile !== null) await profiles.find(profile);
    return eraser.findAsked({ profile, value });
  };

  /** @throws NotFoundError `nobody-known` where there is neither a record nor anything else */
  const assertAnything = ({ records }: Person, counts: ForgettingPreview['counts']): void => {
    const isAny = records.length > 0 || Object.values(counts).some((count) => count > 0);
    if (!isAny) throw new NotFoundError(problem('nobody-known'));
  };

  return {
    /** What is stored of a person and where, without changing it. @throws as `start` */
    async preview(whom: Whom): Promise<ForgettingPreview> {
      const { type, person: known } = await identify(whom);
      const person = await eraser.withPast(known);
      const counts = await eraser.count(person);
      assertAnything(person, counts);
      const all = await profiles.list();
      const past = new Set(Object.keys(person.rows).map(Number));
      const runsOfPerson = await storage.runs.findAll({ id: { $in: [...past] } }, ['profileId']);
      const sources = new Set([
        ...person.owners,
        ...runsOfPerson.map(({ profileId }) => profileId),
      ]);
      return {
        type,
        records: person.records.map(({ id: _id, ...record }) => record),
        names: person.records.some((record) => record.type === type) ? [] : person.names,
        counts,
        relations: await eraser.countRelations(person),
        sources: all.flatMap(({ id, name }) => (sources.has(id) ? [name] : [])),
      };
    },

    /**
     * Begins to forget a person; no run begins until that is done.
     * @throws NotFoundError, `nobody-known` among them; ConnectorError `forget-their-user`, `forget-several`,
     * `reference-names-person`, `forgetting-run-active`
     */
    async start(whom: Whom, request: ForgettingRequest): Promise<BegunForgetting> {
      const { reference } = request;
      const { type, person } = await identify(whom);
      if (person.records.length === 0) assertAnything(person, await eraser.count(person));
      if (reference !== null && new Traces(person.values).isIn(reference)) {
        throw new ConnectorError(problem('reference-names-person'));
      }
      await runs.interruptAbandoned();
      const asked = { ...request, type, target: eraser.seal(person) };
      return attempts.begin(await forgettings.insert(asked, attempts.owner));
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
      const { name, match } = await profiles.find(id);
      const attributes = [...Object.values(keyNames(match)), 'username', 'externalId'];
      const keys = [value, ...attributes.map((attribute) => attributeKey(attribute, value))];
      if ((await tombstones.lift(id, keys)) > 0) return;
      throw new NotFoundError(problem('nobody-kept-out', { profile: name }));
    },

    resume: attempts.resume,
    watch: attempts.watch,
    stop: attempts.stop,
  };
};

export type Forgetting = ReturnType<typeof createForgetting>;
