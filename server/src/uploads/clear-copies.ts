import { withTemporaryFolder } from '../utils/temporary-folder';

/** How long a copy outlasts its last use: whoever sets a profile up asks one thing after the other. */
const KEPT_MS = 30_000;
/** So many copies lie there unused at most. */
const MOST_UNUSED = 2;

interface Copy {
  /** Its path. */
  file: Promise<string>;
  users: number;
  /** Begins its removal. */
  release(): void;
  /** Settles when it is gone. */
  gone: Promise<void>;
  timer?: NodeJS.Timeout;
}

/** Writes an uploaded file into an empty folder; gives its path. */
type WriteFile<Upload> = (upload: Upload, folder: string) => Promise<string>;

const makeCopy = <Upload>(upload: Upload, write: WriteFile<Upload>): Copy => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let gone: Promise<void> = Promise.resolve();
  const file = new Promise<string>((resolve, reject) => {
    gone = withTemporaryFolder(async (folder) => {
      resolve(await write(upload, folder));
      await released;
    }).catch(reject);
  });
  return { file, users: 0, release, gone };
};

/**
 * Uploaded files in clear, each written once for all who ask for it at about the same time, and
 * removed soon after the last of them. A file may hold passwords: it lies there only while somebody
 * works with it, and no longer than that once it is removed or replaced here. Where another instance
 * has removed or replaced it, the copy goes within the same time and is not asked for: whoever wants
 * a file is told first whether there is one.
 */
export const createClearCopies = <Upload extends { id: number }>(write: WriteFile<Upload>) => {
  /** The one whose last use is longest ago comes first. */
  const copies = new Map<number, Copy>();
  let isClosed = false;

  const forget = (id: number): void => {
    const copy = copies.get(id);
    if (!copy) return;
    copies.delete(id);
    clearTimeout(copy.timer);
    // Whoever still reads it may do so to the end.
    if (copy.users === 0) copy.release();
  };

  const enter = (upload: Upload): Copy => {
    const copy = copies.get(upload.id) ?? makeCopy(upload, write);
    copies.set(upload.id, copy);
    clearTimeout(copy.timer);
    copy.users += 1;
    return copy;
  };

  const leave = (id: number, copy: Copy): void => {
    copy.users -= 1;
    if (copy.users > 0) return;
    if (copies.get(id) !== copy || isClosed) return copy.release();
    copies.delete(id);
    copies.set(id, copy);
    copy.timer = setTimeout(forget, KEPT_MS, id);
    copy.timer.unref();
    const unused = [...copies].filter(([, { users }]) => users === 0).map(([other]) => other);
    unused.slice(0, -MOST_UNUSED).forEach(forget);
  };

  return {
    /** Lets `work` read a file. */
    async use<Result>(upload: Upload, work: (file: string) => Promise<Result>): Promise<Result> {
      const { id } = upload;
      const copy = enter(upload);
      try {
        const file = await copy.file.catch((error: unknown) => {
          forget(id);
          throw error;
        });
        return await work(file);
      } finally {
        leave(id, copy);
      }
    },

    forget,

    /** Removes all that nobody reads; what is read goes with its last reader. */
    async close(): Promise<void> {
      isClosed = true;
      const unused = [...copies.values()].filter(({ users }) => users === 0);
      [...copies.keys()].forEach(forget);
      await Promise.all(unused.map(({ gone }) => gone));
    },
  };
};
