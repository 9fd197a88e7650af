import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  webcrypto,
} from 'node:crypto';

import { problem } from '../../../shared/codes/problems';
import { ConnectorError } from '../utils/errors';

const PREFIX = 'enc:1:';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Cipher {
  /** `enc:1:` and base64url of nonce, tag and ciphertext: a different text each time. */
  encrypt(text: string): string;
  /**
   * The text that `encrypt` was given.
   * @throws ConnectorError `cannot-decrypt` when it was encrypted with another key or has been
   *   changed
   */
  decrypt(encrypted: string): string;
  /** The same in Node's thread pool: for what is long. */
  decryptInPool(encrypted: string): Promise<string>;
  /**
   * Tells whether a secret is the same as before, and nothing else: without the key it cannot be
   * guessed from, however short the secret is.
   */
  fingerprint(attribute: string, text: string): string;
}

/** True for a text made by `encrypt`. */
export const isEncrypted = (text: string): boolean => text.startsWith(PREFIX);

const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `directory-connector:${purpose}`, 32));

const cannotDecrypt = (cause?: unknown): ConnectorError =>
  new ConnectorError(problem('cannot-decrypt'), { cause });

interface Parts {
  iv: Buffer;
  tag: Buffer;
  body: Buffer;
}

/** @throws ConnectorError `cannot-decrypt` */
const partsOf = (encrypted: string): Parts => {
  const bytes = Buffer.from(encrypted.slice(PREFIX.length), 'base64url');
  if (!isEncrypted(encrypted) || bytes.length < IV_BYTES + TAG_BYTES) throw cannotDecrypt();
  return {
    iv: bytes.subarray(0, IV_BYTES),
    tag: bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
    body: bytes.subarray(IV_BYTES + TAG_BYTES),
  };
};

/**
 * Encryption (AES-256-GCM) and keyed fingerprints (HMAC-SHA-256), with keys derived from one secret
 * by HKDF-SHA-256. The secret may be any text: long and random is what makes it safe.
 */
export const createCipher = (secret: string): Cipher => {
  const encryptionKey = deriveKey(secret, 'encryption');
  const fingerprintKey = deriveKey(secret, 'fingerprint');

  return {
    encrypt(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },

    decrypt(encrypted) {
      const { iv, tag, body } = partsOf(encrypted);
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, iv, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw cannotDecrypt(cause);
      }
    },

    async decryptInPool(encrypted) {
      const { iv, tag, body } = partsOf(encrypted);
      const { subtle } = webcrypto;
      const key = await subtle.importKey('raw', encryptionKey, 'AES-GCM', false, ['decrypt']);
      try {
        const text = await subtle.decrypt({ name: 'AES-GCM', iv }, key, Buffer.concat([body, tag]));
        return Buffer.from(text).toString('utf8');
      } catch (cause) {
        throw cannotDecrypt(cause);
      }
    },

    fingerprint: (attribute, text) =>
      createHmac('sha256', fingerprintKey).update(`${attribute}\0${text}`).digest('base64url'),
  };
};
