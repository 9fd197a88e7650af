import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { withTemporaryFolder } from '../../../server/src/utils/temporary-folder';
import { trial } from '../../../server/src/worker/tasks/one-row';
import type { EvaluationMarker } from '../../../server/src/worker/evaluation';
import { profileSchema } from '../../../shared/profile';
import { definition } from '../mapping/support';

const NETWORK = {
  allowedHosts: [],
  connectTimeoutSeconds: 1,
  timeoutSeconds: 1,
  maxBytes: 1000,
  retries: 0,
};

describe('a trial', () => {
  it('evaluates each expression and the template of its row once', async () => {
    const evaluated: string[] = [];
    const marker = {
      enter: (row: number, field: string) => evaluated.push(`${row} ${field}`),
      leave: () => undefined,
      compiling: <Result>(compile: () => Result): Result => compile(),
      close: () => undefined,
    } as unknown as EvaluationMarker;
    const { source } = profileSchema.parse({
      name: 'x',
      source: { type: 'csv', delivery: 'upload' },
    });
    const { trial: shown, mapped } = await withTemporaryFolder(async (folder) => {
      const file = path.join(folder, 'people.csv');
      writeFileSync(file, 'login;job\nann;boss\nbob;clerk\n');
      return trial(
        {
          source: {
            settings: source as never,
            module: null,
            context: { file, fixes: [], lines: null, validators: null, network: NETWORK },
          },
          definition: definition({
            preFilter: '$count(job) = 1',
            variables: [{ name: 'loud', expression: '$join([$uppercase(job)])' }],
            template: '{"identity":[{"username":"{{login}}","displayName":"{{loud}}"}]}',
          }),
          pick: { from: 3, search: '' },
          isDraft: false,
        },
        {
          folder,
          marker,
          onRead: () => undefined,
          opened: () => undefined,
          batch: async () => undefined,
        }
      );
    });
    expect(evaluated).toEqual(['3 preFilter', '3 variables.loud', '3 template']);
    expect(shown.records).toMatchObject([{ attributes: { username: 'bob' } }]);
    expect(mapped).toMatchObject([{ records: [{ attributes: { displayName: 'CLERK' } }] }]);
  });
});
