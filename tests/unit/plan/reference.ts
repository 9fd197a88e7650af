import type { MappedRecord, MappedRow } from '../../../server/src/mapping/types';
import type { PlanPolicy, StoredRecord } from '../../../server/src/plan/types';
import { PROFILE } from './helpers';
import type { MemoryDatabase } from './memory';

/** What a state means: users by username, phones by MAC with their user's name. */
export type Meaning = Record<string, string>;

const UNIQUE = ['username', 'extension', 'externalId'];

export function meaningOf(database: MemoryDatabase): Meaning {
  const meaning: Meaning = {};
  for (const { attributes, owner } of database.tables.user.values()) {
    const { username, extension, externalId, displayName, enabled } = attributes;
    const values = [extension, externalId, displayName, enabled];
    meaning[`user ${username}`] = JSON.stringify([...values, owner]);
  }
  for (const { attributes, owner, userId } of database.tables.phone.values()) {
    const user = userId === null ? null : database.get('user', userId).attributes.username;
    meaning[`phone ${attributes.mac}`] = JSON.stringify([attributes.name, user, owner]);
  }
  return meaning;
}

interface Want {
  record: MappedRecord;
  stored: StoredRecord | null;
  failed: boolean;
}

/**
 * What a run must come to, worked out the slow and plain way, over and over until nothing changes.
 * It knows users matched by username and phones matched by MAC, with nothing generated.
 */
export function expectedMeaning(
  database: MemoryDatabase,
  source: MappedRow[],
  policy: PlanPolicy
): Meaning {
  const stored = [...database.tables.user.values()];
  const wants: Want[] = [];
  for (const { attributes } of stored) if (!attributes.username) throw new Error('no username');
  for (const { records } of source) {
    for (const record of records) {
      const match =
        stored.find((s) => s.attributes.username === record.attributes.username) ?? null;
      const again = wants.some((w) => w.record.attributes.username === record.attributes.username);
      const refused = match !== null && match.owner === null && policy.existing === 'conflict';
      const others = match !== null && match.owner !== null && match.owner !== PROFILE;
      const failed =
        record.failed || again || refused || (others && policy.ownedByOthers === 'conflict');
      wants.push({ record, stored: match, failed });
    }
  }
  const after = ({ record, stored: match }: Want, name: string): unknown =>
    name in record.attributes ? record.attributes[name] : (match?.attributes[name] ?? null);
  const takes = (want: Want, name: string): boolean =>
    after(want, name) !== null && after(want, name) !== (want.stored?.attributes[name] ?? null);

  const bound = wants.filter(({ failed }) => !failed);
  for (const name of UNIQUE) {
    bound.forEach((want, index) => {
      const earlier = bound.slice(0, index).filter((other) => takes(other, name));
      const isTaken = earlier.some((other) => after(other, name) === after(want, name));
      if (takes(want, name) && isTaken) want.failed = true;
    });
  }
  const removes = policy.mode === 'create-update-remove' && wants.length > 0;
  const isSeen = (s: StoredRecord): boolean => wants.some((w) => w.stored === s);
  const isMissing = (s: StoredRecord): boolean => !isSeen(s) && s.owner === PROFILE && !s.protected;
  const isWithdrawn = (s: StoredRecord): boolean =>
    removes && isMissing(s) && !isWanted(s, wants, database, policy);
  const isGone = (s: StoredRecord): boolean => policy.missing.do === 'remove' && isWithdrawn(s);
  /** Switched off by this run, or by one before. */
  const isOff = (s: StoredRecord): boolean =>
    s.missingSince === null
      ? policy.missing.do === 'disable' && isWithdrawn(s) && s.attributes.enabled !== false
      : isMissing(s) && s.attributes.enabled === false;
  for (let changed = true; changed;) {
    changed = false;
    for (const want of bound.filter(({ failed }) => !failed)) {
      for (const name of UNIQUE.filter((unique) => takes(want, unique))) {
        const keepers = stored.filter((s) => {
          const own = wants.find((w) => w.stored === s && !w.failed);
          const value = own ? after(own, name) : s.attributes[name];
          return s !== want.stored && !isGone(s) && !isOff(s) && value === after(want, name);
        });
        if (keepers.length > 0 && !want.failed) {
          want.failed = true;
          changed = true;
        }
      }
    }
  }
  const meaning: Meaning = {};
  /** What somebody has whom no row is about: a leaver loses what others take. */
  const left = (s: StoredRecord, name: string): unknown => {
    if (name === 'enabled') return s.attributes.enabled !== false && !isOff(s);
    const isTaken = bound.some(
      (w) => !w.failed && takes(w, name) && after(w, name) === s.attributes[name]
    );
    return isOff(s) && UNIQUE.includes(name) && isTaken ? null : s.attributes[name];
  };
  const put = (values: (name: string) => unknown, owner: string | null): void => {
    const names = ['extension', 'externalId', 'displayName', 'enabled'];
    const shown = names.map((name) => values(name) ?? null);
    meaning[`user ${String(values('username'))}`] = JSON.stringify([...shown, owner]);
  };
  for (const s of stored) {
    const want = wants.find((w) => w.stored === s && !w.failed);
    if (isGone(s)) continue;
    if (want)
      put(
        (name) => (name === 'enabled' ? isOn(s, policy) : after(want, name)),
        policy.existing === 'adopt' && s.owner === null ? PROFILE : s.owner
      );
    else put((name) => left(s, name), s.owner);
  }
  for (const want of wants) {
    if (want.failed || want.stored) continue;
    put((name) => (name === 'enabled' ? true : after(want, name)), PROFILE);
  }
  addPhones(meaning, database, wants, policy, { removes, isGone, isSeen });
  return meaning;
}

/** True where a failed row asks for a value of a user, or for a phone that hangs on them. */
function isWanted(
  { id, attributes }: StoredRecord,
  wants: Want[],
  database: MemoryDatabase,
  policy: PlanPolicy
): boolean {
  const asked = new Set<unknown>();
  return wants.some(({ record, failed }) => {
    const value = UNIQUE.some(
      (name) => attributes[name] !== null && record.attributes[name] === attributes[name]
    );
    const phones = record.children.flatMap((child) => {
      const { mac } = child.attributes;
      const isFirst = !asked.has(mac);
      asked.add(mac);
      return (isFirst && database.find('phone', 'mac', mac ?? null)) || [];
    });
    const phone = phones.some(
      (stored) => stored.userId === id && (failed || isRefused(stored, policy))
    );
    return (failed && value) || phone;
  });
}

const isRefused = ({ owner }: StoredRecord, policy: PlanPolicy): boolean =>
  (owner === null && policy.existing === 'conflict') ||
  (owner !== null && owner !== PROFILE && policy.ownedByOthers === 'conflict');

/** Whether somebody is on whom a row is about: who had been switched off by the profile is on again. */
const isOn = (
  { owner, missingSince, attributes }: StoredRecord,
  { existing }: PlanPolicy
): boolean => {
  const isOwn = owner === PROFILE || (owner === null && existing === 'adopt');
  return attributes.enabled !== false || (isOwn && missingSince !== null);
};

function addPhones(
  meaning: Meaning,
  database: MemoryDatabase,
  wants: Want[],
  policy: PlanPolicy,
  users: { removes: boolean; isGone(s: StoredRecord): boolean; isSeen(s: StoredRecord): boolean }
): void {
  const put = (mac: unknown, name: unknown, user: unknown, owner: string | null): void => {
    meaning[`phone ${String(mac)}`] = JSON.stringify([name, user, owner]);
  };
  for (const {
    attributes,
    owner,
    protected: isProtected,
    userId,
  } of database.tables.phone.values()) {
    const holder = userId === null ? null : database.get('user', userId);
    const isWanted = wants.some((w) =>
      w.record.children.some((c) => c.attributes.mac === attributes.mac)
    );
    const staysWithUser =
      holder !== null &&
      (wants.some((w) => w.stored === holder && w.failed) ||
        (!users.isSeen(holder) && holder.owner === PROFILE && !users.isGone(holder)));
    const isGone =
      users.removes && owner === PROFILE && !isProtected && !isWanted && !staysWithUser;
    const user = holder === null || users.isGone(holder) ? null : holder.attributes.username;
    if (!isGone) put(attributes.mac, attributes.name, user, owner);
  }
  const asked = new Set<unknown>();
  for (const { record, failed } of wants) {
    for (const { attributes } of record.children) {
      const match = database.find('phone', 'mac', attributes.mac ?? null);
      const owner = match ? match.owner : PROFILE;
      const refused = match !== undefined && isRefused(match, policy);
      const adopted = owner === null && policy.existing === 'adopt' ? PROFILE : owner;
      if (!failed && !refused && !asked.has(attributes.mac)) {
        put(attributes.mac, attributes.name, record.attributes.username, adopted);
      }
      asked.add(attributes.mac);
    }
  }
}
