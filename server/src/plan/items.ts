import { createHash } from 'node:crypto';

import type { Renaming } from '../../../shared/contracts/runs';
import { identityOf } from '../../../shared/identity';
import { TEMPLATE_LISTS } from '../../../shared/mapping-language';
import type { RecordType } from '../../../shared/records';
import type { AttributeValue, MappedRecord, MappedRow } from '../mapping/types';
import { type KeyNames, keyValue, lacksPart } from '../utils/record-keys';
import type { StoredRecord } from './types';

/** What the column of a key holds. */
const MAX_LENGTH = 255;
/**
 * How much of it a value may take. The places of children follow in full, so that a child's key
 * begins with its parent's however long that is.
 */
const ROOT_LENGTH = 190;

/** Cuts a key to a length; a hash of the whole keeps it distinct from others that begin alike. */
function bounded(key: string, length: number): string {
  if (key.length <= length) return key;
  const digest = createHash('sha256').update(key).digest('hex');
  const start = key.slice(0, length - digest.length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}#${digest}`;
}

/** An attribute's value where it can tell a record from others; null for anything else. */
export function identifying(attribute: string, value: unknown): string | null {
  return typeof value === 'string' && identityOf(attribute, value) !== null ? value : null;
}

/**
 * The key of a record that is identified by one of its attributes, such as `username:mmuster`: the
 * same for every spelling of the value.
 */
export const attributeKey = (attribute: string, value: string): string =>
  bounded(`${attribute}:${identityOf(attribute, value) ?? value}`, ROOT_LENGTH);

/**
 * The key of a child without a value to identify it: its list and its place there, under its
 * parent, such as `username:mmuster/phonebook/0` for the place `identity/4/post/phonebook/0`.
 */
export const placeKey = (parentKey: string, place: string): string =>
  bounded(`${parentKey}/${place.split('/').slice(-2).join('/')}`, MAX_LENGTH);

const LIST_NAMES = Object.keys(TEMPLATE_LISTS);
const LISTS = LIST_NAMES.map((name) => name.replaceAll('.', '\\.')).join('|');
const PLACES = new RegExp(`(?:/(?:${LISTS})/\\d+)+$`);
const CUT = /#[\da-f]{64}$/;

/** Whether a stored key may be that of this place under some parent; nobody can tell of one that was cut. */
export const mayBeOfPlace = (key: string, place: string): boolean =>
  key.length === MAX_LENGTH || key.endsWith(placeKey('', place));

/** True for what was cut to a length, or to one less where a character would have been cut. */
const isCut = (key: string, length: number): boolean =>
  (key.length === length || key.length === length - 1) && CUT.test(key);

/**
 * A stored key as it would be made today: the value in it may be in any spelling. Null where version
 * 0.1.0 has cut it, so that nothing in it tells what stood behind.
 */
export function identityKey(key: string): string | null {
  if (isCut(key, MAX_LENGTH)) return null;
  const [places = ''] = PLACES.exec(key) ?? [];
  const root = key.slice(0, key.length - places.length);
  const colon = root.indexOf(':');
  if (colon < 0 || isCut(root, ROOT_LENGTH)) return key;
  return bounded(attributeKey(root.slice(0, colon), root.slice(colon + 1)) + places, MAX_LENGTH);
}

/**
 * What a stored key is made of: the value of the attribute, itself or that of the record above; null where the
 * value was cut.
 */
export function partsOfStoredKey(key: string): { by: string; value: string } | null {
  const [places = ''] = PLACES.exec(key) ?? [];
  const root = key.slice(0, key.length - places.length);
  const by = attributeOfKey(root);
  if (by === '' || isCut(root, ROOT_LENGTH) || isCut(key, MAX_LENGTH)) return null;
  return { by, value: root.slice(by.length + 1) };
}

/** Whether a stored key is made of a place under a parent. */
export const isPlaced = (key: string): boolean => PLACES.test(key);

/** How many places of a list are tried. */
const PLACES_TRIED = 100;

/**
 * The key of today for one that version 0.1.0 has cut, if it was made of that value: of the record's
 * own, or of the one of its user.
 */
export function restoredKey(key: string, value: string): string | null {
  const attribute = attributeOfKey(key);
  const today = attributeKey(attribute, value);
  for (const spelling of new Set([value, identityOf(attribute, value) ?? value])) {
    const root = bounded(`${attribute}:${spelling}`, MAX_LENGTH);
    if (root === key) return today;
    for (const list of LIST_NAMES) {
      for (let index = 0; index < PLACES_TRIED; index += 1) {
        const place = `/${list}/${index}`;
        if (bounded(root + place, MAX_LENGTH) === key) return today + place;
      }
    }
  }
  return null;
}

/** The attribute whose value a key is made of, itself or by its parent's. */
export const attributeOfKey = (key: string): string => key.slice(0, Math.max(0, key.indexOf(':')));

/** The key of a child whose parent gets another one; null where it is not below that parent. */
export const movedKey = (key: string, from: string, to: string): string | null =>
  key.startsWith(`${from}/`) ? bounded(to + key.slice(from.length), MAX_LENGTH) : null;

/** One record of a row, with what the plan finds out about it. */
export interface Item {
  row: number;
  record: MappedRecord;
  type: RecordType;
  /** The value of what records of the type are matched by. */
  matchValue: string | null;
  /** Null where nothing identifies the record. */
  key: string | null;
  /** The attributes that are made of what its user gets. */
  ofUser: Set<string>;
  parent: Item | null;
  /** The user it belongs to: the nearest one above it. */
  user: Item | null;
  stored: StoredRecord | null;
  /** The record that a person had under another key. */
  formerSelf: StoredRecord | null;
  /** Whom it is taken for under another key; null where there is nobody, or the profile says that they are two. */
  renamed: (Renaming & { isSame: boolean | null }) | null;
  /** Of a user: what its change writes; null until it is planned. */
  written: Record<string, AttributeValue> | null;
  /** What a user will have that is known only when all rows have been read; null where there is nothing. */
  pending: Record<string, AttributeValue> | null;
  /** Its change's place in the plan; null while it has none. */
  sequence: number | null;
  failed: boolean;
  /** True where the profile makes nobody new, and this is not stored or its parent is not. */
  leftOut: boolean;
}

/** The value of a record's key; null where there is none, or a part of it could not be read. */
const matchValueOf = ({ failed, attributes }: MappedRecord, name: string): string | null =>
  failed && lacksPart(name, attributes) ? null : keyValue(name, attributes);

function keyOf(record: MappedRecord, attribute: string, parent: Item | null): string | null {
  const value = matchValueOf(record, attribute);
  if (value !== null) return attributeKey(attribute, value);
  if (record.type === 'user') return null;
  if (parent) return parent.key === null ? null : placeKey(parent.key, record.place);
  const name = identifying('displayName', record.attributes.displayName);
  // The name of a failed record may not be what it was stored by: the value that failed may be its id.
  if (record.type === 'phone' || record.failed || name === null) return null;
  return attributeKey('displayName', name);
}

/** The records of a row, each followed by its children. A user is nobody's child, wherever it stands. */
export function itemsOf(row: MappedRow, match: KeyNames): Item[] {
  const items: Item[] = [];
  const roots = [...row.records];
  const visit = (record: MappedRecord, parent: Item | null): void => {
    const { type } = record;
    const item: Item = {
      row: row.row,
      record,
      type,
      matchValue: matchValueOf(record, match[type]),
      key: keyOf(record, match[type], parent),
      ofUser: new Set(Object.keys(record.references ?? {})),
      parent,
      user: parent && (parent.type === 'user' ? parent : parent.user),
      stored: null,
      formerSelf: null,
      renamed: null,
      written: null,
      pending: null,
      sequence: null,
      failed: false,
      leftOut: false,
    };
    items.push(item);
    for (const child of record.children) {
      if (child.type === 'user') roots.push(child);
      else visit(child, item);
    }
  };
  for (const root of roots) visit(root, null);
  return items;
}

/** The attributes by which people call a record, the best first. */
export const LABEL_ATTRIBUTES: readonly string[] = ['displayName', 'username', 'name', 'mac'];

/** The key of an item, or what stands for it where nothing identifies the record. */
export const keyOrPlace = ({ key, row, record }: Item): string =>
  key ?? `row:${row}/${record.place}`;
