import { createHash, createHmac } from 'node:crypto';
import type { PhpText } from '../../values';
import { badValue, array, bool, define, type PhpFunctions, text } from '../define';
import { PhpArray } from '../../array';
import { adler, crc, fnv } from './checksums';

/** PHP's names of digests, and Node's. */
const DIGESTS: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha1: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  'sha512/224': 'sha512-224',
  'sha512/256': 'sha512-256',
  sha384: 'sha384',
  sha512: 'sha512',
  'sha3-224': 'sha3-224',
  'sha3-256': 'sha3-256',
  'sha3-384': 'sha3-384',
  'sha3-512': 'sha3-512',
  ripemd160: 'ripemd160',
};

const CHECKSUMS: Readonly<Record<string, (bytes: PhpText) => number>> = {
  adler32: adler,
  crc32b: (bytes) => crc(bytes),
  crc32c: (bytes) => crc(bytes, 'castagnoli'),
  fnv132: (bytes) => fnv(bytes, false),
  fnv1a32: (bytes) => fnv(bytes, true),
};

const bufferOf = (bytes: PhpText): Buffer => Buffer.from(bytes, 'latin1');

const written = (digest: Buffer, isBinary: boolean): PhpText =>
  digest.toString(isBinary ? 'latin1' : 'hex');

const digestOf = (algorithm: string, bytes: PhpText): Buffer =>
  createHash(algorithm).update(bufferOf(bytes)).digest();

function hashed(algorithm: PhpText, data: PhpText): Buffer {
  const name = algorithm.toLowerCase();
  const digest = Object.hasOwn(DIGESTS, name) ? DIGESTS[name] : undefined;
  if (digest) return digestOf(digest, data);
  const checksum = Object.hasOwn(CHECKSUMS, name) ? CHECKSUMS[name] : undefined;
  if (!checksum) throw badValue('hash', 1, 'algo', 'must be a valid hashing algorithm');
  const result = Buffer.alloc(4);
  result.writeUInt32BE(checksum(data));
  return result;
}

const BINARY = bool('binary', false);

const simple = (algorithm: string) =>
  define([text('string'), BINARY], (string, isBinary) =>
    written(digestOf(algorithm, string), isBinary)
  );

const hash_hmac = define(
  [text('algo'), text('data'), text('key'), BINARY],
  (algorithm, data, key, isBinary) => {
    const name = algorithm.toLowerCase();
    const digest = Object.hasOwn(DIGESTS, name) ? DIGESTS[name] : undefined;
    if (!digest) {
      throw badValue('hash_hmac', 1, 'algo', 'must be a valid cryptographic hashing algorithm');
    }
    return written(createHmac(digest, bufferOf(key)).update(bufferOf(data)).digest(), isBinary);
  }
);

const namesOf = (...tables: object[]): PhpArray =>
  PhpArray.list(tables.flatMap((table) => Object.keys(table)));

/** Digests and checksums of texts. */
export const DIGEST_FUNCTIONS: PhpFunctions = {
  md5: simple('md5'),
  sha1: simple('sha1'),
  crc32: define([text('string')], (string) => BigInt(crc(string))),
  hash: define(
    [text('algo'), text('data'), BINARY, array('options', new PhpArray())],
    (algorithm, data, isBinary) => written(hashed(algorithm, data), isBinary)
  ),
  hash_algos: define([], () => namesOf(DIGESTS, CHECKSUMS)),
  hash_hmac,
  hash_hmac_algos: define([], () => namesOf(DIGESTS)),
  hash_equals: define(
    [text('known_string'), text('user_string')],
    (known, given) => known === given
  ),
};
