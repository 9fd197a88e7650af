import { noCounts } from '../../../shared/counts';
import { createProgress, type PastPhase } from '../../../server/src/runs/heartbeat';

const rowsRead = (read: number) => ({
  ...noCounts(),
  rows: { read, filtered: 0, skipped: 0, failed: 0 },
});

describe('progress', () => {
  it('goes from phase to phase, each with its own rate', () => {
    let now = 0;
    const progress = createProgress(
      () => undefined,
      () => now
    );
    expect(progress.view()).toEqual({
      phase: 'waiting',
      counts: noCounts(),
      bytes: null,
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

  it('knows how much of a file has come in, of each phase by itself', () => {
    const progress = createProgress();
    progress.enter('reading');
    progress.read('fetching', { done: 10, total: null });
    expect(progress.view()).toMatchObject({ phase: 'fetching', bytes: { done: 10, total: null } });
    progress.enter('reading');
    expect(progress.view()).toMatchObject({ phase: 'reading', bytes: null });
    progress.read('reading', { done: 20, total: 40 });
    progress.enter('reading');
    expect(progress.view()).toMatchObject({ phase: 'reading', bytes: { done: 20, total: 40 } });
    progress.enter('planning');
    expect(progress.view()).toMatchObject({ phase: 'planning', bytes: null });
  });

  it('tells how long each phase took, one that begins anew only once', () => {
    let now = 0;
    const past: PastPhase[] = [];
    const progress = createProgress(
      (phase) => past.push(phase),
      () => now
    );
    now = 500;
    progress.enter('reading');
    now = 700;
    progress.enter('reading');
    progress.count(rowsRead(40));
    now = 1500;
    progress.enter('planning');
    now = 1750;
    progress.enter('writing');
    progress.write(0, 7);
    progress.write(7, 7);
    now = 2000;
    progress.end();
    expect(past).toEqual([
      { phase: 'waiting', seconds: 0.5, rows: 0, written: 0 },
      { phase: 'reading', seconds: 1, rows: 40, written: 0 },
      { phase: 'planning', seconds: 0.25, rows: 40, written: 0 },
      { phase: 'writing', seconds: 0.25, rows: 40, written: 7 },
    ]);
  });
});
