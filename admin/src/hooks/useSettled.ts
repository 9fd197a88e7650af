import { useDebounced } from './useDebounced';

const TYPING_MS = 400;
/** Each look asks the server that has the file, or the directory, anew. */
const TYPING_MS_FETCHED = 1500;

/** What somebody types, as it was when they paused; longer where `isFetched` from elsewhere is what it leads to. */
export const useSettled = <Value>(value: Value, isFetched = false): Value =>
  useDebounced(value, isFetched ? TYPING_MS_FETCHED : TYPING_MS);
