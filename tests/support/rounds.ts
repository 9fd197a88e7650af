/** True for `npm run test:long`: all seeds, and every suite on every database. Other test runs make fewer rounds. */
export const isLong = process.env.LONG_TESTS === 'true';

/** How often a test repeats itself: `few` times in the CI, `many` in `npm run test:long`. */
export const rounds = (few: number, many: number): number => (isLong ? many : few);
