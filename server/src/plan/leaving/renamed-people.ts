import type { Clue, Difference, Doubt, Renaming } from '../../../../shared/contracts/runs';
import { partsOfKey, sameIdentity } from '../../../../shared/identity';
import { MASK } from '../../../../shared/text';
import type { AttributeValue } from '../../mapping/types';
import { chunked, groupBy } from '../../utils/collections';
import { isEmpty } from '../compare';
import { identifying, type Item } from '../items';
import type { Lookup } from '../match';
import { isUnclear, type PlanState } from '../state';
import type { StoredRecord } from '../types';
import { Bearers, CLUES, comparableNumbers, haveSameName, tellsAlone, valueOfClue } from './clues';
import { demandOf, traitsOf } from './departures';
import { decideMissingUser } from './missing';
import type { IsThere } from './returning-people';

/** What a person is shown of both sides. */
const SHOWN = [
  'displayName',
  'firstName',
  'lastName',
  'username',
  'externalId',
  'email',
  'mobileNumbers',
  'extension',
  'groupName',
] as const;

/** A new user of a row, and a stored one in whom something agrees. */
interface Hint {
  row: number;
  key: string;
  id: number;
  clue: Clue;
  /** What only one row may have, if the clue is to count; null where names are unique by themselves. */
  alone: string | null;
}

/** A new user and the stored one that is probably the same person. */
interface Pair {
  row: number;
  id: number;
  by: Clue[];
  doubts: Doubt[];
}

/**
 * Finds people who would be removed or switched off under one key and created under another: by what
 * identifies a person and never by an extension, a number of the house or a group, which go to the
 * successor. A profile says whether such a person keeps the record, or whether somebody is asked.
 */
export class RenamedPeople {
  private readonly bearers = new Bearers();
  private readonly hints: Hint[] = [];
  private wanted: Promise<boolean> | undefined;
  private mobileOwners: Promise<ReadonlyMap<string, number | null>> | undefined;
  /** By the keys of new users; made when all other rows have been read. */
  private pairs: Map<string, Pair> | undefined;

  constructor(private readonly state: PlanState) {}

  /** The rows of a batch that may be about such people. */
  async rowsOf(items: Item[], lookup: Lookup): Promise<Set<number>> {
    this.wanted ??= this.isWanted();
    if (!(await this.wanted)) return new Set();
    const users = items.filter(({ type }) => type === 'user');
    for (const item of users) {
      this.bearers.add(item.record.attributes, lookup.found(item)?.attributes ?? null);
    }
    const hints = await this.hintsOf(
      users.filter((item) => lookup.isNewUser(item)),
      items.filter(({ type }) => type === 'phone'),
      lookup
    );
    this.hints.push(...hints);
    return new Set(hints.map(({ row }) => row));
  }

  /** Gives items the record that their person had, where that is certain or to be asked. */
  async find(items: Item[], lookup: Lookup, isThere: IsThere): Promise<void> {
    if (this.hints.length === 0) return;
    this.pairs ??= await this.pair(isThere);
    const { pairs } = this;
    const paired = items.flatMap((item) => {
      const pair = pairs.get(item.key ?? '');
      const isOpen = pair?.row === item.row && !item.formerSelf && lookup.isNewUser(item);
      return isOpen ? [{ item, pair }] : [];
    });
    const stored = await this.read(paired.map(({ pair }) => pair.id));
    for (const { item, pair } of paired) {
      const former = stored.get(pair.id);
      if (former) this.settle(item, former, pair);
    }
  }

  /** Whether anybody can be removed or switched off, and it matters who that is. */
  private async isWanted(): Promise<boolean> {
    const { policy, options, removesMissing, replaces, reader, profileId } = this.state;
    if (policy.renamed === 'new' || !removesMissing || options.only === 'row') return false;
    return (await reader.count('user', replaces ? null : profileId)) > 0;
  }

  /** True for a user who goes where no row has them. */
  private mayLeave(stored: StoredRecord): boolean {
    const { state } = this;
    if (stored.owner !== state.profileId && !state.replaces) return false;
    if (isUnclear(stored, state.profileId) || state.ambiguous.lockOf('user', stored)) return false;
    return decideMissingUser(stored, state) !== 'keep';
  }

  private async hintsOf(users: Item[], phones: Item[], lookup: Lookup): Promise<Hint[]> {
    if (users.length === 0) return [];
    for (const name of ['externalId', 'email', 'username'] as const) {
      await lookup.readValues(
        'user',
        name,
        users.flatMap((item) => valueOf(item, name))
      );
    }
    const macs = groupBy(phones, ({ user }) => user);
    const macsOf = (item: Item): string[] =>
      (macs.get(item) ?? []).flatMap((phone) => valueOf(phone, 'mac'));
    await lookup.readValues('phone', 'mac', users.flatMap(macsOf));
    const mobiles = await this.mobilesOf(users);

    const holdersOf = (item: Item, mac: string): number[] =>
      lookup.withValue('phone', 'mac', mac).flatMap(({ userId }) => userId ?? []);
    const owners = await this.read(
      users.flatMap((item) => [
        ...macsOf(item).flatMap((mac) => holdersOf(item, mac)),
        ...comparableNumbers(item.record.attributes.mobileNumbers).flatMap(
          (number) => mobiles.get(number) ?? []
        ),
      ])
    );

    return users.flatMap((item) => {
      const { row, key, record } = item;
      const hint = (clue: Clue, stored: StoredRecord | undefined, alone: string | null): Hint[] => {
        if (!stored || key === null || !this.mayLeave(stored)) return [];
        if (!tellsAlone(clue) && !haveSameName(record.attributes, stored.attributes)) return [];
        return [{ row, key, id: stored.id, clue, alone }];
      };
      const byValue = (clue: 'externalId' | 'email' | 'username'): Hint[] =>
        valueOf(item, clue).flatMap((value) => {
          const [stored, ...more] = lookup.withValue('user', clue, value);
          const alone = clue === 'username' ? null : valueOfClue(clue, value);
          return more.length === 0 ? hint(clue, stored, alone) : [];
        });
      return [
        ...byValue('externalId'),
        ...byValue('email'),
        ...byValue('username'),
        ...comparableNumbers(record.attributes.mobileNumbers).flatMap((number) =>
          hint(
            'mobileNumbers',
            owners.get(mobiles.get(number) ?? 0),
            valueOfClue('mobileNumbers', number)
          )
        ),
        ...macsOf(item).flatMap((mac) =>
          holdersOf(item, mac).flatMap((id) => hint('mac', owners.get(id), null))
        ),
      ];
    });
  }

  /** The stored users with each mobile number, null for several; read once, where a new user has any. */
  private async mobilesOf(users: Item[]): Promise<ReadonlyMap<string, number | null>> {
    const hasAny = users.some(
      ({ record }) => comparableNumbers(record.attributes.mobileNumbers).length > 0
    );
    if (!hasAny) return new Map();
    this.mobileOwners ??= this.readMobiles();
    return this.mobileOwners;
  }

  private async readMobiles(): Promise<ReadonlyMap<string, number | null>> {
    const owners = new Map<string, number | null>();
    for await (const users of this.state.reader.mobileNumbers()) {
      for (const { id, numbers } of users) {
        for (const number of comparableNumbers(numbers)) {
          owners.set(number, owners.has(number) ? null : id);
        }
      }
    }
    return owners;
  }

  private async read(ids: number[]): Promise<Map<number, StoredRecord>> {
    const found = new Map<number, StoredRecord>();
    for (const part of chunked(ids)) {
      for (const stored of await this.state.reader.byId('user', part)) found.set(stored.id, stored);
    }
    return found;
  }

  /**
   * Says who is probably whom, the surest first, each in one pair only. Where others come into
   * question as well, or rows that could not be read may be about them, there is a doubt.
   */
  private async pair(isThere: IsThere): Promise<Map<string, Pair>> {
    const { state, bearers } = this;
    const leaving = new Map<number, Doubt[]>();
    for (const part of chunked(this.hints.map(({ id }) => id))) {
      for (const stored of (await this.read(part)).values()) {
        if (isThere(stored)) continue;
        const isDemanded = state.demands.find('user', traitsOf('user', stored)) !== null;
        const doubts: Doubt[] = isDemanded || state.unknownRows.size > 0 ? ['rows'] : [];
        // Whether the source has the stored one as well is known when all of it has been read.
        leaving.set(stored.id, state.options.only === 'person' ? [...doubts, 'alone'] : doubts);
      }
    }
    const hints = this.hints.filter(
      ({ id, alone }) => leaving.has(id) && (alone === null || bearers.hasOne(alone))
    );
    const candidates = [...groupBy(hints, ({ key, id }) => `${id} ${key}`).values()].flatMap(
      ([first, ...more]) => {
        if (!first) return [];
        const by = CLUES.filter((clue) => [first, ...more].some((hint) => hint.clue === clue));
        return [{ ...first, by }];
      }
    );
    const ofKey = groupBy(candidates, ({ key }) => key);
    const ofId = groupBy(candidates, ({ id }) => id);
    candidates.sort(
      (a, b) => rank(a.by) - rank(b.by) || b.by.length - a.by.length || a.row - b.row
    );
    const pairs = new Map<string, Pair>();
    const taken = new Set<number>();
    for (const { row, key, id, by } of candidates) {
      if (pairs.has(key) || taken.has(id)) continue;
      const rivals = (ofKey.get(key)?.length ?? 0) + (ofId.get(id)?.length ?? 0) - 2;
      const doubts: Doubt[] = [
        ...(rivals > 0 ? ['others' as const] : []),
        ...(leaving.get(id) ?? []),
      ];
      pairs.set(key, { row, id, by, doubts });
      taken.add(id);
    }
    return pairs;
  }

  /** Does as a person or the profile says. A row that is not imported keeps who it may be about. */
  private settle(item: Item, stored: StoredRecord, { by, doubts }: Pair): void {
    const { options, demands, profileId } = this.state;
    const differing = this.haveOtherIds(item, stored) ? ['ids' as const] : [];
    const renaming = this.shown(item, stored, by, [...differing, ...doubts]);
    const answer = options.answers?.get(renaming.id);
    const isSame = answer === undefined ? this.profileSays(renaming) : answer;
    if (answer === undefined && isSame === false) return;
    if (isSame !== false && item.record.failed) {
      if (stored.owner === profileId) demands.add([demandOf(item.row, stored)]);
      return;
    }
    if (isSame !== false) item.formerSelf = stored;
    item.renamed = { ...renaming, isSame };
  }

  /** Whether it is the same person without anybody being asked; null: somebody has to be. */
  private profileSays({ by, doubts }: Renaming): boolean | null {
    if (this.state.policy.renamed === 'ask') return null;
    if (!by.some(tellsAlone)) return false;
    return doubts.length === 0 ? true : null;
  }

  /** True where both have an external id that is not their key, and another one. */
  private haveOtherIds({ record }: Item, { attributes }: StoredRecord): boolean {
    if (partsOfKey(this.state.policy.match.user).includes('externalId')) return false;
    const [one, other] = [record.attributes.externalId, attributes.externalId];
    return Boolean(one && other) && !sameIdentity('externalId', one, other);
  }

  private shown(item: Item, stored: StoredRecord, by: Clue[], doubts: Doubt[]): Renaming {
    const { mask, options } = this.state;
    const { attributes } = item.record;
    const sides: Difference = {};
    for (const name of SHOWN) {
      const before = stored.attributes[name] ?? null;
      const after = name in attributes ? (attributes[name] ?? null) : before;
      if (isEmpty(before) && isEmpty(after)) continue;
      const shown = (value: AttributeValue): AttributeValue =>
        !isEmpty(value) && mask.hides('user', name) ? MASK : value;
      sides[name] = { before: shown(before), after: shown(after) };
    }
    const what = JSON.stringify([stored.documentId, stored.key, item.key, by, sides]);
    const id = options.fingerprint('renaming', what);
    return { id, by, doubts, sides };
  }
}

const rank = (by: Clue[]): number => Math.min(...by.map((clue) => CLUES.indexOf(clue)));

const valueOf = ({ record }: Item, name: string): string[] => {
  const value = identifying(name, record.attributes[name]);
  return value === null ? [] : [value];
};
