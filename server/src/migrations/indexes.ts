import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';

/** The unique indexes of version 0.1.0 on values as they are spelled, in the place of which there are digests. */
const FORMER: Record<string, string[]> = {
  directory_users: [
    'directory_users_username_unique',
    'directory_users_extension_unique',
    'directory_users_external_id_unique',
    'directory_users_connector_key_unique',
  ],
  directory_phonebook_entries: ['directory_phonebook_entries_connector_key_unique'],
  directory_phones: ['directory_phones_mac_unique', 'directory_phones_connector_key_unique'],
  directory_connector_profiles: ['directory_connector_profiles_name_uq'],
};

/**
 * Drops the indexes of version 0.1.0 that are still there: Strapi does so when it changes tables, but
 * not in an app whose setting `forceMigration` is off. They would refuse, in the database's
 * collation, what is different by its identity.
 */
export const dropFormerIndexes = async (strapi: Core.Strapi): Promise<void> => {
  for (const [table, names] of Object.entries(FORMER)) {
    const find = async () =>
      (await strapi.db.dialect.schemaInspector.getIndexes(table)).filter(({ name }) =>
        names.includes(name)
      );
    for (const { name, columns } of await find()) {
      const schema = strapi.db.getSchemaConnection();
      await schema
        .alterTable(table, (builder) => builder.dropUnique(columns, name))
        .catch(async (error: unknown) => {
          // Another instance that starts at the same time may have been faster.
          if ((await find()).some((index) => index.name === name)) throw error;
        });
      strapi.log.info(`${PLUGIN_ID}: the index ${name} of version 0.1.0 is dropped`);
    }
  }
};
