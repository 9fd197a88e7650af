import { hasErrors, noCounts, onlyRows } from '../../../shared/counts';

describe('counts', () => {
  it('have errors when a row or any kind of record has', () => {
    expect(hasErrors(noCounts())).toBe(false);
    for (const type of ['user', 'phonebookEntry', 'phone'] as const) {
      const counts = noCounts();
      counts[type].error = 1;
      expect(hasErrors(counts)).toBe(true);
    }
    const counts = noCounts();
    counts.rows.failed = 1;
    expect(hasErrors(counts)).toBe(true);
    counts.rows = { read: 9, filtered: 9, skipped: 0, failed: 0 };
    expect(hasErrors(counts)).toBe(false);
  });

  it('of a run that wrote nothing are those of its rows', () => {
    const counts = noCounts();
    counts.rows = { read: 3, filtered: 2, skipped: 0, failed: 1 };
    counts.user.create = 7;
    expect(onlyRows(counts)).toEqual({
      ...noCounts(),
      rows: { read: 3, filtered: 2, skipped: 0, failed: 1 },
    });
  });

  it('are not shared', () => {
    noCounts().user.create = 5;
    expect(noCounts().user.create).toBe(0);
  });
});
