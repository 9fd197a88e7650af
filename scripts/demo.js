// npm run demo: the plugin on a sample file, from nothing to a report, and a Strapi to look at it.
const { spawnSync } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const { buildPanel } = require('./build-panel');

const ROOT = path.resolve(__dirname, '..');
const APP = path.join(ROOT, 'playground');
const ADMIN_EMAIL = 'demo@example.com';

const say = (text) => process.stdout.write(`${text}\n`);
const step = (text) => say(`\n▸ ${text}`);

const command = (name, args, cwd) => {
  const { status } = spawnSync(name, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw new Error(`"${name} ${args.join(' ')}" in ${cwd} ended with exit code ${status}.`);
  }
};

/** Makes the demo's administrator, or gives the one of an earlier demo a new password. */
const prepareAdmin = async (strapi) => {
  const password = `Demo1-${randomBytes(9).toString('base64url')}`;
  const users = strapi.service('admin::user');
  const existing = await users.findOneByEmail(ADMIN_EMAIL);
  if (existing) {
    await users.updateById(existing.id, { password });
    return password;
  }
  const role = await strapi.service('admin::role').getSuperAdmin();
  await users.create({
    email: ADMIN_EMAIL,
    firstname: 'Demo',
    lastname: 'Administrator',
    password,
    isActive: true,
    roles: [role.id],
  });
  return password;
};

const importDemo = async (strapi, reportText) => {
  const service = (name) => strapi.plugin('directory-connector').service(name);
  const file = JSON.parse(fs.readFileSync(path.join(APP, 'demo', 'profile.json'), 'utf8'));

  step(`Profile "${file.name}" from playground/demo/profile.json`);
  const { profile } = await service('profiles').importFile(file);
  await service('uploads').store(profile.id, 'users.csv', path.join(APP, 'demo', 'users.csv'));

  for (const [kind, title] of [
    ['test', 'Test run: what a run would do; nothing is written'],
    ['run', 'Run'],
  ]) {
    step(title);
    const run = await service('runs').start({ profileId: profile.id, kind, trigger: 'manual' });
    await run.done;
    const report = await service('runs').report(run.id);
    for await (const text of reportText(report, await service('runs').issues(run.id))) say(text);
    if (report.status === 'failed') {
      throw new Error('The demo run failed; the report above says why.');
    }
  }
};

const main = async () => {
  const once = process.argv.includes('--once');

  step('Building the plugin');
  command('npx', ['strapi-plugin', 'build', '--silent'], ROOT);
  if (!once) {
    step('Building the admin panel (about a minute)');
    buildPanel();
  }

  step('Starting Strapi on SQLite');
  process.chdir(APP);
  process.env.NODE_ENV ??= 'production';
  process.env.STRAPI_LOG_LEVEL ??= 'warn';
  const { compileStrapi, createStrapi } = require('@strapi/strapi');
  const { reportText } = require(path.join(ROOT, 'dist', 'cli'));
  const directories = await compileStrapi({ appDir: APP });
  const strapi = createStrapi({ ...directories, serveAdminPanel: !once });
  await strapi.load();

  try {
    await importDemo(strapi, reportText);
  } catch (error) {
    await strapi.destroy();
    throw error;
  }

  if (once) {
    await strapi.destroy();
    process.exit(0);
  }
  const password = await prepareAdmin(strapi);
  await strapi.listen();
  const { host, port } = strapi.config.get('server');
  step('Strapi is running; Ctrl+C ends it');
  say(`  Admin panel  http://${host}:${port}/admin`);
  say(`  E-mail       ${ADMIN_EMAIL}`);
  say(`  Password     ${password}`);
};

main().catch((error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
});
