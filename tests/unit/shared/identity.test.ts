import { identityOf } from '../../../shared/identity';

const GUID = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';

describe('the identity of a value', () => {
  const same: [attribute: string, one: string, other: string][] = [
    ['username', 'mmuster', 'MMuster'],
    ['username', 'müller', 'mu\u0308ller'],
    ['username', 'MÜLLER', 'mu\u0308ller'],
    ['username', '\u200Bcleo', 'cleo'],
    ['username', '\u00A0cleo\uFEFF ', 'cleo'],
    ['username', 'ΣΙΓΜΑΣ', 'σιγμας'],
    ['email', 'Anna.Ahorn@Example.com', 'anna.ahorn@example.com'],
    ['email', ' anna@example.com', 'anna@example.com'],
    ['externalId', GUID.toUpperCase(), GUID],
    ['externalId', `{${GUID.toUpperCase()}}`, GUID],
    ['externalId', ' 4711', '4711'],
    ['mac', 'AABBCCDDEEFF', 'aa:bb:cc:dd:ee:ff'],
    ['mac', 'AA-BB-CC-\u202ADD-EE-FF\u202C', 'aa:bb:cc:dd:ee:ff'],
    ['extension', '\u202A901\u202C', '901'],
    ['displayName', 'Zoë', 'Zoe\u0308'],
  ];
  it.each(same)('%s: %j is %j', (attribute, one, other) => {
    expect(identityOf(attribute, one)).toBe(identityOf(attribute, other));
    expect(identityOf(attribute, one)).not.toBeNull();
  });

  const different: [attribute: string, one: string, other: string][] = [
    ['username', 'straße', 'strasse'],
    ['username', 'müller', 'muller'],
    ['username', 'ﬁnn', 'finn'],
    ['username', 'a\u200Bb', 'ab'],
    ['externalId', 'AB-1', 'ab-1'],
    ['externalId', `{${GUID}`, GUID],
    ['externalId', `x${GUID.toUpperCase()}`, `x${GUID}`],
    ['extension', '0301', '301'],
    ['extension', '1O1', '101'],
    ['displayName', 'Anna', 'anna'],
  ];
  it.each(different)('%s: %j is not %j', (attribute, one, other) => {
    expect(identityOf(attribute, one)).not.toBe(identityOf(attribute, other));
  });

  it.each(['', '  ', '\u200B\u00A0', '\uFEFF'])('%j has none', (value) => {
    expect(identityOf('username', value)).toBeNull();
  });

  it('is its own identity', () => {
    for (const [attribute, value] of [...same, ...different]) {
      const identity = identityOf(attribute, value) ?? '';
      expect(identityOf(attribute, identity)).toBe(identity);
    }
  });
});
