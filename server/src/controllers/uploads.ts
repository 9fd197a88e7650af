import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { fixSchema, withFix, withoutFix } from '../profiles/fixes';
import { maskedCell, shownDetection } from '../profiles/secret-columns';
import type { RowFix } from '../sources/types';
import { assertWhole, deliveredFiles } from '../utils/delivered-files';
import { getService } from '../utils/get-service';
import type { RequestContext } from '../utils/request-context';
import { withTemporaryFolder } from '../utils/temporary-folder';
import { validate } from '../utils/validation';
import { readId } from './validation/parameters';
import { attachSchema, detectSchema, removeFixSchema, storeSchema } from './validation/uploads';

const shownFix = (fix: RowFix): RowFix =>
  'column' in fix ? { ...fix, value: maskedCell(fix.column, fix.value) } : fix;

const createUploadsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const uploads = () => getService('uploads', { strapi });

  const answerFixes = (ctx: RequestContext, fixes: RowFix[]) => {
    ctx.body = { data: fixes.map(shownFix) };
  };

  return {
    /** Multipart: the file in the field `files`, the profile's id in `profile`. */
    async store(ctx: RequestContext) {
      const [file, ...others] = deliveredFiles(ctx);
      if (!file || others.length > 0) {
        const message = `Found ${others.length + (file ? 1 : 0)} files, expected one, in the multipart field "files".`;
        throw new errors.ValidationError(message);
      }
      await assertWhole(file);
      const { profile = null } = validate(storeSchema, ctx.request.body ?? {});
      if (profile !== null) await getService('profiles', { strapi }).find(profile);
      ctx.status = 201;
      ctx.body = { data: await uploads().store(profile, file.name, file.path) };
    },

    async find(ctx: RequestContext) {
      ctx.body = { data: await uploads().find(readId(ctx)) };
    },

    async current(ctx: RequestContext) {
      const { id } = await getService('profiles', { strapi }).find(readId(ctx));
      ctx.body = { data: await uploads().current(id) };
    },

    async attach(ctx: RequestContext) {
      const { profile } = validate(attachSchema, ctx.request.body);
      await getService('profiles', { strapi }).find(profile);
      ctx.body = { data: await uploads().attach(readId(ctx), profile) };
    },

    async remove(ctx: RequestContext) {
      await uploads().remove(readId(ctx));
      ctx.status = 204;
    },

    /** The file's format and its first rows; cells of columns that hold secrets are masked. */
    async detect(ctx: RequestContext) {
      const id = readId(ctx);
      const { format } = validate(detectSchema, ctx.request.body ?? {});
      const detection = await withTemporaryFolder(async (folder) => {
        const { path } = await uploads().materialize(id, folder);
        return getService('engine', { strapi }).detect(
          { type: 'csv', delivery: 'upload', ...format },
          path
        );
      });
      ctx.body = { data: shownDetection(detection) };
    },

    async fixes(ctx: RequestContext) {
      answerFixes(ctx, await uploads().fixes(readId(ctx)));
    },

    async addFix(ctx: RequestContext) {
      const fix = validate(fixSchema, ctx.request.body);
      answerFixes(ctx, await uploads().changeFixes(readId(ctx), (fixes) => withFix(fixes, fix)));
    },

    async removeFix(ctx: RequestContext) {
      const { row, column } = validate(removeFixSchema, ctx.request.query);
      const undo = (fixes: RowFix[]) => withoutFix(fixes, row, column);
      answerFixes(ctx, await uploads().changeFixes(readId(ctx), undo));
    },
  };
};

export default createUploadsController;
