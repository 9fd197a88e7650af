import { rm } from 'node:fs/promises';

import type { Context, Next } from 'koa';

import { PLUGIN_ID } from '../constants';
import { temporaryPaths } from '../utils/delivered-files';

const UPLOAD_PATH = `/${PLUGIN_ID}/uploads`;

const TOO_LARGE =
  'The file is larger than this server takes. Ask an administrator to raise formidable.maxFileSize of strapi::body in config/middlewares, and the limit of a proxy in front of it.';

/**
 * Around everything that handles an upload. Strapi's body middleware writes the file to disk before
 * it knows who sent it, and leaves it there when anything throws, a policy for example.
 */
export const uploadsMiddleware = async (ctx: Context, next: Next): Promise<void> => {
  if (ctx.method !== 'POST' || ctx.path !== UPLOAD_PATH) return next();
  try {
    await next();
    if (ctx.status === 413 && JSON.stringify(ctx.body).includes('FileTooBig')) {
      ctx.payloadTooLarge(TOO_LARGE, { code: 'file-too-large' });
    }
  } finally {
    await Promise.all(temporaryPaths(ctx).map((path) => rm(path, { force: true })));
  }
};
