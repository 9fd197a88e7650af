import { errors } from '@strapi/utils';
import type { Context, Next } from 'koa';

import { statusOf } from '../../../shared/codes/catalogue';
import { ConnectorError } from '../utils/errors';

interface ErrorAnswer {
  status: number;
  name: string;
  message: string;
  details: unknown;
}

const NAMES: Readonly<Record<number, string>> = {
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
  413: 'PayloadTooLargeError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
};

const ofConnector = (error: ConnectorError): ErrorAnswer => {
  const { code, params, message, details } = error;
  const status = statusOf(error);
  const name = NAMES[status] ?? 'ApplicationError';
  return { status, name, message, details: { ...details, code, params } };
};

const answerTo = (error: unknown): ErrorAnswer | null => {
  if (error instanceof ConnectorError) return ofConnector(error);
  if (!(error instanceof errors.ApplicationError)) return null;
  const { name, message, details } = error;
  if (error instanceof errors.NotFoundError) return { status: 404, name, message, details };
  if (error instanceof errors.ForbiddenError) return { status: 403, name, message, details };
  if (error instanceof errors.PayloadTooLargeError) return { status: 413, name, message, details };
  return { status: 400, name, message, details };
};

/**
 * Answers errors in Strapi's format; those of the connector have their code in `details.code`.
 * Strapi's own middleware knows only errors of its own copy of `@strapi/utils`, and an app may have
 * installed another one for this plugin: to that middleware, each of them would be a status 500.
 */
export const answerErrors = async (ctx: Context, next: Next): Promise<void> => {
  try {
    await next();
  } catch (error) {
    const answer = answerTo(error);
    if (!answer) throw error;
    ctx.status = answer.status;
    ctx.body = { data: null, error: answer };
  }
};
