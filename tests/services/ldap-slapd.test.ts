import { englishOf } from '../../shared/codes/texts';
import { ldapFixture } from '../support/ldap/fixtures';
import { ldapSource, readError, readLdap, sourceOf } from '../support/ldap-source';
import { describeWithSlapd, startSlapd, type Slapd } from '../support/slapd';
import { exampleDirectory, GROUPS_DN, PEOPLE_DN, PERSON_DNS, PHOTO } from '../support/slapd-data';

const started: Slapd[] = [];

const slapd = async (options: Parameters<typeof startSlapd>[0]): Promise<Slapd> => {
  const server = await startSlapd(options);
  started.push(server);
  return server;
};

afterAll(async () => {
  for (const server of started) await server.stop();
});

describeWithSlapd('reading an OpenLDAP server', () => {
  describe('in pages', () => {
    let server: Slapd;
    beforeAll(async () => {
      server = await slapd({ people: 1203, sizeLimit: { entries: 500, paged: 'unlimited' } });
    });

    it.each([1, 100, 500, 601, 5000])(
      'of %i reads beyond the size limit of one search',
      async (pageSize) => {
        const most = pageSize === 1 ? 120 : null;
        const { rows } = await readLdap(sourceOf(server, { pageSize }), { most });
        expect(rows).toHaveLength(most ?? 1203);
        expect(new Set(rows.map(({ values }) => values.dn)).size).toBe(rows.length);
        expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
      }
    );

    it('stops at the number of rows that are needed', async () => {
      const { rows } = await readLdap(sourceOf(server), { most: 7 });
      expect(rows).toHaveLength(7);
    });
  });

  it.each([
    ['is the limit of all pages together', { entries: 500 }, 'size-limit'],
    ['does not allow pages at all', { entries: 500, paged: 'disabled' as const }, 'size-limit'],
  ])('fails where a size limit %s', async (_, sizeLimit, code) => {
    const server = await slapd({ people: 700, sizeLimit });
    expect((await readError(sourceOf(server, { pageSize: 100 }))).code).toBe(code);
  });

  describe('with a directory of special cases', () => {
    let server: Slapd;
    beforeAll(async () => {
      server = await slapd({ entries: exampleDirectory(), memberOf: true, passwordPolicy: true });
    });
    const read = (settings: Record<string, unknown> = {}) =>
      readLdap(sourceOf(server, { baseDn: PEOPLE_DN, ...settings }));
    const person = async (uid: string, settings: Record<string, unknown> = {}) => {
      const { rows } = await read({ filter: `(uid=${uid})`, ...settings });
      expect(rows).toHaveLength(1);
      return rows[0]?.values ?? {};
    };

    it('takes single and multiple values, and DNs with special characters', async () => {
      const anna = await person('anna');
      expect(anna.mail).toEqual([
        'anna@example.test',
        'anna.mueller@example.test',
        'office@example.test',
      ]);
      expect(anna.sn).toBe('Müller');
      expect(String(anna.dn).toLowerCase()).toContain('anna');
      const { rows } = await read();
      expect(rows).toHaveLength(Object.keys(PERSON_DNS).length);
    });

    describe('where rows are asked for', () => {
      const ask = (column: string, value: string, settings: Record<string, unknown> = {}) =>
        readLdap(sourceOf(server, { baseDn: PEOPLE_DN, ...settings }), {
          names: ['uid', 'telephoneNumber', 'nowhere'],
          asked: [{ column, attribute: 'username', value }],
        });
      const uids = ({ rows }: Awaited<ReturnType<typeof ask>>) =>
        rows.map(({ values }) => values.uid);

      it('asks the server, and names the columns that nobody of these has', async () => {
        const found = await ask('UID', ' Anna ');
        expect([uids(found), found.isExcerpt]).toEqual([['anna'], true]);
        expect(found.columns).toContain('telephoneNumber');
        expect(found.columns).not.toContain('nowhere');
        const [anna] = found.rows;
        const all = await read();
        expect(anna?.values).toEqual(all.rows.find(({ values }) => values.uid === 'anna')?.values);
        const byKey = await ask('externalId', String(anna?.values.externalId));
        expect([uids(byKey), byKey.isExcerpt]).toEqual([['anna'], true]);
      });

      it('takes no value for a part of the filter', async () => {
        for (const value of ['*', 'anna)(uid=*', 'a*', '\\2a']) {
          expect(await ask('uid', value)).toMatchObject({ isExcerpt: false });
        }
      });

      it.each([
        ['nobody is found so', 'uid', 'nobody'],
        ['the column is computed', 'groups', 'staff'],
        ['the column is the place of the entry', 'dn', `uid=anna,${PEOPLE_DN}`],
      ])('reads everything where %s', async (_, column, value) => {
        const all = await read();
        expect(await ask(column, value)).toMatchObject({ rows: all.rows, isExcerpt: false });
      });
    });

    it('leaves hostile values as they are', async () => {
      const { description } = await person('hans');
      expect(description).toEqual(['a*b(c)d\\e', '{{title}} <b>&amp;</b> "quoted"', 'two\nlines']);
    });

    it.each([
      ['(description=a\\2ab\\28c\\29d\\5ce)', 1],
      ['(description=a*e)', 1],
      ['(description=a\\2a*)', 1],
      ['(sn=M\\c3\\bcller)', 1],
      ['(sn=Müller)', 1],
      ['(|(uid=anna)(&(uid=hans)(!(uid=eva))))', 2],
      ['uid=anna', 1],
      ['(cn:caseExactMatch:=Eva)', 1],
    ])('filters by %s', async (filter, count) => {
      expect((await read({ filter })).rows).toHaveLength(count);
    });

    it('takes the values of a filter for nothing but values', async () => {
      const { code } = await readError(
        sourceOf(server, { baseDn: PEOPLE_DN, filter: '(uid=\\2a)' })
      );
      expect(code).toBe('no-rows');
    });

    it.each(Object.entries(PERSON_DNS))('reads the entry of %s by its DN', async (uid, baseDn) => {
      const { rows } = await read({ baseDn, scope: 'base' });
      expect(rows[0]?.values.uid).toEqual(uid === 'eva' ? expect.anything() : uid);
    });

    it('leaves photos and certificates out unless they are asked for', async () => {
      const { columns, rows } = await read({ filter: '(uid=photo)' });
      expect(columns).not.toContain('jpegPhoto');
      expect(JSON.stringify(rows)).not.toContain(PHOTO.toString('base64'));
      const asked = await person('photo', {
        attributes: ['*', 'JPEGPHOTO', 'userCertificate;binary'],
      });
      expect(asked.jpegPhoto).toBe(PHOTO.toString('base64'));
      expect(asked['userCertificate;binary']).toMatch(/^MII/);
    });

    it('finds operational attributes by name, and all of them by "+"', async () => {
      expect(await person('anna')).not.toHaveProperty('createTimestamp');
      const named = await person('anna', { attributes: ['createtimestamp'] });
      expect(named.createTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(named).not.toHaveProperty('sn');
      expect(await person('anna', { attributes: ['+'] })).toHaveProperty('entryDN');
    });

    it('has a key that stays, and knows who is disabled', async () => {
      const anna = await person('anna');
      expect(anna.externalId).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
      expect(anna.enabled).toBe('true');
      expect(await person('locked')).toMatchObject({ enabled: 'false' });
      const none = await person('locked', { disabledFilter: '', keyAttribute: 'uid' });
      expect(none).toMatchObject({ externalId: 'locked' });
      expect(none).not.toHaveProperty('enabled');
    });

    const groups = { enabled: true };

    it('finds groups by their members, nested ones and the primary one too', async () => {
      const { rows } = await read({ groups });
      const groupsOf = Object.fromEntries(
        rows.map(({ values }) => [[values.uid].flat()[0], values.groups])
      );
      expect(groupsOf).toMatchObject({
        anna: ['accounting', 'phones', 'staff'],
        hans: ['staff', 'support'],
        eva: ['phones', 'staff', 'support'],
        back: ['circle-a', 'circle-b'],
        hash: ['circle-a', 'circle-b'],
        posix: ['accounting', 'users'],
        photo: [],
      });
    });

    it('finds groups by memberOf as well', async () => {
      const memberAttributes = ['memberOf'];
      const hans = await person('hans', { groups: { ...groups, memberAttributes } });
      expect(hans.groups).toEqual(['staff', 'support']);
      const here = { ...groups, baseDn: GROUPS_DN, memberAttributes };
      const direct = { ...here, nested: false, primary: false };
      expect((await person('hans', { groups: direct })).groups).toEqual(['support']);
    });

    it('keeps to the groups that are allowed, and maps them to roles', async () => {
      const roles = [
        { group: 'STAFF', role: 'user' },
        { group: `cn=phones, ${GROUPS_DN}`, role: 'agent' },
        { group: 'accounting', role: 'finance' },
      ];
      const mapped = await person('anna', {
        groups: { ...groups, roles, allow: ['staff', 'phones'] },
      });
      expect(mapped).toMatchObject({ groups: ['phones', 'staff'], roles: ['user', 'agent'] });
      expect((await person('anna', { groups })).roles).toEqual(['accounting', 'phones', 'staff']);
    });

    it('has a column for what the profile names and nobody has, if the schema knows it', async () => {
      const source = sourceOf(server, { baseDn: PEOPLE_DN });
      const { columns } = await readLdap(source, { names: ['pager', 'titel', 'SN'] });
      expect(columns).toContain('pager');
      expect(columns).not.toContain('titel');
      expect(columns).not.toContain('SN');
    });
  });

  describe('over an encrypted connection', () => {
    let server: Slapd;
    const ca = ldapFixture('ca.pem');
    beforeAll(async () => {
      server = await slapd({ people: 3, requireTls: true });
    });

    it.each([
      ['LDAPS', () => sourceOf({ ...server, url: server.secureUrl }, { ca })],
      ['StartTLS', () => sourceOf(server, { ca, startTls: true })],
      [
        'another server name',
        () => sourceOf(server, { ca, startTls: true, servername: 'ldap.example.test' }),
      ],
      ['no verification', () => sourceOf(server, { startTls: true, verifyCertificate: false })],
    ])('reads with %s', async (_, source) => {
      expect((await readLdap(source())).rows).toHaveLength(3);
    });

    it.each([
      ['an authority nobody gave', {}],
      ['another authority', { ca: ldapFixture('other-ca.pem') }],
      ['a server name it does not have', { ca, servername: 'other.example.test' }],
    ])('refuses a certificate of %s', async (_, settings) => {
      for (const source of [
        sourceOf({ ...server, url: server.secureUrl }, settings),
        sourceOf(server, { ...settings, startTls: true }),
      ]) {
        const error = await readError(source);
        expect(error.code).toBe('untrusted-certificate');
        expect(error.message).toContain('valid until');
      }
    });

    it('refuses a certificate that has expired', async () => {
      const expired = await slapd({ people: 1, tls: 'expired' });
      const error = await readError(sourceOf(expired, { ca, startTls: true }));
      expect(error.code).toBe('untrusted-certificate');
      expect(error.message).toContain('CERT_HAS_EXPIRED');
    });

    it('says that the server asks for encryption', async () => {
      expect((await readError(sourceOf(server))).code).toBe('encryption-required');
    });

    it('does not speak TLS with a port that does not', async () => {
      const url = server.url.replace('ldap:', 'ldaps:');
      expect((await readError(sourceOf({ ...server, url }, { ca }))).code).toBe('tls-failed');
      const plain = await slapd({ people: 1, tls: false });
      const error = await readError(sourceOf(plain, { ca, startTls: true }));
      expect(error.message).toContain('StartTLS');
    });

    it('logs in by a client certificate', async () => {
      const demanding = await slapd({ people: 2, requireClientCertificate: true });
      const certificate = {
        ca,
        startTls: true,
        bind: 'certificate',
        clientCertificate: ldapFixture('client.pem'),
        clientKey: ldapFixture('client.key'),
      };
      const { url, secureUrl, baseDn } = demanding;
      for (const settings of [certificate, { ...certificate, url: secureUrl, startTls: false }]) {
        const { rows } = await readLdap(ldapSource({ url, baseDn, ...settings }));
        expect(rows).toHaveLength(2);
      }
      const without = await readError(sourceOf(demanding, { ca, startTls: true }));
      expect(['connection-lost', 'tls-failed']).toContain(without.code);
    });
  });

  describe('that does not let one in', () => {
    let server: Slapd;
    beforeAll(async () => {
      server = await slapd({ people: 2 });
    });

    it.each([
      ['a wrong password', { bindPassword: 'S3cret-wrong-password' }, 'bind-refused'],
      ['an unknown user', { bindDn: 'cn=nobody,dc=example,dc=test' }, 'bind-refused'],
      ['a user that is no DN', { bindDn: 'reader' }, 'invalid-dn'],
      [
        'a base DN that is not there',
        { baseDn: 'ou=gone,dc=example,dc=test' },
        'base-dn-not-found',
      ],
      ['a base DN of another directory', { baseDn: 'dc=elsewhere,dc=test' }, 'base-dn-not-found'],
      ['a filter that finds nobody', { filter: '(uid=nobody)' }, 'no-rows'],
    ])('says so of %s', async (_, settings, code) => {
      const error = await readError(sourceOf(server, settings));
      expect(error.code).toBe(code);
      expect(error.message).not.toContain('S3cret-of-reader');
      expect(error.message).not.toContain('S3cret-wrong-password');
    });

    it('reads as nobody only where that is said and allowed', async () => {
      const { url, baseDn } = server;
      const refused = await readError(ldapSource({ url, baseDn, bind: 'anonymous' }));
      expect(refused.code).toMatch(/no-rows|base-dn-not-found|not-permitted/);
      const open = await slapd({ people: 2, anonymous: true });
      const { rows } = await readLdap(ldapSource({ url: open.url, baseDn, bind: 'anonymous' }));
      expect(rows).toHaveLength(2);
      const empty = ldapSource({ url: open.url, baseDn, bindDn: 'cn=x' });
      expect((await readError(empty)).code).toBe('empty-password');
    });
  });

  it('takes the next server where one cannot be reached, and no other for a wrong password', async () => {
    const [first, second] = [await slapd({ people: 1 }), await slapd({ people: 4 })];
    const both = sourceOf(first, { fallbackUrls: [second.url] });
    expect((await readLdap(both)).rows).toHaveLength(1);
    await first.kill();
    expect((await readLdap(both)).rows).toHaveLength(4);
    const wrong = await readError({ ...both, bindPassword: 'wrong' });
    expect(wrong.code).toBe('bind-refused');
    await second.kill();
    const none = await readError(both);
    expect(none.code).toBe('connection-failed');
    expect(none.message).toContain('none of the 2 servers');
  });

  it('takes what another server holds for missing, unless that is not wanted', async () => {
    const referral = {
      dn: `ou=branch,${PEOPLE_DN}`,
      attributes: {
        objectClass: ['referral', 'extensibleObject'],
        ou: 'branch',
        ref: 'ldap://other.example.test/ou=branch,dc=example,dc=test',
      },
    };
    const server = await slapd({ people: 2, entries: [referral] });
    const error = await readError(sourceOf(server));
    expect(error.code).toBe('referral');
    expect(error.message).toContain('other.example.test');
    const { rows, issues } = await readLdap(sourceOf(server, { referrals: 'ignore' }));
    expect(rows).toHaveLength(2);
    expect(issues).toMatchObject([{ code: 'referrals-ignored', severity: 'info' }]);
    expect(englishOf(issues[0]!)).toContain('other.example.test');
    const below = await readError(sourceOf(server, { baseDn: referral.dn }));
    expect(below.code).toBe('referral');
  });

  it('does not reach a private network that nobody allowed', async () => {
    const server = await slapd({ people: 1 });
    const network = { allowedHosts: [] };
    for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost')]) {
      const error = await readError(sourceOf({ ...server, url }), { network });
      expect(error.code).toBe('address-blocked');
      expect(error.message).toContain('network.allowedHosts');
    }
  });

  it.each([[['127.0.0.0/8', '::1/128']], [['127.0.0.1', '::1']]])(
    'reaches a name whose addresses are all in %j',
    async (allowedHosts) => {
      const server = await slapd({ people: 1 });
      const url = server.url.replace('127.0.0.1', 'localhost');
      const { rows } = await readLdap(sourceOf({ ...server, url }), { network: { allowedHosts } });
      expect(rows).toHaveLength(1);
    }
  );

  it('receives no more than it may', async () => {
    const server = await slapd({ people: 500 });
    const error = await readError(sourceOf(server), { network: { maxBytes: 20_000 } });
    expect(error.code).toBe('directory-too-large');
  });
});
