import { parseFilter } from '../../../server/src/sources/ldap/filter';
import { encodeEntry, encodeResult } from '../../support/ldap/messages';
import type { LdapReply } from '../../support/ldap-server';
import { closeAll, SEARCH, searching, start } from './ldap-connection-support';
import { textsOf } from './ldap-support';

afterEach(closeAll);

describe('a search', () => {
  it('asks for what it is told', async () => {
    const { server, connection } = await start();
    await connection.search({
      baseDn: 'ou=Größe,dc=x',
      scope: 'one',
      filter: parseFilter('(&(cn=M\\c3\\bcller)(objectGUID=\\ff\\00\\fe))'),
      attributes: ['cn;lang-de', '+'],
      page: { size: 7, cookie: Buffer.from([0, 255]) },
    });
    expect(server.requests).toMatchObject([
      {
        type: 'search',
        messageId: 1,
        baseDn: 'ou=Größe,dc=x',
        scope: 'one',
        filter: '(&(cn=M\\c3\\bcller)(objectGUID=\\ff\\00\\fe))',
        attributes: ['cn;lang-de', '+'],
        sizeLimit: 0,
        timeLimit: 30,
        typesOnly: false,
        paging: { size: 7, cookie: Buffer.from([0, 255]) },
      },
    ]);
  });

  it('asks for no pages unless it is told so', async () => {
    const { server, connection } = await start();
    await connection.search(SEARCH);
    expect(server.requests).toMatchObject([{ paging: null, controls: [] }]);
  });

  it('gives entries as they came', async () => {
    const { connection } = await searching((_, reply) => {
      reply.entry('cn=Größe\\, 日本,dc=x', {
        'cn;lang-de': ['b', 'a'],
        photo: Buffer.from([0xff, 0, 0xfe]),
        empty: '',
        none: [],
        constructor: 'x',
      });
      reply.entry('', {});
      reply.done();
    });
    const { entries } = await connection.search(SEARCH);
    expect(entries.map(({ dn }) => dn)).toEqual(['cn=Größe\\, 日本,dc=x', '']);
    expect(entries[0]?.attributes).toEqual([
      { name: 'cn;lang-de', values: [Buffer.from('b'), Buffer.from('a')] },
      { name: 'photo', values: [Buffer.from([0xff, 0, 0xfe])] },
      { name: 'empty', values: [Buffer.alloc(0)] },
      { name: 'none', values: [] },
      { name: 'constructor', values: [Buffer.from('x')] },
    ]);
    expect(entries[1]?.attributes).toEqual([]);
  });

  it('gives references and the result', async () => {
    const { connection } = await searching((_, reply) => {
      reply.reference('ldap://a/dc=x', 'ldap://b/dc=x');
      reply.entry('cn=a', {});
      reply.reference('ldap://c/dc=x');
      reply.done({ code: 4, message: 'Größe', matchedDn: 'dc=x' });
    });
    expect(await connection.search(SEARCH)).toMatchObject({
      entries: [{ dn: 'cn=a' }],
      references: ['ldap://a/dc=x', 'ldap://b/dc=x', 'ldap://c/dc=x'],
      result: { code: 4, message: 'Größe', matchedDn: 'dc=x' },
    });
  });

  it.each<[string, Parameters<LdapReply['done']>[0], Buffer | null]>([
    ['no control', {}, null],
    ['an empty cookie', { cookie: null }, Buffer.alloc(0)],
    ['a cookie of any bytes', { cookie: Buffer.from([0, 255, 10]) }, Buffer.from([0, 255, 10])],
    ['a long cookie', { cookie: 'c'.repeat(5000) }, Buffer.from('c'.repeat(5000))],
    ['a cookie with an error', { code: 4, cookie: 'x' }, Buffer.from('x')],
  ])('gives the cookie of an answer with %s', async (_, result, cookie) => {
    const { connection } = await searching((__, reply) => reply.done(result));
    expect((await connection.search(SEARCH)).cookie).toEqual(cookie);
  });

  it('does not mix one answer with the next', async () => {
    const { server, connection } = await searching(({ baseDn }, reply) => {
      reply.entry(baseDn, { cn: baseDn });
      reply.reference(`ldap://${baseDn}`);
      reply.done();
    });
    for (const baseDn of ['dc=a', 'dc=b', 'dc=c']) {
      const { entries, references } = await connection.search({ ...SEARCH, baseDn });
      expect(entries.map(textsOf)).toEqual([[['cn', [baseDn]]]]);
      expect(references).toEqual([`ldap://${baseDn}`]);
    }
    expect(server.requests.map(({ messageId }) => messageId)).toEqual([1, 2, 3]);
  });

  it('does not look at an answer any more that is complete', async () => {
    const { connection } = await searching(({ messageId }, reply) => {
      const end = encodeResult(messageId, 'search', {});
      reply.raw(Buffer.concat([end, encodeEntry(messageId, 'cn=late', {}), end]));
    });
    const first = await connection.search(SEARCH);
    expect((await connection.search(SEARCH)).entries).toEqual([]);
    expect(first.entries).toEqual([]);
  });

  it('takes an answer in any pieces', async () => {
    const { connection } = await searching(async ({ messageId }, reply) => {
      const bytes = Buffer.concat([
        encodeEntry(messageId, 'cn=ä,dc=x', { cn: 'é'.repeat(200) }),
        encodeResult(messageId, 'search', { cookie: 'c' }),
      ]);
      for (const byte of bytes) {
        reply.raw(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
    });
    const { entries, cookie } = await connection.search(SEARCH);
    expect(entries.map(textsOf)).toEqual([[['cn', ['é'.repeat(200)]]]]);
    expect(cookie).toEqual(Buffer.from('c'));
  });

  it('takes many entries and long values', async () => {
    const photo = Buffer.alloc(1024 * 1024, 7);
    const { connection } = await searching((_, reply) => {
      for (let number = 0; number < 1000; number += 1) reply.entry(`cn=${number}`, { cn: 'x' });
      reply.entry('cn=photo', { photo });
      reply.done();
    });
    const { entries } = await connection.search(SEARCH);
    expect(entries).toHaveLength(1001);
    expect(entries.at(-1)?.attributes[0]?.values[0]?.equals(photo)).toBe(true);
  });

  it('does not take the answer to something else', async () => {
    const { connection } = await searching(({ messageId }, reply) => {
      reply.raw(encodeEntry(messageId + 1, 'cn=other', {}));
      reply.raw(encodeResult(messageId + 1, 'search', { code: 4 }));
      reply.raw(encodeResult(messageId - 1, 'bind', { code: 49 }));
      reply.entry('cn=own', {});
      reply.done();
    });
    expect(await connection.search(SEARCH)).toMatchObject({
      entries: [{ dn: 'cn=own' }],
      result: { code: 0 },
    });
  });
});

describe('a bind', () => {
  it('sends name and password, and says what came of it', async () => {
    const { server, connection } = await start({
      bind: ({ password }, reply) =>
        reply.done(password === 'pässword' ? {} : { code: 49, message: 'no', matchedDn: 'dc=x' }),
    });
    const dn = 'cn=Größe,dc=x';
    expect(await connection.bind({ dn, password: 'pässword' })).toEqual({
      code: 0,
      message: '',
      matchedDn: '',
    });
    expect(await connection.bind({ dn, password: 'x' })).toEqual({
      code: 49,
      message: 'no',
      matchedDn: 'dc=x',
    });
    expect(server.requests).toMatchObject([
      { type: 'bind', dn, password: 'pässword', mechanism: null },
      { type: 'bind', dn, password: 'x' },
    ]);
  });

  it('by certificate sends neither', async () => {
    const { server, connection } = await start();
    expect((await connection.bind({ mechanism: 'EXTERNAL' })).code).toBe(0);
    expect(server.requests).toMatchObject([
      { type: 'bind', dn: '', password: '', mechanism: 'EXTERNAL' },
    ]);
  });
});
