import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Core } from '@strapi/strapi';
import request from 'supertest';

import { createSuperAdmin } from '../support/admin';
import { createProfile, runText } from '../support/runs';
import { loadStrapi, makeAppFolder, removeAppFolder } from '../support/strapi';

const EXTENSION = `
module.exports = (plugin) => {
  Object.assign(plugin.contentTypes.user.schema.attributes, {
    costCenter: { type: 'string' },
    site: { type: 'enumeration', enum: ['Berlin', 'Bonn'] },
    remote: { type: 'boolean' },
    desks: { type: 'integer' },
    badge: { type: 'biginteger' },
    salary: { type: 'decimal' },
    share: { type: 'float' },
    hired: { type: 'date' },
    seen: { type: 'datetime' },
    starts: { type: 'time' },
    apiToken: { type: 'string', private: true },
  });
  const user = plugin.controllers.user;
  plugin.controllers.user = (needs) => ({
    ...user(needs),
    hello: (ctx) => { ctx.body = 'hello'; },
  });
  const { routes } = plugin.routes['content-api'];
  plugin.routes['content-api'].routes = routes.map((route) => ({ ...route, config: { ...route.config } }));
  plugin.routes['content-api'].routes.push({ method: 'GET', path: '/hello', handler: 'user.hello', config: { auth: false } });
  plugin.routes['content-api'].routes.find(({ handler }) => handler.endsWith('phone.find')).config = { auth: false };
  return plugin;
};
`;

const TEMPLATE = `{ "identity": [{
  "username": "{{{login}}}", "costCenter": "{{{cost}}}", "site": "{{{site}}}", "remote": "{{{remote}}}"
}] }`;

const MEASURED = ['desks', 'badge', 'salary', 'share', 'hired', 'seen', 'starts'];

const MEASURED_TEMPLATE = JSON.stringify({
  identity: [Object.fromEntries(['username', ...MEASURED].map((name) => [name, `{{{${name}}}}`]))],
});

/** What an extension changes stays in this process, for the apps of other test files as well. Returns what undoes it. */
const keepPlugin = (): (() => void) => {
  const { contentTypes, controllers, routes } = outside.plugin.default;
  const { schema } = contentTypes.user;
  const content = routes['content-api'];
  const before = { attributes: { ...schema.attributes }, user: controllers.user };
  const listed = [...content.routes];
  return () => {
    Object.assign(schema, { attributes: before.attributes });
    controllers.user = before.user;
    content.routes = listed;
  };
};

describe('an app that extends the plugin', () => {
  let folder: string;
  let strapi: Core.Strapi;
  let undo: () => void;

  beforeAll(async () => {
    undo = keepPlugin();
    folder = await makeAppFolder();
    const extension = path.join(folder, 'src', 'extensions', 'directory-connector');
    await mkdir(extension, { recursive: true });
    await writeFile(path.join(extension, 'strapi-server.js'), EXTENSION);
    strapi = await loadStrapi(folder);
  });
  afterAll(async () => {
    await strapi.destroy();
    await removeAppFolder(folder);
    undo();
  });

  it('has its own attributes filled by a template, and compared by the next run', async () => {
    const profile = await createProfile(strapi, { template: TEMPLATE });
    const rows = 'login;cost;site;remote\nada;4711;bonn;yes\nbob;4712;Paris;no\n';
    const first = await runText(strapi, profile, rows);
    expect(first.user).toMatchObject({ create: 2 });
    expect(first.issues).toEqual([
      expect.objectContaining({ code: 'invalid-enumeration', row: 3, column: 'site' }),
    ]);
    const users = strapi.db.query('plugin::directory-connector.user');
    expect(await users.findOne({ where: { username: 'ada' } })).toMatchObject({
      costCenter: '4711',
      site: 'Bonn',
      remote: true,
    });
    const second = await runText(strapi, profile, rows.replace('4711', '4713'));
    expect(second.user).toMatchObject({ create: 0, update: 1, unchanged: 1 });
    expect(await users.findOne({ where: { username: 'ada' } })).toMatchObject({
      costCenter: '4713',
    });
  });

  it('has them filled by fields as well', async () => {
    const values = { username: { column: 'login' }, site: { text: 'Berlin' } };
    const profile = await createProfile(strapi, { fields: [{ type: 'user', values }] });
    expect((await runText(strapi, profile, 'login\ncarla\n')).user).toMatchObject({ create: 1 });
    const users = strapi.db.query('plugin::directory-connector.user');
    expect(await users.findOne({ where: { username: 'carla' } })).toMatchObject({ site: 'Berlin' });
  });

  it.each(['bulk', 'documents'])(
    'has numbers and dates filled, and nothing written for those that are the same (%s)',
    async (writeMode) => {
      strapi.config.set('plugin::directory-connector.writeMode', writeMode);
      const profile = await createProfile(strapi, { template: MEASURED_TEMPLATE });
      const head = `username;${MEASURED.join(';')}\n`;
      const one = `one-${writeMode};3;9007199254740991;1.234,50;0.125;2026-02-01;2026-02-01 08:30+01:00;8:30\n`;
      const two = `two-${writeMode};3;4;12,50;1.5;2026-02-01;2026-02-01 08:30Z;12:00\n`;
      const first = await runText(strapi, profile, head + one + two);
      expect(first).toMatchObject({ issues: [], user: { create: 2 } });
      const users = strapi.db.query('plugin::directory-connector.user');
      const ofUser = (name: string) =>
        users.findOne({ where: { username: `${name}-${writeMode}` } });
      expect(await ofUser('one')).toMatchObject({
        desks: 3,
        badge: '9007199254740991',
        salary: 1234.5,
        share: 0.125,
        hired: '2026-02-01',
        seen: '2026-02-01T07:30:00.000Z',
        starts: expect.stringMatching(/^08:30:00(\.0+)?$/),
      });
      const { documentId, ...made } = await ofUser('one');
      const data: object = Object.fromEntries(MEASURED.map((name) => [name, made[name]]));
      const paid: object = { ...data, salary: 99.5 };
      const documents = strapi.documents('plugin::directory-connector.user');
      await documents.update({ documentId, data });
      expect(await ofUser('one')).toMatchObject({ connectorHandEdits: null });
      await documents.update({ documentId, data: paid });
      expect((await ofUser('one')).connectorHandEdits).toMatchObject({ salary: {} });
      await documents.update({ documentId, data });
      expect(await ofUser('one')).toMatchObject({ connectorHandEdits: null });

      const same = await runText(strapi, profile, head + one + two);
      expect(same.user).toMatchObject({ create: 0, update: 0, unchanged: 2 });

      const changed = `one-${writeMode};4;5;0.1;;2024-02-29;2026-02-01 08:30:00.5Z;23:59\n`;
      const unsure = `two-${writeMode};1.234;4;12,50;1.5;01.02.2026;2026-02-01 08:30;12:00\n`;
      const second = await runText(strapi, profile, head + changed + unsure);
      expect(second.user).toMatchObject({ update: 1, unchanged: 1 });
      expect(second.issues.map(({ code, row, column }) => ({ code, row, column }))).toEqual([
        { code: 'ambiguous-number', row: 3, column: 'desks' },
        { code: 'invalid-date', row: 3, column: 'hired' },
        { code: 'invalid-datetime', row: 3, column: 'seen' },
      ]);
      expect(await ofUser('one')).toMatchObject({
        desks: 4,
        badge: '5',
        salary: 0.1,
        share: null,
        hired: '2024-02-29',
        seen: '2026-02-01T08:30:00.500Z',
        starts: expect.stringMatching(/^23:59:00(\.0+)?$/),
      });
      expect(await ofUser('two')).toMatchObject({ desks: 3, hired: '2026-02-01' });
      const third = await runText(strapi, profile, head + changed + two);
      expect(third.user).toMatchObject({ update: 0, unchanged: 2 });
    }
  );

  it('tells the panel of its attributes, and of none that is private', async () => {
    const admin = await createSuperAdmin({ strapi });
    const { body } = await admin.get('/directory-connector/mapping/attributes').expect(200);
    expect(body.data.user).toMatchObject({
      site: { kind: 'enumeration', values: ['Berlin', 'Bonn'] },
      hired: { kind: 'date' },
    });
    for (const other of ['username', 'protected', 'createdAt', 'apiToken']) {
      expect(body.data.user).not.toHaveProperty(other);
    }
    expect(Object.keys(body.data)).toEqual(['user', 'phonebookEntry', 'phone']);
  });

  it('keeps what is written by hand into its own attributes as it is', async () => {
    const documents = strapi.documents('plugin::directory-connector.user');
    const costCenter = ' ="4711" #N/A ';
    const data = { username: 'hand-made', costCenter };
    const { documentId } = await documents.create({ data });
    expect(await documents.findOne({ documentId })).toMatchObject({ costCenter });
  });

  it('shows nothing of an attribute that is private', async () => {
    const profile = await createProfile(strapi, { template: TEMPLATE });
    const rows = 'login;cost;site;remote\ncy;1;Bonn;no\ndee;2;Bonn;no\n';
    await runText(strapi, profile, rows);
    const users = strapi.db.query('plugin::directory-connector.user');
    await users.update({ where: { username: 'dee' }, data: { apiToken: 'token-of-dee' } });
    const run = await runText(strapi, profile, rows.replace('dee;2;Bonn;no\n', ''), {
      approve: true,
    });
    expect(run.user).toMatchObject({ remove: 1 });
    const changes = await strapi.db.connection('directory_connector_changes');
    const blocks = await strapi.db.connection('directory_connector_search_blocks');
    for (const kept of [changes, blocks]) {
      expect(JSON.stringify(kept)).toContain('dee');
      expect(JSON.stringify(kept)).not.toContain('token-of-dee');
    }
  });

  it('adds a route to the content API and changes one', async () => {
    const http = request(strapi.server.httpServer);
    const hello = await http.get('/api/directory-connector/hello').expect(200);
    expect(hello.text).toBe('hello');
    await http.get('/api/directory-connector/phones').expect(200);
    await http.get('/api/directory-connector/users').expect(403);
    // Routes that are off stay off, even as copies.
    await http.get('/api/directory-connector/users/some/secrets').expect(404);
    await http.post('/api/directory-connector/users/authenticate').expect(405);
  });
});
