import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import { ConnectorError, framesOf, kindOf } from '../utils/errors';
import { RunStopped } from './stopped';
import type { Outcome } from './types';

/** A message that another sentence can follow. Its first letter stays: it may be a host's or a column's. */
const asSentence = (message: string): string => (/[.!?…]$/.test(message) ? message : `${message}.`);

/**
 * How a run ends in which something was thrown: as the signal's reason says when it was stopped, else it failed.
 * @param effect what that means for the records, as a sentence
 */
export const failureOf = (
  log: Core.Strapi['log'],
  error: unknown,
  signal: AbortSignal,
  effect: string
): Outcome => {
  const cause: unknown = signal.aborted ? signal.reason : error;
  const status = cause instanceof RunStopped ? cause.status : 'failed';
  if (cause instanceof ConnectorError) {
    const message = `${asSentence(cause.message)} ${effect}`;
    return { status, error: { code: cause.code, message } };
  }
  if (cause instanceof errors.ApplicationError) {
    const message = `${asSentence(cause.message)} ${effect}`;
    return { status, error: { code: 'not-possible', message } };
  }
  log.error(`${PLUGIN_ID}: unexpected error in a run: ${kindOf(cause)}\n${framesOf(cause)}`);
  const message = `Something unexpected went wrong (${kindOf(cause)}). ${effect} The server's log says where; please report it.`;
  return { status, error: { code: 'unexpected-error', message } };
};
