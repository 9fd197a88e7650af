import { problem } from '../../../shared/codes/problems';
import { type Issue, ofWholeRun, SHARED_SECRET_ROW } from '../../../shared/contracts/issues';
import { partsOfKey } from '../../../shared/identity';
import {
  ATTRIBUTES,
  isSecret,
  RECORD_TYPES,
  type RecordType,
  STRING_LENGTH,
} from '../../../shared/records';
import { beginningOf, MASK } from '../../../shared/text';
import type { MappedRecord, MappedRow } from '../mapping/types';
import { isCompound, partsOfValue } from '../utils/record-keys';
import { demandsOf, KEY_TRAIT } from './leaving/departures';
import { attributeOfDifference } from './compare';
import { LABEL_ATTRIBUTES, type Item } from './items';
import type { Change, Demand } from './types';

type Attributes = Readonly<Record<string, unknown>>;

/** What tells whose credentials some are. */
export const TELLING_ATTRIBUTES = ['displayName', 'username', 'email', 'extension'] as const;

/** A key's attribute, and the place that a child has under the record of that value. */
const KEY_FORM = /^([^:/]+):.*?((?:\/[\w.]+\/\d+)*)$/s;

/**
 * Knows what of a plan must not be shown: values of attributes that the catalogue keeps secret, and of
 * those that a secret column fills. Whatever leaves the plan to be looked at goes through it; what
 * is written does not.
 */
export class SecretMask {
  private readonly hidden: Set<string>;

  /** @param attributes `type.attribute` that a secret column fills */
  constructor(attributes: Iterable<string>) {
    this.hidden = new Set(attributes);
  }

  /** Notes what rows say of their own values, from then on for all. */
  note(rows: readonly MappedRow[]): void {
    const visit = ({ type, secret = [], children }: MappedRecord): void => {
      for (const attribute of secret) this.hidden.add(`${type}.${attribute}`);
      children.forEach(visit);
    };
    for (const { records, kept = [] } of rows) [...records, ...kept].forEach(visit);
  }

  hides(type: RecordType, attribute: string): boolean {
    return partsOfKey(attribute).some((part) => {
      const definition = ATTRIBUTES[type][part];
      return (
        this.hidden.has(`${type}.${part}`) || (definition !== undefined && isSecret(definition))
      );
    });
  }

  /** A value of an attribute, or a record's key, as it may be shown: whole where it fits into one line. */
  value(type: RecordType, attribute: string, value: string): string {
    if (attribute === KEY_TRAIT) return this.key(value);
    if (this.hides(type, attribute)) return MASK;
    const parts = isCompound(attribute) ? Object.values(partsOfValue(attribute, value)) : [value];
    return parts.map((part) => beginningOf(part, STRING_LENGTH)).join(', ');
  }

  /** A key as it may be shown: `username:•••/phonebook/0`. */
  key(key: string): string {
    if (this.hidden.size === 0) return key;
    const [, attribute = '', place = ''] = KEY_FORM.exec(key) ?? [];
    // A child's key is made from a value of the record above it.
    const isHidden = RECORD_TYPES.some((type) =>
      partsOfKey(attribute).some((part) => this.hidden.has(`${type}.${part}`))
    );
    return isHidden ? `${attribute}:${MASK}${place}` : key;
  }

  /** What a person calls a record, by the first of its names that may be shown. */
  label(type: RecordType, attributes: Attributes, key: string, former: Attributes = {}): string {
    for (const name of LABEL_ATTRIBUTES) {
      if (this.hides(type, name)) continue;
      const label = [attributes[name], former[name]].find(
        (value): value is string => typeof value === 'string' && value !== ''
      );
      if (label !== undefined) return label;
    }
    return this.key(key);
  }

  /** A change as it may be shown. */
  masked(change: Change): Change {
    if (this.hidden.size === 0) return change;
    const entries = Object.entries(change.difference).map(([name, { before, after }]) => {
      const shown = (value: unknown): unknown => this.shown(change.type, name, value);
      return [name, { before: shown(before), after: shown(after) }] as const;
    });
    const shownKey = this.key(change.key);
    const hiddenOfUser = TELLING_ATTRIBUTES.filter((name) => this.hides('user', name));
    return {
      ...change,
      difference: Object.fromEntries(entries),
      ...(shownKey !== change.key && { shownKey }),
      ...(hiddenOfUser.length > 0 && { hiddenOfUser }),
    };
  }

  private shown(type: RecordType, name: string, value: unknown): unknown {
    if (name === 'key' && typeof value === 'string') return this.key(value);
    // The user is shown by a label, which has been masked.
    const isHidden = name !== 'user' && this.hides(type, attributeOfDifference(name));
    return isHidden && value !== null ? MASK : value;
  }
}

/** A change's key as people may see it. */
export const shownKey = ({ key, shownKey: shown }: Pick<Change, 'key' | 'shownKey'>): string =>
  shown ?? key;

/** What a person calls a record of a row, by what of it may be shown; empty where it has no name. */
export function nameOf(record: MappedRecord): string {
  const secret = (record.secret ?? []).map((attribute) => `${record.type}.${attribute}`);
  return new SecretMask(secret).label(record.type, record.attributes, '');
}

/** What a stored change refers to, as it may be shown: its difference has secrets masked already. */
export const shownDemands = (change: Change, userId: number | null): Demand[] =>
  demandsOf({ ...change, owner: null, userId }).map((demand) => {
    if (demand.attribute === KEY_TRAIT) return { ...demand, value: shownKey(change) };
    return change.difference[demand.attribute]?.after === MASK
      ? { ...demand, value: MASK }
      : demand;
  });

/** What opens an account. A PIN of a few digits is had by many people, and tells nothing. */
const COMPARED = ['password', 'sipPassword'] as const;
/** How many rows are named at most, of all values together. */
const NAMED_ROWS = 1000;

interface Holder {
  /** Whom the first record with the value is of. */
  person: string;
  attribute: (typeof COMPARED)[number];
  rows: number[];
  shared: boolean;
}

/** Finds people to whom the source gives the same password, by keyed fingerprints and never by the values. */
export class SharedSecrets {
  private readonly holders = new Map<string, Holder>();

  constructor(
    private readonly fingerprint: (attribute: string, value: string) => string,
    private readonly columns: Readonly<Record<string, string>>
  ) {}

  note({ type, row, key, user, record }: Item): void {
    const person = (type === 'user' ? key : user?.key) ?? key ?? `row:${row}/${record.place}`;
    for (const attribute of COMPARED) {
      const value = record.attributes[attribute];
      if (typeof value !== 'string' || value === '') continue;
      const print = this.fingerprint(attribute, value);
      const holder = this.holders.get(print);
      if (!holder) this.holders.set(print, { person, attribute, rows: [row], shared: false });
      else {
        holder.shared ||= holder.person !== person;
        if (holder.rows.at(-1) !== row) holder.rows.push(row);
      }
    }
  }

  /** One warning for everybody, and the rows for those who may see credentials. */
  issues(): Issue[] {
    const shared = [...this.holders.values()].filter((holder) => holder.shared);
    if (shared.length === 0) return [];
    const count = shared.reduce((sum, { rows }) => sum + rows.length, 0);
    const warning = problem('shared-secret', { count, shared: shared.length });
    const rows = shared.flatMap(({ attribute, rows: all }, index) => {
      const what = problem(SHARED_SECRET_ROW, {
        secret: attribute,
        others: all.length - 1,
        index: index + 1,
        shared: shared.length,
      });
      const column = this.columns[`user.${attribute}`] ?? attribute;
      return all.map((row): Issue => ({ row, column, value: MASK, severity: 'info', ...what }));
    });
    return [ofWholeRun(warning, 'warning'), ...rows.slice(0, NAMED_ROWS)];
  }
}
