import { adminApi } from '@strapi/strapi/admin';

import { PLUGIN_ID } from '../pluginId';

/** The address of a route of the plugin. */
export const url = (path: string): string => `/${PLUGIN_ID}${path}`;

/** Strapi's admin API with the plugin's tags; the files beside this one add the routes. */
export const connectorApi = adminApi.enhanceEndpoints({
  addTagTypes: [
    'ConnectorProfile',
    'ConnectorRun',
    'ConnectorChanges',
    'ConnectorUpload',
    'ConnectorOrigin',
  ],
});

/** The part of an answer that holds what was asked for. */
export const dataOf = <Data>({ data }: { data: Data }): Data => data;
