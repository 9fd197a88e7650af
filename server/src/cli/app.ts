import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type * as StrapiModule from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import { ConnectorError } from '../utils/errors';
import { UsageError } from './arguments';
import { findApp, type BuildOptions } from './build';
import { contentOf } from './compile';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** `require` as the app's own files have it, once it is known that Strapi is there. */
const requireOf = (folder: string): NodeJS.Require => {
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) {
    const message = `Found no Strapi app in ${folder}: it has no package.json. Give the app's folder with --app.`;
    throw new UsageError('app-not-found', message);
  }
  const requireFromApp = createRequire(manifest);
  try {
    requireFromApp.resolve('@strapi/strapi');
  } catch (cause) {
    const message = `Found no @strapi/strapi for ${folder}: give the folder of a Strapi app with --app, and install its packages.`;
    throw new UsageError('app-not-found', message, { cause });
  }
  return requireFromApp;
};

/**
 * Strapi ends the process at a signal with exit code 0, and a run in the middle of it; Apollo sends
 * the signal a second time. Here a signal does what it always does, but for a run, which is canceled.
 */
const dropSignalHandlers = (): void => {
  SIGNALS.forEach((signal) => process.removeAllListeners(signal));
};

/**
 * Loads a Strapi app without serving it and without any schedule, and makes its folder the current one.
 * @throws UsageError when there is no app, one that is not compiled, or one without this plugin;
 * ConnectorError when it cannot be compiled, or is changed meanwhile
 */
export const openApp = async (
  folder: string,
  build: BuildOptions
): Promise<StrapiModule.Core.Strapi> => {
  const requireFromApp = requireOf(folder);
  // Strapi reads the `.env` of the current folder as soon as it is loaded.
  process.chdir(folder);
  const { createStrapi } = requireFromApp('@strapi/strapi') as typeof StrapiModule;
  const { appDir, distDir, content } = await findApp(folder, requireFromApp, build);
  const app = createStrapi({ appDir, distDir, serveAdminPanel: false });
  dropSignalHandlers();
  app.config.set('server.cron.enabled', false);
  await app.register();
  // Strapi is about to change the database to what it has loaded.
  if ((await contentOf(distDir)) !== content) {
    await app.destroy();
    const message = `The files in ${distDir} changed while they were loaded, as when the app is built meanwhile: nothing was done. Run the command again.`;
    throw new ConnectorError('app-changed', message);
  }
  if (!app.plugins[PLUGIN_ID]) {
    await app.destroy();
    const message = `The app in ${folder} does not have the plugin ${PLUGIN_ID} enabled: add it to the app's packages and to config/plugins.`;
    throw new UsageError('plugin-not-enabled', message);
  }
  app.config.set(`plugin::${PLUGIN_ID}.schedules`, false);
  await app.bootstrap();
  dropSignalHandlers();
  return app;
};
