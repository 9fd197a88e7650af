import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import tls, { type TlsOptions, type TLSSocket } from 'node:tls';

import { englishOf } from '../../../shared/codes/texts';
import type { ServerAddress } from '../../../server/src/sources/ldap/address';
import { encrypt } from '../../../server/src/sources/ldap/transport';
import { ldapFixture } from '../../support/ldap/fixtures';
import { NETWORK } from '../../support/ldap-source';
import { closeAll, closing, listen } from './ldap-connection-support';
import { ldapErrorOf, until } from './ldap-support';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

const CA = ldapFixture('ca.pem');
const SERVER = { key: ldapFixture('server.key'), cert: ldapFixture('server.pem') };
const EXPIRED = { key: ldapFixture('expired.key'), cert: ldapFixture('expired.pem') };

const serve = (options: TlsOptions, onSecure: (socket: TLSSocket) => void = () => undefined) =>
  listen(
    tls
      .createServer(options, (socket) => onSecure(socket.on('error', () => undefined)))
      .on('tlsClientError', () => undefined)
  );

const encrypted = async (
  address: ServerAddress,
  settings: Partial<Parameters<typeof encrypt>[2]> = {},
  connectTimeoutSeconds = 10
) => {
  const socket = connect(address.port, '127.0.0.1');
  closing(() => void socket.destroy());
  await once(socket, 'connect');
  const all = { verifyCertificate: true, ...settings };
  const encrypting = encrypt(socket, address, all, { ...NETWORK, connectTimeoutSeconds });
  return { socket, outcome: encrypting };
};

describe('encrypting', () => {
  it.each([
    ['its address', {}],
    ['its name', { servername: 'localhost' }],
    ['another name', { servername: 'ldap.example.test' }],
    ['no name', { servername: '' }],
    ['one authority of two', { ca: ldapFixture('other-ca.pem') + CA }],
  ])('trusts a certificate for %s', async (_, settings) => {
    const { outcome } = await encrypted(await serve(SERVER), { ca: CA, ...settings });
    const { socket, certificate, warning } = await outcome;
    expect(socket.authorized).toBe(true);
    expect(englishOf(certificate)).toMatch(
      /^for localhost, issued by Test authority \(ca\), valid until 21\d\d-\d\d-\d\d$/
    );
    expect(warning).toBeNull();
    expect(socket.listenerCount('close') + socket.listenerCount('error')).toBeLessThan(4);
    socket.destroy();
  });

  it.each([
    ['its host', 'localhost', {}, 'localhost'],
    ['the given name', 'localhost', { servername: 'ldap.example.test' }, 'ldap.example.test'],
    ['no address', '127.0.0.1', {}, false],
  ])('asks for the certificate of %s', async (_, host, settings, expected) => {
    const names: unknown[] = [];
    const address = await serve(SERVER, ({ servername }) => names.push(servername));
    const { outcome } = await encrypted({ ...address, host }, { ca: CA, ...settings });
    const { socket } = await outcome;
    await until(() => names.length > 0);
    socket.destroy();
    expect(names).toEqual([expected]);
  });

  it.each<[string, TlsOptions, object, string, string]>([
    ['an authority nobody gave', SERVER, { ca: undefined }, 'authority is not known', 'authority'],
    ['an empty authority', SERVER, { ca: '' }, 'its authority is not known', 'authority'],
    [
      'another authority',
      SERVER,
      { ca: ldapFixture('other-ca.pem') },
      'its authority is not known',
      'give the certificate of the authority',
    ],
    [
      'another name',
      SERVER,
      { servername: 'dc9.example.test' },
      'it is for another host name (ERR_TLS_CERT_ALTNAME_INVALID)',
      'enter the name that the certificate is for',
    ],
    [
      'an old one',
      EXPIRED,
      {},
      'it has expired (CERT_HAS_EXPIRED)',
      "server's certificate renewed",
    ],
  ])('does not trust a certificate of %s', async (_, options, settings, reason, advice) => {
    const received: Buffer[] = [];
    const address = await serve(options, (socket) =>
      socket.on('data', (data) => received.push(data))
    );
    const { socket, outcome } = await encrypted(address, { ca: CA, ...settings });
    const error = await ldapErrorOf(outcome);
    expect([error.code, error.transient]).toEqual(['untrusted-certificate', false]);
    expect(error.message).toContain(reason);
    expect(error.message).toContain(`the certificate of ${address.url} (for localhost, issued by`);
    expect(error.message).toMatch(/valid until \d{4}-\d\d-\d\d\) is not trusted/);
    expect(error.message).toContain(advice);
    expect(socket.destroyed).toBe(true);
    expect(received).toEqual([]);
  });

  it('trusts any certificate where that is wanted, and says so', async () => {
    for (const options of [SERVER, EXPIRED]) {
      const { outcome } = await encrypted(await serve(options), { verifyCertificate: false });
      const { socket, warning } = await outcome;
      expect(englishOf(warning!)).toContain(
        'the certificate is not verified: anyone in between can'
      );
      socket.destroy();
    }
  });

  it.each([
    [29.5, 'the certificate expires in 29 days'],
    [0.5, 'the certificate expires in 0 days'],
    [30.5, null],
    [400, null],
  ])('warns %d days before a certificate ends: %j', async (days, expected) => {
    const { outcome } = await encrypted(await serve(SERVER), { ca: CA });
    const { socket } = await outcome;
    const end = Date.parse(socket.getPeerCertificate().valid_to);
    socket.destroy();
    const { outcome: again } = await encrypted(await serve(SERVER), { ca: CA });
    jest.spyOn(Date, 'now').mockReturnValue(end - days * 86_400_000);
    const { socket: second, warning } = await again;
    second.destroy();
    expect(warning && englishOf(warning)).toBe(expected);
  });

  it('shows the certificate of the client', async () => {
    const names: string[] = [];
    const address = await serve({ ...SERVER, ca: CA, requestCert: true }, (socket) =>
      names.push(String(socket.getPeerCertificate().subject?.CN))
    );
    const client = {
      clientCertificate: ldapFixture('client.pem'),
      clientKey: ldapFixture('client.key'),
    };
    const { outcome } = await encrypted(address, { ca: CA, ...client });
    const { socket } = await outcome;
    await until(() => names.length === 1);
    socket.destroy();
    expect(names).toEqual(['connector']);
  });

  it('trusts public authorities beside the given one, and no old version', async () => {
    const connecting = jest.spyOn(tls, 'connect');
    const address = await serve(SERVER);
    for (const [ca, expected] of [
      [CA, [...tls.rootCertificates, CA]],
      ['', undefined],
    ] as const) {
      const { outcome } = await encrypted(address, { ca, verifyCertificate: false });
      (await outcome).socket.destroy();
      const options: unknown = connecting.mock.lastCall?.[0];
      expect(options).toMatchObject({ ca: expected, minVersion: 'TLSv1.2' });
    }
  });

  const speakHttp = (socket: Socket) => void socket.end('HTTP/1.1 400 no\r\n\r\n');

  it.each([
    ['is trusted', () => serve(SERVER), CA],
    ['is not trusted', () => serve(SERVER), undefined],
    ['speaks no TLS', () => listen(createServer(speakHttp)), CA],
  ])('takes no time any more when a server %s', async (_, server, ca) => {
    const address = await server();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] });
    try {
      const { socket, outcome } = await encrypted(address, { ca });
      await outcome.catch(() => undefined);
      expect(jest.getTimerCount()).toBe(0);
      socket.destroy();
    } finally {
      jest.useRealTimers();
    }
  });

  it('takes no version of TLS that is broken', async () => {
    const old = {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    } as const;
    const { outcome } = await encrypted(await serve({ ...SERVER, ...old }), { ca: CA });
    expect((await ldapErrorOf(outcome)).code).toBe('tls-failed');
  });

  it.each<[string, (socket: Socket) => void, string, boolean]>([
    [
      'speaks something else',
      (socket) => socket.write('HTTP/1.1 400 no\r\n\r\n'),
      '(ERR_SSL',
      false,
    ],
    ['ends it', (socket) => socket.end(), '(ECONNRESET)', true],
    ['resets it', (socket) => socket.resetAndDestroy(), '(ECONNRESET)', true],
    ['is silent', () => undefined, '(ETIMEDOUT)', true],
  ])('fails where the server %s', async (_, answer, code, transient) => {
    const address = await listen(
      createServer((socket) => void socket.once('data', () => answer(socket)))
    );
    const { socket, outcome } = await encrypted(
      address,
      { ca: CA },
      code.includes('TIMED') ? 0.05 : 10
    );
    const error = await ldapErrorOf(outcome);
    expect([error.code, error.transient]).toEqual(['tls-failed', transient]);
    expect(error.message).toContain(`${address.url} does not speak TLS as expected ${code}`);
    expect(socket.destroyed).toBe(true);
  });
});
