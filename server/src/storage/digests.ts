import crypto from 'node:crypto';

import { identityOf } from '../../../shared/identity';
import { MATCHABLE, type RecordType } from '../../../shared/records';

/** The attribute that holds the digest of another one's identity. */
export const digestName = (attribute: string): string => `${attribute}Digest`;

/**
 * The attribute that holds it instead where several records share a value that only one may have:
 * the mark of those that nobody can tell apart.
 */
export const sharedName = (attribute: string): string => `${attribute}Shared`;

/** What digests are made of besides identities: a key is compared as it is. */
export const KEY = 'connectorKey';

/** In one go, where Node can do that (20.12): most of what a short text takes is the object that hashes it. */
const { hash } = crypto as Partial<typeof crypto>;

/** A text that no collation takes for another one: hexadecimal digits in lower case. */
export const digestOf = (text: string): string =>
  hash ? hash('sha256', text, 'hex') : crypto.createHash('sha256').update(text).digest('hex');

/** What is stored beside a value so that it is found whatever its spelling; null where it has no identity. */
export const digestOfValue = (attribute: string, value: unknown): string | null => {
  if (typeof value !== 'string') return null;
  const identity = attribute === KEY ? value : identityOf(attribute, value);
  return identity === null ? null : digestOf(identity);
};

/** The attributes of a type that have a digest beside them. */
export const digested = (type: RecordType): readonly string[] => [...MATCHABLE[type], KEY];

/** The digests of those of the attributes that are given. */
export const digestsOf = (
  type: RecordType,
  attributes: Record<string, unknown>
): Record<string, string | null> =>
  Object.fromEntries(
    digested(type)
      .filter((name) => attributes[name] !== undefined)
      .map((name) => [digestName(name), digestOfValue(name, attributes[name])])
  );
