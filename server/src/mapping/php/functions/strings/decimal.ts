const EXPONENT_BIAS = 1075;
const MANTISSA_BITS = 52n;
const EXPONENT_BITS = 0x7ffn;

/** A float's magnitude as an integer times a power of two. */
function binary(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> MANTISSA_BITS) & EXPONENT_BITS);
  const fraction = bits & ((1n << MANTISSA_BITS) - 1n);
  return exponent === 0
    ? { mantissa: fraction, exponent: 1 - EXPONENT_BIAS }
    : { mantissa: fraction | (1n << MANTISSA_BITS), exponent: exponent - EXPONENT_BIAS };
}

/** `value / 2^shift`, rounded to the nearest, of two as near to the even one. */
function halved(value: bigint, shift: bigint): bigint {
  const quotient = value >> shift;
  const rest = value & ((1n << shift) - 1n);
  const half = shift > 0n ? 1n << (shift - 1n) : 0n;
  const isUp = shift > 0n && (rest > half || (rest === half && quotient % 2n === 1n));
  return isUp ? quotient + 1n : quotient;
}

/** The magnitude of a finite float with so many decimals, rounded from its exact value as C's `%.*f` does. */
export function fixedText(value: number, places: number): string {
  const { mantissa, exponent } = binary(value);
  const scaled = mantissa * 10n ** BigInt(places);
  const digits = exponent >= 0 ? scaled << BigInt(exponent) : halved(scaled, BigInt(-exponent));
  const text = digits.toString().padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}
