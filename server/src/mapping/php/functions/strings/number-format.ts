import { define, float, int, nullable, text } from '../define';
import { fixedText } from './decimal';

const MOST_DECIMALS = 500;
const PRECISE = 15;

/** Half away from zero. */
const rounded = (value: number): number =>
  value >= 0 ? Math.floor(value + 0.5) : Math.ceil(value - 0.5);

/** Rounds as PHP 8.2 does: first to the fifteen digits that a float surely has, then to so many decimals. */
export function roundedTo(value: number, places: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const precision = PRECISE - 1 - Math.floor(Math.log10(Math.abs(value)));
  const factor = 10 ** Math.abs(places);
  let scaled: number;
  if (precision > places && precision - PRECISE < places) {
    const power = Math.max(Math.min(precision, 4 * PRECISE), -4 * PRECISE);
    scaled = rounded(power >= 0 ? value * 10 ** power : value / 10 ** -power);
    const back = Math.max(places - power, -4 * PRECISE);
    scaled /= 10 ** Math.abs(back);
  } else {
    scaled = places >= 0 ? value * factor : value / factor;
    if (Math.abs(scaled) >= 1e15) return value;
  }
  scaled = rounded(scaled);
  if (Math.abs(places) < 23) return places > 0 ? scaled / factor : scaled * factor;
  const result = Number(`${fixedText(scaled, 6)}e${-places}`) * Math.sign(scaled);
  return Number.isFinite(result) ? result : value;
}

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
    const value = roundedTo(number, places);
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf';
    const [whole = '', fraction] = fixedText(value, places).split('.');
    const sign = value < 0 ? '-' : '';
    const digits = grouped(whole, separator ?? ',');
    run.text(digits.length + places);
    return sign + digits + (fraction === undefined ? '' : (point ?? '.') + fraction);
  }
);
