import crypto from 'node:crypto';

import { createCipher, isEncrypted } from '../../../server/src/secrets/cipher';
import { ConnectorError } from '../../../server/src/utils/errors';

const SECRET = 'a long random text of an app';
const cipher = createCipher(SECRET);

const failureOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('encrypt and decrypt', () => {
  it.each(['1234', '', 'Zoë "quoted" \\ back', '😀\u2028\n\0', 'x'.repeat(10_000)])(
    'gives back what was encrypted (%#)',
    (text) => {
      expect(cipher.decrypt(cipher.encrypt(text))).toBe(text);
    }
  );

  it('decrypts in the thread pool what the other way decrypts, and nothing else', async () => {
    const encrypted = cipher.encrypt('Zoë'.repeat(1000));
    const here = jest.spyOn(crypto, 'createDecipheriv');
    expect(await cipher.decryptInPool(encrypted)).toBe('Zoë'.repeat(1000));
    expect(here).not.toHaveBeenCalled();
    here.mockRestore();
    for (const wrong of [`${encrypted.slice(0, -4)}AAAA`, encrypted.slice(0, 20), 'in clear']) {
      await expect(cipher.decryptInPool(wrong)).rejects.toMatchObject({ code: 'cannot-decrypt' });
    }
  });

  it('makes another text each time, which holds nothing of the secret', () => {
    const one = cipher.encrypt('hunter2hunter2');
    expect(one).toMatch(/^enc:1:[\w-]+$/);
    expect(cipher.encrypt('hunter2hunter2')).not.toBe(one);
    expect(Buffer.from(one.slice(6), 'base64url').includes('hunter2')).toBe(false);
    expect(isEncrypted(one)).toBe(true);
    expect(isEncrypted('hunter2')).toBe(false);
  });

  it('is understood by another process with the same secret, and by none with another', () => {
    const encrypted = cipher.encrypt('1234');
    expect(createCipher(SECRET).decrypt(encrypted)).toBe('1234');
    const error = failureOf(() => createCipher(`${SECRET}!`).decrypt(encrypted));
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ code: 'cannot-decrypt' });
  });

  it('notices every changed byte', () => {
    const bytes = Buffer.from(cipher.encrypt('1234').slice(6), 'base64url');
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      const error = failureOf(() => cipher.decrypt(`enc:1:${changed.toString('base64url')}`));
      expect(error).toMatchObject({ code: 'cannot-decrypt' });
    }
  });

  it.each([
    '',
    'plain text',
    'enc:1:',
    'enc:1:AAAA',
    'enc:2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'enc:1:ü',
  ])('refuses %j without saying it again', (text) => {
    const error = failureOf(() => cipher.decrypt(text));
    expect(error).toMatchObject({ code: 'cannot-decrypt' });
    expect((error as Error).message).toContain('encryptionKey');
  });
});

describe('fingerprint', () => {
  it('is the same for the same attribute and value only', () => {
    expect(cipher.fingerprint('pin', '1234')).toBe(createCipher(SECRET).fingerprint('pin', '1234'));
    expect(cipher.fingerprint('pin', '1235')).not.toBe(cipher.fingerprint('pin', '1234'));
    expect(cipher.fingerprint('sipPassword', '1234')).not.toBe(cipher.fingerprint('pin', '1234'));
    expect(cipher.fingerprint('a', 'b')).not.toBe(cipher.fingerprint('ab', ''));
  });

  it('cannot be made without the key', () => {
    expect(createCipher('another').fingerprint('pin', '1234')).not.toBe(
      cipher.fingerprint('pin', '1234')
    );
    expect(cipher.fingerprint('pin', '1234')).toMatch(/^[\w-]{43}$/);
  });
});
