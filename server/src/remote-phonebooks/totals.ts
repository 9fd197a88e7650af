const KEPT_MS = 30_000;
const MOST_KEPT = 200;

/**
 * Keeps for half a minute how many people were found: to count them takes as long as there are many, and a phone that
 * leafs through them asks for each few of them anew.
 */
export const createTotals = (now: () => number = () => performance.now()) => {
  const kept = new Map<string, { total: number; until: number }>();

  return async (of: string, count: () => Promise<number>): Promise<number> => {
    const known = kept.get(of);
    if (known && now() < known.until) return known.total;
    const total = await count();
    kept.delete(of);
    kept.set(of, { total, until: now() + KEPT_MS });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return total;
  };
};
