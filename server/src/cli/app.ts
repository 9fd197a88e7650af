import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type * as StrapiModule from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { PLUGIN_ID, type ProcessPurpose, PURPOSE } from '../constants';
import { ConnectorError } from '../utils/errors';
import { UsageError } from './arguments';
import { findApp, type BuildOptions } from './build';
import { contentOf } from './compile';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** `require` as the app's own files have it, once it is known that Strapi is there. */
const requireOf = (folder: string): NodeJS.Require => {
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) {
    throw new UsageError(problem('app-not-found', { app: folder }));
  }
  const requireFromApp = createRequire(manifest);
  try {
    requireFromApp.resolve('@strapi/strapi');
  } catch (cause) {
    throw new UsageError(problem('app-not-found/packages', { app: folder }), { cause });
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

/** Nobody sends requests to this app: it needs no ways to its routes, which stay as they are, and no schema of GraphQL. */
const serveNothing = ({ server, plugins }: StrapiModule.Core.Strapi): void => {
  server.routes = () => server;
  const { graphql } = plugins;
  if (graphql) graphql.bootstrap = () => undefined;
};

/**
 * Loads a Strapi app without serving it, and makes its folder the current one. Only for `work` its
 * profiles' schedules are kept.
 * @throws UsageError when there is no app, one that is not compiled, or one without this plugin;
 * ConnectorError when it cannot be compiled, or is changed meanwhile
 */
export const openApp = async (
  folder: string,
  build: BuildOptions,
  purpose: Exclude<ProcessPurpose, 'server'>
): Promise<StrapiModule.Core.Strapi> => {
  const requireFromApp = requireOf(folder);
  // Strapi reads the `.env` of the current folder as soon as it is loaded.
  process.chdir(folder);
  const { createStrapi } = requireFromApp('@strapi/strapi') as typeof StrapiModule;
  const { appDir, distDir, content } = await findApp(folder, requireFromApp, build);
  const app = createStrapi({ appDir, distDir, serveAdminPanel: false });
  dropSignalHandlers();
  app.config.set('server.cron.enabled', false);
  app.config.set(PURPOSE, purpose);
  await app.register();
  // Strapi is about to change the database to what it has loaded.
  if ((await contentOf(distDir)) !== content) {
    await app.destroy();
    throw new ConnectorError(problem('app-changed', { compiled: distDir }));
  }
  if (!app.plugins[PLUGIN_ID]) {
    await app.destroy();
    throw new UsageError(problem('plugin-not-enabled', { app: folder, plugin: PLUGIN_ID }));
  }
  if (purpose === 'command') app.config.set(`plugin::${PLUGIN_ID}.schedules`, false);
  serveNothing(app);
  await app.bootstrap();
  dropSignalHandlers();
  return app;
};
