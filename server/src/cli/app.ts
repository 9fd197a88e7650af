import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import { UsageError } from './arguments';

type StrapiModule = typeof import('@strapi/strapi');

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const loadStrapiModule = (folder: string): StrapiModule => {
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
  return requireFromApp('@strapi/strapi') as StrapiModule;
};

/** Strapi would end the process at once, with exit code 0, and a run in the middle of it. */
const withoutSignalHandlers = <T>(work: () => T): T => {
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  const result = work();
  SIGNALS.forEach((signal, index) => {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.has(listener)) process.removeListener(signal, listener);
    }
  });
  return result;
};

/**
 * Loads a Strapi app without serving it and without any schedule. Makes its folder the current one,
 * because that is where Strapi looks for `.env`.
 * @throws UsageError when there is no app, or one without this plugin
 */
export const openApp = async (folder: string): Promise<Core.Strapi> => {
  const { compileStrapi, createStrapi } = loadStrapiModule(folder);
  process.chdir(folder);
  const directories = await compileStrapi({ appDir: folder });
  const app = withoutSignalHandlers(() => createStrapi({ ...directories, serveAdminPanel: false }));
  app.config.set('server.cron.enabled', false);
  await app.register();
  if (!app.plugins[PLUGIN_ID]) {
    await app.destroy();
    const message = `The app in ${folder} does not have the plugin ${PLUGIN_ID} enabled: add it to the app's packages and to config/plugins.`;
    throw new UsageError('plugin-not-enabled', message);
  }
  app.config.set(`plugin::${PLUGIN_ID}.schedules`, false);
  await app.bootstrap();
  return app;
};
