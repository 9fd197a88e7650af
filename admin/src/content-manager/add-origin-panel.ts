import type { StrapiApp } from '@strapi/strapi/admin';

import { OriginPanel } from './OriginPanel';

/** Shows in the content manager where an imported record comes from. */
export const addOriginPanel = (app: Pick<StrapiApp, 'getPlugin'>): void => {
  const { addEditViewSidePanel } = app.getPlugin('content-manager').apis;
  if (typeof addEditViewSidePanel === 'function') addEditViewSidePanel([OriginPanel]);
};
