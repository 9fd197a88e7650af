import type { Core } from '@strapi/strapi';
import { z } from 'zod';

import { problem } from '../../../shared/codes/problems';
import { csvFormat } from '../../../shared/profile/csv';
import { isUploaded } from '../profiles/delivery';
import { compareFiles } from '../uploads/comparison';
import { fixSchema, withFix, withoutFix } from '../uploads/corrections';
import { createCellMask } from './secret-columns';
import type { RowFix } from '../sources/types';
import { assertWhole, deliveredFiles } from '../uploads/delivered-files';
import { ConnectorError } from '../utils/errors';
import { getService } from '../utils/get-service';
import { idSchema, readId, type RequestContext } from './request';
import { invalid, invalidAt, validate } from '../utils/validation';
import { secretColumnsFor } from './secret-columns';

/** The text fields of the multipart body. */
const storeSchema = z.strictObject({ profile: idSchema.optional() });

const attachSchema = z.strictObject({ profile: idSchema });

const detectSchema = z.strictObject({ format: csvFormat.prefault({}) });

/** What is undone: all fixes of a row, or the one of a column. */
const removeFixSchema = z.strictObject({
  row: z.coerce.number().int().min(1),
  column: z.string().min(1).max(1000).optional(),
});

const createUploadsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const uploads = () => getService('uploads', { strapi });

  /** The columns of an uploaded file whose cells the person may not see. */
  const secretColumns = async (ctx: RequestContext): Promise<string[]> => {
    const { profile } = await uploads().find(readId(ctx));
    return secretColumnsFor(strapi, ctx, profile);
  };

  /** What programs send takes the place of a file. @throws NotFoundError; ConnectorError `file-not-used` */
  const assertTakesFiles = async (id: string): Promise<void> => {
    const { source } = await getService('profiles', { strapi }).find(id);
    if (source.type === 'push') throw new ConnectorError(problem('file-not-used'));
  };

  const answerFixes = async (ctx: RequestContext, fixes: RowFix[]) => {
    const mask = createCellMask(fixes.length > 0 ? await secretColumns(ctx) : []);
    ctx.body = { data: fixes.map(mask.fix) };
  };

  return {
    /** Multipart: the file in the field `files`, the profile's id in `profile`. */
    async store(ctx: RequestContext) {
      const [file, ...others] = deliveredFiles(ctx);
      if (!file || others.length > 0) {
        const count = others.length + (file ? 1 : 0);
        throw invalid([invalidAt(['files'], problem('invalid-value/one-file', { count }))]);
      }
      await assertWhole(file);
      const { profile = null } = validate(storeSchema, ctx.request.body ?? {});
      if (profile !== null) await assertTakesFiles(profile);
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
      await assertTakesFiles(profile);
      ctx.body = { data: await uploads().attach(readId(ctx), profile) };
    },

    async remove(ctx: RequestContext) {
      await uploads().remove(readId(ctx));
      ctx.status = 204;
    },

    /** What is different in the file from the one that the profile has. */
    async compare(ctx: RequestContext) {
      const { profile: id } = validate(attachSchema, ctx.request.body);
      const { file: profile, pinned } = await getService('profiles', { strapi }).load(id);
      const next = await uploads().find(readId(ctx));
      if (next.profile !== null && next.profile !== id) {
        throw new ConnectorError(problem('upload-taken'));
      }
      if (!isUploaded(profile.source)) throw new ConnectorError(problem('file-not-used'));
      const survey = (upload: string) =>
        getService('workers', { strapi }).survey({ profile, pinned, upload });
      const last = await uploads().current(id);
      const [before, after] = await Promise.all([last && survey(last.id), survey(next.id)]);
      ctx.body = { data: compareFiles(last && before && { info: last, survey: before }, after) };
    },

    /** The file's format and its first rows; cells of columns that hold secrets are masked. */
    async detect(ctx: RequestContext) {
      const id = readId(ctx);
      const { format } = validate(detectSchema, ctx.request.body ?? {});
      const secret = await secretColumns(ctx);
      const settings = { type: 'csv', delivery: 'upload', ...format } as const;
      const detection = await getService('workers', { strapi }).detect(settings, id, secret);
      ctx.body = { data: createCellMask(secret).detection(detection) };
    },

    async fixes(ctx: RequestContext) {
      await answerFixes(ctx, await uploads().fixes(readId(ctx)));
    },

    async addFix(ctx: RequestContext) {
      const fix = validate(fixSchema, ctx.request.body);
      const add = (fixes: RowFix[]) => withFix(fixes, fix);
      await answerFixes(ctx, await uploads().changeFixes(readId(ctx), add));
    },

    async removeFix(ctx: RequestContext) {
      const { row, column } = validate(removeFixSchema, ctx.request.query);
      const undo = (fixes: RowFix[]) => withoutFix(fixes, { row }, column);
      await answerFixes(ctx, await uploads().changeFixes(readId(ctx), undo));
    },
  };
};

export default createUploadsController;
