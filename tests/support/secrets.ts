import type { Core } from '@strapi/strapi';

import type { SecretsService } from '../../server/src/secrets/secrets';

/** The app's own way to keep secrets. */
export const storedSecrets = (strapi: Core.Strapi): SecretsService =>
  strapi.plugin('directory-connector').service('secrets');
