import type { Core } from '@strapi/strapi';

/**
 * Has SQLite write its file anew: what is deleted or changed stays there else, until something else is written
 * over it. Other servers see to that by themselves, in their own time.
 */
export const vacuum = async (strapi: Core.Strapi): Promise<void> => {
  if (strapi.db.dialect.client !== 'sqlite') return;
  await strapi.db.connection.raw('vacuum');
  await strapi.db.connection.raw('pragma wal_checkpoint(truncate)');
};
