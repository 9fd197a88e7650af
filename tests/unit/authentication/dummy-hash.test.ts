import { createDummyHash } from '../../../server/src/authentication/check-credentials';
import { hashPassword, verifyPassword } from '../../../server/src/secrets/password';

jest.mock('../../../server/src/secrets/password', () => {
  const actual = jest.requireActual<{ verifyPassword: typeof verifyPassword }>(
    '../../../server/src/secrets/password'
  );
  return { ...actual, verifyPassword: jest.fn(actual.verifyPassword) };
});

const verify = jest.mocked(verifyPassword);

describe('the work that every check does', () => {
  it('is that of checking a password which was hashed at the configured cost', async () => {
    const dummyHash = createDummyHash(12);
    await dummyHash.work('password', new AbortController().signal);
    const [, hash = ''] = verify.mock.calls[0] ?? [];
    const stored = await hashPassword('password', 12);
    const shape = (text: string) => text.split('$').map(({ length }) => length);
    expect(shape(hash)).toEqual(shape(stored));
    expect(hash.split('$').slice(0, 3)).toEqual(stored.split('$').slice(0, 3));
    expect(await verify.mock.results[0]?.value).toBe(false);
  });

  it('tells which hashes take that work anyway', async () => {
    const dummyHash = createDummyHash(12);
    expect(dummyHash.equals(await hashPassword('x', 12))).toBe(true);
    expect(dummyHash.equals(await hashPassword('x', 5))).toBe(false);
    expect(dummyHash.equals('$scrypt$ln=30,r=8,p=1$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).toBe(
      false
    );
    expect(dummyHash.equals('{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==')).toBe(false);
  });
});
