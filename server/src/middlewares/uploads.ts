import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Context, Next } from 'koa';

import { PLUGIN_ID } from '../constants';
import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import { ConnectorError } from '../utils/errors';
import { answerErrors } from '../routes/answer-errors';
import { temporaryPaths } from '../uploads/delivered-files';
import { withTemporaryFolder } from '../utils/temporary-folder';

/** The router takes addresses in any case, and with a slash at their end. */
const isOurs = (address: string): boolean => address.toLowerCase().includes(`/${PLUGIN_ID}`);

const TOO_LARGE =
  'The file is larger than this server takes. Ask an administrator to raise formidable.maxFileSize of strapi::body in config/middlewares, and the limit of a proxy in front of it.';

const PROBE_BYTES = 64 * 1024;

/** Fails where files cannot be kept for the time of a request. */
const probe = (): Promise<void> =>
  withTemporaryFolder((folder) =>
    writeFile(path.join(folder, 'probe'), Buffer.alloc(PROBE_BYTES, 1))
  );

/** Whether Strapi could not make anything of a body that is said to be JSON. */
const isUnread = ({ status, request }: Context & { request: { body?: unknown } }): boolean =>
  [400, 500].includes(status) && Boolean(request.is('json')) && request.body === undefined;

const answerWith = (ctx: Context, what: Problem): Promise<void> =>
  answerErrors(ctx, () => Promise.reject(new ConnectorError(what)));

/**
 * Says what to do about a file that Strapi's body middleware refuses or cannot keep; of the latter
 * it tells no more than a status 500. To be used around that.
 */
export const explainRefused = async (ctx: Context, next: Next): Promise<void> => {
  await next();
  if (!isOurs(ctx.path)) return;
  if (ctx.status === 413 && JSON.stringify(ctx.body).includes('FileTooBig')) {
    ctx.payloadTooLarge(TOO_LARGE, { code: 'file-too-large' });
  }
  if (isUnread(ctx)) await answerWith(ctx, problem('request-unreadable'));
  if (ctx.status === 413 && ctx.is('json')) await answerWith(ctx, problem('request-too-large'));
  if (ctx.status === 500 && ctx.is('multipart')) await answerErrors(ctx, probe);
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
    await Promise.all(paths.map((file) => rm(file, { force: true })));
  }
};
