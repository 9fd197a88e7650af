import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { rehearse } from '../../../server/src/worker/rehearsal';

describe('what a worker does that is kept ready', () => {
  it('maps people and leaves nothing behind', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'));
    const tmpdir = jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
    try {
      expect(await rehearse()).toBe(60);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      tmpdir.mockRestore();
      rmSync(folder, { recursive: true });
    }
  });
});
