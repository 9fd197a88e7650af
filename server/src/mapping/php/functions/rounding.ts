import type { PhpValue } from '../values';
import { define, int, number, type PhpFunctions } from './define';

const HALF_UP = 1n;
const HALF_DOWN = 2n;
const HALF_EVEN = 3n;
const HALF_ODD = 4n;

/** Digits that a float surely has. */
const DIGITS = 15;

/** From here on a float has no decimals that could be rounded. */
const LARGEST = 1e15;

/** Up to here a power of ten is a float without an error. */
const EXACT_POWER = 22;

/** No places before or after the decimal point are farther from it. */
const FARTHEST = 2_147_483_647n;

/** Whether a half goes to the neighbour that is nearer to 0, which others are rounded away from. */
function isDown(away: number, mode: bigint): boolean {
  if (mode === HALF_EVEN) return away % 2 === 1;
  return mode === HALF_ODD ? away % 2 === 0 : mode === HALF_DOWN;
}

/** A number without its decimals. A mode that PHP does not know is `PHP_ROUND_HALF_UP`. */
function rounded(value: number, mode: bigint): number {
  const away = Math.floor(Math.abs(value) + 0.5);
  const sign = value < 0 ? -1 : 1;
  const isHalf = away - 0.5 === Math.abs(value);
  return isHalf && isDown(away, mode) ? sign * away - sign : sign * away;
}

const shifted = (value: number, places: number): number =>
  places >= 0 ? value * 10 ** places : value / 10 ** -places;

/**
 * `round` of PHP 8.2: it first rounds to the digits that a float has, so that 1.005, which is
 * a bit less in binary, becomes 1.01.
 */
export function roundFloat(value: number, places: number, mode = HALF_UP): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const precise = DIGITS - 1 - Math.floor(Math.log10(Math.abs(value)));
  let scaled: number;
  if (precise > places && precise - DIGITS < places) {
    const used = Math.max(precise, -4 * DIGITS);
    const exact = rounded(shifted(value, used), mode);
    scaled = exact / 10 ** Math.min(Math.abs(places - used), 4 * DIGITS);
  } else {
    scaled = shifted(value, places);
    if (Math.abs(scaled) >= LARGEST) return value;
  }
  const result = rounded(scaled, mode);
  if (Math.abs(places) <= EXACT_POWER) return shifted(result, -places);
  const written = Number(`${result}e${-places}`);
  return Number.isFinite(written) ? written : value;
}

function round(num: bigint | number, precision: bigint, mode: bigint): number {
  const places = precision > FARTHEST ? FARTHEST : precision < -FARTHEST ? -FARTHEST : precision;
  if (typeof num === 'bigint' && places >= 0n) return Number(num);
  return roundFloat(Number(num), Number(places), mode);
}

/** Functions that make numbers whole, or shorter. */
export const ROUNDING: PhpFunctions = {
  ceil: define([number('num')], (num) => Math.ceil(Number(num))),
  floor: define([number('num')], (num) => Math.floor(Number(num))),
  round: define([number('num'), int('precision', 0n), int('mode', HALF_UP)], round),
};

export const ROUNDING_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  PHP_ROUND_HALF_DOWN: HALF_DOWN,
  PHP_ROUND_HALF_EVEN: HALF_EVEN,
  PHP_ROUND_HALF_ODD: HALF_ODD,
  PHP_ROUND_HALF_UP: HALF_UP,
};
