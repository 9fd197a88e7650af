import { realpathSync } from 'node:fs';

/** Where a file or folder really is, whatever links lead there; as it was given where that cannot be found out. */
export const realPath = (name: string): string => {
  try {
    return realpathSync(name);
  } catch {
    return name;
  }
};
