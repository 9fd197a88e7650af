import type { StrapiApp } from '@strapi/strapi/admin';
import { Database } from '@strapi/icons';

import { PERMISSIONS } from './constants';
import { addLabels } from './content-manager/labels';
import { addOriginPanel } from './content-manager/OriginPanel';
import { PLUGIN_ID } from './pluginId';
import { loadTranslations } from './translations';
import { widget } from './widget';

export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: PLUGIN_ID, name: 'Directory Connector' });
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Database,
      intlLabel: { id: `${PLUGIN_ID}.plugin.name`, defaultMessage: 'Directory Connector' },
      permissions: [...PERMISSIONS.read],
      Component: () => import('./pages/App'),
      position: 5,
    });
    app.addSettingsLink('global', {
      id: PLUGIN_ID,
      to: PLUGIN_ID,
      intlLabel: { id: `${PLUGIN_ID}.plugin.name`, defaultMessage: 'Directory Connector' },
      permissions: [...PERMISSIONS.manage],
      Component: () => import('./pages/settings/SettingsPage'),
    });
    app.widgets.register(widget);
    addLabels(app);
  },

  bootstrap: addOriginPanel,

  registerTrads: ({ locales }: { locales: string[] }) => Promise.all(locales.map(loadTranslations)),
};
