import { checkLdapPassword } from '../../server/src/sources/ldap/authenticate';
import { testConnection } from '../../server/src/sources/ldap/test-connection';
import {
  AD_BASE_DN,
  AD_USERS_DN,
  adGroup,
  adUser,
  guidOf,
  objectGuid,
  sidOf,
  startActiveDirectory,
  type ActiveDirectory,
  type AdObject,
} from '../support/active-directory';
import { NETWORK, readError, readLdap, sourceOf } from '../support/ldap-source';

let directory: ActiveDirectory;
afterEach(() => directory.close());

const start = async (
  objects: AdObject[],
  options: Parameters<typeof startActiveDirectory>[0] = {}
): Promise<ActiveDirectory> => {
  directory = await startActiveDirectory({ objects, ...options });
  return directory;
};

const read = async (settings: Record<string, unknown> = {}) => {
  const { rows } = await readLdap(sourceOf(directory, settings));
  return new Map(rows.map(({ values }) => [String(values.sAMAccountName), values]));
};

const numbered = (count: number): AdObject[] =>
  Array.from({ length: count }, (_, index) => adUser({ name: `user${index + 1}` }));

describe('an Active Directory', () => {
  it('is recognised, and its habits are taken for granted', async () => {
    await start([adUser({ name: 'anna' }), adGroup({ name: 'Phones', members: [] })]);
    const { vendor, entries, ok } = await testConnection(sourceOf(directory), NETWORK);
    expect(vendor).toMatchObject({
      vendor: 'active-directory',
      keyAttribute: 'objectGUID',
      loginAttribute: 'sAMAccountName',
      memberAttributes: ['memberOf'],
    });
    expect(entries).toBe(1);
    expect(ok).toBe(true);
  });

  it('is asked for one person by the bytes of the GUID', async () => {
    await start(['anna', 'hans', 'eva'].map((name) => adUser({ name })));
    const hans = (await read()).get('hans');
    const asked = (value: string) =>
      readLdap(sourceOf(directory), {
        asked: [{ column: 'externalId', attribute: 'externalId', value }],
      });
    const found = await asked(`{${String(hans?.externalId).toUpperCase()}}`);
    expect(found.isExcerpt).toBe(true);
    expect(found.rows.map(({ values }) => values)).toEqual([hans]);
    expect(await asked('hans')).toMatchObject({ isExcerpt: false });
  });

  it('writes GUIDs in its own order of bytes', async () => {
    const guid = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
    await start([
      adUser({ name: 'anna' }),
      adUser({ name: 'hans', attributes: { objectGUID: objectGuid(guid) } }),
      // All of its bytes are letters, which a client may take for text.
      adUser({ name: 'text', attributes: { objectGUID: Buffer.from('ABCDEFGHIJKLMNOP') } }),
    ]);
    const people = await read();
    expect(people.get('hans')).toMatchObject({ externalId: guid, objectGUID: guid });
    expect(people.get('text')).toMatchObject({
      externalId: '44434241-4645-4847-494a-4b4c4d4e4f50',
    });
    expect(people.get('anna')).toMatchObject({
      externalId: guidOf('anna'),
      objectSid: sidOf('anna'),
    });
  });

  it.each([
    ['512', 'true'],
    ['514', 'false'],
    ['66050', 'false'],
    ['66048', 'true'],
    ['-2147483646', 'false'],
  ])('with userAccountControl %s: enabled is %s', async (userAccountControl, enabled) => {
    await start([adUser({ name: 'anna', attributes: { userAccountControl } })]);
    expect((await read()).get('anna')?.enabled).toBe(enabled);
  });

  it('counts time in steps of 100 ns since 1601', async () => {
    await start([
      adUser({
        name: 'anna',
        attributes: {
          accountExpires: '9223372036854775807',
          lastLogonTimestamp: '133544736000000000',
          whenCreated: '20240310093000.0Z',
        },
      }),
    ]);
    const anna = (await read({ attributes: ['*', 'accountexpires'] })).get('anna');
    expect(anna).toMatchObject({ lastLogonTimestamp: '2024-03-09T16:00:00Z' });
    expect(anna?.whenCreated).toBe('2024-03-10T09:30:00Z');
    expect(anna?.accountExpires).toBe('');
  });

  it('knows attributes by names in any case', async () => {
    await start([adUser({ name: 'anna', attributes: { mail: 'anna@example.test' } })]);
    const { columns, rows } = await readLdap(
      sourceOf(directory, { attributes: ['samaccountname', 'MAIL', 'pager'] })
    );
    expect(columns).toEqual([
      'dn',
      'externalId',
      'enabled',
      ...['sAMAccountName', 'mail', 'pager'],
    ]);
    expect(rows[0]?.values).toMatchObject({ sAMAccountName: 'anna', mail: 'anna@example.test' });
  });

  it('pages, and refers to partitions that hold no people', async () => {
    await start(numbered(25), { maxPageSize: 10 });
    const { rows, issues } = await readLdap(sourceOf(directory, { referrals: 'ignore' }));
    expect(rows).toHaveLength(25);
    expect(issues).toEqual([]);
    const pages = directory.requests.filter(
      (request) => request.type === 'search' && request.paging !== null
    );
    expect(pages).toHaveLength(3);
    expect(directory.connections()).toBe(1);
  });

  it('asks for user and password', async () => {
    await start([adUser({ name: 'anna' })]);
    const error = await readError(
      sourceOf(directory, { bind: 'anonymous', bindDn: '', bindPassword: undefined })
    );
    expect(error.code).toBe('operations-error');
    expect(error.message).toContain('enter user and password');
  });

  describe('with groups', () => {
    const dn = (name: string): string => `CN=${name},${AD_USERS_DN}`;
    const groups = { enabled: true };

    it('gives the values of an attribute in parts', async () => {
      const many = Array.from({ length: 3700 }, (_, index) => dn(`G${index}`));
      await start(
        [adUser({ name: 'anna', attributes: { memberOf: many } }), adUser({ name: 'hans' })],
        { maxValues: 1500 }
      );
      const { columns, rows } = await readLdap(sourceOf(directory));
      const [anna] = rows.filter(({ values }) => values.sAMAccountName === 'anna');
      expect(anna?.values.memberOf).toEqual(many);
      expect(columns.filter((name) => name.includes('range'))).toEqual([]);
    });

    it('gives the members of a group in parts', async () => {
      const users = numbered(35);
      await start(
        [...users, adGroup({ name: 'Everyone', members: users.map((user) => user.dn) })],
        {
          maxValues: 10,
        }
      );
      const people = await read({ groups: { ...groups, memberAttributes: ['member'] } });
      expect([...people.values()].every(({ groups: found }) => found?.includes('Everyone'))).toBe(
        true
      );
      expect(people.size).toBe(35);
    });

    it('counts nested groups once, and the primary group', async () => {
      const user = (name: string, memberOf: string[]) =>
        adUser({ name, attributes: { memberOf: memberOf.map(dn) } });
      const group = (name: string, memberOf: string[]) =>
        adGroup({ name, members: [], attributes: { memberOf: memberOf.map(dn) } });
      await start([
        user('anna', ['Support']),
        user('hans', []),
        group('Support', ['Staff', 'Circle']),
        group('Staff', ['Company']),
        group('Company', []),
        group('Circle', ['Support']),
        group('Domain Users', []),
      ]);
      const people = await read({ groups });
      expect(people.get('anna')?.groups).toEqual([
        'Circle',
        'Company',
        'Domain Users',
        'Staff',
        'Support',
      ]);
      expect(people.get('hans')?.groups).toEqual(['Domain Users']);
      const direct = await read({ groups: { ...groups, nested: false, primary: false } });
      expect(direct.get('anna')?.groups).toEqual(['Support']);
      const roles = [
        { group: dn('staff'), role: 'agent' },
        { group: 'Company', role: 'agent' },
      ];
      const mapped = await read({ groups: { ...groups, roles } });
      expect(mapped.get('anna')?.roles).toEqual(['agent']);
      expect(mapped.get('hans')?.roles).toEqual([]);
    });
  });

  describe('asked for a password', () => {
    const check = (username: string, password: string) => {
      const context = { network: NETWORK, signal: new AbortController().signal };
      return checkLdapPassword(sourceOf(directory), username, password, context);
    };
    const disabled = { userAccountControl: '514' };

    beforeEach(() =>
      start([
        adUser({ name: 'anna', password: 'S3cret-of-anna' }),
        adUser({ name: 'locked', password: 'S3cret-of-x', attributes: { lockoutTime: '1' } }),
        adUser({ name: 'disabled', password: 'S3cret-of-x', attributes: disabled }),
        adUser({ name: 'a*b(c)\\d', password: 'S3cret-of-star' }),
      ])
    );

    it.each([
      ['anna', 'S3cret-of-anna', true],
      ['ANNA', 'S3cret-of-anna', true],
      ['anna', 'wrong', false],
      ['anna', '', false],
      ['nobody', 'S3cret-of-anna', false],
      ['*', 'S3cret-of-anna', false],
      ['ann*', 'S3cret-of-anna', false],
      ['anna)(objectClass=*', 'S3cret-of-anna', false],
      ['a*b(c)\\d', 'S3cret-of-star', true],
      ['locked', 'S3cret-of-x', false],
      ['disabled', 'S3cret-of-x', false],
    ])('answers for %s with %j: %s', async (username, password, expected) => {
      expect(await check(username, password)).toBe(expected);
      expect(directory.openConnections()).toBeLessThanOrEqual(2);
    });

    it('sends a name as a value and nothing else', async () => {
      await check('*)(uid=\u0000', 'secret');
      const search = directory.requests.find(
        (request) => request.type === 'search' && request.scope === 'sub'
      );
      expect(search).toMatchObject({
        filter:
          '(&(&(objectCategory=person)(objectClass=user))(sAMAccountName=\\2a\\29\\28uid=\\00))',
      });
    });

    it('cannot answer when the directory does not', async () => {
      const source = sourceOf(directory, { bindPassword: 'changed' });
      const context = { network: NETWORK, signal: new AbortController().signal };
      await expect(
        checkLdapPassword(source, 'anna', 'S3cret-of-anna', context)
      ).rejects.toMatchObject({
        code: 'bind-refused',
      });
    });
  });

  it.each([
    ['locked', { lockoutTime: '1' }, 'locked out'],
    ['disabled', { userAccountControl: '514' }, 'disabled'],
    ['expired', { pwdLastSet: '0' }, 'new password'],
  ])('says why a user that is %s may not read', async (_, attributes, reason) => {
    await start([adUser({ name: 'service', password: 'S3cret-of-service', attributes })]);
    const error = await readError(
      sourceOf(directory, { bindDn: 'service@example.test', bindPassword: 'S3cret-of-service' })
    );
    expect(error.code).toBe('bind-refused');
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain('S3cret-of-service');
    expect(AD_BASE_DN).toBe(directory.baseDn);
  });
});
