import type { PhpText } from '../../values';

const BITS = 8;
const CASTAGNOLI = 0x82f63b78;
const IEEE = 0xedb88320;

function tableOf(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, start) => {
    let value = start;
    for (let bit = 0; bit < BITS; bit++) {
      value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    }
    return value;
  });
}

const TABLES = { ieee: tableOf(IEEE), castagnoli: tableOf(CASTAGNOLI) };

/** The cyclic checksum of 32 bits that zip files have (`ieee`), or that of iSCSI. */
export function crc(bytes: PhpText, kind: keyof typeof TABLES = 'ieee'): number {
  const table = TABLES[kind];
  let value = 0xffffffff;
  for (let place = 0; place < bytes.length; place++) {
    value = (table[(value ^ bytes.charCodeAt(place)) & 0xff] ?? 0) ^ (value >>> BITS);
  }
  return (value ^ 0xffffffff) >>> 0;
}

const ADLER = 65521;

export function adler(bytes: PhpText): number {
  let [one, other] = [1, 0];
  for (let place = 0; place < bytes.length; place++) {
    one = (one + bytes.charCodeAt(place)) % ADLER;
    other = (other + one) % ADLER;
  }
  return ((other << 16) | one) >>> 0;
}

const FNV_PRIME = 0x01000193;
const FNV_START = 0x811c9dc5;

/** FNV of 32 bits; `xorFirst`: 1a. */
export function fnv(bytes: PhpText, xorFirst: boolean): number {
  let value = FNV_START;
  for (let place = 0; place < bytes.length; place++) {
    const code = bytes.charCodeAt(place);
    value = xorFirst ? Math.imul(value ^ code, FNV_PRIME) : Math.imul(value, FNV_PRIME) ^ code;
  }
  return value >>> 0;
}
