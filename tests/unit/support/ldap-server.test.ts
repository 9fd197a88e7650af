import {
  BindRequest,
  ExtendedRequest,
  FilterParser,
  PagedResultsControl,
  SearchRequest,
  SearchResponse,
  type SearchEntry,
  type SearchReference,
} from 'ldapts';

import { startLdapServer, type LdapHandlers, type LdapTestServer } from '../../support/ldap-server';
import { exchange, exchangeBytes } from './ldap-client';

const started: LdapTestServer[] = [];

const start = async (handlers?: LdapHandlers): Promise<LdapTestServer> => {
  const server = await startLdapServer(handlers);
  started.push(server);
  return server;
};

afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

const search = (filter: string, cookie?: Buffer): SearchRequest =>
  new SearchRequest({
    messageId: 7,
    baseDN: 'dc=test',
    scope: 'one',
    filter: FilterParser.parseString(filter),
    attributes: ['cn', 'Mail'],
    sizeLimit: 300,
    timeLimit: 60,
    controls: cookie && [new PagedResultsControl({ critical: true, value: { size: 500, cookie } })],
  });

const simpleBind = new BindRequest({ messageId: 1, dn: 'cn=reader', password: 'pässword' });

describe('what is asked', () => {
  it('is recorded', async () => {
    const server = await start();
    const external = new BindRequest({ messageId: 2, mechanism: 'EXTERNAL' });
    const startTls = new ExtendedRequest({ messageId: 3, oid: '1.3.6.1.4.1.1466.20037' });
    await exchange(
      server.port,
      simpleBind,
      external,
      startTls,
      search('(cn=*)', Buffer.from([255]))
    );
    expect(server.requests).toMatchObject([
      { type: 'bind', messageId: 1, dn: 'cn=reader', password: 'pässword', mechanism: null },
      { type: 'bind', messageId: 2, mechanism: 'EXTERNAL' },
      { type: 'extended', messageId: 3, oid: '1.3.6.1.4.1.1466.20037' },
      {
        type: 'search',
        connection: 1,
        messageId: 7,
        baseDn: 'dc=test',
        scope: 'one',
        sizeLimit: 300,
        timeLimit: 60,
        typesOnly: false,
        filter: '(cn=*)',
        attributes: ['cn', 'Mail'],
        paging: { size: 500, cookie: Buffer.from([255]), critical: true },
      },
      { type: 'unbind' },
    ]);
    await exchange(server.port, search('(cn=*)'));
    expect(server.requests.at(-2)).toMatchObject({ connection: 2, paging: null, controls: [] });
    expect(server.connections()).toBe(2);
  });

  it.each([
    ['(cn=Anna)', '(cn=Anna)'],
    ['(cn=Müller\\2a)', '(cn=M\\c3\\bcller\\2a)'],
    ['(&(a=1)(|(b>=2)(c<=3))(!(d~=4)))', '(&(a=1)(|(b>=2)(c<=3))(!(d~=4)))'],
    ['(cn=a*b*c*d)', '(cn=a*b*c*d)'],
    ['(cn=*b*)', '(cn=*b*)'],
    ['(uac:1.2.840.113556.1.4.803:=2)', '(uac:1.2.840.113556.1.4.803:=2)'],
    ['(ou:dn:=people)', '(ou:dn:=people)'],
  ])('has the filter %s', async (sent, recorded) => {
    const server = await start();
    await exchange(server.port, search(sent));
    expect(server.requests).toMatchObject([{ filter: recorded }, { type: 'unbind' }]);
  });

  it('is taken together from the packets it comes in', async () => {
    const server = await start({
      search: ({ filter }, reply) => reply.done({ message: filter }),
    });
    const filter = `(|${'(cn=somebody)'.repeat(20_000)})`;
    expect(await exchange(server.port, search(filter))).toMatchObject([{ errorMessage: filter }]);
  });
});

describe('what is answered', () => {
  it('are entries, references and a result', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    const server = await start({
      search: (_, reply) => {
        reply.entry('cn=Jörg', { cn: ['Jörg', 'J'], jpegPhoto: bytes, member: [] });
        reply.reference('ldap://one.test', 'ldap://two.test');
        reply.done({ code: 4, message: 'no more', matchedDn: 'dc=test' });
      },
    });
    const [entry, reference, result] = await exchange(server.port, search('(cn=*)'));
    expect((entry as SearchEntry).toObject([], [])).toEqual({
      dn: 'cn=Jörg',
      cn: ['Jörg', 'J'],
      jpegPhoto: bytes,
      member: [],
    });
    expect((reference as SearchReference).uris).toEqual(['ldap://one.test', 'ldap://two.test']);
    expect(result).toBeInstanceOf(SearchResponse);
    expect(result).toMatchObject({
      messageId: 7,
      status: 4,
      errorMessage: 'no more',
      matchedDN: 'dc=test',
      controls: [],
    });
  });

  it.each([
    [Buffer.from([0xff, 0x00]), Buffer.from([0xff, 0x00])],
    ['next', Buffer.from('next')],
    [null, Buffer.alloc(0)],
  ])('is the cookie %j', async (cookie, sent) => {
    const server = await start({
      search: (_, reply) => reply.done({ cookie, total: 70_000 }),
    });
    const [result] = await exchange(server.port, search('(cn=*)'));
    expect(result?.controls).toMatchObject([{ value: { size: 70_000, cookie: sent } }]);
  });

  it('is a referral', async () => {
    const server = await start({
      search: (_, reply) => {
        reply.done({ code: 10, referrals: ['ldap://x.test'] });
        reply.destroy();
      },
    });
    const bytes = await exchangeBytes(server.port, search('(cn=*)').write());
    expect(bytes.toString('hex')).toContain(
      `a30f040d${Buffer.from('ldap://x.test').toString('hex')}`
    );
  });

  it('is success for a bind and nothing found where no handler says more; StartTLS is refused', async () => {
    const server = await start();
    const startTls = new ExtendedRequest({ messageId: 3, oid: '1.3.6.1.4.1.1466.20037' });
    const results = await exchange(server.port, simpleBind, search('(cn=*)'), startTls);
    expect(results.map(({ status }) => status)).toEqual([0, 0, 2]);
  });

  it('is a notice of disconnection, and the end', async () => {
    const server = await start({
      bind: (_, reply) => reply.disconnect({ code: 52, message: 'going down' }),
    });
    expect(await exchange(server.port, simpleBind)).toMatchObject([
      { messageId: 0, status: 52, errorMessage: 'going down', oid: '1.3.6.1.4.1.1466.20036' },
    ]);
  });

  it('is cut off after an entry', async () => {
    let open = 0;
    const server = await start({
      search: (_, reply) => {
        open = server.openConnections();
        reply.entry('cn=first', {});
        reply.destroy();
      },
    });
    expect(await exchange(server.port, search('(cn=*)'))).toMatchObject([{ name: 'cn=first' }]);
    expect(open).toBe(1);
  });

  it('is an error of the connection', async () => {
    const server = await start({ search: (_, reply) => reply.reset() });
    await expect(exchange(server.port, search('(cn=*)'))).rejects.toThrow('ECONNRESET');
  });

  it('are any bytes', async () => {
    const server = await start({
      extended: (_, reply) => {
        reply.raw(Buffer.from('HTTP/1.1 400'));
        reply.destroy();
      },
    });
    const startTls = new ExtendedRequest({ messageId: 3, oid: '1.3.6.1.4.1.1466.20037' });
    expect(await exchangeBytes(server.port, startTls.write())).toEqual(Buffer.from('HTTP/1.1 400'));
  });
});

it('leaves bytes that are no LDAP unread', async () => {
  const server = await start({
    bind: (_, reply) => void setImmediate(() => reply.destroy()),
  });
  const bytes = Buffer.concat([simpleBind.write(), Buffer.from([0x16, 0x03, 0x01])]);
  expect(await exchangeBytes(server.port, bytes)).toHaveLength(0);
  expect(server.requests).toHaveLength(1);
});

it('fails at its end when a handler did', async () => {
  const server = await startLdapServer({
    search: () => {
      throw new Error('not this search');
    },
  });
  expect(await exchange(server.port, search('(cn=*)'))).toEqual([]);
  await expect(server.close()).rejects.toThrow('not this search');
});
