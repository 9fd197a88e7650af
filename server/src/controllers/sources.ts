import type { Core } from '@strapi/strapi';
import { z } from 'zod';

import type { CodeKey } from '../../../shared/codes/catalogue';
import { codeTexts, englishOf } from '../../../shared/codes/texts';
import type { ConnectionStep, ConnectionStepView } from '../../../shared/contracts/ldap';
import { type Source, sourceSchema } from '../../../shared/profile';
import { BASE_DN_MISSING } from '../profiles/ldap-checks';
import { createCellMask } from './secret-columns';
import { getService } from '../utils/get-service';
import { idSchema, type RequestContext } from './request';
import { validate } from '../utils/validation';
import { secretColumnsFor } from './secret-columns';

/** `profile`: the stored one, whose secrets are taken where the source holds markers. */
export const sourceOfType = (...types: Source['type'][]) =>
  z.strictObject({
    profile: idSchema.nullish(),
    source: sourceSchema.refine((source) => types.includes(source.type), {
      path: ['type'],
      error: 'invalid-value/source-type' satisfies CodeKey,
      params: { types },
    }),
  });

const english = codeTexts('en');

const stepInEnglish = (step: ConnectionStep): ConnectionStepView => {
  const { found, warning } = step;
  const message = (found && english.part('message', found)) ?? '';
  const advice = warning ? englishOf(warning) : found && english.part('advice', found);
  return { ...step, message, advice };
};

const createSourcesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const workers = () => getService('workers', { strapi });

  /** The source of the request's body, ready to be read. */
  const givenSource = async <Type extends Source['type']>(
    ctx: RequestContext,
    types: Type[],
    tolerated?: string[]
  ): Promise<{ settings: Extract<Source, { type: Type }>; profile: string | null }> => {
    const { profile = null, source } = validate(sourceOfType(...types), ctx.request.body);
    const settings = await getService('profiles', { strapi }).draftSource(
      profile,
      source,
      tolerated
    );
    return { settings: settings as Extract<Source, { type: Type }>, profile };
  };

  return {
    /** The sources that other plugins bring, with what a form of their settings is made of. */
    async list(ctx: RequestContext) {
      ctx.body = { data: getService('sources', { strapi }).list() };
    },

    /** The format and first rows of the file at an address, as `uploads.detect` shows those of an uploaded one. */
    async detect(ctx: RequestContext) {
      const { settings, profile } = await givenSource(ctx, ['csv']);
      const secret = await secretColumnsFor(strapi, ctx, profile);
      const detection = await workers().detect(settings, null, secret);
      ctx.body = { data: createCellMask(secret).detection(detection) };
    },

    /** What a run would meet on its way to a directory, step by step. */
    async testConnection(ctx: RequestContext) {
      const { settings } = await givenSource(ctx, ['ldap'], [BASE_DN_MISSING]);
      const test = await workers().testConnection(settings);
      ctx.body = { data: { ...test, steps: test.steps.map(stepInEnglish) } };
    },

    /** The first rows of a directory, of a source that another plugin brings, or of what was sent last. */
    async browse(ctx: RequestContext) {
      const { settings, profile } = await givenSource(ctx, ['ldap', 'registered', 'push']);
      const sent =
        settings.type === 'push' && profile !== null
          ? await getService('uploads', { strapi }).current(profile)
          : null;
      const mask = createCellMask(await secretColumnsFor(strapi, ctx, profile));
      ctx.body = { data: mask.browse(await workers().browse(settings, sent?.id ?? null)) };
    },
  };
};

export default createSourcesController;
