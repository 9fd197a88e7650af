import { createHash } from 'node:crypto';

import { hashPassword, isPasswordHash, verifyPassword } from '../../../server/src/secrets/password';

/** From RFC 7914 § 12: N = 1024, r = 8, p = 16. */
const SCRYPT_NACL = Buffer.from(
  'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162' +
    '2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
  'hex'
).toString('base64');

const BCRYPT_TAIL = 'CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
const ARGON2ID =
  '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

/** What others have published, or `openssl`, `slappasswd`, PHP and the reference implementations make. */
const PUBLISHED: [string, string, string][] = [
  ['LDAP, MD5', 'secret', '{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ=='],
  ['LDAP, MD5 in hexadecimal', 'secret', '{MD5}5ebe2294ecd0e0f08eab7690d2a6ee69'],
  ['LDAP, MD5 in capitals', 'secret', '{md5}5EBE2294ECD0E0F08EAB7690D2A6EE69'],
  ['LDAP, MD5 without padding', 'secret', '{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ'],
  ['LDAP, salted MD5', 'secret', '{SMD5}4QWGWZpj9GCmfuqEvm8HtZhZS6E='],
  ['LDAP, SHA-1', 'secret', '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ='],
  ['LDAP, salted SHA-1', 'secret', '{SSHA}DkMTwBl+a/3DQTxCYEApdUtNXGgdUac3'],
  [
    'LDAP, PBKDF2',
    'secret',
    '{PBKDF2-SHA512}10000$/oQ4xZi382mk7kvCd3ZdkA$2wqjpuyV2l0U/a1QwoQPOtlQL.UcJGNACj1O24balruqQb/NgPW6OCvvrrJP8.SzA3/5iYvLnwWPzeX8IK/bEQ',
  ],
  ['bcrypt', 'U*U', `$2a$05$${BCRYPT_TAIL}`],
  ['bcrypt of PHP', 'U*U', `$2y$05$${BCRYPT_TAIL}`],
  ['bcrypt of today', 'U*U', `$2b$05$${BCRYPT_TAIL}`],
  ['bcrypt in LDAP', 'U*U', `{BCRYPT}$2b$05$${BCRYPT_TAIL}`],
  ['bcrypt as crypt(3) in LDAP', 'U*U', `{CRYPT}$2y$05$${BCRYPT_TAIL}`],
  ['argon2id', 'password', ARGON2ID],
  [
    'argon2i',
    'password',
    '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA',
  ],
  ['argon2 in LDAP', 'password', `{ARGON2}${ARGON2ID}`],
  ['scrypt with padding', 'password', `$scrypt$ln=10,r=8,p=16$TmFDbA==$${SCRYPT_NACL}`],
  [
    'scrypt without padding',
    'password',
    `$scrypt$ln=10,r=8,p=16$TmFDbA$${SCRYPT_NACL.replaceAll('=', '')}`,
  ],
];

const digestOf = (algorithm: string, password: string, salt: string): Buffer =>
  createHash(algorithm).update(`${password}${salt}`).digest();

/** How often other work gets its turn while a check goes on. */
const turnsDuring = async (check: () => Promise<boolean>): Promise<number> => {
  let turns = 0;
  let going = true;
  const count = (): void => {
    turns += 1;
    if (going) setImmediate(count);
  };
  setImmediate(count);
  await check();
  going = false;
  return turns;
};

describe('verifying a password', () => {
  it.each(PUBLISHED)('%s', async (_, password, hash) => {
    expect(isPasswordHash(hash)).toBe(true);
    expect(await verifyPassword(password, hash)).toBe(true);
    for (const wrong of [`${password} `, password.slice(1), password.toUpperCase() + '1', '']) {
      expect(await verifyPassword(wrong, hash)).toBe(false);
    }
  });

  it.each([
    ['of one letter', 'x'],
    ['not in ASCII', 'Päßwort € 🔑'],
    ['between blanks', ' x '],
    ['very long', 'a'.repeat(1024)],
    ['like a scheme', '{MD5}'],
  ])('takes what was hashed here, a password %s', async (_, password) => {
    const hash = await hashPassword(password, 5);
    expect(await verifyPassword(password, hash)).toBe(true);
    expect(await verifyPassword(`${password}.`, hash)).toBe(false);
    expect(await verifyPassword(hash, hash)).toBe(false);
  });

  it.each([
    ['MD5', 'SMD5', 'md5'],
    ['SHA', 'SSHA', 'sha1'],
    ['SHA1', 'SSHA1', 'sha1'],
    ['SHA224', 'SSHA224', 'sha224'],
    ['SHA256', 'SSHA256', 'sha256'],
    ['SHA-256', 'SSHA-256', 'sha256'],
    ['SHA384', 'SSHA384', 'sha384'],
    ['SHA512', 'SSHA512', 'sha512'],
  ])('{%s} and {%s} in base64 and hexadecimal', async (plain, salted, algorithm) => {
    for (const encoding of ['base64', 'hex'] as const) {
      const unsalted = `{${plain}}${digestOf(algorithm, 'Ä1', '').toString(encoding)}`;
      expect(await verifyPassword('Ä1', unsalted)).toBe(true);
      expect(await verifyPassword('Ä2', unsalted)).toBe(false);
      for (const salt of ['s', 'salt', '8 bytes.', 'a salt of some length']) {
        const bytes = Buffer.concat([digestOf(algorithm, 'Ä1', salt), Buffer.from(salt)]);
        const hash = `{${salted}}${bytes.toString(encoding)}`;
        expect(await verifyPassword('Ä1', hash)).toBe(true);
        expect(await verifyPassword('Ä2', hash)).toBe(false);
        expect(await verifyPassword(`Ä1${salt}`, hash)).toBe(false);
      }
    }
  });

  it('takes a digest for what its scheme says, not for one of another length', async () => {
    const sha256 = digestOf('sha256', 'x', '').toString('base64');
    const saltless = digestOf('sha1', 'x', '').toString('base64');
    const salted = Buffer.concat([digestOf('sha1', 'x', 's'), Buffer.from('s')]);
    for (const hash of [
      `{SHA}${sha256}`,
      `{MD5}${sha256}`,
      `{SSHA}${saltless}`,
      `{SHA}${salted.toString('base64')}`,
    ]) {
      expect([hash, await verifyPassword('x', hash)]).toEqual([hash, false]);
    }
  });

  it.each([
    ['crypt(3), MD5', 'password', '$1$abcdefgh$G//4keteveJp0qb8z2DxG/'],
    [
      'crypt(3), SHA-256',
      'Hello world!',
      '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5',
    ],
    ['crypt(3), DES', 'rasmuslerdorf', '{CRYPT}rl.3StKT.4T8M'],
    ['bcrypt with the bug', 'U*U', `$2x$05$${BCRYPT_TAIL}`],
    ['text', 'text', 'text'],
    ['nothing', '', ''],
    ['a scheme alone', '', '{MD5}'],
    ['a scheme of no kind', 'x', `{constructor}${'a'.repeat(32)}`],
    ['argon2 without a digest', 'x', '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$'],
    ['argon2 without memory', 'x', ARGON2ID.replace('m=65536,t=2', 'm=0,t=0')],
    ['scrypt that is none', 'x', '$scrypt$ln=0,r=8,p=1$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['scrypt that cannot be', 'x', '$scrypt$ln=16,r=1,p=1$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['PBKDF2 without work', 'x', `{PBKDF2-SHA256}0$c2FsdA$${'a'.repeat(43)}`],
  ])('refuses what it cannot check: %s', async (_, password, hash) => {
    expect(await verifyPassword(password, hash)).toBe(false);
  });

  it.each([
    '$scrypt$ln=30,r=8,p=1$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '$scrypt$ln=99,r=999,p=99$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '$scrypt$ln=17,r=16,p=1$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '$scrypt$ln=17,r=8,p=99$TmFDbA$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    `$2b$31$${BCRYPT_TAIL}`,
    `$2b$15$${BCRYPT_TAIL}`,
    `$2b$99$${BCRYPT_TAIL}`,
    ARGON2ID.replace('m=65536', 'm=4194304'),
    ARGON2ID.replace('m=65536', 'm=9999999999'),
    ARGON2ID.replace('t=2', 't=4294967295'),
    ARGON2ID.replace('p=1', 'p=255'),
    `{PBKDF2-SHA512}999999999$c2FsdA$${'a'.repeat(86)}`,
  ])(
    'refuses at once what would keep the server busy: %s',
    async (hash) => {
      const turns = await turnsDuring(() => verifyPassword('x', hash));
      expect(await verifyPassword('x', hash)).toBe(false);
      expect(turns).toBeLessThanOrEqual(2);
    },
    20_000
  );

  it.each([
    ['scrypt', `$scrypt$ln=15,r=8,p=1$TmFDbA$${'a'.repeat(43)}`],
    ['bcrypt', `$2b$12$${BCRYPT_TAIL}`],
    ['argon2', ARGON2ID],
    ['PBKDF2', `{PBKDF2-SHA256}200000$c2FsdA$${'a'.repeat(43)}`],
  ])('lets other work go on meanwhile: %s', async (_, hash) => {
    expect(await turnsDuring(() => verifyPassword('x', hash))).toBeGreaterThan(2);
  });

  it('gives up what waits for its turn when the time is over', async () => {
    const hash = `$2b$08$${BCRYPT_TAIL}`;
    const controller = new AbortController();
    const first = verifyPassword('x', hash);
    const second = verifyPassword('x', hash, controller.signal);
    controller.abort(new Error('late'));
    await expect(second).rejects.toThrow('late');
    expect(await first).toBe(false);
  });
});

describe('argon2 where its package has no program for the platform', () => {
  it('says so, and every other form goes on', async () => {
    jest.resetModules();
    jest.doMock('@node-rs/argon2', () => {
      throw new Error('Cannot find native binding');
    });
    const { verifyPassword: verify } = await import('../../../server/src/secrets/password');
    await expect(verify('password', ARGON2ID)).rejects.toMatchObject({ code: 'argon2-missing' });
    expect(await verify('U*U', `$2a$05$${BCRYPT_TAIL}`)).toBe(true);
    jest.dontMock('@node-rs/argon2');
  });
});
