import type { LdapEntry, SearchAnswer } from '../../../server/src/sources/ldap/connection';
import { ANY_ENTRY } from '../../../server/src/sources/ldap/filter';
import { type Paging, searchAll } from '../../../server/src/sources/ldap/search';
import { AnsweringConnection, entryOf, ldapErrorOf, resultOf, textsOf } from './ldap-support';

const SEARCH = {
  baseDn: 'dc=example,dc=com',
  scope: 'sub',
  filter: ANY_ENTRY,
  attributes: ['cn'],
} as const;
const PAGING: Paging = { pageSize: 2, ignored: null };

const person = (name: string): LdapEntry => entryOf(`cn=${name},dc=x`, { cn: name });

const search = (connection: AnsweringConnection, paging: Partial<Paging> = {}) =>
  searchAll(
    connection,
    { ...SEARCH, attributes: [...SEARCH.attributes] },
    { ...PAGING, ...paging }
  );

/** The names of what is found, page by page. */
const found = async (
  connection: AnsweringConnection,
  paging?: Partial<Paging>
): Promise<string[][]> => {
  const pages: string[][] = [];
  for await (const entries of search(connection, paging)) pages.push(entries.map(({ dn }) => dn));
  return pages;
};

const answering = (answers: Partial<SearchAnswer>[]): AnsweringConnection =>
  new AnsweringConnection((_, number) => answers[number - 1] ?? {});

const cookie = (text: string): Buffer => Buffer.from(text);
const BYTES = Buffer.from([0, 0xff, 0xfe]);

describe('a search', () => {
  it('goes on with each cookie until there is none', async () => {
    const connection = answering([
      { entries: [person('a'), person('b')], cookie: cookie('1') },
      { entries: [person('c')], cookie: BYTES },
      { entries: [], cookie: cookie('') },
      { entries: [person('never')] },
    ]);
    expect(await found(connection)).toEqual([['cn=a,dc=x', 'cn=b,dc=x'], ['cn=c,dc=x'], []]);
    expect(connection.searches).toEqual([
      { ...SEARCH, page: { size: 2, cookie: cookie('') } },
      { ...SEARCH, page: { size: 2, cookie: cookie('1') } },
      { ...SEARCH, page: { size: 2, cookie: BYTES } },
    ]);
  });

  it('is over where the server does not page', async () => {
    const connection = answering([{ entries: [person('a')], cookie: null }, {}]);
    expect(await found(connection)).toEqual([['cn=a,dc=x']]);
    expect(connection.searches).toHaveLength(1);
  });

  it('does not ask for pages of a server that has none', async () => {
    const connection = answering([{ entries: [person('a')] }]);
    await found(connection, { pageSize: null });
    expect(connection.searches).toEqual([{ ...SEARCH, page: null }]);
  });

  it('asks for no page that nobody wants', async () => {
    const connection = new AnsweringConnection(() => ({
      entries: [person('a')],
      cookie: cookie('more'),
    }));
    for await (const entries of search(connection)) {
      expect(entries).toHaveLength(1);
      break;
    }
    expect(connection.searches).toHaveLength(1);
  });

  it('completes attributes before anybody sees them', async () => {
    const ranged = entryOf('cn=g,dc=x', { 'member;range=0-0': 'a' });
    const connection = new AnsweringConnection(({ scope }) =>
      scope === 'base'
        ? { entries: [entryOf('cn=g,dc=x', { 'member;range=1-*': 'b' })] }
        : { entries: [person('p'), ranged], cookie: cookie('') }
    );
    for await (const entries of search(connection)) {
      expect(entries.map(textsOf)).toEqual([[['cn', ['p']]], [['member', ['a', 'b']]]]);
    }
    expect(connection.searches).toHaveLength(2);
  });
});

describe('a page that does not say whether it is the last one', () => {
  it.each<[string, Partial<SearchAnswer>[]]>([
    ['with entries', [{ entries: [person('c')], cookie: null }]],
    ['without any', [{ cookie: null }]],
    ['later on', [{ entries: [person('c')], cookie: cookie('2') }, { entries: [person('d')] }]],
    ['after an empty one', [{ cookie: cookie('2') }, { entries: [person('c')] }]],
  ])('makes the read fail: %s', async (_, answers) => {
    const first = { entries: [person('a'), person('b')], cookie: cookie('1') };
    const error = await ldapErrorOf(found(answering([first, ...answers])));
    expect(error).toMatchObject({ code: 'paging-broken', transient: false });
  });
});

describe('a search that finds nothing for a long time', () => {
  const empty = (count: number): Partial<SearchAnswer>[] =>
    Array.from({ length: count }, () => ({ cookie: cookie('more') }));

  it('goes on over a thousand empty pages', async () => {
    const connection = answering([...empty(1000), { entries: [person('a')], cookie: cookie('') }]);
    expect((await found(connection)).at(-1)).toEqual(['cn=a,dc=x']);
  });

  const LAST = { cookie: cookie('') };

  it('counts anew after each page that is not empty', async () => {
    const filled = { entries: [person('a')], cookie: cookie('more') };
    const connection = answering([
      ...empty(700),
      filled,
      ...empty(700),
      filled,
      ...empty(700),
      LAST,
    ]);
    expect((await found(connection)).flat()).toHaveLength(2);
  });

  it('ends with an error after more of them', async () => {
    const connection = answering(empty(5000));
    const error = await ldapErrorOf(found(connection));
    expect(error.code).toBe('paging-without-end');
    expect(error.message).toContain('1001 empty pages');
    expect(connection.searches).toHaveLength(1001);
  });
});

describe('a search that fails', () => {
  it('gives nothing of the page that fails', async () => {
    const connection = answering([
      { entries: [person('a')], cookie: cookie('1') },
      { entries: [person('b')], ...resultOf(4, 'too many', 'dc=com') },
    ]);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const entries of search(connection)) seen.push(...entries.map(({ dn }) => dn));
    })();
    const error = await ldapErrorOf(reading);
    expect(error.code).toBe('size-limit');
    expect(error.message).toContain('reading below "dc=example,dc=com"');
    expect(error.message).toContain('result 4, "too many", nearest entry: dc=com');
    expect(seen).toEqual(['cn=a,dc=x']);
  });

  it.each([1, 2, 3, 5, 9, 10, 11, 12, 14, 32, 53, 80, 4096])(
    'does so for result %i',
    async (code) => {
      await ldapErrorOf(found(answering([resultOf(code)])));
    }
  );

  it('fails with the connection', async () => {
    const connection = new AnsweringConnection(() => {
      throw new Error('gone');
    });
    await expect(found(connection)).rejects.toThrow('gone');
  });
});

describe('parts that other servers hold', () => {
  const CHILD = 'ldap://child.example.com/DC=child,DC=example,DC=com';

  it.each([
    CHILD,
    'ldaps://dc1.example.com/OU=people,DC=example,DC=com??sub',
    'ldap://x/CN=Configuration2,DC=example,DC=com',
    'ldap://x/CN=ConfigurationDC=example',
    'ldap://x/OU=a,CN=Configuration,DC=example,DC=com',
    'ldap://x/DC=OtherDnsZones,DC=example,DC=com',
    'ldap://CN=Configuration,DC=example',
    'http://x/CN=Configuration,DC=example',
    'x ldap://x/CN=Configuration,DC=example',
    '',
  ])('make it fail: %j', async (reference) => {
    const connection = answering([{ entries: [person('a')], references: [reference] }]);
    const error = await ldapErrorOf(found(connection));
    expect(error.code).toBe('referral');
    expect(error.message).toContain(`(${reference})`);
    expect(error.message).toContain('"dc=example,dc=com"');
    expect(error.message).toContain('"ignore"');
  });

  it.each([
    'ldap://example.com/CN=Configuration,DC=example,DC=com',
    'ldap://ForestDnsZones.example.com/DC=ForestDnsZones,DC=example,DC=com',
    'ldaps://DomainDnsZones.example.com:636/dc=domaindnszones,dc=example,dc=com',
    'LDAP:///cn=configuration,DC=example,DC=com',
  ])('are not missed where they hold no people: %s', async (reference) => {
    const ignored = new Set<string>();
    const references = [reference];
    expect(await found(answering([{ entries: [person('a')], references }]))).toHaveLength(1);
    expect(await found(answering([{ references }]), { ignored })).toHaveLength(1);
    expect([...ignored]).toEqual([]);
  });

  it('are found among others, on any page', async () => {
    const harmless = 'ldap://example.com/CN=Configuration,DC=example,DC=com';
    const connection = answering([
      { entries: [person('a')], cookie: cookie('1'), references: [harmless] },
      { cookie: cookie(''), references: [harmless, CHILD] },
    ]);
    const error = await ldapErrorOf(found(connection));
    expect(error.message).toContain(`(${CHILD})`);
  });

  it('are named, but not all of many', async () => {
    const references = [1, 2, 3, 4, 5].map((number) => `ldap://dc${number}/dc=x`);
    const { message } = await ldapErrorOf(found(answering([{ references }])));
    expect(message).toContain('(ldap://dc1/dc=x, ldap://dc2/dc=x, ldap://dc3/dc=x)');
  });

  it('are noted, each once, where they are to be ignored', async () => {
    const ignored = new Set(['ldap://before/dc=x']);
    const connection = answering([
      { entries: [person('a')], cookie: cookie('1'), references: [CHILD, CHILD] },
      { entries: [person('b')], cookie: cookie(''), references: [CHILD, 'ldap://dc2/dc=x'] },
    ]);
    expect((await found(connection, { ignored })).flat()).toHaveLength(2);
    expect([...ignored]).toEqual(['ldap://before/dc=x', CHILD, 'ldap://dc2/dc=x']);
  });
});
