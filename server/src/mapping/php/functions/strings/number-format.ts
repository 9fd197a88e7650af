import { define, float, int, nullable, text } from '../define';
import { roundFloat } from '../rounding';
import { fixedText } from './decimal';

const MOST_DECIMALS = 500;

/** Digits in groups of three. */
const grouped = (digits: string, separator: string): string =>
  digits.replace(/\B(?=(?:\d{3})+$)/g, () => separator);

/** `number_format` */
export const NUMBER_FORMAT = define(
  [
    float('num'),
    int('decimals', 0n),
    nullable(text('decimal_separator'), '.'),
    nullable(text('thousands_separator'), ','),
  ],
  (number, decimals, point, separator, run) => {
    const places = Math.max(Math.min(Number(decimals), MOST_DECIMALS), 0);
    const value = roundFloat(number, places);
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
    const [whole = '', fraction] = fixedText(value, places).split('.');
    const sign = value < 0 ? '-' : '';
    const digits = grouped(whole, separator ?? ',');
    run.text(digits.length + places);
    return sign + digits + (fraction === undefined ? '' : (point ?? '.') + fraction);
  }
);
