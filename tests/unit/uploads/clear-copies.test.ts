import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { createClearCopies } from '../../../server/src/uploads/clear-copies';

const KEPT_MS = 30_000;

const setup = () => {
  const written: number[] = [];
  const files = new Map<number, string>();
  const copies = createClearCopies(async ({ id }: { id: number }, folder) => {
    written.push(id);
    if (id < 0) throw new Error('damaged');
    const file = path.join(folder, 'upload.csv');
    writeFileSync(file, `content of ${id}`);
    files.set(id, file);
    return file;
  });
  const read = (id: number) => copies.use({ id }, async (file) => existsSync(file));
  const isThere = (id: number) => existsSync(files.get(id) ?? '');
  return { copies, written, read, isThere };
};

/** What removes a copy takes some turns of the event loop. */
const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
};

describe('the clear copy of an uploaded file', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is written once for all who ask at about the same time', async () => {
    const { copies, written, read } = setup();
    expect(await Promise.all([read(1), read(1)])).toEqual([true, true]);
    jest.advanceTimersByTime(KEPT_MS - 1);
    expect(await read(1)).toBe(true);
    jest.advanceTimersByTime(KEPT_MS - 1);
    expect(await read(1)).toBe(true);
    expect(written).toEqual([1]);
    await copies.close();
  });

  it('is removed soon after its last use', async () => {
    const { written, read, isThere } = setup();
    await read(1);
    expect(isThere(1)).toBe(true);
    jest.advanceTimersByTime(KEPT_MS);
    await until(() => !isThere(1));
    await read(1);
    expect(written).toEqual([1, 1]);
    jest.advanceTimersByTime(KEPT_MS);
    await until(() => !isThere(1));
  });

  it('is removed at once with its upload, but for whoever still reads it', async () => {
    const { copies, read, isThere } = setup();
    await read(1);
    copies.forget(1);
    await until(() => !isThere(1));
    await copies.use({ id: 2 }, async (file) => {
      copies.forget(2);
      expect(existsSync(file)).toBe(true);
    });
    await until(() => !isThere(2));
  });

  it('is one of two at most that nobody uses', async () => {
    const { copies, read, isThere } = setup();
    await read(1);
    await read(2);
    await read(1);
    await read(3);
    await until(() => !isThere(2));
    expect([1, 2, 3].map(isThere)).toEqual([true, false, true]);
    await copies.close();
    expect([1, 2, 3].map(isThere)).toEqual([false, false, false]);
  });

  it('is tried again after it could not be written', async () => {
    const { written, read } = setup();
    await expect(read(-1)).rejects.toThrow('damaged');
    await expect(read(-1)).rejects.toThrow('damaged');
    expect(written).toEqual([-1, -1]);
  });
});
