interface LastKnown<Value> {
  read: () => Promise<Value>;
  /** How long what is read is good for: others may change it. */
  keptMs: number;
  /** A clock that is never set. */
  now?: () => number;
}

/**
 * Something of the database that is asked for all the time and read now and then. While it cannot be read, what was
 * so last goes on.
 */
export const createLastKnown = <Value>({
  read,
  keptMs,
  now = () => performance.now(),
}: LastKnown<Value>) => {
  let kept: { value: Promise<Value>; until: number } | null = null;
  let known: { value: Value } | null = null;

  const keep = (value: Promise<Value>): Promise<Value> => {
    const entry = { value, until: now() + keptMs };
    kept = entry;
    value.then(
      (found) => (known = { value: found }),
      () => {
        if (kept === entry) kept = null;
      }
    );
    return value;
  };

  return {
    current(): Promise<Value> {
      const value = kept && now() < kept.until ? kept.value : keep(read());
      return value.catch((error: unknown) => {
        if (known === null) throw error;
        return known.value;
      });
    },

    /** What it is now. */
    reread: (): Promise<Value> => keep(read()),

    /** What it has become. */
    become: (value: Value): Promise<Value> => keep(Promise.resolve(value)),
  };
};
