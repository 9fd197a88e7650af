import { noCounts } from '../../../server/src/runs/counts';
import { createProgress } from '../../../server/src/runs/progress';

const rowsRead = (read: number) => ({
  ...noCounts(),
  rows: { read, filtered: 0, skipped: 0, failed: 0 },
});

describe('progress', () => {
  it('goes from phase to phase, each with its own rate', () => {
    let now = 0;
    const progress = createProgress(() => now);
    expect(progress.view()).toEqual({
      phase: 'waiting',
      counts: noCounts(),
      written: 0,
      total: 0,
      perSecond: 0,
    });
    now = 1000;
    progress.enter('reading');
    progress.count(rowsRead(500));
    now = 3000;
    expect(progress.view()).toMatchObject({ phase: 'reading', perSecond: 250 });
    progress.enter('planning');
    now = 4000;
    expect(progress.view()).toMatchObject({ phase: 'planning', perSecond: 0 });
    progress.enter('writing');
    progress.write(100, 400);
    now = 6000;
    progress.write(300, 400);
    expect(progress.view()).toMatchObject({
      phase: 'writing',
      written: 300,
      total: 400,
      perSecond: 100,
      counts: rowsRead(500),
    });
  });
});
