import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { rehearse } from '../../../server/src/worker/rehearsal';

describe('what a worker does that is kept ready', () => {
  it('maps people and leaves nothing behind', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rehearsal-'));
    try {
      expect(await rehearse(folder)).toBe(60);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
