import { useDebounced } from './useDebounced';

const TYPING_MS = 400;
/** Each look asks the server that has the file, or the directory, anew. */
const TYPING_MS_FETCHED = 1500;

const pauseFor = (value: unknown, isFetched: boolean): number => {
  if (value === '') return 0;
  return isFetched ? TYPING_MS_FETCHED : TYPING_MS;
};

/**
 * What somebody types, as it was when they paused, or emptied it; longer where `isFetched` from elsewhere is what it
 * leads to.
 */
export const useSettled = <Value>(value: Value, isFetched = false): Value =>
  useDebounced(value, pauseFor(value, isFetched));
