import { endAll, endingOf } from '../../support/endings';

describe('what a test file begins', () => {
  it('is ended once, by the file or after it', async () => {
    const ended: string[] = [];
    const note = (name: string) => endingOf(async () => void ended.push(name));
    const [app, again] = [note('app'), note('browser'), note('server')];
    await Promise.all([app?.(), app?.()]);
    expect(ended).toEqual(['app']);
    await endAll();
    expect(ended).toEqual(['app', 'browser', 'server']);
    await endAll();
    await again?.();
    expect(ended).toHaveLength(3);
  });

  it.each(['at once', 'late'])('is ended though another thing cannot be: %s', async (when) => {
    let isEnded = false;
    endingOf(async () => {
      if (when === 'late') await new Promise((resolve) => setImmediate(resolve));
      throw new Error('It is gone already.');
    });
    endingOf(async () => {
      isEnded = true;
    });
    await endAll();
    expect(isEnded).toBe(true);
  });
});
