import type { Core } from '@strapi/strapi';
import { z } from 'zod';

import type { LineFix, RowCheck } from '../../../shared/contracts/uploads';
import { isUploaded } from '../profiles/delivery';
import { fixSchema, withFix, withoutFix } from '../uploads/corrections';
import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';
import type { RowRequest } from '../worker/pool';
import { boundToLine, rowNotThere, rowOfRun } from './bound-corrections';
import { idSchema, readId, type RequestContext } from './request';
import { createCellMask, secretColumnsFor } from './secret-columns';

export const rowSchema = z.object({ row: z.coerce.number().int().min(1) });

/** `run`: the one whose file it is; without it, the profile's uploaded file. */
const fileSchema = z.object({ run: idSchema.optional() });

const addSchema = z.looseObject({ run: idSchema });

/** What is undone: all corrections of a line, or the one of a column. */
const removeSchema = z.strictObject({
  line: z
    .string()
    .max(100)
    .regex(/^[\w-]+$/),
  column: z.string().min(1).max(1000).optional(),
});

const createCorrectionsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const workers = () => getService('workers', { strapi });
  const lineFixes = () => getService('lineFixes', { strapi });

  /** One row of a file: of the one that a run has read, or of the profile's uploaded one. */
  const requestOf = async (
    id: string,
    run: string | undefined,
    row: number
  ): Promise<RowRequest> => {
    if (run !== undefined) return rowOfRun(strapi, id, run, row);
    const { file: profile, pinned } = await getService('profiles', { strapi }).load(id);
    const upload = isUploaded(profile.source)
      ? await getService('uploads', { strapi }).current(id)
      : null;
    if (!upload) throw rowNotThere(row);
    return { profile, pinned, upload: upload.id, pick: { from: row, search: '' } };
  };

  const givenRow = (ctx: RequestContext) => {
    const { row } = validate(rowSchema, ctx.params);
    const { run } = validate(fileSchema, ctx.query);
    return { row, request: requestOf(readId(ctx), run, row) };
  };

  const answer = async (ctx: RequestContext, fixes: LineFix[]): Promise<void> => {
    const secret = fixes.length > 0 ? await secretColumnsFor(strapi, ctx, readId(ctx)) : [];
    const mask = createCellMask(secret);
    ctx.body = { data: fixes.map(mask.fix) };
  };

  return {
    /** The cells of one row of a file, with its corrections, by column; its line; and whom it is about. */
    async row(ctx: RequestContext) {
      const { row, request } = givenRow(ctx);
      const found = await workers().row(await request);
      if (!found) throw rowNotThere(row);
      ctx.body = { data: found };
    },

    /** What becomes of one row of a file with its corrections, and what is still wrong with it. */
    async check(ctx: RequestContext) {
      const id = readId(ctx);
      const { row, request } = givenRow(ctx);
      const trial = await getService('trials', { strapi }).ofRow(id, {
        ...(await request),
        isDraft: false,
        secret: [],
      });
      if (trial.row !== row) throw rowNotThere(row);
      const issues = trial.issues.filter((issue) => issue.row === row);
      const data: RowCheck = { row, issues, skipped: trial.skipped, changes: trial.changes };
      ctx.body = { data };
    },

    /** The profile's corrections of lines that are found by their text. */
    async list(ctx: RequestContext) {
      const { id } = await getService('profiles', { strapi }).find(readId(ctx));
      await answer(ctx, await lineFixes().find(id));
    },

    /** Corrects a row of the file that a run has read, and each line with the same text later on. */
    async add(ctx: RequestContext) {
      const id = readId(ctx);
      const { run, ...given } = validate(addSchema, ctx.request.body);
      const fix = validate(fixSchema, given);
      const bound = await boundToLine(strapi, id, run, fix);
      await answer(ctx, await lineFixes().change(id, (fixes) => withFix<LineFix>(fixes, bound)));
    },

    async remove(ctx: RequestContext) {
      const { line, column } = validate(removeSchema, ctx.request.query);
      const undo = (fixes: LineFix[]) => withoutFix(fixes, { line }, column);
      await answer(ctx, await lineFixes().change(readId(ctx), undo));
    },
  };
};

export default createCorrectionsController;
