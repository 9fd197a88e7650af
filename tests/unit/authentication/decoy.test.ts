import { createDecoy } from '../../../server/src/authentication/decoy';
import { hashPassword } from '../../../server/src/secrets/password';
import { verifyPassword } from '../../../server/src/secrets/verify-password';

jest.mock('../../../server/src/secrets/verify-password', () => ({
  verifyPassword: jest.fn(
    jest.requireActual<{ verifyPassword: typeof verifyPassword }>(
      '../../../server/src/secrets/verify-password'
    ).verifyPassword
  ),
}));

const verify = jest.mocked(verifyPassword);

describe('the work that every check does', () => {
  it('is that of checking a password which was hashed at the configured cost', async () => {
    const decoy = createDecoy(12);
    await decoy.work('password', new AbortController().signal);
    const [, hash = ''] = verify.mock.calls[0] ?? [];
    const stored = await hashPassword('password', 12);
    const shape = (text: string) => text.split('$').map(({ length }) => length);
    expect(shape(hash)).toEqual(shape(stored));
    expect(hash.split('$').slice(0, 3)).toEqual(stored.split('$').slice(0, 3));
    expect(await verify.mock.results[0]?.value).toBe(false);
  });

  it('tells which hashes take that work anyway', async () => {
    const decoy = createDecoy(12);
    expect(decoy.equals(await hashPassword('x', 12))).toBe(true);
    expect(decoy.equals(await hashPassword('x', 5))).toBe(false);
    expect(decoy.equals('$scrypt$ln=30,r=8,p=1$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).toBe(false);
    expect(decoy.equals('{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==')).toBe(false);
  });
});
