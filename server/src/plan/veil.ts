import { ATTRIBUTES, isSecret, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { MASK } from '../../../shared/secret-names';
import type { MappedRecord, MappedRow } from '../mapping/types';
import { LABEL_ATTRIBUTES } from './items';
import type { Change } from './types';
import { KEY_TRAIT, type Want, wantsOf } from './wants';

type Attributes = Readonly<Record<string, unknown>>;

/** A key's attribute, and the place that a child has under the record of that value. */
const KEY_FORM = /^([^:/]+):.*?((?:\/[\w.]+\/\d+)*)$/s;

/**
 * What of a plan must not be shown: values of attributes that the catalogue keeps secret, and of
 * those that a secret column fills. Whatever leaves the plan to be looked at goes through it; what
 * is written does not.
 */
export class Veil {
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
    if (this.hidden.has(`${type}.${attribute}`)) return true;
    const definition = ATTRIBUTES[type][attribute];
    return definition !== undefined && isSecret(definition);
  }

  /** A value of an attribute, or a record's key, as it may be shown. */
  value(type: RecordType, attribute: string, value: string): string {
    if (attribute === KEY_TRAIT) return this.key(value);
    return this.hides(type, attribute) ? MASK : value;
  }

  /** A key as it may be shown: `username:•••/phonebook/0`. */
  key(key: string): string {
    if (this.hidden.size === 0) return key;
    const [, attribute = '', place = ''] = KEY_FORM.exec(key) ?? [];
    // A child's key is made from a value of the record above it.
    const isHidden = RECORD_TYPES.some((type) => this.hidden.has(`${type}.${attribute}`));
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
  over(change: Change): Change {
    if (this.hidden.size === 0) return change;
    const entries = Object.entries(change.difference).map(([name, { before, after }]) => {
      const shown = (value: unknown): unknown => this.shown(change.type, name, value);
      return [name, { before: shown(before), after: shown(after) }] as const;
    });
    const shownKey = this.key(change.key);
    return {
      ...change,
      difference: Object.fromEntries(entries),
      ...(shownKey !== change.key && { shownKey }),
    };
  }

  private shown(type: RecordType, name: string, value: unknown): unknown {
    if (name === 'key' && typeof value === 'string') return this.key(value);
    // The user is shown by a label, which has been veiled.
    return name !== 'user' && value !== null && this.hides(type, name) ? MASK : value;
  }
}

/** A change's key as people may see it. */
export const shownKey = ({ key, shownKey: shown }: Pick<Change, 'key' | 'shownKey'>): string =>
  shown ?? key;

/** What a person calls a record of a row, by what of it may be shown; empty where it has no name. */
export function nameOf(record: MappedRecord): string {
  const secret = (record.secret ?? []).map((attribute) => `${record.type}.${attribute}`);
  return new Veil(secret).label(record.type, record.attributes, '');
}

/** What a stored change wanted, as it may be shown: its difference has secrets masked already. */
export const shownWants = (change: Change, userId: number | null): Want[] =>
  wantsOf({ ...change, owner: null, userId }).map((want) => {
    if (want.attribute === KEY_TRAIT) return { ...want, value: shownKey(change) };
    return change.difference[want.attribute]?.after === MASK ? { ...want, value: MASK } : want;
  });
