import dns from 'node:dns';
import { Agent } from 'node:http';
import { createServer, Socket } from 'node:net';

import { openSocket, resolveName } from '../../../server/src/sources/ldap/transport';
import * as network from '../../../server/src/sources/network';
import { NETWORK } from '../../support/ldap-source';
import { addressOf, closeAll, listen } from './ldap-connection-support';
import { ldapErrorOf } from './ldap-support';

jest.mock('../../../server/src/sources/network', () => {
  const actual = jest.requireActual<typeof network>('../../../server/src/sources/network');
  return { ...actual, createAgent: jest.fn(actual.createAgent) };
});

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

describe('the name of a server', () => {
  it.each(['dc1.example.com', '127.0.0.1', '::1'])('is looked up: %s', async (host) => {
    const lookup = jest.spyOn(dns.promises, 'lookup') as unknown as jest.Mock;
    lookup.mockResolvedValue({ address: '192.0.2.1', family: 4 });
    await resolveName({ url: '', host, port: 1, secure: false });
    expect(lookup).toHaveBeenCalledWith(host);
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL'])('may stand for nothing: %s', async (code) => {
    const reason = Object.assign(new Error('getaddrinfo'), { code });
    jest.spyOn(dns.promises, 'lookup').mockRejectedValue(reason);
    const error = await ldapErrorOf(resolveName(addressOf('ldap://dc1.example.com')));
    expect([error.code, error.transient]).toEqual(['host-not-found', true]);
    expect(error.message).toBe('there is no host dc1.example.com: check its spelling');
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
      expect(error.message).toContain(address.host);
      expect(error.message).toContain('network.allowedHosts');
    }
  );

  it.each([
    ['an address', 'ldap://127.0.0.1:1', ['127.0.0.1']],
    ['a range', 'ldap://127.0.0.1:1', ['127.0.0.0/8']],
    ['a name', 'ldap://localhost:1', ['localhost']],
    ['the address of a name', 'ldap://localhost:1', ['127.0.0.0/8', '::1']],
    ['an IPv6 address', 'ldap://[::1]:1', ['::1']],
  ])('is tried where the options allow %s', async (_, url, allowedHosts) => {
    const error = await ldapErrorOf(openSocket(addressOf(url), { ...NETWORK, allowedHosts }));
    expect([error.code, error.transient]).toEqual(['connection-failed', true]);
    expect(error.message).toMatch(/cannot be reached \(E[A-Z]+\)/);
    expect(error.message).toContain(addressOf(url).url);
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
    expect([error.code, error.transient]).toEqual(['connection-failed', true]);
    expect(error.message).toMatch(
      new RegExp(`^${found.replace(/[()]/g, '\\$&')}: check host and port`)
    );
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
