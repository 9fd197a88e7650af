import { scryptSync } from 'node:crypto';

import { generateSecret, hashPassword, isPasswordHash } from '../../../server/src/secrets/password';

describe('isPasswordHash', () => {
  it.each([
    '{MD5}aY1RoZ2KEhzlgUmde3AWaA==',
    '{md5}698d51a19d8a121ce581499d7b701668',
    '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
    '{SSHA}DkMTwBl+a/3DQTxCYEApdUtNXGgdUac3',
    '{SHA256}pmWkWSBCL51Bfkhn79xPuKBKHz//H6B+mY6G9/eieuM=',
    '{SSHA512}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==',
    '{CRYPT}rl.3StKT.4T8M',
    '{CRYPT}$6$rounds=5000$usesomesillystri$D4IrlXatmP7rx3P3InaxBeoomnAihCKRVQAr',
    '{PBKDF2-SHA256}10000$AAAAAAAAAAAAAAAAAAAAAA$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB',
    '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
    '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
    '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b27pQ',
    '$scrypt$ln=14,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    '$1$O3JMY.Tw$AdLnLjQ/5jXF9.MTp3gHv/',
    '$5$MnfsQ4iN$ZMTppKN16y/tIsUYs/obHlhdP.Os80yXhTurpBMUbA5',
    '$6$rounds=1000$salt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/',
  ])('knows %s', (value) => {
    expect(isPasswordHash(value)).toBe(true);
  });

  it.each([
    '12ab34cd56',
    '',
    '{MD5}',
    '{MD5}secret',
    '{MD5}my password that I chose myself!',
    '{SSHA}x',
    '{CRYPT}short',
    '{me}aY1RoZ2KEhzlgUmde3AWaA==',
    '$2b$secret',
    '$1$pa$word',
    '$6$abc$def',
    '$argon2',
    '$scrypt$x',
    ' {MD5}aY1RoZ2KEhzlgUmde3AWaA==',
    '$100 a month',
  ])('takes %j for a password', (value) => {
    expect(isPasswordHash(value)).toBe(false);
  });
});

describe('hashPassword', () => {
  it('makes a PHC string whose parameters verify the password', async () => {
    const text = 'pä$$wörd 😀';
    const phc = await hashPassword(text, 12);
    const [, id, parameters, salt = '', hash = ''] = phc.split('$');
    expect([id, parameters]).toEqual(['scrypt', 'ln=12,r=8,p=1']);
    expect(salt).not.toContain('=');
    const options = { N: 2 ** 12, r: 8, p: 1 };
    const expected = scryptSync(text, Buffer.from(salt, 'base64'), 32, options);
    expect(Buffer.from(hash, 'base64').equals(expected)).toBe(true);
    expect(isPasswordHash(phc)).toBe(true);
  });

  it('has memory enough for the highest cost that the options allow', async () => {
    await expect(hashPassword('x', 17)).resolves.toMatch(/^\$scrypt\$ln=17,/);
  });

  it('salts: the same password has another hash each time, with many at once', async () => {
    const hashes = await Promise.all(Array.from({ length: 20 }, () => hashPassword('same', 4)));
    expect(new Set(hashes).size).toBe(20);
  });

  it('goes on after a failure', async () => {
    await expect(
      Promise.all([hashPassword('x', 0.5), hashPassword('x', 0.5), hashPassword('x', 0.5)])
    ).rejects.toThrow();
    await expect(hashPassword('x', 4)).resolves.toMatch(/^\$scrypt/);
  });
});

describe('generateSecret', () => {
  const many = (attribute: string) => Array.from({ length: 500 }, () => generateSecret(attribute));

  it('makes passwords of 16 characters with 96 bits', () => {
    const passwords = many('password');
    expect(new Set(passwords).size).toBe(500);
    expect(new Set(passwords.join('')).size).toBe(64);
    passwords.forEach((password) => expect(password).toHaveLength(16));
  });

  it('makes SIP passwords of 24 letters and digits', () => {
    many('sipPassword').forEach((password) =>
      expect(password).toMatch(/^[2-9A-HJ-NP-Za-km-z]{24}$/)
    );
  });

  it('leaves out what is mistaken for something else, and what starts a formula', () => {
    expect(many('password').join('')).not.toMatch(/[0O1lI=+@-]/);
  });

  it('makes PINs of six digits, with leading zeros too', () => {
    const pins = many('pin');
    pins.forEach((pin) => expect(pin).toMatch(/^\d{6}$/));
    expect(pins.some((pin) => pin.startsWith('0'))).toBe(true);
  });

  it('refuses what it cannot make', () => {
    expect(() => generateSecret('extension')).toThrow('extension');
  });
});
