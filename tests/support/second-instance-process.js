// Another process on the same app, as a second server would be. Started by `startSecondInstance`.
const { createStrapi } = require('@strapi/strapi');

const [folder] = process.argv.slice(2);

/** Ends this process as a failure of power would, at the first statement from now on that is the one. */
const dieAt = (strapi, isIt) => {
  strapi.db.connection.on('query', ({ sql }) => {
    if (isIt(sql.replace(/["`]/g, ''))) process.kill(process.pid, 'SIGKILL');
  });
};

const isNth = (number) => {
  let sent = 0;
  return () => {
    sent += 1;
    return sent === number;
  };
};

const main = async () => {
  const strapi = await createStrapi({
    appDir: folder,
    distDir: folder,
    serveAdminPanel: false,
    autoReload: false,
  }).load();
  const plugin = strapi.plugin('directory-connector');
  process.on('message', async ({ start, killAt, killAtWords }) => {
    if (killAtWords) return dieAt(strapi, (sql) => sql.startsWith(killAtWords));
    if (!start) {
      await strapi.destroy();
      process.exit();
    }
    if (killAt !== undefined) dieAt(strapi, isNth(killAt));
    try {
      const { done } = await plugin.service('runs').start(start);
      process.send((await done).status);
    } catch (error) {
      process.send(error.code);
    }
  });
  // The test's process has ended, whether or not it said so.
  process.on('disconnect', () => process.exit());
  strapi.server.mount();
  strapi.server.httpServer.listen(0, '127.0.0.1', () => {
    process.send(`http://127.0.0.1:${strapi.server.httpServer.address().port}`);
  });
};

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
