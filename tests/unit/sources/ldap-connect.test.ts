import dns from 'node:dns';
import { once } from 'node:events';
import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import { englishOf } from '../../../shared/codes/texts';
import {
  connect,
  connectTo,
  serverAddresses,
  type Observer,
} from '../../../server/src/sources/ldap/connect';
import type { LdapError } from '../../../server/src/sources/ldap/errors';
import { ldapFixture } from '../../support/ldap/fixtures';
import { ldapSource, NETWORK } from '../../support/ldap-source';
import { startLdapServer, type LdapHandlers, type LdapTestServer } from '../../support/ldap-server';
import { ldapErrorOf, until } from './ldap-support';

/** Nobody listens there. */
const CLOSED = 'ldap://127.0.0.1:1';
/** Not among the hosts that may be reached. */
const BLOCKED = 'ldap://10.255.255.1';

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const start = async (handlers: LdapHandlers = {}): Promise<LdapTestServer> => {
  const server = await startLdapServer(handlers);
  closers.push(() => server.close());
  return server;
};

/** The same server behind TLS. */
const securely = async ({ port }: LdapTestServer, name = 'server'): Promise<string> => {
  const options = { key: ldapFixture(`${name}.key`), cert: ldapFixture(`${name}.pem`) };
  const server = createTlsServer(options, (secure) => {
    const plain = connectSocket(port, '127.0.0.1').on('error', () => undefined);
    secure
      .on('error', () => undefined)
      .pipe(plain)
      .pipe(secure);
  }).on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => void server.close());
  return `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A server that answers everything with the same text. */
const speaking = async (text: string): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(text));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => void server.close());
  return `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A server that a function answers for. */
const raw = async (serve: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const sourceOf = (url: string, settings: Record<string, unknown> = {}) =>
  ldapSource({ url, baseDn: 'dc=x', bindDn: 'cn=reader', bindPassword: 'hunter2', ...settings });

/** Connects, says goodbye, and gives the server that was taken. */
const connected = async (...[source, network]: Parameters<typeof connect>): Promise<string> => {
  const connection = await connect(source, network);
  connection.close();
  return connection.server;
};

const answering = (code: number): LdapHandlers => ({ bind: (_, reply) => reply.done({ code }) });

describe('the servers of a directory', () => {
  it('are the first one and the others, in their order', () => {
    const source = sourceOf('ldap://DC1', { fallbackUrls: ['ldaps://dc3', 'ldap://dc2:1389'] });
    expect(serverAddresses(source).map(({ url }) => url)).toEqual([
      'ldap://dc1:389',
      'ldaps://dc3:636',
      'ldap://dc2:1389',
    ]);
  });

  it.each([
    ['dc1', []],
    ['ldap://dc1', ['ldap://dc2', 'https://dc3']],
  ])('are none where one is no address: %s, %j', async (url, fallbackUrls) => {
    const source = sourceOf(url, { fallbackUrls });
    expect(() => serverAddresses(source)).toThrow(
      expect.objectContaining({ code: 'invalid-address', transient: false })
    );
    expect((await ldapErrorOf(connect(source, NETWORK))).code).toBe('invalid-address');
  });
});

describe('a server in clear after an encrypted one', () => {
  it.each([
    ['ldaps://dc1', ['ldap://dc2']],
    ['ldaps://dc1:3269', ['ldaps://dc2', 'ldap://dc3:3268']],
    ['LDAPS://dc1', ['LDAP://dc1']],
    ['ldaps://192.0.2.1', ['ldap://[2001:db8::1]', 'ldaps://dc3']],
  ])('is refused before anything is connected: %s, %j', async (url, fallbackUrls) => {
    const lookup = jest.spyOn(dns.promises, 'lookup').mockRejectedValue(new Error('asked'));
    const error = await ldapErrorOf(connect(sourceOf(url, { fallbackUrls }), NETWORK));
    expect([error.code, error.transient]).toEqual(['fallback-not-encrypted', false]);
    expect(error.message).toContain('begins with ldaps://, or remove it');
    expect(error.message).not.toContain('hunter2');
    expect(lookup).not.toHaveBeenCalled();
    lookup.mockRestore();
  });

  it.each([
    ['ldap://dc1', ['ldap://dc2'], false],
    ['ldap://dc1', ['ldaps://dc2'], false],
    ['ldap://dc1', ['ldap://dc2'], true],
    ['ldaps://dc1', ['ldaps://dc2'], false],
  ])('is no matter for %s, %j, StartTLS %j', (url, fallbackUrls, startTls) => {
    expect(serverAddresses(sourceOf(url, { fallbackUrls, startTls }))).toHaveLength(2);
  });
});

describe('an address with a password', () => {
  it.each([
    'ldap://cn=x:hunter2@dc1',
    'ldaps://reader:hun@ter2@dc1:636',
    'ldap://reader:hunter2/@dc1/dc=x?cn?sub?(uid=hunter2)',
    'reader:hunter2@dc1',
    'http://reader:hunter2#@dc1',
  ])('is not told: %s', (url) => {
    expect(() => serverAddresses(sourceOf(url))).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/hunter2|ter2|reader/) })
    );
  });
});

describe('connecting', () => {
  it('takes the first server that can be used', async () => {
    const [first, second] = [await start(), await start()];
    const source = sourceOf(first.url, { fallbackUrls: [second.url] });
    expect(await connected(source, NETWORK)).toBe(first.url);
    expect(second.connections()).toBe(0);
  });

  it.each<[string, () => Promise<string>]>([
    ['is not there', () => Promise.resolve(CLOSED)],
    ['may not be reached', () => Promise.resolve(BLOCKED)],
    ['is busy', async () => (await start(answering(51))).url],
    ['is not available', async () => (await start(answering(52))).url],
    ['ends the connection', async () => (await start({ bind: (_, reply) => reply.destroy() })).url],
  ])('takes the next one where one %s', async (_, url) => {
    const second = await start();
    const source = sourceOf(await url(), { fallbackUrls: [second.url] });
    expect(await connected(source, NETWORK)).toBe(second.url);
  });

  it.each<[string, () => Promise<string>]>([
    ['has a certificate that has expired', async () => securely(await start(), 'expired')],
    ['does not speak TLS', () => speaking('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('takes the next encrypted one where one %s', async (_, url) => {
    const second = await securely(await start());
    const source = sourceOf(await url(), { fallbackUrls: [second], ca: ldapFixture('ca.pem') });
    expect(await connected(source, NETWORK)).toBe(second);
  });

  it('takes the next one where one does not answer, or by something else', async () => {
    type Silence = [name: string, bind: string, LdapHandlers | ((socket: Socket) => void)];
    const silences: Silence[] = [
      ['does not answer a bind', 'simple', { bind: () => undefined }],
      ['does not answer who is nobody', 'anonymous', { search: () => undefined }],
      ['says nothing at all', 'simple', () => undefined],
      ['says nothing at all to who is nobody', 'anonymous', () => undefined],
      ['answers by HTTP', 'simple', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
      ['greets by SMTP', 'anonymous', (socket) => socket.write('220 mail.example ESMTP\r\n')],
      ['greets by SSH', 'simple', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')],
      ['sends zeros', 'anonymous', (socket) => socket.write(Buffer.alloc(64))],
    ];
    // Each waits for the same second.
    const taken = silences.map(async ([name, bind, handlers]) => {
      const second = await start();
      const url =
        typeof handlers === 'function' ? await raw(handlers) : (await start(handlers)).url;
      const source = sourceOf(url, { fallbackUrls: [second.url], bind, timeoutSeconds: 1 });
      return [name, (await connected(source, NETWORK)) === second.url];
    });
    expect(await Promise.all(taken)).toEqual(silences.map(([name]) => [name, true]));
  });

  it.each([
    ['a wrong password', 49, 'bind-refused'],
    ['a user that may not log in', 53, 'unwilling'],
    ['a bind that is not offered', 7, 'bind-not-supported'],
    ['a user that is no DN', 34, 'invalid-dn'],
    ['a bind in clear', 13, 'encryption-required'],
  ])('tries no other server with %s', async (_, code, expected) => {
    const [first, second] = [await start(answering(code)), await start()];
    const source = sourceOf(first.url, { fallbackUrls: [second.url] });
    expect((await ldapErrorOf(connect(source, NETWORK))).code).toBe(expected);
    expect(second.connections()).toBe(0);
    await until(() => first.openConnections() === 0);
  });

  it('gives the error of the only server as it is', async () => {
    const error = await ldapErrorOf(connect(sourceOf(CLOSED), NETWORK));
    expect(error.code).toBe('connection-failed');
    expect(error.message).toMatch(
      /^ldap:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\): check host and port/
    );
    expect(error.transient).toBe(true);
    const blocked = await ldapErrorOf(connect(sourceOf(BLOCKED), NETWORK));
    expect([blocked.code, blocked.transient]).toEqual(['address-blocked', false]);
  });

  it('gives the errors of all servers in one', async () => {
    const busy = await start(answering(51));
    const source = sourceOf(CLOSED, { fallbackUrls: [BLOCKED, busy.url] });
    const error = await ldapErrorOf(connect(source, NETWORK));
    expect(error.code).toBe('connection-failed');
    expect(error.message).toContain('none of the 3 servers can be used');
    expect(error.message).toContain(
      '127.0.0.1:1 cannot be reached (ECONNREFUSED); 10.255.255.1 is in'
    );
    expect(error.message).toContain('the server is busy (result 51)');
    expect(error.message).not.toContain('hunter2');
  });

  it.each([
    [[BLOCKED, BLOCKED], false],
    [[BLOCKED, CLOSED], true],
  ])(
    'says of %j whether it may be better the next time: %s',
    async ([url, ...others], transient) => {
      const source = sourceOf(url ?? '', { fallbackUrls: others });
      expect((await ldapErrorOf(connect(source, NETWORK))).transient).toBe(transient);
    }
  );
});

describe('logging in', () => {
  it.each<[string, Record<string, unknown>, object[]]>([
    ['by user and password', {}, [{ dn: 'cn=reader', password: 'hunter2', mechanism: null }]],
    ['as nobody, without a word', { bind: 'anonymous', bindDn: '' }, []],
    ['as nobody, whatever is left over', { bind: 'anonymous' }, []],
    ['by certificate', { bind: 'certificate', bindDn: '' }, [{ dn: '', mechanism: 'EXTERNAL' }]],
  ])('%s', async (_, settings, binds) => {
    const server = await start();
    await connected(sourceOf(server.url, settings), NETWORK);
    await until(() => server.openConnections() === 0);
    expect(server.requests.filter(({ type }) => type === 'bind')).toMatchObject(binds);
    expect(server.requests.at(-1)?.type).toBe('unbind');
  });

  it.each<[string, Record<string, unknown>]>([
    ['no user', { bindDn: '' }],
    ['no password', { bindPassword: undefined }],
    ['neither', { bindDn: '', bindPassword: undefined }],
  ])('never with %s', async (_, settings) => {
    const server = await start();
    const error = await ldapErrorOf(connect(sourceOf(server.url, settings), NETWORK));
    expect([error.code, error.transient]).toEqual(['empty-password', false]);
    expect(error.message).toContain('"anonymous"');
    await until(() => server.openConnections() === 0);
    expect(server.requests.map(({ type }) => type)).toEqual(['unbind']);
  });

  it('never with an empty password that got past every check', async () => {
    const server = await start();
    const source = { ...sourceOf(server.url), bindPassword: '' };
    expect((await ldapErrorOf(connect(source, NETWORK))).code).toBe('empty-password');
    await until(() => server.openConnections() === 0);
    expect(server.requests.filter(({ type }) => type === 'bind')).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['user', {}, 'logging in as "cn=reader": user or password is wrong (result 49)'],
    ['certificate', { bind: 'certificate', bindDn: '' }, 'logging in by certificate: user or'],
  ])('says, by %s, whose it was that failed', async (_, settings, found) => {
    const server = await start(answering(49));
    const error = await ldapErrorOf(connect(sourceOf(server.url, settings), NETWORK));
    expect(error.code).toBe('bind-refused');
    expect(error.message).toContain(found);
    expect(error.message).not.toContain('hunter2');
  });
});

describe('the way to a server', () => {
  const observed = async (
    url: string,
    settings: Record<string, unknown> = {}
  ): Promise<{ steps: unknown[]; error: LdapError | null }> => {
    const steps: unknown[] = [];
    const observer: Observer = {
      enter: (step) => steps.push(step),
      done: (...found) => steps.push(found.map((one) => one && englishOf(one))),
    };
    const source = sourceOf(url, settings);
    const [address] = serverAddresses(source);
    if (!address) throw new Error('there is no server');
    try {
      (await connectTo(address, source, NETWORK, observer)).close();
      return { steps, error: null };
    } catch (error) {
      return { steps, error: await ldapErrorOf(Promise.reject(error)) };
    }
  };

  it('is seen step by step, in clear', async () => {
    const { port, url } = await start();
    expect((await observed(url)).steps).toEqual([
      'name',
      ['there is a host 127.0.0.1'],
      'tcp',
      [`connected to port ${port}`],
      'tls',
      ['no encryption', expect.stringContaining('the connection is not encrypted')],
      'bind',
      ['logged in as cn=reader'],
    ]);
  });

  it('is seen step by step, encrypted', async () => {
    const url = await securely(await start());
    const { steps } = await observed(url, { ca: ldapFixture('ca.pem'), bind: 'anonymous' });
    expect(steps.slice(-4)).toEqual([
      'tls',
      [expect.stringMatching(/^the certificate is for localhost, issued by Test authority/), null],
      'bind',
      ['nobody: reading without logging in'],
    ]);
    const unverified = await observed(url, { verifyCertificate: false });
    expect(unverified.steps.at(-3)).toEqual([
      expect.stringContaining('the certificate is for localhost'),
      expect.stringContaining('not verified'),
    ]);
  });

  it('is seen up to where it ends', async () => {
    const closed = await observed(CLOSED);
    expect(closed.steps).toEqual(['name', ['there is a host 127.0.0.1'], 'tcp']);
    expect(closed.error?.code).toBe('connection-failed');
    const server = await start(answering(49));
    const refused = await observed(server.url);
    expect(refused.steps.at(-1)).toBe('bind');
    const untrusted = await observed(await securely(server));
    expect(untrusted.steps.at(-1)).toBe('tls');
    expect(untrusted.error?.code).toBe('untrusted-certificate');
    const noTls = await observed(server.url, { startTls: true });
    expect(noTls.steps.at(-1)).toBe('tls');
    expect(noTls.error?.message).toContain(`StartTLS with ${server.url}`);
    await until(() => server.openConnections() === 0);
  });

  it.each([2, 8, 51, 52, 53])('is none where StartTLS is refused with %i', async (code) => {
    const server = await start({ extended: (_, reply) => reply.done({ code, message: 'why' }) });
    const { error } = await observed(server.url, { startTls: true });
    expect(error?.message).toContain(`(result ${code}, "why")`);
    await until(() => server.openConnections() === 0);
    expect(server.requests.map(({ type }) => type)).toEqual(['extended', 'unbind']);
  });
});
