import dns from 'node:dns';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect, createServer, Socket, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from 'node:tls';

import type { ServerAddress } from '../../../server/src/sources/ldap/address';
import { parseServerUrl } from '../../../server/src/sources/ldap/address';
import { encrypt, openSocket, resolveName } from '../../../server/src/sources/ldap/transport';
import * as network from '../../../server/src/sources/network';
import { ldapFixture } from '../../support/ldap/fixtures';
import { NETWORK } from '../../support/ldap-source';
import { ldapErrorOf, until } from './ldap-support';

jest.mock('../../../server/src/sources/network', () => {
  const actual = jest.requireActual<typeof network>('../../../server/src/sources/network');
  return { ...actual, createAgent: jest.fn(actual.createAgent) };
});

const CA = ldapFixture('ca.pem');

const closers: (() => void)[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) close();
});

const addressOf = (url: string): ServerAddress => {
  const address = parseServerUrl(url);
  if (!address) throw new Error(`${url} is no address`);
  return address;
};

const listen = async (server: Server): Promise<ServerAddress> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return addressOf(`ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

describe('the name of a server', () => {
  it('stands for all of its addresses', async () => {
    const lookup = jest.spyOn(dns.promises, 'lookup') as unknown as jest.Mock;
    lookup.mockResolvedValue([
      { address: '192.0.2.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ]);
    const addresses = await resolveName(addressOf('ldap://DC1.example.com'));
    expect(addresses).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(lookup).toHaveBeenCalledWith('dc1.example.com', { all: true });
  });

  it.each(['127.0.0.1', '::1'])('may be an address: %s', async (host) => {
    expect(await resolveName({ url: '', host, port: 1, secure: false })).toEqual([host]);
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL'])('may stand for nothing: %s', async (code) => {
    const reason = Object.assign(new Error('getaddrinfo'), { code });
    jest.spyOn(dns.promises, 'lookup').mockRejectedValue(reason);
    const error = await ldapErrorOf(resolveName(addressOf('ldap://dc1.example.com')));
    expect([error.code, error.transient]).toEqual(['host-not-found', true]);
    expect(error.found).toBe('there is no host dc1.example.com');
  });
});

describe('a connection', () => {
  it('is opened to a server that may be reached', async () => {
    const address = await listen(createServer());
    const socket = await openSocket(address, NETWORK);
    expect(socket.remotePort).toBe(address.port);
    expect(socket.listenerCount('error')).toBe(0);
    socket.destroy();
  });

  it.each(['ldap://10.0.0.1', 'ldap://169.254.169.254', 'ldap://[::1]', 'ldap://[fd00::1]'])(
    'is not opened to %s by default',
    async (url) => {
      const address = addressOf(url);
      const error = await ldapErrorOf(openSocket(address, { ...NETWORK, allowedHosts: [] }));
      expect([error.code, error.transient]).toEqual(['address-blocked', false]);
      expect(error.found).toContain(address.host);
      expect(error.advice).toContain('network.allowedHosts');
    }
  );

  it.each([
    ['an address', 'ldap://127.0.0.1:1', ['127.0.0.1']],
    ['a range', 'ldap://127.0.0.1:1', ['127.0.0.0/8']],
    ['a name', 'ldap://localhost:1', ['localhost']],
    ['the address of a name', 'ldap://localhost:1', ['127.0.0.0/8', '::1']],
    ['an address of six groups', 'ldap://[::1]:1', ['::1']],
  ])('is tried where the options allow %s', async (_, url, allowedHosts) => {
    const error = await ldapErrorOf(openSocket(addressOf(url), { ...NETWORK, allowedHosts }));
    expect([error.code, error.transient]).toEqual(['connection-failed', true]);
    expect(error.found).toMatch(/cannot be reached \((ECONNREFUSED|EADDRNOTAVAIL)\)/);
    expect(error.found).toContain(addressOf(url).url);
  });

  it.each([
    ['ETIMEDOUT', 'ldap://dc1:389 did not answer in time'],
    ['EHOSTUNREACH', 'ldap://dc1:389 cannot be reached (EHOSTUNREACH)'],
    ['', 'ldap://dc1:389 cannot be reached (unknown error)'],
  ])('that fails with %j is told in words', async (code, found) => {
    const socket = new Socket();
    const agent = Object.assign(new Agent(), { createConnection: () => socket });
    jest.mocked(network.createAgent).mockResolvedValueOnce(agent);
    const opening = openSocket(addressOf('ldap://dc1'), NETWORK);
    setImmediate(() => socket.destroy(Object.assign(new Error('secret'), code ? { code } : {})));
    const error = await ldapErrorOf(opening);
    expect([error.code, error.found, error.transient]).toEqual(['connection-failed', found, true]);
    expect(error.message).not.toContain('secret');
  });

  it('is limited in the time that it takes to open', async () => {
    const address = await listen(createServer());
    const opened = await openSocket(address, { ...NETWORK, connectTimeoutSeconds: 3 });
    opened.destroy();
    const options = jest.mocked(network.createAgent).mock.lastCall?.[1];
    expect(options?.connectTimeoutSeconds).toBe(3);
  });
});

describe('encrypting', () => {
  const SERVER = { key: ldapFixture('server.key'), cert: ldapFixture('server.pem') };
  const EXPIRED = { key: ldapFixture('expired.key'), cert: ldapFixture('expired.pem') };

  const serve = (options: TlsOptions, onSecure: (socket: TLSSocket) => void = () => undefined) =>
    listen(
      createTlsServer(options, (socket) => onSecure(socket.on('error', () => undefined))).on(
        'tlsClientError',
        () => undefined
      )
    );

  const encrypted = async (
    address: ServerAddress,
    settings: Partial<Parameters<typeof encrypt>[2]> = {},
    connectTimeoutSeconds = 10
  ) => {
    const socket = connect(address.port, '127.0.0.1');
    closers.push(() => void socket.destroy());
    await once(socket, 'connect');
    const all = { verifyCertificate: true, ...settings };
    const encrypting = encrypt(socket, address, all, { ...NETWORK, connectTimeoutSeconds });
    return { socket, outcome: encrypting };
  };

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
    expect(certificate).toMatch(
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
    expect(error.found).toContain(reason);
    expect(error.found).toContain(`the certificate of ${address.url} (for localhost, issued by`);
    expect(error.found).toMatch(/valid until \d{4}-\d\d-\d\d\) is not trusted/);
    expect(error.advice).toContain(advice);
    expect(socket.destroyed).toBe(true);
    expect(received).toEqual([]);
  });

  it('trusts any certificate where that is wanted, and says so', async () => {
    for (const options of [SERVER, EXPIRED]) {
      const { outcome } = await encrypted(await serve(options), { verifyCertificate: false });
      const { socket, warning } = await outcome;
      expect(warning).toContain('the certificate is not verified: anyone in between can');
      socket.destroy();
    }
  });

  it.each([
    [29.5, 'the certificate ends in 29 days'],
    [0.5, 'the certificate ends in 0 days'],
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
    expect(warning).toBe(expected);
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
    expect(error.found).toContain(`${address.url} does not speak TLS as expected ${code}`);
    expect(socket.destroyed).toBe(true);
  });
});
