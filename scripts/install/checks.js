// What somebody does first with a Strapi that has the plugin: import people, and read them.
/* global Blob, FormData */
const assert = require('node:assert/strict');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { promisify } = require('node:util');

const { BY_PROXY, PLUGIN } = require('./app');

const ADMIN = { email: 'ada@example.com', password: 'S3cret-of-the-panel' };
const API = '/directory-connector';

const csvOf = (names) =>
  ['username,displayname,phone', ...names.map((name, at) => `${name},${name} X,${300 + at}`)]
    .join('\n')
    .concat('\n');

/** Requests to a Strapi; an answer that is none of the good ones is an error. */
const clientOf = (origin, token) => async (method, address, body) => {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${origin}${address}`, {
    method,
    headers: {
      ...BY_PROXY,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}),
    },
    body: body && !isForm ? JSON.stringify(body) : body,
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${address} answered ${answer.status}: ${text.slice(0, 2000)}`);
  return text === '' ? null : JSON.parse(text);
};

/** The first administrator, and an API token that may do everything. */
const prepare = async (origin) => {
  const admin = { ...ADMIN, firstname: 'Ada', lastname: 'Admin' };
  const { data } = await clientOf(origin)('POST', '/admin/register-admin', admin);
  const ask = clientOf(origin, data.token);
  const token = { name: 'all', description: '', type: 'full-access', lifespan: null };
  const made = await ask('POST', '/admin/api-tokens', { ...token, permissions: null });
  return { ask, read: clientOf(origin, made.data.accessKey) };
};

const whenOver = async (ask, id) => {
  for (;;) {
    const { data } = await ask('GET', `${API}/runs/${id}`);
    if (data.status !== 'running') return data;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** As the panel does it: a profile, its file, a test run, a run. */
const importByPanel = async (ask) => {
  const profile = { name: 'Panel', source: { type: 'csv', delivery: 'upload' } };
  const { data } = await ask('POST', `${API}/profiles`, profile);
  const form = new FormData();
  form.set('profile', data.id);
  form.set('files', new Blob([csvOf(['ada', 'bob'])]), 'people.csv');
  await ask('POST', `${API}/uploads`, form);
  for (const kind of ['test', 'run']) {
    const started = await ask('POST', `${API}/profiles/${data.id}/${kind}`, {});
    const run = await whenOver(ask, started.data.id);
    assert.equal(run.status, 'succeeded', JSON.stringify(run));
  }
};

/** With the program of the package, while Strapi is running. */
const importByProgram = async (folder, node) => {
  const file = (name, content) => {
    fs.writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const profile = { name: 'Program', source: { type: 'csv', delivery: 'upload' } };
  const people = file('people.csv', csvOf(['cyd', 'dan', 'eve']).replace(/,3/g, ',4'));
  const bin = path.join(folder, 'node_modules', PLUGIN, 'bin', 'directory-connector.js');
  const run = async (...words) => {
    const { stdout } = await promisify(execFile)(node, [bin, ...words, '--app', folder, '--json']);
    return JSON.parse(stdout);
  };
  await run('import-profile', file('people.json', JSON.stringify(profile)));
  const test = await run('test', 'Program', '--file', people);
  assert.equal(test.user.create, 3);
  const report = await run('run', 'Program', '--file', people);
  assert.equal(report.status, 'succeeded');
  assert.equal(report.user.create, 3);
  const again = await run('run', 'Program', '--file', people);
  assert.equal(again.user.unchanged, 3);
};

const NAMES = ['ada', 'bob', 'cyd', 'dan', 'eve'];

const readPeople = async (read) => {
  const users = await read('GET', `/api${API}/users?sort=username&populate=phonebookEntries`);
  assert.deepEqual(
    users.data.map(({ username, phonebookEntries }) => [username, phonebookEntries.length]),
    NAMES.map((name) => [name, 1])
  );
  const query =
    '{ directoryConnectorUsers(sort: "username") { username phonebookEntries { displayName } } }';
  const { data, errors } = await read('POST', '/graphql', { query });
  assert.equal(errors, undefined, JSON.stringify(errors));
  assert.deepEqual(
    data.directoryConnectorUsers.map(({ username, phonebookEntries: [entry] }) => [
      username,
      entry,
    ]),
    NAMES.map((name) => [name, { displayName: `${name} X` }])
  );
};

/** A refusal comes in Strapi's form with the plugin's code, also where the app has several copies of Strapi's utilities. */
const checkRefusal = async (origin, ask) => {
  const refused = await ask('GET', `${API}/runs/none`).catch(({ message }) => message);
  assert.match(refused, /answered 404: .*"status":404/);
};

module.exports = {
  ADMIN,
  checkRefusal,
  csvOf,
  importByPanel,
  importByProgram,
  prepare,
  readPeople,
};
