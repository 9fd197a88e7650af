import { createHash } from 'node:crypto';

const MAX_LENGTH = 255;

/** Cuts a key to what its column holds; a hash of the whole key keeps it apart from its like. */
function bounded(key: string): string {
  if (key.length <= MAX_LENGTH) return key;
  const digest = createHash('sha256').update(key).digest('hex');
  const start = key.slice(0, MAX_LENGTH - digest.length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}#${digest}`;
}

/** The key of a record that is identified by one of its attributes, such as `username:mmuster`. */
export const attributeKey = (attribute: string, value: string): string =>
  bounded(`${attribute}:${value}`);

/**
 * The key of a child without a value to identify it: its list and its place there, under its
 * parent, such as `username:mmuster/phonebook/0` for the place `identity/4/post/phonebook/0`.
 */
export const placeKey = (parentKey: string, place: string): string =>
  bounded(`${parentKey}/${place.split('/').slice(-2).join('/')}`);
