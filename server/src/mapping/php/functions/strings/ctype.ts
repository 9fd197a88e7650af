import type { PhpValue } from '../../values';
import { define, mixed, type PhpFunction, type PhpFunctions } from '../define';

/** Whether all bytes of a text are of a kind; an integer is the byte of that number, or its decimal digits. */
const isAll = (kind: RegExp): PhpFunction =>
  define([mixed('text')], (value) => {
    const text = textIn(value);
    return text !== null && kind.test(text);
  });

const SMALLEST = -128n;
const LARGEST = 255n;

function textIn(value: PhpValue): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'bigint') return null;
  if (value < SMALLEST || value > LARGEST) return value.toString();
  return String.fromCharCode(Number(BigInt.asUintN(8, value)));
}

/** The kinds of ASCII's characters; no other byte is of any. */
export const CTYPE: PhpFunctions = {
  ctype_alnum: isAll(/^[A-Za-z0-9]+$/),
  ctype_alpha: isAll(/^[A-Za-z]+$/),
  ctype_cntrl: isAll(/^[^ -~\x80-\xff]+$/),
  ctype_digit: isAll(/^[0-9]+$/),
  ctype_graph: isAll(/^[!-~]+$/),
  ctype_lower: isAll(/^[a-z]+$/),
  ctype_print: isAll(/^[ -~]+$/),
  ctype_punct: isAll(/^[!-/:-@[-`{-~]+$/),
  ctype_space: isAll(/^[ \t-\r]+$/),
  ctype_upper: isAll(/^[A-Z]+$/),
  ctype_xdigit: isAll(/^[0-9A-Fa-f]+$/),
};
