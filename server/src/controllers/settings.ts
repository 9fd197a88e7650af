import type { Core } from '@strapi/strapi';

import type { ProfileDefaults, SettingsView } from '../../../shared/contracts/settings';
import { getService } from '../utils/get-service';
import { adminName, type RequestContext } from './request';

const createSettingsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const settings = () => getService('settings', { strapi });

  return {
    async find(ctx: RequestContext) {
      const data: SettingsView = await settings().view();
      ctx.body = { data };
    },

    async update(ctx: RequestContext) {
      const by = adminName(ctx) ?? 'somebody';
      const data: SettingsView = await settings().change(ctx.request.body, by);
      ctx.body = { data };
    },

    /** What the forms of profiles begin with, for everybody who sees them. */
    async defaults(ctx: RequestContext) {
      const { defaultCountry } = await settings().current();
      const data: ProfileDefaults = { country: defaultCountry };
      ctx.body = { data };
    },
  };
};

export default createSettingsController;
