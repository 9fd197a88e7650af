import {
  BindRequest,
  FilterParser,
  PagedResultsControl,
  SearchEntry,
  SearchReference,
  SearchRequest,
} from 'ldapts';

import {
  AD_BASE_DN,
  AD_USERS_DN,
  adGroup,
  adUser,
  objectGuid,
  objectSid,
  startActiveDirectory,
  type ActiveDirectory,
  type ActiveDirectoryOptions,
} from '../../support/active-directory';
import { exchange } from './ldap-client';

const anna = adUser({
  name: 'anna',
  dn: `CN=Müller\\, Anna,OU=Sales,${AD_BASE_DN}`,
  password: 'anna-secret',
  attributes: { mail: 'anna@example.test' },
});
const disabled = adUser({
  name: 'dora',
  password: 'dora-secret',
  attributes: { userAccountControl: '514' },
});
const locked = adUser({
  name: 'lars',
  password: 'lars-secret',
  attributes: { lockoutTime: '133500000000000000' },
});
const expired = adUser({ name: 'paul', password: 'paul-secret', attributes: { pwdLastSet: '0' } });
const sales = adGroup({ name: 'Sales', members: [anna.dn, disabled.dn] });
const all = adGroup({ name: 'All', members: [sales.dn] });
const OBJECTS = [anna, disabled, locked, expired, sales, all];

const started: ActiveDirectory[] = [];

const start = async (options?: ActiveDirectoryOptions): Promise<ActiveDirectory> => {
  const server = await startActiveDirectory({ objects: OBJECTS, ...options });
  started.push(server);
  return server;
};

afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

const bindAs = (dn: string, password: string): BindRequest =>
  new BindRequest({ messageId: 1, dn, password });

interface Search {
  baseDN?: string;
  scope?: 'base' | 'one' | 'sub';
  filter?: string;
  attributes?: string[];
  sizeLimit?: number;
  page?: { size: number; cookie?: Buffer };
}

const search = ({ filter = '(objectClass=*)', page, ...rest }: Search): SearchRequest =>
  new SearchRequest({
    messageId: 2,
    baseDN: AD_BASE_DN,
    ...rest,
    filter: FilterParser.parseString(filter),
    controls: page && [new PagedResultsControl({ value: page })],
  });

/** The answers to searches by the reader. */
const ask = async (server: ActiveDirectory, ...searches: Search[]) => {
  const { dn, password } = server.reader;
  const [, ...answers] = await exchange(server.port, bindAs(dn, password), ...searches.map(search));
  return answers;
};

const entriesOf = (answers: object[]) =>
  answers
    .filter((answer): answer is SearchEntry => answer instanceof SearchEntry)
    .map((entry) => entry.toObject([], []));

const namesOf = (answers: object[]): unknown[] =>
  entriesOf(answers).map(({ sAMAccountName }) => sAMAccountName);

it.each([
  ['no user', 'nobody@example.test', 'x', '525'],
  ['a wrong password', 'anna@example.test', 'x', '52e'],
  ['a disabled account', disabled.dn, 'dora-secret', '533'],
  ['a locked account', 'EXAMPLE\\lars', 'lars-secret', '775'],
  ['a password to be changed', 'paul@example.test', 'paul-secret', '773'],
])('refuses to bind %s', async (_, dn, password, data) => {
  const server = await start();
  const [result] = await exchange(server.port, bindAs(dn, password));
  expect(result).toMatchObject({
    status: 49,
    errorMessage: `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v4563\0`,
  });
});

it.each([anna.dn, anna.dn.toLowerCase(), 'anna@example.test', 'EXAMPLE\\Anna'])(
  'binds %s',
  async (dn) => {
    const server = await start();
    const answers = await exchange(server.port, bindAs(dn, 'anna-secret'), search({}));
    expect(answers.at(-1)).toMatchObject({ status: 0 });
  }
);

it.each([
  ['nobody', []],
  ['a name without a password', [bindAs('anna@example.test', '')]],
])('shows %s its root DSE only', async (_, binds) => {
  const server = await start();
  const root = search({ baseDN: '', scope: 'base', attributes: ['DEFAULTnamingContext'] });
  const answers = await exchange(server.port, ...binds, root, search({}));
  expect(entriesOf(answers)).toEqual([{ dn: '', defaultNamingContext: AD_BASE_DN }]);
  expect(answers.at(-1)).toMatchObject({ status: 1 });
});

it.each([
  ['(sAMAccountName=ANNA)', ['anna']],
  ['(&(objectCategory=person)(objectClass=user))', ['anna', 'dora', 'lars', 'paul']],
  ['(objectCategory=group)', ['Sales', 'All']],
  ['(userAccountControl:1.2.840.113556.1.4.803:=2)', ['dora']],
  [
    '(&(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))',
    ['anna', 'lars', 'paul'],
  ],
  [
    '(|(sAMAccountName=an*)(sAMAccountName=*UL)(cn=*l*)(cn=*ls))',
    ['anna', 'paul', 'lars', 'Sales', 'All'],
  ],
  ['(mail=*)', ['anna']],
  [`(memberOf=${all.dn})`, ['Sales']],
  ['(lockoutTime>=1)', ['lars']],
  ['(userAccountControl<=512)', ['anna', 'lars', 'paul']],
])('finds by %s', async (filter, names) => {
  const answers = await ask(await start(), { filter });
  expect(namesOf(answers).sort()).toEqual([...names].sort());
});

it.each([
  [AD_BASE_DN, 'base', 'DC=example,DC=test'],
  ['dc=EXAMPLE, dc=test', 'one', `OU=Sales,${AD_BASE_DN};${AD_USERS_DN}`],
  [`ou=sales,${AD_BASE_DN}`, 'sub', `OU=Sales,${AD_BASE_DN};${anna.dn}`],
  [anna.dn, 'sub', anna.dn],
] as const)('finds in %s by the scope %s', async (baseDN, scope, dns) => {
  const answers = await ask(await start({ references: false }), { baseDN, scope });
  const found = entriesOf(answers).map(({ dn }) => dn);
  expect(found.sort()).toEqual(dns.split(';').sort());
});

it('returns the attributes asked for, as it spells them, bytes as they are', async () => {
  const answers = await ask(await start(), {
    filter: '(cn=anna)',
    attributes: ['MEMBEROF', 'objectguid', 'telephoneNumber', 'distinguishedName'],
  });
  expect(entriesOf(answers)).toEqual([
    {
      dn: anna.dn,
      memberOf: sales.dn,
      objectGUID: anna.attributes.objectGUID,
      distinguishedName: anna.dn,
    },
  ]);
});

it.each([
  [`OU=Nowhere,${AD_BASE_DN}`, 32],
  ['DC=other,DC=test', 10],
])('knows no %s', async (baseDN, status) => {
  expect(await ask(await start(), { baseDN })).toMatchObject([{ status }]);
});

it('names the partitions that a search of the domain leaves out', async () => {
  const isReference = (answer: object): boolean => answer instanceof SearchReference;
  const server = await start();
  expect((await ask(server, {})).filter(isReference)).toHaveLength(3);
  expect((await ask(server, { baseDN: AD_USERS_DN })).filter(isReference)).toHaveLength(0);
  expect((await ask(server, { scope: 'one' })).filter(isReference)).toHaveLength(0);
});

describe('many', () => {
  const users = Array.from({ length: 25 }, (_, index) => adUser({ name: `u${index}` }));
  const filter = '(sAMAccountName=u*)';

  it('come in pages', async () => {
    const server = await start({ objects: users });
    const first = { filter, page: { size: 10 } };
    const cookie = Buffer.from([0xff, 0, 0, 1]);
    const answers = await ask(
      server,
      first,
      { filter, page: { size: 10, cookie } },
      { filter, page: { size: 10, cookie: Buffer.from([0xff, 0, 0, 2]) } },
      { filter, page: { size: 10, cookie } }
    );
    expect(namesOf(answers)).toEqual(users.map(({ attributes }) => attributes.sAMAccountName));
    const results = answers.flatMap((answer) =>
      answer instanceof SearchEntry || answer instanceof SearchReference ? [] : [answer]
    );
    expect(results.map(({ status }) => status)).toEqual([0, 0, 0, 12]);
    expect(results[0]?.controls).toMatchObject([{ value: { cookie } }]);
    expect(results[2]?.controls).toMatchObject([{ value: { cookie: Buffer.alloc(0) } }]);
  });

  it.each([
    ['of the server, without pages', { filter }, 20, 4],
    ['of the server, for a page', { filter, page: { size: 500 } }, 20, 0],
    ['of the client', { filter, sizeLimit: 5 }, 5, 4],
    ['of the client, with pages', { filter, sizeLimit: 5, page: { size: 10 } }, 5, 4],
  ])('end at the limit %s', async (_, asked, count, status) => {
    const answers = await ask(await start({ objects: users, maxPageSize: 20 }), asked);
    expect(namesOf(answers)).toHaveLength(count);
    expect(answers.at(-1)).toMatchObject({ status });
  });
});

it.each([
  [['member'], { member: [], 'member;range=0-1': ['CN=0', 'CN=1'] }],
  [['member;range=2-*'], { 'member;range=2-3': ['CN=2', 'CN=3'] }],
  [['MEMBER;Range=1-1'], { 'member;range=1-1': 'CN=1' }],
  [['member;range=4-*'], { 'member;range=4-*': 'CN=4' }],
  [['member;range=5-*'], {}],
  [['cn;range=0-*'], { 'cn;range=0-*': 'Big' }],
])('returns %j of five members in parts', async (attributes, returned) => {
  const members = Array.from({ length: 5 }, (_, index) => `CN=${index}`);
  const server = await start({ objects: [adGroup({ name: 'Big', members })], maxValues: 2 });
  const answers = await ask(server, { filter: '(cn=Big)', attributes });
  expect(entriesOf(answers)).toEqual([{ dn: `CN=Big,${AD_USERS_DN}`, ...returned }]);
});

it('writes GUIDs and SIDs as Active Directory does', () => {
  expect(objectGuid('00112233-4455-6677-8899-aabbccddeeff').toString('hex')).toBe(
    '33221100554477668899aabbccddeeff'
  );
  expect(objectSid('S-1-5-21-1-2-4294967295').toString('hex')).toBe(
    '010400000000000515000000' + '01000000' + '02000000' + 'ffffffff'
  );
});
