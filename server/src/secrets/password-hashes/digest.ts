import { createHash } from 'node:crypto';

import { isSame, type HashForm } from './form';

const FORM = /^\{(S?)(MD5|SHA(?:-?(?:1|224|256|384|512))?)\}([A-Za-z0-9+/]+={0,2})$/i;
const HEX = /^(?:[0-9a-f]{2})+$/i;

const DIGEST_BYTES: Record<string, number> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

const algorithmOf = (scheme: string): string => {
  const name = scheme.toLowerCase().replace('-', '');
  return name === 'sha' ? 'sha1' : name;
};

/** Every hexadecimal text is base64 too: the one whose length is right is meant. */
const decodings = (text: string): Buffer[] => [
  ...(HEX.test(text) ? [Buffer.from(text, 'hex')] : []),
  Buffer.from(text, 'base64'),
];

/**
 * LDAP's `{MD5}`, `{SHA}`, `{SHA256}` … and, with the salt behind the digest, `{SMD5}`, `{SSHA}`,
 * `{SSHA256}` … (RFC 2307 § 5.3 and OpenLDAP), in base64 or hexadecimal.
 */
export const digestForm: HashForm = (hash) => {
  const [, salted, scheme = '', text = ''] = FORM.exec(hash) ?? [];
  const algorithm = algorithmOf(scheme);
  const size = DIGEST_BYTES[algorithm];
  if (size === undefined) return null;
  const bytes = decodings(text).find(({ length }) => (salted ? length > size : length === size));
  if (!bytes) return null;
  return async (password) => {
    const digest = createHash(algorithm).update(password).update(bytes.subarray(size)).digest();
    return isSame(digest, bytes.subarray(0, size));
  };
};
