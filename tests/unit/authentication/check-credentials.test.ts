import { problem } from '../../../shared/codes/problems';
import { checkCredentials } from '../../../server/src/authentication/check-credentials';
import type { Account } from '../../../server/src/authentication/types';
import { SourceError } from '../../../server/src/utils/errors';
import { hashPassword } from '../../../server/src/secrets/password';
import { account, external, md5, PROFILE, SOURCE, world } from './support';

const signal = new AbortController().signal;

const check = (users: Account[], password: string, username = 'max', fakes = world(users)) =>
  checkCredentials({ username, password }, fakes, signal);

describe('checking user name and password', () => {
  it.each([
    ['local', account()],
    ['of a method that was never set', account({ authMethod: null })],
    ['of a profile, with a password of its own', account({ profiles: [PROFILE] })],
    ['never enabled nor disabled', account({ enabled: null })],
    ['external', external()],
    ['of the same name in another spelling', account({ username: 'Max' })],
    ['external, of the same name in another spelling', external({ username: 'MAX' })],
  ])('takes a user that is %s with the right password only', async (_, user) => {
    expect(await check([user], 'right')).toBe(user);
    for (const wrong of ['wrong', 'RIGHT', ' right', md5('right')]) {
      expect(await check([user], wrong)).toBeNull();
    }
  });

  it.each<[string, Account[]]>([
    ['unknown', []],
    ['disabled', [account({ enabled: false })]],
    ['disabled and external', [external({ enabled: false })]],
    ['without a password', [account({ password: null })]],
    ['with a password that is no hash', [account({ password: 'right' })]],
    ['external and made by hand', [external({ profiles: [] })]],
    ['external, of a profile that is gone or no LDAP one', [external({ profiles: ['x'] })]],
    ['external, with a password from before', [external({ profiles: [], password: md5('right') })]],
  ])('refuses a user that is %s, after the work of a check', async (_, users) => {
    const fakes = world(users);
    expect(await check(users, 'right', 'max', fakes)).toBeNull();
    expect(fakes.dummyHash.work).toHaveBeenCalledTimes(1);
    expect(fakes.askDirectory).not.toHaveBeenCalled();
  });

  it('asks the first directory of those whose profiles own the record', async () => {
    const fakes = world([external({ profiles: ['x', PROFILE] })]);
    expect(await check([], 'right', 'max', fakes)).toMatchObject({ username: 'max' });
    expect(fakes.askDirectory).toHaveBeenCalledTimes(1);
  });

  it.each(['*', 'm*', 'max*', 'max)(uid=*', '%', 'm_x', 'max ', ' max', "max' or 1=1 --", 'max\\'])(
    'gives %j no meaning',
    async (username) => {
      const fakes = world([account(), external({ username: 'eva' })]);
      expect(await checkCredentials({ username, password: 'right' }, fakes, signal)).toBeNull();
      expect(fakes.accounts.find.mock.calls).toEqual([[username]]);
      expect(fakes.askDirectory).not.toHaveBeenCalled();
    }
  );

  it('asks the directory of the profile for the name of the record', async () => {
    const fakes = world([external()]);
    await check([], 'right', 'max', fakes);
    expect(fakes.accounts.findDirectory.mock.calls).toEqual([[PROFILE]]);
    expect(fakes.askDirectory.mock.calls).toEqual([[SOURCE, 'max', 'right', signal]]);
  });

  it('never asks a directory for a local user', async () => {
    const fakes = world([account({ profiles: [PROFILE] })]);
    await check([], 'wrong', 'max', fakes);
    expect(fakes.accounts.findDirectory).not.toHaveBeenCalled();
    expect(fakes.askDirectory).not.toHaveBeenCalled();
  });

  it('does the work of a check once, where the check is not that work already', async () => {
    const hash = await hashPassword('right', 12);
    for (const [user, dummies] of [
      [account({ password: hash }), 0],
      [account({ password: await hashPassword('right', 5) }), 1],
      [account(), 1],
      [external(), 1],
      [external({ password: hash }), 1],
    ] as const) {
      for (const password of ['right', 'wrong']) {
        const fakes = world([user]);
        await check([user], password, 'max', fakes);
        expect(fakes.dummyHash.work).toHaveBeenCalledTimes(dummies);
      }
    }
  });

  it('passes on that the directory cannot be asked', async () => {
    const fakes = world([external()]);
    fakes.askDirectory.mockRejectedValue(
      new SourceError(problem('connection-failed/file', { host: 'dc1', code: null }))
    );
    await expect(check([], 'right', 'max', fakes)).rejects.toMatchObject({
      code: 'connection-failed',
    });
  });
});
