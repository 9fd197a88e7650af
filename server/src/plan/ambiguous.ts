import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { attributeKey } from './keys';
import type { RecordReader, StoredRecord } from './types';
import { uniqueValues } from './uniqueness';

/** Stored records that share a value which only one of them may have. */
export interface Sharing {
  type: RecordType;
  attribute: string;
  value: string;
  records: StoredRecord[];
}

const byType = <T>(make: () => T): Record<RecordType, T> => ({
  user: make(),
  phonebookEntry: make(),
  phone: make(),
});

/**
 * The stored records that nobody can tell apart, few if any. What a run knows of them is that it
 * must leave them alone, with what hangs on them, until a person gives one of them another value.
 */
export class Ambiguous {
  private readonly byId = byType(() => new Map<number, Sharing>());
  private readonly byValue = byType(() => new Map<string, Sharing>());

  static async read(reader: RecordReader): Promise<Ambiguous> {
    const ambiguous = new Ambiguous();
    for (const type of RECORD_TYPES) {
      for await (const records of reader.ambiguous(type)) {
        for (const record of records) ambiguous.add(type, record);
      }
    }
    return ambiguous;
  }

  /** Those who share a value, where somebody does. */
  sharing(type: RecordType, attribute: string, value: string): Sharing | null {
    return this.byValue[type].get(attributeKey(attribute, value)) ?? null;
  }

  /** Why a record must not be touched, if so: it or its user is one of those who share a value. */
  lockOf(type: RecordType, { id, userId }: Pick<StoredRecord, 'id' | 'userId'>): Sharing | null {
    const ofUser = userId === null ? undefined : this.byId.user.get(userId);
    return this.byId[type].get(id) ?? ofUser ?? null;
  }

  private add(type: RecordType, record: StoredRecord): void {
    const shared = new Set(record.shares);
    for (const [attribute, value] of uniqueValues(type, record.attributes)) {
      if (!shared.has(attribute)) continue;
      const key = attributeKey(attribute, value);
      const sharing = this.byValue[type].get(key) ?? { type, attribute, value, records: [] };
      sharing.records.push(record);
      this.byValue[type].set(key, sharing);
      this.byId[type].set(record.id, sharing);
    }
  }
}
