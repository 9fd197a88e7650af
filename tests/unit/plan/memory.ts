import {
  ATTRIBUTES,
  isSecret,
  RECORD_TYPES,
  uniqueAttributes,
  type ChildType,
  type RecordType,
} from '../../../shared/records';
import { identityOf } from '../../../shared/identity';
import type { AttributeValue } from '../../../server/src/mapping/types';
import type { Change, PlanStore, RecordReader, StoredRecord } from '../../../server/src/plan/types';

export type Seed = Partial<Omit<StoredRecord, 'attributes'>> & {
  attributes?: Record<string, AttributeValue>;
};

const DEFAULTS: Record<RecordType, Record<string, AttributeValue>> = {
  user: { enabled: true, authMethod: 'local' },
  phonebookEntry: { private: false },
  phone: {},
};

export const fingerprint = (attribute: string, value: string): string =>
  `fp(${attribute}=${value})`;

/** A database in memory with the real one's unique indexes. It counts the calls that read it. */
export class MemoryDatabase implements RecordReader {
  readonly tables: Record<RecordType, Map<number, StoredRecord>> = {
    user: new Map(),
    phonebookEntry: new Map(),
    phone: new Map(),
  };
  calls: string[] = [];
  private readonly indexes: Record<RecordType, Map<string, number>> = {
    user: new Map(),
    phonebookEntry: new Map(),
    phone: new Map(),
  };
  private nextId = 1;

  copy(): MemoryDatabase {
    const copy = new MemoryDatabase();
    for (const type of RECORD_TYPES) {
      for (const record of this.tables[type].values()) copy.put(type, structuredClone(record));
    }
    copy.nextId = this.nextId;
    return copy;
  }

  add(type: RecordType, seed: Seed): StoredRecord {
    const id = seed.id ?? this.nextId++;
    const definitions = Object.entries(ATTRIBUTES[type]);
    const plain = definitions.filter(([, definition]) => !isSecret(definition));
    const secret = definitions.filter(([, definition]) => isSecret(definition));
    const record: StoredRecord = {
      id,
      documentId: `${type}-${id}`,
      owner: null,
      key: null,
      owners: [],
      ownership: null,
      shares: [],
      protected: false,
      missingSince: null,
      disabledByHand: null,
      absence: null,
      keptSince: null,
      gaveUp: null,
      handEdits: {},
      userId: null,
      updatedAt: null,
      ...seed,
      attributes: {
        ...Object.fromEntries(plain.map(([name]) => [name, null])),
        ...DEFAULTS[type],
        ...seed.attributes,
      },
      secrets: {
        ...Object.fromEntries(secret.map(([name]) => [name, { set: false, fingerprint: null }])),
        ...seed.secrets,
      },
    };
    this.put(type, record);
    return record;
  }

  put(type: RecordType, record: StoredRecord): void {
    const index = this.indexes[type];
    for (const entry of indexEntries(type, record)) {
      const holder = index.get(entry) ?? record.id;
      if (holder !== record.id) throw new Error(`unique index of ${type}: ${entry} (${holder})`);
    }
    const before = this.tables[type].get(record.id);
    if (before) for (const entry of indexEntries(type, before)) index.delete(entry);
    for (const entry of indexEntries(type, record)) index.set(entry, record.id);
    this.tables[type].set(record.id, record);
  }

  remove(type: RecordType, id: number): void {
    const record = this.tables[type].get(id);
    if (!record) throw new Error(`no ${type} ${id}`);
    for (const entry of indexEntries(type, record)) this.indexes[type].delete(entry);
    this.tables[type].delete(id);
    if (type !== 'user') return;
    for (const child of ['phonebookEntry', 'phone'] as const) {
      for (const other of this.tables[child].values()) {
        if (other.userId === id) other.userId = null;
      }
    }
  }

  get(type: RecordType, id: number): StoredRecord {
    const record = this.tables[type].get(id);
    if (!record) throw new Error(`no ${type} ${id}`);
    return record;
  }

  find(type: RecordType, attribute: string, value: AttributeValue): StoredRecord | undefined {
    return [...this.tables[type].values()].find((r) => r.attributes[attribute] === value);
  }

  /** What the state means, whatever the ids are. */
  snapshot(): unknown[] {
    return RECORD_TYPES.flatMap((type) =>
      [...this.tables[type].values()].map((record) => {
        const { attributes, secrets, owner, key, missingSince, keptSince, gaveUp, userId } = record;
        const holder = userId === null ? null : this.get('user', userId);
        const user = holder && (holder.attributes.username ?? holder.key ?? holder.id);
        const made = record.protected;
        const marks = { missingSince, keptSince, gaveUp };
        return { type, attributes, secrets, owner, key, protected: made, ...marks, user };
      })
    )
      .map((entry) => JSON.stringify(entry, (_, value: unknown) => sorted(value)))
      .sort();
  }

  async byKey(type: RecordType, owner: string, keys: string[]): Promise<StoredRecord[]> {
    this.note(`byKey ${type}`, keys);
    return this.select(
      type,
      keys.flatMap((key) => this.indexes[type].get(`key:${owner}:${key}`) ?? [])
    );
  }

  async byAttribute(
    type: RecordType,
    attribute: string,
    values: string[]
  ): Promise<StoredRecord[]> {
    this.note(`byAttribute ${type}.${attribute}`, values);
    if (uniqueAttributes(type).includes(attribute)) {
      const ids = values.flatMap(
        (value) => this.indexes[type].get(`${attribute}:${identityOf(attribute, value)}`) ?? []
      );
      return this.select(type, [...new Set(ids)]);
    }
    const wanted = new Set(values.map((value) => identityOf(attribute, value)));
    return [...this.tables[type].values()].filter(({ attributes }) => {
      const value = attributes[attribute];
      return typeof value === 'string' && wanted.has(identityOf(attribute, value));
    });
  }

  async byAttributes(type: RecordType, values: Record<string, string[]>): Promise<StoredRecord[]> {
    const all = Object.entries(values);
    for (const [attribute, wanted] of all) this.note(`byAttributes ${type}.${attribute}`, wanted);
    return [...this.tables[type].values()].filter(({ attributes }) =>
      all.every(([attribute, wanted]) => {
        const value = attributes[attribute];
        const identity = typeof value === 'string' ? identityOf(attribute, value) : null;
        return wanted.some((one) => identity !== null && identityOf(attribute, one) === identity);
      })
    );
  }

  async profileNames(ids: string[]): Promise<Map<string, string>> {
    return new Map(ids.map((id) => [id, `Name of ${id}`]));
  }

  async byId(type: RecordType, ids: number[]): Promise<StoredRecord[]> {
    this.note(`byId ${type}`, ids);
    return this.select(
      type,
      ids.filter((id) => this.tables[type].has(id))
    );
  }

  async *ofUsers(type: ChildType, userIds: number[]): AsyncGenerator<StoredRecord[]> {
    this.note(`ofUsers ${type}`, userIds);
    const records = [...this.tables[type].values()].sort((a, b) => a.id - b.id);
    yield records.filter(({ userId }) => userId !== null && userIds.includes(userId));
  }

  async *ambiguous(type: RecordType): AsyncGenerator<StoredRecord[]> {
    yield [...this.tables[type].values()].filter(({ shares }) => shares.length > 0);
  }

  async *mobileNumbers(): AsyncGenerator<{ id: number; numbers: string[] }[]> {
    yield [...this.tables.user.values()].map(({ id, attributes }) => ({
      id,
      numbers: (attributes.mobileNumbers ?? []) as string[],
    }));
  }

  async *all(type: RecordType, owner: string | null): AsyncGenerator<StoredRecord[]> {
    const records = [...this.tables[type].values()].sort((a, b) => a.id - b.id);
    const chosen = records.filter((record) => owner === null || record.owner === owner);
    for (let start = 0; start < chosen.length; start += 500) {
      yield chosen.slice(start, start + 500);
    }
  }

  async count(type: RecordType, owner: string | null): Promise<number> {
    return [...this.tables[type].values()].filter((record) =>
      owner === null ? !record.protected : record.owner === owner
    ).length;
  }

  async extensionsInRange(from: number, to: number): Promise<Set<string>> {
    const taken = [...this.tables.user.values()].map(({ attributes }) =>
      identityOf('extension', String(attributes.extension ?? ''))
    );
    return new Set(
      taken.flatMap((value) =>
        value !== null && Number(value) >= from && Number(value) <= to ? [value] : []
      )
    );
  }

  private select(type: RecordType, ids: number[]): StoredRecord[] {
    return ids.map((id) => this.get(type, id));
  }

  private note(call: string, list: unknown[]): void {
    if (list.length === 0) throw new Error(`${call}: asked for nothing`);
    if (list.length > 500) throw new Error(`${call}: asked for ${list.length}`);
    this.calls.push(call);
  }
}

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const indexEntries = (
  type: RecordType,
  { attributes, owner, key, shares }: StoredRecord
): string[] => [
  ...uniqueAttributes(type).flatMap((name) => {
    if (shares.includes(name)) return [];
    const value = attributes[name];
    const identity = typeof value === 'string' ? identityOf(name, value) : null;
    return identity === null ? [] : `${name}:${identity}`;
  }),
  ...(owner !== null && key !== null ? [`key:${owner}:${key}`] : []),
];

/** Keeps a plan; what it is given and gives is copied, as a real store does. */
export class MemoryStore implements PlanStore {
  private readonly bySeq = new Map<number, Change>();

  get changes(): Change[] {
    return [...this.bySeq.values()].sort((a, b) => a.sequence - b.sequence);
  }

  async append(changes: Change[]): Promise<void> {
    for (const change of structuredClone(changes)) {
      if (this.bySeq.has(change.sequence)) throw new Error(`appended twice: ${change.sequence}`);
      this.bySeq.set(change.sequence, change);
    }
  }

  async replace(changes: Change[]): Promise<void> {
    for (const change of structuredClone(changes)) {
      if (!this.bySeq.has(change.sequence)) throw new Error(`not there: ${change.sequence}`);
      this.bySeq.set(change.sequence, change);
    }
  }

  async discard(sequences: number[]): Promise<void> {
    for (const sequence of sequences) {
      if (!this.bySeq.delete(sequence)) throw new Error(`not there: ${sequence}`);
    }
  }

  async bySequence(sequences: number[]): Promise<Change[]> {
    if (sequences.length > 500) throw new Error(`asked for ${sequences.length} changes`);
    return structuredClone(
      sequences.flatMap((sequence) => this.bySeq.get(sequence) ?? []).reverse()
    );
  }
}
