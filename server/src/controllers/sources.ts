import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { maskedCell, shownDetection } from '../profiles/secret-columns';
import { getService } from '../utils/get-service';
import type { RequestContext } from '../utils/request-context';
import { withTemporaryFolder } from '../utils/temporary-folder';
import { validate } from '../utils/validation';
import { readId } from './validation/parameters';
import { detectSourceSchema, rowSchema } from './validation/sources';

const createSourcesController = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** The format and first rows of the file at an address, as `uploads.detect` shows those of an uploaded one. */
  async detect(ctx: RequestContext) {
    const { profile = null, source } = validate(detectSourceSchema, ctx.request.body);
    const settings = await getService('profiles', { strapi }).draftSource(profile, source);
    const detection = await getService('engine', { strapi }).detect(settings, null);
    ctx.body = { data: shownDetection(detection) };
  },

  /** The cells of one row of the profile's uploaded file, with its corrections, by column. */
  async row(ctx: RequestContext) {
    const id = readId(ctx);
    const { row } = validate(rowSchema, ctx.params);
    const { file: profile } = await getService('profiles', { strapi }).load(id);
    const uploads = getService('uploads', { strapi });
    const upload = await uploads.current(id);
    const notThere = new errors.NotFoundError(`The profile's file has no row at line ${row}.`);
    if (profile.source.delivery !== 'upload' || !upload) throw notThere;
    const found = await withTemporaryFolder(async (folder) => {
      const { path: file, fixes } = await uploads.materialize(upload.id, folder);
      const pick = { from: row, search: '' };
      return getService('engine', { strapi }).row({ source: profile.source, file, fixes, pick });
    });
    if (found?.number !== row) throw notThere;
    const values = Object.entries(found.values).map(([column, value]) => [
      column,
      typeof value === 'string' ? maskedCell(column, value) : value,
    ]);
    ctx.body = { data: { row, values: Object.fromEntries(values) } };
  },
});

export default createSourcesController;
