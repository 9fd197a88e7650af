/** A vertical axis: its end, and the round numbers that it is labelled with, 0 first. */
interface Axis {
  max: number;
  ticks: number[];
}

const INTERVALS = 4;
const ROUND = [1, 2, 5, 10];

/** The axis that has room for values up to `greatest`. */
export const axisUpTo = (greatest: number): Axis => {
  const most = Math.max(greatest, 1);
  const target = most / INTERVALS;
  const power = 10 ** Math.floor(Math.log10(target));
  const round = ROUND.find((factor) => factor * power >= target) ?? 10;
  // Records are whole: an axis has no halves.
  const step = Math.max(1, round * power);
  const count = Math.ceil(most / step);
  return {
    max: count * step,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
};

/** The values that are greater than all but this share of them may be cut off, … */
const RARE = 0.25;
/** … if they are so many times greater than the rest. */
const OUTLIER = 8;
/** Fewer values than this do not say what is usual. */
const FEWEST = 4;

/**
 * The greatest value that is still usual. A first import of 20,000 people would otherwise make every
 * run after it invisible; what lies beyond is drawn cut off.
 */
export const usualMaximum = (values: number[]): number => {
  const sorted = values.filter((value) => value > 0).sort((one, other) => one - other);
  const rare = sorted.length < FEWEST ? 0 : Math.max(1, Math.floor(sorted.length * RARE));
  const limit = OUTLIER * (sorted.at(-1 - rare) ?? 0);
  return Math.max(0, ...sorted.filter((value) => value <= limit));
};

/** Up to `most` indexes of a list, evenly spread from the first to the last. */
export const spread = (length: number, most: number): number[] => {
  const count = Math.min(length, Math.max(1, Math.floor(most)));
  if (count === 1) return length === 0 ? [] : [0];
  return Array.from({ length: count }, (_, index) =>
    Math.round((index * (length - 1)) / (count - 1))
  );
};
