import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import type { Source } from '../../../shared/contracts/profiles';
import { isUploaded } from '../profiles/delivery';
import { BASE_DN_MISSING } from '../profiles/ldap-checks';
import { shownBrowse, shownDetection } from '../profiles/secret-columns';
import { getService } from '../utils/get-service';
import type { RequestContext } from '../utils/request-context';
import { withTemporaryFolder } from '../utils/temporary-folder';
import { validate } from '../utils/validation';
import { readId } from './validation/parameters';
import { rowSchema, sourceOfType } from './validation/sources';

const createSourcesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const engine = () => getService('engine', { strapi });

  /** The source of the request's body, ready to be read. */
  const givenSource = async <Type extends Source['type']>(
    ctx: RequestContext,
    type: Type,
    tolerated?: string[]
  ): Promise<Extract<Source, { type: Type }>> => {
    const { profile = null, source } = validate(sourceOfType(type), ctx.request.body);
    const settings = await getService('profiles', { strapi }).draftSource(
      profile,
      source,
      tolerated
    );
    return settings as Extract<Source, { type: Type }>;
  };

  return {
    /** The format and first rows of the file at an address, as `uploads.detect` shows those of an uploaded one. */
    async detect(ctx: RequestContext) {
      const detection = await engine().detect(await givenSource(ctx, 'csv'), null);
      ctx.body = { data: shownDetection(detection) };
    },

    /** What a run would meet on its way to a directory, step by step. */
    async testConnection(ctx: RequestContext) {
      const source = await givenSource(ctx, 'ldap', [BASE_DN_MISSING]);
      ctx.body = { data: await engine().testConnection(source) };
    },

    /** The first entries of a directory. */
    async browse(ctx: RequestContext) {
      ctx.body = { data: shownBrowse(await engine().browse(await givenSource(ctx, 'ldap'))) };
    },

    /** The cells of one row of the profile's uploaded file, with its corrections, by column; and whom it is about. */
    async row(ctx: RequestContext) {
      const id = readId(ctx);
      const { row } = validate(rowSchema, ctx.params);
      const { file: profile, pinned } = await getService('profiles', { strapi }).load(id);
      const uploads = getService('uploads', { strapi });
      const upload = await uploads.current(id);
      const notThere = new errors.NotFoundError(`The profile's file has no row at line ${row}.`);
      if (!isUploaded(profile.source) || !upload) throw notThere;
      const found = await withTemporaryFolder(async (folder) => {
        const { path: file, fixes } = await uploads.materialize(upload.id, folder);
        const pick = { from: row, search: '' };
        return engine().row({ profile, pinned, file, fixes, pick });
      });
      if (found?.number !== row) throw notThere;
      ctx.body = { data: { row, values: found.values, person: found.person } };
    },
  };
};

export default createSourcesController;
