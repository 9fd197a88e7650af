const open = new Set<() => Promise<void>>();

/**
 * Notes what ends something that a test file begins, so that it is ended even where the file fails
 * before it could. Returns what ends it, which does so once, however often it is called.
 */
export const endingOf = (end: () => Promise<void>): (() => Promise<void>) => {
  let ended: Promise<void> | null = null;
  const once = (): Promise<void> => {
    open.delete(once);
    ended ??= end();
    return ended;
  };
  open.add(once);
  return once;
};

/** Ends what is still there; why it does not end properly has been said by the test that failed. */
export const endAll = async (): Promise<void> => {
  await Promise.allSettled([...open].map((end) => end()));
};
