import { once } from 'node:events';
import { connect, createServer, Socket, type AddressInfo } from 'node:net';

import { LdapConnection, type ConnectionLimits } from '../../../server/src/sources/ldap/connection';
import { encodeEntry, encodeResult } from '../../support/ldap/messages';
import type { LdapReply } from '../../support/ldap-server';
import { closeAll, LIMITS, SEARCH, searching, start } from './ldap-connection-support';
import { ldapErrorOf, until } from './ldap-support';

afterEach(closeAll);

const SHORT: Partial<ConnectionLimits> = { timeoutSeconds: 0.05 };

describe('the end of a connection', () => {
  it('is said to the server, once', async () => {
    const { server, connection } = await start();
    await connection.search(SEARCH);
    connection.close();
    connection.close();
    await until(() => server.openConnections() === 0);
    expect(server.requests.map(({ type }) => type)).toEqual(['search', 'unbind']);
  });

  it('is the end of the operation that is going on', async () => {
    const { server, connection } = await searching(() => undefined);
    const search = ldapErrorOf(connection.search(SEARCH));
    await until(() => server.requests.length > 0);
    connection.close();
    expect((await search).code).toBe('connection-lost');
    await until(() => server.openConnections() === 0);
    expect(server.requests.map(({ type }) => type)).toEqual(['search', 'unbind']);
  });

  it('does not wait for a server that does not end it', async () => {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const accepted = once(server, 'connection');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    new LdapConnection('ldap://test:389', socket, LIMITS).close();
    await until(() => socket.destroyed);
    const [peer] = (await accepted) as [Socket];
    peer.destroy();
    server.close();
  });

  it('makes what comes after it fail', async () => {
    const { server, connection } = await start();
    connection.close();
    for (const attempt of [
      connection.search(SEARCH),
      connection.bind({ mechanism: 'EXTERNAL' }),
      connection.startTls(() => Promise.reject(new Error('not to be called'))),
    ]) {
      const error = await ldapErrorOf(attempt);
      expect([error.code, error.transient]).toEqual(['connection-lost', false]);
    }
    await until(() => server.openConnections() === 0);
    expect(server.requests.map(({ type }) => type)).toEqual(['unbind']);
  });

  it.each<[string, (reply: LdapReply) => void, string, string, boolean]>([
    ['is ended', (reply) => reply.destroy(), 'connection-lost', 'ended the connection', true],
    ['is reset', (reply) => reply.reset(), 'connection-lost', 'ended the connection', true],
    [
      'is ended with a word',
      (reply) => reply.disconnect({ code: 52, message: 'going down' }),
      'connection-lost',
      '("going down")',
      true,
    ],
    [
      'is no LDAP',
      (reply) => reply.raw(Buffer.from([0x30, 3, 2, 1, 5])),
      'protocol-error',
      'not LDAP',
      false,
    ],
    ['is silent', () => undefined, 'operation-time-out', '0.05 seconds', false],
  ])('by a server that %s is the end of everything', async (_, end, code, found, transient) => {
    const limits = code === 'operation-time-out' ? SHORT : {};
    const { server, connection } = await searching((__, reply) => {
      reply.entry('cn=a', {});
      end(reply);
    }, limits);
    const error = await ldapErrorOf(connection.search(SEARCH));
    expect([error.code, error.transient]).toEqual([code, transient]);
    expect(error.message).toContain('ldap://test:389');
    expect(error.message).toContain(found);
    expect(await ldapErrorOf(connection.search(SEARCH))).toBe(error);
    expect(await ldapErrorOf(connection.bind({ dn: 'a', password: 'b' }))).toBe(error);
    connection.close();
    await until(() => server.openConnections() === 0);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [Object.assign(new Error('of a secret'), { code: 'EPIPE' }), '(EPIPE)'],
    [new TypeError('of a secret'), '(TypeError)'],
  ])('by an error of the network is named without its text', async (reason, shown) => {
    const socket = new Socket();
    const connection = new LdapConnection('ldap://test:389', socket, LIMITS);
    socket.destroy(reason);
    await new Promise((resolve) => socket.once('close', resolve));
    const error = await ldapErrorOf(connection.search(SEARCH));
    expect([error.code, error.transient]).toEqual(['connection-lost', true]);
    expect(error.message).toContain(`ended the connection ${shown}`);
    expect(error.message).not.toContain('secret');
  });

  it('does not come from the time of an operation that is over', async () => {
    const { connection } = await searching((_, reply) => reply.done());
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      await connection.search(SEARCH);
      expect(jest.getTimerCount()).toBe(0);
      jest.advanceTimersByTime(LIMITS.timeoutSeconds * 1000);
      expect((await connection.search(SEARCH)).result.code).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is noticed between two operations', async () => {
    const { server, connection } = await searching((_, reply) => {
      reply.done();
      reply.destroy();
    });
    await connection.search(SEARCH);
    await until(() => server.openConnections() === 0);
    await new Promise(setImmediate);
    expect((await ldapErrorOf(connection.search(SEARCH))).code).toBe('connection-lost');
  });

  it('shows no more than a part of a long word', async () => {
    const { connection } = await searching((_, reply) =>
      reply.disconnect({ code: 52, message: 'x'.repeat(100_000) })
    );
    expect((await ldapErrorOf(connection.search(SEARCH))).message.length).toBeLessThan(500);
  });
});

describe('what may be received', () => {
  const answer = encodeEntry(1, 'cn=a', { cn: 'x'.repeat(1000) }).length;
  const end = encodeResult(1, 'search', {}).length;
  const one = answer + end;

  it.each([
    [one, 1],
    [one - 1, 0],
    [2 * one, 2],
    [2 * one - 1, 1],
    [1, 0],
  ])('is at most %i bytes in all: %i answers', async (maxBytes, answers) => {
    const { server, connection } = await searching(
      (_, reply) => {
        reply.entry('cn=a', { cn: 'x'.repeat(1000) });
        reply.done();
      },
      { maxBytes }
    );
    for (let number = 0; number < answers; number += 1) await connection.search(SEARCH);
    const error = await ldapErrorOf(connection.search(SEARCH));
    expect(error.code).toBe('directory-too-large');
    expect(error.message).toContain(`more than ${maxBytes} bytes`);
    expect(error.transient).toBe(false);
    await until(() => server.openConnections() === 0);
  });

  it('is limited where an answer never ends', async () => {
    const { connection } = await searching(
      // A message that announces two gigabytes.
      (_, reply) =>
        reply.raw(Buffer.concat([Buffer.from('30847fffffff', 'hex'), Buffer.alloc(9000)])),
      { maxBytes: 5000 }
    );
    expect((await ldapErrorOf(connection.search(SEARCH))).code).toBe('directory-too-large');
  });
});
