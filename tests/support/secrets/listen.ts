import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Core } from '@strapi/strapi';

import type { Connector } from '../../../server/src/compose';
import { STRING_LENGTH } from '../../../shared/records';
import { learnSecret } from './known';
import { tell } from './told';

/** Strapi's own answers to somebody who logs in have a token, which is learnt when it is used. */
const LOGGING_IN = /^\/admin\/(?:login|register-admin|access-token)\b/;

/** The panel's own files. */
const STATIC = /javascript|css|font|image/;

const listenToAnswer = (request: IncomingMessage, response: ServerResponse): void => {
  const { method, url = '', headers } = request;
  learnSecret('token of a request', /^Bearer (.+)/.exec(headers.authorization ?? '')?.[1] ?? '');
  if (LOGGING_IN.test(url)) return;
  const chunks: Buffer[] = [];
  const { write, end } = response;
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  response.write = (...given: unknown[]): boolean => {
    keep(given[0]);
    return Reflect.apply(write, response, given);
  };
  response.end = (...given: unknown[]) => {
    keep(given[0]);
    return Reflect.apply(end, response, given);
  };
  response.once('close', () => {
    if (STATIC.test(String(response.getHeader('content-type')))) return;
    const answer = `${JSON.stringify(response.getHeaders())}\n${Buffer.concat(chunks).toString()}`;
    tell(`the answer to ${method} ${url}`, answer);
  });
};

/** What a Strapi logs, on every level, from its start. */
const listenToLog = ({ log }: Core.Strapi): void => {
  log.on('data', ({ message, ...more }: Record<string, unknown>) => {
    tell('the log', `${String(message)} ${JSON.stringify(more)}`);
  });
};

/** JSON, and a file or the end of one, are more than a secret. */
const isByItself = (text: string): boolean =>
  text.length <= STRING_LENGTH && !/^[[{]|[\n,]/.test(text);

/** Whatever the plugin hashes or encrypts alone is a secret, by whomever it was made up. */
const learnFrom = (secrets: Connector['secrets']): void => {
  const { encrypt, hash, hashGenerated } = secrets;
  secrets.encrypt = (text) => {
    if (isByItself(text)) learnSecret('encrypted value', text);
    return encrypt(text);
  };
  secrets.hash = async (password) => {
    const hashed = await hash(password);
    if (hashed !== password) learnSecret('password', password);
    return hashed;
  };
  secrets.hashGenerated = (password) => {
    learnSecret('generated password', password);
    return hashGenerated(password);
  };
};

/** What the app is configured with, and what its own secrets are kept with. */
const KEYS = [
  ...['admin.auth.secret', 'admin.apiToken.salt', 'admin.transfer.token.salt'],
  ...['admin.secrets.encryptionKey', 'plugin::users-permissions.jwtSecret'],
  'plugin::directory-connector.encryptionKey',
];

/** Notes what this Strapi says from its start on, and the secrets that it is told or makes up. */
export const listenTo = (strapi: Core.Strapi): void => {
  const { load } = strapi;
  listenToLog(strapi);
  for (const key of KEYS) learnSecret(key, strapi.config.get<string>(key) ?? '');
  strapi.eventHub.subscribe(async (name: string, ...payload: unknown[]) => {
    tell(`the event ${name}`, JSON.stringify(payload));
  });
  strapi.load = async () => {
    const loaded = await load.call(strapi);
    strapi.server.httpServer.prependListener('request', listenToAnswer);
    const plugin = strapi.plugins['directory-connector'];
    if (plugin) learnFrom(plugin.service('secrets'));
    return loaded;
  };
};
