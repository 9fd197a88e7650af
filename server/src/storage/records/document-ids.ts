import { randomFillSync } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SIGNS = `${LETTERS}0123456789`;
const LENGTH = 24;
const FORM = /^[a-z][a-z0-9]{23}$/;

/** The greatest multiple of a number of signs that a byte holds: the bytes above would favour some of them. */
const fairBelow = (signs: string): number => 256 - (256 % signs.length);

const random = new Uint8Array(4096);
let used = random.length;

const randomSign = (signs: string): string => {
  for (;;) {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    const byte = random[used++]!;
    if (byte < fairBelow(signs)) return signs[byte % signs.length]!;
  }
};

/** Whether a text has the form of the documentIds that Strapi makes (cuid2). */
export const isDocumentId = (text: string): boolean => FORM.test(text);

/** A documentId of that form, random in each of its signs: 124 bits, none of which tells when it was made. */
export const randomDocumentId = (): string => {
  let id = randomSign(LETTERS);
  while (id.length < LENGTH) id += randomSign(SIGNS);
  return id;
};
