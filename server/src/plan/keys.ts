import { createHash } from 'node:crypto';

import { identityOf } from '../../../shared/identity';
import { TEMPLATE_LISTS } from '../../../shared/mapping-language';

const MAX_LENGTH = 255;

/** Cuts a key to what its column holds; a hash of the whole key keeps it apart from its like. */
function bounded(key: string): string {
  if (key.length <= MAX_LENGTH) return key;
  const digest = createHash('sha256').update(key).digest('hex');
  const start = key.slice(0, MAX_LENGTH - digest.length - 1).replace(/[\uD800-\uDBFF]$/, '');
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
  bounded(`${attribute}:${identityOf(attribute, value) ?? value}`);

/**
 * The key of a child without a value to identify it: its list and its place there, under its
 * parent, such as `username:mmuster/phonebook/0` for the place `identity/4/post/phonebook/0`.
 */
export const placeKey = (parentKey: string, place: string): string =>
  bounded(`${parentKey}/${place.split('/').slice(-2).join('/')}`);

const LISTS = Object.keys(TEMPLATE_LISTS).map((name) => name.replaceAll('.', '\\.'));
const PLACES = new RegExp(`(?:/(?:${LISTS.join('|')})/\\d+)+$`);
const CUT = /#[\da-f]{64}$/;

/** Whether a stored key may be that of this place under some parent; nobody can tell of one that was cut. */
export const mayBeOfPlace = (key: string, place: string): boolean =>
  key.length === MAX_LENGTH || key.endsWith(placeKey('', place));

/** A stored key as it would be made today: the value in it may be in any spelling. */
export function identityKey(key: string): string {
  const isCut = key.length === MAX_LENGTH && CUT.test(key);
  const [places = ''] = PLACES.exec(key) ?? [];
  const root = key.slice(0, key.length - places.length);
  const colon = root.indexOf(':');
  if (isCut || colon < 0) return key;
  return bounded(attributeKey(root.slice(0, colon), root.slice(colon + 1)) + places);
}

/** The attribute whose value a key is made of, itself or by its parent's. */
export const attributeOfKey = (key: string): string => key.slice(0, Math.max(0, key.indexOf(':')));

/** The key of a child whose parent gets another one; null where it is not below that parent. */
export const movedKey = (key: string, from: string, to: string): string | null =>
  key.startsWith(`${from}/`) ? bounded(to + key.slice(from.length)) : null;
