import { problem } from '../../../shared/codes/problems';
import { type Issue, ofWholeRun } from '../../../shared/contracts/issues';
import type { MappedRecord, MappedRow } from '../mapping/types';
import type { RecordType } from '../../../shared/records';
import { type KeyNames, keyValue } from '../utils/record-keys';
import { attributeKey, itemsOf } from './items';

/** Tells of a type and key whether whoever has it has asked to be forgotten. */
export type IsForgotten = (type: RecordType, key: string) => boolean;

/** What a record is known by, whatever its profile matches by. A contact without an id is known by its name. */
const NAMES = { user: ['username', 'externalId'], phonebookEntry: ['displayName'], phone: [] };

/** Leaves out of rows whoever has asked to be forgotten, with what belongs to them and what is told of it. */
export class ForgottenPeople {
  private rows = 0;

  /** @param isForgotten null where nobody has asked */
  constructor(
    private readonly isForgotten: IsForgotten | null,
    private readonly match: KeyNames
  ) {}

  /** The rows without them. */
  without(rows: MappedRow[]): MappedRow[] {
    return this.isForgotten === null ? rows : rows.map((row) => this.leftOf(row));
  }

  /** What is told of all that were left out, without saying who they are. */
  issues(): Issue[] {
    const what = problem('forgotten-left-out', { count: this.rows });
    return this.rows === 0 ? [] : [ofWholeRun(what, 'info')];
  }

  private leftOf(row: MappedRow): MappedRow {
    const { kept, ...rest } = row;
    const records = this.leftIn(row.records);
    const leftKept = kept && this.leftIn(kept);
    if (records === row.records && leftKept === kept) return row;
    this.rows += 1;
    // Without any, which of the stored records are to stay would be unknown.
    const isKept = leftKept !== undefined && leftKept.length > 0;
    return { ...rest, records, ...(isKept && { kept: leftKept }), issues: [] };
  }

  private leftIn(records: MappedRecord[], isBelow = false): MappedRecord[] {
    const left = records.flatMap((record) => {
      // What belongs to somebody goes with them, and by itself is nobody.
      if ((record.type === 'user' || !isBelow) && this.isLeftOut(record)) return [];
      const children = this.leftIn(record.children, true);
      return [children === record.children ? record : { ...record, children }];
    });
    return left.length === records.length && left.every((one, place) => one === records[place])
      ? records
      : left;
  }

  private isLeftOut({ type, attributes }: MappedRecord): boolean {
    return [this.match[type], ...NAMES[type]].some((name) => {
      const value = keyValue(name, attributes);
      return value !== null && this.isForgotten?.(type, attributeKey(name, value)) === true;
    });
  }
}

/** Characters of a fingerprint that tell whom a row is about. */
const PRINT_LENGTH = 22;

/** What tells of an issue whose row it is of, without saying who that is. */
export const aboutPrint = (
  fingerprint: (attribute: string, text: string) => string,
  profileId: string,
  key: string
): string => fingerprint('about', [profileId, key].join('\0')).slice(0, PRINT_LENGTH);

/** The keys of whom rows with issues are about: somebody who asks to be forgotten may have no change there. */
export const keysOfRows = (
  rows: readonly MappedRow[],
  match: KeyNames | null
): Map<number, string[]> => {
  const about = new Map<number, string[]>();
  if (match === null) return about;
  for (const row of rows) {
    if (row.issues.length === 0) continue;
    const keys = itemsOf(row, match).flatMap(({ parent, key }) =>
      parent === null && key !== null ? [key] : []
    );
    if (keys.length > 0) about.set(row.row, keys);
  }
  return about;
};
