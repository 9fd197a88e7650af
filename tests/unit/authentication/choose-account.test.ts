import {
  chooseAccount,
  type StoredAccount,
} from '../../../server/src/authentication/check-credentials';
import { account } from './support';

const stored = (username: string, usernameDigest: string | null = 'digest'): StoredAccount => ({
  ...account({ username }),
  usernameDigest,
});

describe('choosing an account', () => {
  it.each([
    ['max', 'MAX'],
    ['M\u00fcller', 'mu\u0308ller'],
    ['\u200bcleo', 'Cleo '],
    ['МАРИЯ', 'мария'],
  ])('finds %j by %j', (name, typed) => {
    const found = stored(name);
    expect(chooseAccount([stored('other'), found], typed)).toBe(found);
  });

  it.each([
    ['muller', 'm\u00fcller'],
    ['strasse', 'stra\u00dfe'],
    ['max', 'max1'],
    ['max', ''],
  ])('does not take %j for %j', (name, typed) => {
    expect(chooseAccount([stored(name), stored(name, null)], typed)).toBeNull();
  });

  it('tells those who share a name by the spelling alone', () => {
    const shared = [stored('Max', null), stored('max', null)];
    expect(chooseAccount(shared, 'max')).toBe(shared[1]);
    expect(chooseAccount(shared, 'Max')).toBe(shared[0]);
    expect(chooseAccount(shared, 'MAX')).toBeNull();
  });
});
