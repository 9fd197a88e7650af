/** What belongs to the tab, or to the browser. */
type Kind = 'sessionStorage' | 'localStorage';

/** A browser may keep its storage closed; what is kept there is not worth failing for. */
const attempt = <Result>(action: () => Result): Result | null => {
  try {
    return action();
  } catch {
    return null;
  }
};

/** What is kept under a name; null where there is nothing. */
export const readKept = (kind: Kind, key: string): string | null =>
  attempt(() => window[kind].getItem(key));

/** Keeps a text under a name; null drops it. */
export const writeKept = (kind: Kind, key: string, text: string | null): void => {
  attempt(() => (text === null ? window[kind].removeItem(key) : window[kind].setItem(key, text)));
};
