import type { Core } from '@strapi/strapi';

import type { DatabaseState } from '../../../shared/contracts/database';
import type { RequestContext } from '../utils/request-context';
import { encodingProblem } from '../storage/encoding';

const createDatabaseController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: RequestContext) {
    const data: DatabaseState = { problem: await encodingProblem(strapi) };
    ctx.body = { data };
  },
});

export default createDatabaseController;
