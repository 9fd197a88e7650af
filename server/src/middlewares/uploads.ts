import { rm } from 'node:fs/promises';

import type { Context, Next } from 'koa';

import { PLUGIN_ID } from '../constants';
import { temporaryPaths } from '../utils/delivered-files';

/** The router takes addresses in any case, and with a slash at their end. */
const isOurs = (path: string): boolean => path.toLowerCase().includes(`/${PLUGIN_ID}`);

const TOO_LARGE =
  'The file is larger than this server takes. Ask an administrator to raise formidable.maxFileSize of strapi::body in config/middlewares, and the limit of a proxy in front of it.';

/** Says what to do about a file that Strapi's body middleware refuses. To be used around that. */
export const explainTooLarge = async (ctx: Context, next: Next): Promise<void> => {
  await next();
  if (!isOurs(ctx.path) || ctx.status !== 413) return;
  if (JSON.stringify(ctx.body).includes('FileTooBig')) {
    ctx.payloadTooLarge(TOO_LARGE, { code: 'file-too-large' });
  }
};

/**
 * Removes what a request to the plugin delivered, whatever became of it. Strapi's body middleware
 * writes files to disk before it knows who sent them and where to; it forgets those of every field
 * but `files`, and all of them when anything throws. To be used between that and the router.
 */
export const removeDelivered = async (ctx: Context, next: Next): Promise<void> => {
  const paths = isOurs(ctx.path) ? temporaryPaths(ctx) : [];
  try {
    await next();
  } finally {
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }
};
