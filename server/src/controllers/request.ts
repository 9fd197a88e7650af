import type { Context } from 'koa';
import { z } from 'zod';

import type { CodeKey } from '../../../shared/codes/catalogue';
import { RECORD_TYPES } from '../../../shared/records';
import type { Caller } from '../delegation/ability';
import { type Authentication, tokenName } from '../machines/caller';
import { validate } from '../utils/validation';

/** Koa's context with what Strapi's router, body parser and admin authentication add to it. */
export type RequestContext = Context & {
  params: Record<string, string>;
  request: { body?: unknown; files?: Record<string, unknown> };
  state: Caller & { auth?: Authentication };
};

/** Who is asking, as runs remember it: the API token, or else the person. */
export const adminName = ({ state }: RequestContext): string | undefined =>
  tokenName(state.auth) ?? state.user?.email;

const MAX_PAGE_SIZE = 100;

const wholeNumber = (minimum: number, maximum: number, fallback: number) =>
  z.coerce.number().int().min(minimum).max(maximum).default(fallback);

/** The part of a query that every paged list has. */
export const paging = {
  page: wholeNumber(1, 1_000_000, 1),
  pageSize: wholeNumber(1, MAX_PAGE_SIZE, 25),
};

export const search = z.string().trim().min(1).max(200).optional();

/** `true` or `false` in a query. */
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();

export const idSchema = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9-]+$/, { error: 'invalid-value/id' satisfies CodeKey });

const idParameter = z.object({ id: idSchema });

/** @throws ValidationError when the path's id is not one */
export const readId = (ctx: { params: unknown }): string => validate(idParameter, ctx.params).id;

const recordSchema = z.object({ type: z.enum(RECORD_TYPES), id: idSchema });

/** @throws ValidationError when the path names no record */
export const readRecord = (ctx: { params: unknown }) => validate(recordSchema, ctx.params);
