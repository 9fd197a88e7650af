import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { ReadOption } from '../config/options';
import { PLUGIN_ID } from '../constants';
import { ConnectorError } from '../utils/errors';
import { createCipher } from './cipher';
import { GENERATED_PASSWORD_COST, hashPassword, isPasswordHash } from './password';

const KEY_SETTINGS = [
  `plugin::${PLUGIN_ID}.encryptionKey`,
  'admin.secrets.encryptionKey',
  'admin.apiToken.salt',
] as const;

/** @throws ConnectorError `encryption-key-missing` */
const readKey = (strapi: Core.Strapi): string => {
  for (const setting of KEY_SETTINGS) {
    const value: unknown = strapi.config.get(setting);
    if (typeof value === 'string' && value !== '') {
      return value;
    }
  }
  throw new ConnectorError(problem('encryption-key-missing', { plugin: PLUGIN_ID }));
};

/** How secrets are kept: encrypted where a phone needs them again, hashed where nobody does. */
export const createSecrets = ({ strapi, option }: { strapi: Core.Strapi; option: ReadOption }) => {
  const cipher = createCipher(readKey(strapi));
  const passwordCost = option('passwordHashCost');

  return {
    ...cipher,
    /** A one-way hash of a password that people chose; a value that already is a hash comes back as it is. */
    hash: async (password: string): Promise<string> =>
      isPasswordHash(password) ? password : hashPassword(password, passwordCost),
    /** The same for a password that `generateSecret` made. */
    hashGenerated: (password: string): Promise<string> =>
      hashPassword(password, GENERATED_PASSWORD_COST),
  };
};

export type Secrets = ReturnType<typeof createSecrets>;
