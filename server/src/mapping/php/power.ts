/** Bits that are kept of a power: more than a float has, and the lowest says whether any was lost. */
const BITS = 66;

/** Up to here powers are made exactly, which takes the longer the larger the exponent is. */
const LARGEST_EXPONENT = 64;

const view = new DataView(new ArrayBuffer(8));

/** A finite float as a whole number and the power of two that it is multiplied by. */
function partsOf(value: number): { whole: bigint; exponent: number } {
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  if (exponent === 0) return { whole: fraction, exponent: -1_074 };
  return { whole: fraction | (1n << 52n), exponent: exponent - 1_075 };
}

/** A positive whole number times a power of two as the nearest float. */
function nearest(whole: bigint, exponent: number): number {
  const surplus = whole.toString(2).length - BITS;
  if (surplus <= 0) return scaled(Number(whole), exponent);
  const shift = BigInt(surplus);
  const isCut = (whole >> shift) << shift !== whole;
  return scaled(Number((whole >> shift) | (isCut ? 1n : 0n)), exponent + surplus);
}

/** In two steps, since the power of two alone may be beyond a float. */
const scaled = (value: number, exponent: number): number => {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
};

/**
 * C's `pow`. JavaScript's own differs for a base of 1 or -1, and in the last digit where the exponent is a whole number:
 * `5 ** -4` is 0.0015999999999999999 there.
 */
export function floatPower(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  const isExact = Number.isInteger(exponent) && Math.abs(exponent) <= LARGEST_EXPONENT;
  if (!isExact || !Number.isFinite(base) || base === 0 || exponent === 0) return base ** exponent;
  const times = Math.abs(exponent);
  const parts = partsOf(base);
  const whole = parts.whole ** BigInt(times);
  const sign = base < 0 && times % 2 === 1 ? -1 : 1;
  if (exponent > 0) return sign * nearest(whole, parts.exponent * times);
  const length = whole.toString(2).length + BITS;
  const quotient = (1n << BigInt(length)) / whole;
  // No power of an odd number divides one of two: something is always cut off, unless the number is a power of two itself.
  const isCut = quotient * whole !== 1n << BigInt(length);
  return sign * nearest((quotient << 1n) | (isCut ? 1n : 0n), -length - 1 - parts.exponent * times);
}

/** A power of whole numbers that is beyond an integer: PHP multiplies step by step, and goes on with floats. */
export function largePower(
  base: bigint,
  exponent: bigint,
  fits: (value: bigint) => boolean
): number {
  let product = 1n;
  let factor = base;
  let left = exponent;
  for (;;) {
    const isOdd = left % 2n === 1n;
    const next = isOdd ? product * factor : factor * factor;
    left = isOdd ? left - 1n : left / 2n;
    if (!fits(next)) {
      return isOdd
        ? Number(product) * Number(factor) * floatPower(Number(factor), Number(left))
        : Number(product) * floatPower(Number(factor) * Number(factor), Number(left));
    }
    if (isOdd) product = next;
    else factor = next;
  }
}
