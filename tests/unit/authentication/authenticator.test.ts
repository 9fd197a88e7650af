import { problem } from '../../../shared/codes/problems';
import { createAttempts } from '../../../server/src/authentication/attempts';
import { createAuthenticator } from '../../../server/src/authentication/authenticator';
import { ConnectorError, SourceError } from '../../../server/src/utils/errors';
import { account, external, SOURCE, world } from './support';

const make = (users = [account()], attempts = 3, startTime?: () => AbortSignal) => {
  const check = world(users);
  const limits = createAttempts({ attempts, windowSeconds: 300 });
  const authenticate = createAuthenticator({ check, attempts: limits, startTime });
  const logIn = (password: string, username = 'max', address = '192.0.2.1') =>
    authenticate({ username, password, address });
  return { check, logIn };
};

const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('deciding on a login', () => {
  it('says who it is and nothing more', async () => {
    const { logIn } = make([account({ profiles: ['p'] })]);
    expect(await logIn('right')).toEqual({
      kind: 'accepted',
      documentId: 'max-id',
      username: 'max',
    });
  });

  it('says the same of a wrong password and of a name that nobody has', async () => {
    const { logIn } = make();
    expect(await logIn('wrong')).toEqual({ kind: 'refused' });
    expect(await logIn('right', 'nobody')).toEqual({ kind: 'refused' });
  });

  it('checks nothing any more after too many attempts, whether there is such a user or not', async () => {
    const { logIn, check } = make();
    for (const name of ['max', 'nobody']) {
      for (let count = 0; count < 3; count += 1) await logIn('wrong', name);
      check.accounts.find.mockClear();
      expect(await logIn('right', name)).toEqual({ kind: 'too-many', retryAfterSeconds: 300 });
      expect(check.accounts.find).not.toHaveBeenCalled();
      expect(check.dummyHash.work).toHaveBeenCalledTimes(name === 'max' ? 3 : 6);
    }
  });

  it('does not count attempts that succeed', async () => {
    const { logIn } = make([account()], 1);
    for (let count = 0; count < 20; count += 1) {
      expect(await logIn('right')).toMatchObject({ kind: 'accepted' });
    }
    await logIn('wrong');
    expect(await logIn('right')).toMatchObject({ kind: 'too-many' });
  });

  it('counts attempts when they begin: many at once do not get through', async () => {
    const { logIn, check } = make();
    const verdicts = await Promise.all(Array.from({ length: 10 }, () => logIn('wrong')));
    expect(verdicts.filter(({ kind }) => kind === 'refused')).toHaveLength(3);
    expect(check.accounts.find).toHaveBeenCalledTimes(3);
  });

  it.each([
    [
      'the directory is not there',
      new SourceError(problem('connection-failed/file', { host: 'dc1', code: null })),
    ],
    [
      'the credentials are not stored',
      new ConnectorError(problem('credentials-missing', { profile: 'Staff' })),
    ],
  ])('says that nothing could be checked when %s, and counts it', async (_, error) => {
    const { logIn, check } = make([external()], 1);
    check.askDirectory.mockRejectedValue(error);
    expect(await logIn('right')).toEqual({ kind: 'unavailable', reason: error.message });
    expect(await logIn('right')).toMatchObject({ kind: 'too-many' });
  });

  it('does not take a fault of the program for anything else', async () => {
    const { logIn, check } = make();
    check.accounts.find.mockRejectedValue(new TypeError('x is undefined'));
    await expect(logIn('right')).rejects.toThrow(TypeError);
  });

  it('answers in time, whether the directory does or not', async () => {
    const time = new AbortController();
    const { logIn, check } = make([external()], 3, () => time.signal);
    check.askDirectory.mockImplementation(() => new Promise(() => undefined));
    const verdict = logIn('right');
    await turns();
    expect(check.askDirectory.mock.calls).toEqual([[SOURCE, 'max', 'right', time.signal]]);
    time.abort();
    expect(await verdict).toEqual({
      kind: 'unavailable',
      reason: 'it took longer than 20 seconds',
    });
  });

  it('checks twenty at a time; who waits longer than allowed is not checked at all', async () => {
    const times: AbortController[] = [];
    const { logIn, check } = make([external()], 100, () => {
      const time = new AbortController();
      times.push(time);
      return time.signal;
    });
    const answers: ((right: boolean) => void)[] = [];
    check.askDirectory.mockImplementation(
      () => new Promise<boolean>((resolve) => answers.push(resolve))
    );
    const verdicts = Array.from({ length: 22 }, () => logIn('right'));
    await turns();
    expect(answers).toHaveLength(20);

    times[20]?.abort();
    expect(await verdicts[20]).toMatchObject({ kind: 'unavailable' });
    answers[0]?.(true);
    expect(await verdicts[0]).toMatchObject({ kind: 'accepted' });
    await turns();
    expect(answers).toHaveLength(21);
    answers.forEach((answer) => answer(false));
    expect(await verdicts[21]).toEqual({ kind: 'refused' });
    expect(check.accounts.find).toHaveBeenCalledTimes(21);
  });
});
