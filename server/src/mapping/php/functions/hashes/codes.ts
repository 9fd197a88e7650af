import type { PhpText, PhpValue } from '../../values';
import { bool, define, type PhpFunctions, text } from '../define';

const DIGITS = /[^A-Za-z0-9+/]/g;
const GROUP = 4;

/** In strict form blanks alone may stand between the digits, and `=` alone at their end. */
function fromBase64(string: PhpText, isStrict: boolean): PhpText | false {
  if (isStrict) {
    const digits = string.replace(/[ \t\n\r]/g, '');
    if (!/^[A-Za-z0-9+/]*=*$/.test(digits)) return false;
    const padding = digits.length - digits.replace(/=+$/, '').length;
    if ((digits.length - padding) % GROUP === 1) return false;
    if (padding > 0 && (padding > 2 || digits.length % GROUP !== 0)) return false;
  }
  return Buffer.from(string.replace(DIGITS, ''), 'base64').toString('latin1');
}

const hex2bin = define([text('string')], (string): PhpValue => {
  const isHex = string.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(string);
  return isHex && Buffer.from(string, 'hex').toString('latin1');
});

/** Bytes written with digits. */
export const CODES: PhpFunctions = {
  base64_encode: define([text('string')], (string, run) => {
    run.text(Math.ceil(string.length / 3) * GROUP);
    return Buffer.from(string, 'latin1').toString('base64');
  }),
  base64_decode: define([text('string'), bool('strict', false)], fromBase64),
  bin2hex: define([text('string')], (string, run) => {
    run.text(string.length * 2);
    return Buffer.from(string, 'latin1').toString('hex');
  }),
  hex2bin,
};
