/** Phones ask often; what is shown of it is no more exact than this. */
const PAUSE_MS = 60_000;

/** Notes the use of each phonebook, once in a while and after the answer is on its way. */
export const createLastUse = (
  note: (id: string, from: string) => Promise<unknown>,
  now: () => number = () => performance.now()
) => {
  const noted = new Map<string, number>();

  return async (id: string, from: string): Promise<void> => {
    const last = noted.get(id);
    if (last !== undefined && now() - last < PAUSE_MS) return;
    noted.set(id, now());
    await note(id, from);
  };
};
