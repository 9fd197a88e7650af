import { adminApi } from '@strapi/strapi/admin';

import type { Pagination } from '../../../shared/contracts/reports';
import { PLUGIN_ID } from '../pluginId';

/** The address of a route of the plugin. */
export const url = (path: string): string => `/${PLUGIN_ID}${path}`;

/**
 * Strapi's admin API with the plugin's tags; the files beside this one add the routes. Endpoints of
 * Strapi and of all plugins share their names, and a name that is taken would call the other's: ours
 * begin with the plugin's.
 */
export const connectorApi = adminApi.enhanceEndpoints({
  addTagTypes: [
    'ConnectorProfile',
    'ConnectorRun',
    'ConnectorChanges',
    'ConnectorUpload',
    'ConnectorOrigin',
    'ConnectorDefaults',
    'ConnectorPhonebooks',
    'ConnectorForgettings',
    // The content manager's own.
    'Document',
  ],
});

/** Requests to the plugin's routes. */
export const get = (path: string, params?: object) =>
  ({ url: url(path), method: 'GET', config: { params } }) as const;
export const post = (path: string, data?: unknown) =>
  ({ url: url(path), method: 'POST', data }) as const;
export const put = (path: string, data: unknown) =>
  ({ url: url(path), method: 'PUT', data }) as const;
export const del = (path: string, params?: object) =>
  ({ url: url(path), method: 'DELETE', config: { params } }) as const;

/** The part of an answer that holds what was asked for. */
export const dataOf = <Data>({ data }: { data: Data }): Data => data;

/** A page of a list. */
export interface PageOf<Item> {
  results: Item[];
  pagination: Pagination;
}

/** The page of an answer. */
export const pageOf = <Item>({
  data,
  meta,
}: {
  data: Item[];
  meta: { pagination: Pagination };
}): PageOf<Item> => ({ results: data, pagination: meta.pagination });
