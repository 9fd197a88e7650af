import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import { encrypt } from '../../../server/src/sources/ldap/transport';
import { encodeResult } from '../../support/ldap/messages';
import { ldapFixture } from '../../support/ldap/fixtures';
import { NETWORK } from '../../support/ldap-source';
import { closeAll, closing, connectionTo, SEARCH, start } from './ldap-connection-support';
import { ldapErrorOf, until } from './ldap-support';

afterEach(closeAll);

describe('StartTLS', () => {
  const settings = { verifyCertificate: true, ca: ldapFixture('ca.pem') };

  /** A server that speaks TLS after StartTLS, and refuses all binds. What is given is sent in clear before. */
  const startTlsServer = async (inClear: Buffer): Promise<number> => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      socket.once('data', () => {
        socket.write(Buffer.concat([encodeResult(1, 'extended', {}), inClear]));
        const options = { key: ldapFixture('server.key'), cert: ldapFixture('server.pem') };
        const secure = new TLSSocket(socket, { isServer: true, ...options });
        secure.on('error', () => undefined);
        secure.on('data', () => secure.write(encodeResult(2, 'bind', { code: 49 })));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };

  const address = (port: number) => ({ url: '', host: '127.0.0.1', port, secure: false });

  it.each([
    ['nothing else', Buffer.alloc(0)],
    ['an answer for what comes next', encodeResult(2, 'bind', {})],
    ['a part of one', encodeResult(2, 'bind', {}).subarray(0, 9)],
    ['half a message', Buffer.from('3084', 'hex')],
  ])('is what everything goes over from then on; in clear came %s', async (_, inClear) => {
    const port = await startTlsServer(inClear);
    const connection = await connectionTo(port);
    const result = await connection.startTls(
      async (socket) => (await encrypt(socket, address(port), settings, NETWORK)).socket
    );
    expect(result.code).toBe(0);
    expect((await connection.bind({ dn: 'cn=a', password: 'b' })).code).toBe(49);
    connection.close();
  });

  it('is asked for by its number, and leaves a connection as it was where it is refused', async () => {
    const { server, connection } = await start({
      extended: (_, reply) => reply.done({ code: 53, message: 'no TLS here' }),
    });
    const neverCalled = jest.fn();
    expect(await connection.startTls(neverCalled)).toEqual({
      code: 53,
      message: 'no TLS here',
      matchedDn: '',
    });
    expect(neverCalled).not.toHaveBeenCalled();
    expect((await connection.search(SEARCH)).result.code).toBe(0);
    expect(server.requests).toMatchObject([
      { type: 'extended', oid: '1.3.6.1.4.1.1466.20037' },
      { type: 'search', messageId: 2 },
    ]);
  });

  it('ends the connection where it fails', async () => {
    const { server, connection } = await start({ extended: (_, reply) => reply.done() });
    const failing = connection.startTls(() => Promise.reject(new Error('no certificate')));
    await expect(failing).rejects.toThrow('no certificate');
    const error = await ldapErrorOf(connection.bind({ dn: 'cn=a', password: 'secret' }));
    expect(error.code).toBe('connection-lost');
    expect(error.message).toContain('while encryption was agreed on');
    await until(() => server.openConnections() === 0);
    expect(server.requests.map(({ type }) => type)).toEqual(['extended']);
  });

  it('goes on counting what is received', async () => {
    const port = await startTlsServer(Buffer.alloc(0));
    const connection = await connectionTo(port, {
      maxBytes: encodeResult(1, 'extended', {}).length,
    });
    await connection.startTls(
      async (socket) => (await encrypt(socket, address(port), settings, NETWORK)).socket
    );
    const error = await ldapErrorOf(connection.bind({ dn: 'cn=a', password: 'b' }));
    expect(error.code).toBe('directory-too-large');
  });
});
