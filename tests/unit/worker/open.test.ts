import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { problem } from '../../../shared/codes/problems';
import type { SourceTask } from '../../../server/src/worker/protocol';
import { openSource, type TaskContext } from '../../../server/src/worker/tasks/open';
import { errorOf, newFolder, removeFolders } from '../sources/support';

afterAll(removeFolders);

describe('the module of a source that another plugin brings', () => {
  it('is named with its source where it cannot be loaded, without the text of its error', async () => {
    const path = join(newFolder(), 'read.js');
    writeFileSync(path, "throw new TypeError('s3cret');");
    const task = {
      settings: { type: 'registered', name: 'hr', settings: {} },
      module: { path, label: 'HR', settings: {}, secrets: [], origins: [] },
      context: {},
    } as object as SourceTask;
    const error = await errorOf(openSource(task, {} as TaskContext));
    const what = { source: 'HR', module: path, kind: 'TypeError' };
    expect(error).toMatchObject(problem('source-not-loaded', what));
    expect(error.message).not.toContain('s3cret');
  });
});
