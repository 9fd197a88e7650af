import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { deliverFile } from '../../../server/src/sources/files';
import { parseAllowedHosts } from '../../../server/src/sources/network';
import type { NetworkOptions } from '../../../server/src/sources/types';
import { ConnectorError } from '../../../server/src/utils/errors';
import { AUTO, codeOf, contextOf, errorOf, removeFolders } from './support';
import { serve, serveSecurely, stopServers } from './server';

jest.mock('node:dns', () => ({ ...jest.requireActual<typeof dns>('node:dns'), lookup: jest.fn() }));

/** What a name resolves to, one answer after the other and the last one again and again. */
let names: Record<string, string[][]> = {};

const answer = (name: string): dns.LookupAddress[] => {
  const answers = names[name] ?? [];
  const found = answers.length > 1 ? answers.shift() : answers[0];
  return (found ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

beforeEach(() => {
  names = {};
  const lookup = dns.lookup as unknown as jest.Mock;
  lookup.mockImplementation(
    (name: string, _: unknown, callback: (error: Error | null, found?: unknown) => void) => {
      const found = answer(name);
      if (found.length > 0) callback(null, found);
      else callback(Object.assign(new Error(name), { code: 'ENOTFOUND' }));
    }
  );
});
afterEach(stopServers);
afterAll(removeFolders);

const get = (
  url: string,
  allowedHosts: string[] = [],
  more: Partial<NetworkOptions> = {},
  ca?: string
) => {
  const context = contextOf({});
  const network = { ...context.network, allowedHosts, ...more };
  return deliverFile({ ...AUTO, type: 'csv', delivery: 'url', url, ca }, { ...context, network });
};

/** A server, the port it listens on, and how often it was asked. */
const counting = async (headers: Record<string, string> = {}, status = 200) => {
  const seen = { requests: 0, url: '', port: '' };
  seen.url = await serve((_, response) => {
    seen.requests += 1;
    response.writeHead(status, headers).end('a;b\n1;2\n');
  });
  seen.port = new URL(seen.url).port;
  return seen;
};

describe('addresses that are not public', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ])('are not reached: %s', async (host) => {
    const { port } = await counting();
    const error = await errorOf(get(`http://${host}:${port}/`, [], { retries: 3 }));
    expect(error.code).toBe('address-blocked');
    expect(error.message).toContain('network.allowedHosts');
  });

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['10.0.0.1', '127.0.0.1']],
    [['::ffff:127.0.0.1']],
    [['93.184.216.34', '192.168.0.1']],
  ])('are not reached by a name that resolves to %j', async (addresses) => {
    const server = await counting();
    names['evil.example'] = [addresses];
    expect(await codeOf(get(`http://evil.example:${server.port}/`))).toBe('address-blocked');
    expect(await codeOf(get(`https://evil.example:${server.port}/`))).toBe('address-blocked');
    expect(server.requests).toBe(0);
  });

  it('are not reached by a redirect', async () => {
    const inner = await counting();
    names['inner.example'] = [['127.0.0.1']];
    names['intranet.example'] = [['127.0.0.1']];
    for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', 'inner.example', '[::1]']) {
      const outer = await counting({ Location: `http://${host}:${inner.port}/` }, 302);
      const url = `http://intranet.example:${outer.port}/`;
      const error = await errorOf(get(url, ['intranet.example']));
      expect(error.code).toBe('address-blocked');
      // Who is asked is known to whoever entered the address; where it leads says what else there is.
      expect(error.message).toContain(`intranet.example:${outer.port}`);
      const told = `${error.message} ${JSON.stringify(error)} ${String(error.cause)}`;
      expect(told).not.toMatch(/127\.0\.0\.1|inner\.example|::1/);
      expect(told).not.toContain(String(inner.port));
      expect(outer.requests).toBe(1);
    }
    expect(inner.requests).toBe(0);
  });

  it('are not reached by a name that changes its address', async () => {
    const server = await counting({}, 503);
    names['rebind.example'] = [['127.0.0.1'], ['127.0.0.2']];
    const url = `http://rebind.example:${server.port}/`;
    expect(await codeOf(get(url, ['127.0.0.1'], { retries: 1 }))).toBe('address-blocked');
    expect(server.requests).toBe(1);
  });
});

describe('the allow-list', () => {
  it.each([
    ['an address', '127.0.0.1', ['127.0.0.1']],
    ['a range', '127.0.0.1', ['10.0.0.0/8', '127.0.0.0/8']],
    ['a range, by name', 'intranet', ['127.0.0.0/8', 'fd00::/8']],
    ['an address, by name', 'intranet', ['127.0.0.1']],
    ['a name', 'intranet', ['intranet']],
    ['a name in other letters', 'Intranet', ['INTRANET.']],
    ['a name with the root’s dot', 'intranet.', ['intranet']],
    ['a mapped address', '[::ffff:127.0.0.1]', ['127.0.0.0/8']],
  ])('lets through %s', async (_, host, allowed) => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    names['intranet'] = names['intranet.'] = [['127.0.0.1']];
    const server = await counting();
    expect(await get(`http://${host}:${server.port}/`, allowed)).toMatchObject({
      notModified: false,
    });
    expect(server.requests).toBe(1);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it.each([
    ['another name for the address', 'other.example', ['intranet.example']],
    ['a part of a name', 'sub.intranet.example', ['intranet.example']],
    ['a name that contains one', 'intranet.example.evil.example', ['intranet.example']],
    ['the address of an allowed name', '127.0.0.1', ['intranet.example']],
    ['another address', '127.0.0.1', ['127.0.0.2', '10.0.0.0/8', 'fd00::/8']],
  ])('does not let through %s', async (_, host, allowed) => {
    names['intranet.example'] = [['127.0.0.1']];
    names[host] = [['127.0.0.1']];
    const server = await counting();
    expect(await codeOf(get(`http://${host}:${server.port}/`, allowed))).toBe('address-blocked');
    expect(server.requests).toBe(0);
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0/8',
    'fd00::/129',
    'host/8',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
  ])('refuses %s', (entry) => {
    expect(() => parseAllowedHosts([entry])).toThrow(ConnectorError);
    expect(() => parseAllowedHosts([entry])).toThrow(entry);
  });
});

describe('names of hosts that may be reached', () => {
  it('are compared in the form that the DNS has of them', () => {
    const { names: found, addresses } = parseAllowedHosts([
      ' MÜNCHEN.example. ',
      'Intranet',
      '[::1]',
    ]);
    expect([...found]).toEqual(['xn--mnchen-3ya.example', 'intranet']);
    expect(addresses.check('::1', 'ipv6')).toBe(true);
  });

  it.each(['127.0.0.1%2F.evil.test', 'evil.test%2Fintranet', 'intranet%00.evil.test'])(
    'let nothing past that is no name: %s',
    async (host) => {
      names = { 'evil.test': [['127.0.0.1']], intranet: [['127.0.0.1']] };
      const { requests, port } = await counting();
      const error = await errorOf(get(`http://${host}:${port}/`, ['intranet', '127.0.0.1']));
      expect(error.code).toBe('invalid-address');
      expect(requests).toBe(0);
    }
  );
});

describe('a connection that is encrypted', () => {
  const tls = (name: string) => readFileSync(join(__dirname, '../../fixtures/tls', name), 'utf8');
  const server = { cert: tls('server.pem'), key: tls('server.key') };
  const secure = () => serveSecurely(server, (_, response) => response.end('a;b\n1;2\n'));
  const allowed = ['127.0.0.1', 'intranet'];

  it('needs a certificate that is trusted', async () => {
    const error = await errorOf(get(await secure(), allowed, { retries: 3 }));
    expect(error.code).toBe('untrusted-certificate');
    expect(error.message).toContain('127.0.0.1');
  });

  it('trusts an authority of one’s own', async () => {
    expect(await get(await secure(), allowed, {}, tls('ca.pem'))).toMatchObject({
      notModified: false,
    });
  });

  it('needs a certificate of that host', async () => {
    names.intranet = [['127.0.0.1']];
    const { port } = new URL(await secure());
    const url = `https://intranet:${port}/`;
    expect(await codeOf(get(url, allowed, {}, tls('ca.pem')))).toBe('untrusted-certificate');
  });

  it('needs a server that speaks TLS', async () => {
    const { port } = await counting();
    const error = await errorOf(get(`https://127.0.0.1:${port}/`, allowed));
    expect(error.code).toBe('connection-failed');
    expect(error.message).toContain('http://');
  });

  it('is not given up for a redirect', async () => {
    const plain = await counting();
    const url = await serveSecurely(server, (_, response) => {
      response.writeHead(302, { Location: plain.url }).end();
    });
    expect(await codeOf(get(url, allowed, {}, tls('ca.pem')))).toBe('insecure-redirect');
    expect(plain.requests).toBe(0);
  });

  it('has to come about in time', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : null;
    const error = await errorOf(
      get(`https://127.0.0.1:${port}/`, allowed, { connectTimeoutSeconds: 0.2 })
    );
    silent.close();
    expect(error.code).toBe('connection-failed');
    expect(error.message).toContain('ETIMEDOUT');
  });
});
