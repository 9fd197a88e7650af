import { isDeepStrictEqual } from 'node:util';
import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { problem } from '../../../shared/codes/problems';
import { inEnglish } from '../../../shared/codes/texts';
import type { ColumnMatch } from '../../../shared/contracts/mapping';
import type { ConnectorDraftView } from '../../../shared/contracts/pascom';
import type { ProfileInput } from '../../../shared/profile';
import { appAttributesOf } from '../content-types/attributes';
import { isUnlimited } from '../delegation/ability';
import { assertReach } from '../delegation/authors';
import {
  asTemplate,
  mappedAutomatically,
  mappingDefinitionOf,
  proposeMapping,
  samplesOf,
} from '../mapping';
import { exampleFile, PRESETS, summaryOf } from '../mapping/fields/presets';
import { isFetchedFile } from '../profiles/delivery';
import { readConnector } from '../profiles/pascom';
import { checkSchedule, nextTimes } from '../schedule/cron';
import { getService } from '../utils/get-service';
import type { MappingTrial } from '../worker/pool';
import type { RequestContext } from './request';
import { invalid, invalidAt, validate } from '../utils/validation';
import { assertMayReveal } from './reveal';
import { secretColumnsFor } from './secret-columns';
import {
  connectorSchema,
  exampleSchema,
  mappingTrialSchema,
  matchSchema,
  schedulePreviewSchema,
  templateSchema,
  trialSchema,
  writtenSchema,
} from './profile-schemas';

/** The first rows that a request gives, by column. */
const samplesIn = ({ columns, rows }: Pick<z.output<typeof matchSchema>, 'columns' | 'rows'>) =>
  samplesOf(
    rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])))
  );

const createMappingController = ({ strapi }: { strapi: Core.Strapi }) => {
  const profileOf = async (id: string | null, draft: ProfileInput | undefined) => {
    const profiles = getService('profiles', { strapi });
    if (draft) return profiles.draft(id, draft);
    if (id !== null) return (await profiles.load(id)).file;
    throw invalid([invalidAt(['profile'], problem('invalid-value/profile-or-draft'))]);
  };

  /** What nobody could save is not to be tried either. @throws ConnectorError `not-delegated` */
  const assertMayReach = async (
    { state }: RequestContext,
    id: string | null,
    draft: ProfileInput | undefined
  ): Promise<void> => {
    if (!draft || isUnlimited(state, 'profiles.edit')) return;
    const before = id === null ? null : await getService('profiles', { strapi }).find(id);
    assertReach(draft, before);
  };

  /** Whether a draft maps as its stored profile does, which may do what a new one may not. */
  const isStored = async (id: string | null, draft: ProfileInput): Promise<boolean> => {
    if (id === null) return false;
    const { file } = await getService('profiles', { strapi }).load(id);
    return isDeepStrictEqual(mappingDefinitionOf(file), mappingDefinitionOf(draft));
  };

  /** What is tried on a source: the mapping of a stored profile or a draft, and what of it is masked. */
  const mappingOf = async (
    ctx: RequestContext,
    request: z.output<typeof mappingTrialSchema>
  ): Promise<{ profileId: string | null; tried: MappingTrial }> => {
    const { draft } = request;
    const profileId = request.profile ?? null;
    await assertMayReveal(strapi, ctx, draft, profileId === null ? null : { id: profileId });
    await assertMayReach(ctx, profileId, draft);
    const uploads = getService('uploads', { strapi });
    const profile = await profileOf(profileId, draft);
    const current = profileId === null ? null : await uploads.current(profileId);
    const pinned =
      profileId === null
        ? null
        : await getService('profiles', { strapi }).pinned(profileId, profile.source.type);
    const upload = request.upload ?? current?.id ?? null;
    const isDraft = draft !== undefined && !(await isStored(profileId, draft));
    // A stored mapping knows its secrets itself.
    const others = [
      isDraft ? profileId : null,
      request.upload ? (await uploads.find(request.upload)).profile : null,
    ].filter((id) => isDraft || id !== profileId);
    const secret = await secretColumnsFor(strapi, ctx, ...others);
    const lines =
      profileId !== null && isFetchedFile(profile.source)
        ? await getService('lineFixes', { strapi }).forReading(profileId)
        : null;
    return { profileId, tried: { profile, pinned, upload, lines, isDraft, secret } };
  };

  return {
    /** Which column fills which attribute: as a run of a stored profile has it, or as a new one may. */
    async match(ctx: RequestContext) {
      const { profile = null, preset, ...known } = validate(matchSchema, ctx.request.body);
      const { columns } = known;
      const samples = samplesIn(known);
      if (profile === null) {
        const { usernames, ...proposal } = proposeMapping(columns, samples, preset);
        const inWords = usernames.map(({ words, value }) => ({ words: inEnglish(words), value }));
        ctx.body = { data: { ...proposal, usernames: inWords } satisfies ColumnMatch };
        return;
      }
      const { file, pinned } = await getService('profiles', { strapi }).load(profile);
      const definition = mappingDefinitionOf(file, pinned);
      const { matching, fields } = mappedAutomatically(definition, { columns, samples });
      const data: ColumnMatch = {
        preset: null,
        preFilter: '',
        ...matching,
        fields,
        usernames: [],
        contacts: null,
      };
      ctx.body = { data };
    },

    /** Fields as a template to edit, and the variables that it needs. */
    template(ctx: RequestContext) {
      const { fields, variables, columns } = validate(templateSchema, ctx.request.body);
      ctx.body = { data: asTemplate(fields, variables, columns) };
    },

    /** A template as the fields that it stands for; null where it says more. */
    async fields(ctx: RequestContext) {
      const { columns, ...written } = validate(writtenSchema, ctx.request.body);
      ctx.body = { data: await getService('workers', { strapi }).fields(written, columns) };
    },

    /** What becomes of a connector that was copied out of pascom, and what of it needs a look. */
    pascom(ctx: RequestContext) {
      const draft = readConnector(validate(connectorSchema, ctx.request.body));
      const data: ConnectorDraftView = { ...draft, notes: draft.notes.map(inEnglish) };
      ctx.body = { data };
    },

    /** How many rows of the source a filter takes, and the first that it leaves out. */
    async filter(ctx: RequestContext) {
      const { tried } = await mappingOf(ctx, validate(mappingTrialSchema, ctx.request.body));
      ctx.body = { data: await getService('workers', { strapi }).filter(tried) };
    },

    /** What the first rows of the source become. */
    async samples(ctx: RequestContext) {
      const { tried } = await mappingOf(ctx, validate(mappingTrialSchema, ctx.request.body));
      ctx.body = { data: await getService('workers', { strapi }).samples(tried) };
    },

    /** One row, step by step: filter, variables, rendered text, records, changes. */
    async trial(ctx: RequestContext) {
      const { from, search, ...request } = validate(trialSchema, ctx.request.body);
      const { profileId, tried } = await mappingOf(ctx, request);
      const data = await getService('trials', { strapi }).ofRow(profileId, {
        ...tried,
        pick: { from, search },
      });
      ctx.body = { data };
    },

    /** What the app has added to the attributes that can be filled. */
    attributes(ctx: RequestContext) {
      ctx.body = { data: appAttributesOf(strapi) };
    },

    /** The exports that are known, to start from. */
    presets(ctx: RequestContext) {
      ctx.body = { data: PRESETS.map(summaryOf) };
    },

    /** A file to fill, for those who have none. */
    example(ctx: RequestContext) {
      const { language } = validate(exampleSchema, ctx.query);
      ctx.body = { data: exampleFile(language) };
    },

    async schedulePreview(ctx: RequestContext) {
      const { schedule, count } = validate(schedulePreviewSchema, ctx.request.body);
      const problems = checkSchedule(schedule);
      if (problems.length > 0) {
        throw invalid(problems);
      }
      ctx.body = { data: { times: nextTimes(schedule, count) } };
    },
  };
};

export default createMappingController;
