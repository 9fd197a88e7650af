import type { LdapEntry } from '../support/ldap/entry';
import { rounds } from '../support/rounds';
import { clear, createProfile, NOTHING_GENERATED, reportOf, runsOf } from '../support/runs';
import { describeWithSlapd, startSlapd, type Slapd } from '../support/slapd';
import { PEOPLE_DN } from '../support/slapd-data';
import { createTestApp, type TestApp } from '../support/strapi';

const TEMPLATE = `{ "identity": [ {
  "username": "{{{uid}}}", "displayName": "{{{cn}}}", "email": "{{{mail}}}",
  "externalId": "{{{employeeNumber}}}", "extension": "{{{telephoneNumber}}}",
  "post": { "phonebook": [ { "displayName": "{{{cn}}}", "phone": "{{{user.extension}}}" } ] }
} ] }`;

const SETTINGS = {
  ...NOTHING_GENERATED,
  template: TEMPLATE,
  match: { user: 'externalId' },
  missing: 'disable',
  limits: { removePercent: null },
};

const person = (number: string, uid: string, telephoneNumber: string): LdapEntry => ({
  dn: `uid=${uid}-${number},${PEOPLE_DN}`,
  attributes: {
    objectClass: 'inetOrgPerson',
    uid,
    cn: uid.toUpperCase(),
    sn: uid,
    mail: `${uid}@example.test`,
    employeeNumber: number,
    employeeType: 'active',
    telephoneNumber,
  },
});

const ANNA = person('900', 'anna', '1190');
const OTHERS = [person('1', 'cora', '1001'), person('2', 'dora', '1002')];

describeWithSlapd('people who leave a directory', () => {
  let app: TestApp;
  let slapd: Slapd;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    slapd = await startSlapd({ entries: [ANNA, ...OTHERS] });
  });
  afterEach(async () => {
    await slapd.stop();
    await clear(app.strapi);
  });

  const profileOf = (settings: Record<string, unknown> = {}): Promise<string> =>
    createProfile(app.strapi, {
      ...SETTINGS,
      ...settings,
      source: {
        type: 'ldap',
        url: slapd.url,
        baseDn: PEOPLE_DN,
        filter: '(&(objectClass=inetOrgPerson)(employeeType=active))',
        bindDn: slapd.reader.dn,
        bindPassword: slapd.reader.password,
      },
    });
  const run = async (profileId: string) => {
    const runs = runsOf(app.strapi);
    const started = await runs.start({ profileId, kind: 'run', trigger: 'manual' });
    await started.done;
    return reportOf(app.strapi, started.id);
  };
  const userOf = async (externalId: string): Promise<Record<string, unknown>> =>
    app.strapi.db.query('plugin::directory-connector.user').findOne({ where: { externalId } });
  const whose = async (phone: string): Promise<unknown[]> => {
    const found: { displayName: string }[] = await app.strapi.db
      .query('plugin::directory-connector.phonebook-entry')
      .findMany({ where: { phone } });
    return found.map(({ displayName }) => displayName);
  };

  const WAYS: [how: string, leave: () => Promise<void>][] = [
    ['removed from it', () => slapd.remove(ANNA.dn)],
    ['disabled in it', () => slapd.replace(ANNA.dn, { employeeType: 'gone' })],
    ['moved out of the base DN', () => slapd.rename(ANNA.dn, 'uid=x,dc=example,dc=test')],
  ];

  const leftBy = async (leave: () => Promise<void>): Promise<string> => {
    const profile = await profileOf();
    expect(await run(profile)).toMatchObject({ status: 'succeeded', user: { create: 3 } });
    await leave();
    expect(await run(profile)).toMatchObject({ status: 'succeeded', user: { update: 1 } });
    expect(await userOf('900')).toMatchObject({ enabled: false, extension: '1190' });
    return profile;
  };

  it.each(WAYS.slice(1))('are switched off and keep their number: %s', async (_, leave) => {
    await leftBy(leave);
  });

  it.each(WAYS.slice(0, rounds(1, WAYS.length)))(
    'make place for a successor and have their number again when they return: %s',
    async (_, leave) => {
      const profile = await leftBy(leave);

      const bert = person('901', 'bert', '1190');
      await slapd.add(bert);
      const successor = await run(profile);
      expect(successor).toMatchObject({
        status: 'succeeded',
        user: { create: 1, update: 1, error: 0 },
        phonebookEntry: { create: 1, update: 1 },
      });
      expect(await userOf('900')).toMatchObject({ enabled: false, extension: null });
      expect(await whose('1190')).toEqual(['BERT']);
      expect(await run(profile)).toMatchObject({
        user: { update: 0 },
        phonebookEntry: { update: 0 },
      });

      await slapd.replace(bert.dn, { telephoneNumber: '1195' });
      await run(profile);
      await slapd.add({
        ...ANNA,
        dn: `uid=back,${PEOPLE_DN}`,
        attributes: { ...ANNA.attributes, uid: ['anna', 'back'] },
      });
      expect(await run(profile)).toMatchObject({ status: 'succeeded', user: { update: 1 } });
      expect(await userOf('900')).toMatchObject({ enabled: true, extension: '1190' });
      expect(await whose('1190')).toEqual(['ANNA']);
      expect(await run(profile)).toMatchObject({
        user: { update: 0 },
        phonebookEntry: { update: 0 },
      });
    }
  );

  it('are switched off by the directory itself, and their number is another one’s there', async () => {
    const enabled = '"username": "{{{uid}}}", "enabled": "{{{businessCategory}}}"';
    const template = TEMPLATE.replace('"username": "{{{uid}}}"', enabled);
    const profile = await profileOf({ template });
    await run(profile);
    await slapd.replace(ANNA.dn, { businessCategory: 'no' });
    await slapd.add(person('901', 'bert', '1190'));
    const both = await run(profile);
    const errors = both.issues.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code: 'duplicate-extension' }]);
    expect(await userOf('900')).toMatchObject({ enabled: false, extension: '1190' });
    expect(await whose('1190')).toEqual(['ANNA']);

    await slapd.replace(ANNA.dn, { telephoneNumber: [] });
    expect(await run(profile)).toMatchObject({
      status: 'succeeded',
      user: { create: 1, update: 1 },
    });
    expect(await userOf('900')).toMatchObject({ enabled: false, extension: null });
    expect(await whose('1190')).toEqual(['BERT']);
  });

  it.each([
    ['by the e-mail address', { uid: 'anna.b', cn: 'Anna B', sn: 'B' }, 1],
    ['by user name and display name', { mail: 'new@example.test' }, 1],
    ['not by the number alone', { uid: 'other', cn: 'Other', mail: 'other@example.test' }, 0],
    ['not by the user name alone', { cn: 'Another Anna', mail: 'another@example.test' }, 0],
  ])(
    'have their record again under a new id where the profile says so: %s',
    async (_, changes, taken) => {
      const profile = await profileOf({ returning: 'same-person' });
      await run(profile);
      const { documentId } = await userOf('900');
      await slapd.remove(ANNA.dn);
      await run(profile);
      const again = person('950', 'anna', '1190');
      await slapd.add({ ...again, attributes: { ...again.attributes, ...changes } });
      const report = await run(profile);
      expect(report).toMatchObject({ status: 'succeeded', user: { create: 1 - taken } });
      const codes = report.issues.map(({ code }) => code);
      expect(codes.filter((code) => code === 'returned-under-new-id')).toHaveLength(taken);
      const back = await userOf('950');
      expect(back.enabled).toBe(true);
      expect(back.documentId === documentId).toBe(taken === 1);
      expect(await whose('1190')).toHaveLength(1);
    }
  );
});
