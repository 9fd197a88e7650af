import { Client } from 'ldapts';

import { testConnection } from '../../server/src/sources/ldap/test-connection';
import {
  startLdapServer,
  type LdapHandlers,
  type LdapReply,
  type LdapTestServer,
  type SearchRequest,
} from '../support/ldap-server';
import { ldapSource, NETWORK, readError, readLdap } from '../support/ldap-source';

let server: LdapTestServer;
afterEach(() => server.close());

const BASE_DN = 'dc=example,dc=test';

const start = async (handlers: LdapHandlers): Promise<LdapTestServer> => {
  server = await startLdapServer(handlers);
  return server;
};

const source = (settings: Record<string, unknown> = {}) =>
  ldapSource({
    url: server.url,
    baseDn: BASE_DN,
    bindDn: 'cn=reader',
    bindPassword: 'S3cret-of-reader',
    ...settings,
  });

const person = (reply: LdapReply, number: number): void =>
  reply.entry(`uid=u${number},${BASE_DN}`, { uid: `u${number}`, cn: `Person ${number}` });

/** What is asked of the tree, page by page; the root DSE is not there. */
const searching =
  (search: (request: SearchRequest, reply: LdapReply) => void): LdapHandlers['search'] =>
  (request, reply) => {
    if (request.scope === 'base') reply.done();
    else search(request, reply);
  };

/** Pages of so many people each; every cookie but the last one asks for more. */
const pages =
  (sizes: number[]): LdapHandlers['search'] =>
  (request, reply) =>
    searching(({ paging }) => {
      const page = Number(paging?.cookie.toString() || '0');
      const before = sizes.slice(0, page).reduce((sum, size) => sum + size, 0);
      for (let index = 1; index <= (sizes[page] ?? 0); index += 1) person(reply, before + index);
      reply.done({ cookie: page + 1 < sizes.length ? String(page + 1) : null });
    })?.(request, reply);

const numbersOf = (rows: { values: Record<string, unknown> }[]): unknown[] =>
  rows.map(({ values }) => values.uid);

const uids = (count: number): string[] => Array.from({ length: count }, (_, i) => `u${i + 1}`);

describe('reading in pages', () => {
  it.each([
    ['in the middle', [3, 0, 2]],
    ['at the beginning', [0, 4]],
    ['at the end', [2, 0]],
    ['several times in a row', [1, 0, 0, 0, 1, 0, 2]],
  ])('goes on over an empty page %s', async (_, sizes) => {
    await start({ search: pages(sizes) });
    const { rows } = await readLdap(source());
    expect(numbersOf(rows)).toEqual(uids(sizes.reduce((sum, size) => sum + size, 0)));
  });

  it('would end at it with the client of ldapts', async () => {
    await start({ search: pages([3, 0, 2]) });
    const client = new Client({ url: server.url });
    const { searchEntries } = await client.search(BASE_DN, { paged: true });
    await client.unbind();
    expect(searchEntries).toHaveLength(3);
  });

  it('sends each cookie back as it came', async () => {
    const cookie = Buffer.from([0, 255, 254, 128, 10]);
    await start({
      search: searching(({ paging }, reply) => {
        person(reply, paging?.cookie.equals(cookie) ? 2 : 1);
        reply.done({ cookie: paging?.cookie.length ? null : cookie });
      }),
    });
    expect((await readLdap(source({ pageSize: 1 }))).rows).toHaveLength(2);
    const [, second] = server.requests.filter(
      (request) => request.type === 'search' && request.scope === 'sub'
    );
    expect(second).toMatchObject({ paging: { size: 1, cookie }, sizeLimit: 0, timeLimit: 60 });
  });

  it('takes one answer for all where a server does not page', async () => {
    await start({
      search: searching((_, reply) => {
        uids(5).forEach((_uid, index) => person(reply, index + 1));
        reply.done();
      }),
    });
    expect((await readLdap(source({ pageSize: 2 }))).rows).toHaveLength(5);
  });

  it('does not ask for pages where the server says that it knows none', async () => {
    await start({
      search: (request, reply) => {
        if (request.baseDn === '') reply.entry('', { supportedControl: '1.2.3.4' });
        else if (request.paging) return reply.done({ code: 12 });
        else person(reply, 1);
        reply.done();
      },
    });
    expect((await readLdap(source())).rows).toHaveLength(1);
  });

  it('ends when there is nothing but empty pages', async () => {
    await start({ search: searching((_, reply) => reply.done({ cookie: 'again' })) });
    expect((await readError(source())).code).toBe('paging-without-end');
  });
});

describe('a read that is not complete', () => {
  it.each([
    [3, 'time-limit'],
    [4, 'size-limit'],
    [10, 'referral'],
    [11, 'size-limit'],
    [12, 'paging-not-supported'],
    [50, 'not-permitted'],
    [51, 'server-busy'],
    [52, 'server-unavailable'],
    [53, 'unwilling'],
    [80, 'ldap-result'],
  ])('fails with result %i in the middle: %s', async (code, expected) => {
    await start({
      search: searching(({ paging }, reply) => {
        person(reply, 1);
        reply.done(paging?.cookie.length ? { code, message: 'why' } : { cookie: 'more' });
      }),
    });
    const error = await readError(source());
    expect(error.code).toBe(expected);
    expect(error.message).toContain(`result ${code}, "why"`);
  });

  it.each([
    ['is cut off', (reply: LdapReply) => reply.destroy(), 'connection-lost'],
    ['is reset', (reply: LdapReply) => reply.reset(), 'connection-lost'],
    [
      'is ended by a notice',
      (reply: LdapReply) => reply.disconnect({ code: 52, message: 'going down' }),
      'connection-lost',
    ],
    [
      'carries something else',
      (reply: LdapReply) => reply.raw(Buffer.from([0x30, 3, 2, 1, 5])),
      'protocol-error',
    ],
    [
      'carries something endless',
      (reply: LdapReply) => reply.raw(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
      'operation-time-out',
    ],
    ['goes silent', () => undefined, 'operation-time-out'],
  ])('fails where the connection %s', async (_, end, code) => {
    await start({
      search: searching(({ paging }, reply) => {
        person(reply, 1);
        if (paging?.cookie.length) end(reply);
        else reply.done({ cookie: 'more' });
      }),
    });
    expect((await readError(source({ timeoutSeconds: 1 }))).code).toBe(code);
    expect(server.connections()).toBe(1);
  });

  it('is begun anew over a new connection, logged in, when the first one broke', async () => {
    await start({
      search: searching(({ paging, connection }, reply) => {
        person(reply, paging?.cookie.length ? 2 : 1);
        if (connection === 1 && paging?.cookie.length) reply.destroy();
        else reply.done({ cookie: paging?.cookie.length ? null : 'more' });
      }),
    });
    const { rows } = await readLdap(source(), { network: { retries: 2 } });
    expect(numbersOf(rows)).toEqual(['u1', 'u2']);
    const binds = server.requests.filter(({ type }) => type === 'bind');
    expect(binds.map(({ connection }) => connection)).toEqual([1, 2]);
  });

  it('fails when a part of an attribute does not come', async () => {
    await start({
      search: (request, reply) => {
        if (request.scope === 'sub') {
          reply.entry(`cn=x,${BASE_DN}`, { cn: 'x', member: [], 'member;range=0-1': ['a', 'b'] });
        }
        reply.done();
      },
    });
    expect((await readError(source())).code).toBe('incomplete-attribute');
  });

  it('fails for an answer that comes too slowly to be of use', async () => {
    await start({ bind: () => undefined });
    const error = await readError(source({ timeoutSeconds: 1 }));
    expect(error.code).toBe('operation-time-out');
    expect(error.message).toContain('1 seconds');
  });
});

describe('a connection', () => {
  const neverBound = (): void =>
    expect(server.requests.filter(({ type }) => type === 'bind')).toEqual([]);

  it.each([
    ['is refused', {}],
    [
      'is followed by something else',
      {
        extended: (_: unknown, reply: LdapReply) => {
          reply.done();
          reply.raw(Buffer.from('no TLS'));
        },
      },
    ],
    [
      'is followed by the end',
      {
        extended: (_: unknown, reply: LdapReply) => {
          reply.done();
          reply.destroy();
        },
      },
    ],
  ])('is never used in clear when StartTLS %s', async (_, handlers) => {
    await start(handlers);
    const error = await readError(source({ startTls: true }), {
      network: { connectTimeoutSeconds: 1 },
    });
    expect(error.message).not.toContain('S3cret-of-reader');
    neverBound();
  });

  it('is not used before the answer to StartTLS', async () => {
    await start({ extended: () => undefined });
    expect((await readError(source({ startTls: true, timeoutSeconds: 1 }))).code).toBe(
      'operation-time-out'
    );
    neverBound();
  });

  it('is tested step by step even where nothing is as it should be', async () => {
    await start({ bind: (_, reply) => reply.done({ code: 49, message: 'no' }) });
    const { ok, steps, entries } = await testConnection(source(), NETWORK);
    expect(ok).toBe(false);
    expect(entries).toBeNull();
    expect(steps.map(({ step, status }) => [step, status])).toEqual([
      ['name', 'ok'],
      ['tcp', 'ok'],
      ['tls', 'warning'],
      ['bind', 'failed'],
      ['vendor', 'skipped'],
      ['base', 'skipped'],
      ['paging', 'skipped'],
      ['entries', 'skipped'],
    ]);
  });

  it('ends with the read', async () => {
    await start({ search: pages([2]) });
    await readLdap(source());
    expect(server.requests.at(-1)?.type).toBe('unbind');
  });
});
