import type { WidgetArgs } from '@strapi/strapi/admin';
import { Database } from '@strapi/icons';

import { BASE_PATH, PERMISSIONS } from '../constants';
import { PLUGIN_ID } from '../pluginId';

/** The profiles at a glance, on Strapi's home page. */
export const widget: WidgetArgs = {
  id: 'profiles',
  pluginId: PLUGIN_ID,
  icon: Database,
  title: { id: `${PLUGIN_ID}.widget.title`, defaultMessage: 'Directory Connector' },
  link: {
    label: { id: `${PLUGIN_ID}.widget.link`, defaultMessage: 'Connector profiles' },
    href: BASE_PATH,
  },
  permissions: [...PERMISSIONS.read],
  component: async () => (await import('./ProfilesWidget')).default,
};
