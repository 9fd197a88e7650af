import type { Core } from '@strapi/strapi';

import { CATALOGUE } from '../../../../shared/codes/catalogue';
import { isProblem } from '../../../../shared/codes/problems';
import { MASK } from '../../../../shared/text';
import { from, inBatches } from '../database';
import { ISSUE_UID } from '../runs/models';
import { modelTable } from '../tables';
import type { Traces } from './traces';

interface Entity extends Record<string, unknown> {
  id: number;
  row_number: number | null;
  column_name: string | null;
  value: string | null;
  code: string;
  message: string | null;
  params: string | null;
  about: string | null;
}

const COLUMNS = ['id', 'row_number', 'column_name', 'value', 'code', 'message', 'params', 'about'];

type Texts = Pick<Entity, 'value' | 'message' | 'params' | 'about'>;
type Params = Record<string, unknown>;

/** Values of a text that are words of the data: those of other types are attributes, numbers or times. */
const OF_DATA = ['text', 'text?', 'names', 'names?', 'list', 'list?'];

/** A variant may be told by the whole key that it has, where several codes share its text. */
const paramTypes = (code: string, { variant }: Params): Readonly<Record<string, unknown>> => {
  const keys = typeof variant === 'string' ? [`${code}/${variant}`, variant] : [code];
  const key = keys.find((one) => Object.hasOwn(CATALOGUE, one));
  return (key === undefined ? undefined : CATALOGUE[key]?.params) ?? {};
};

const masked = (value: unknown): unknown => (Array.isArray(value) ? value.map(() => MASK) : MASK);

/** The values of a text with nothing of the row in them: which column and what is wrong is still said. */
export const withoutRow = (code: string, params: Params, column: string | null): Params => {
  const types = paramTypes(code, params);
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    if (!isProblem(value) || !value.params) return value;
    return { ...value, params: withoutRow(value.code, value.params, column) };
  };
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const isOfData = OF_DATA.includes(String(types[name])) && value !== column;
      return [name, isOfData && value !== null ? masked(value) : inner(value)];
    })
  );
};

const blank = ({ code, column_name: column, value, params }: Entity, traces: Traces): Texts => {
  const without = (given: Params) => traces.masked(withoutRow(code, given, column));
  return {
    value: value === null ? null : MASK,
    message: null,
    about: null,
    params: params === null ? null : JSON.stringify(without(JSON.parse(params) as Params)),
  };
};

const withoutTraces = ({ value, message, params, about }: Entity, traces: Traces): Texts => ({
  value: traces.masked(value),
  message: traces.masked(message),
  about,
  params: params === null ? null : JSON.stringify(traces.masked(JSON.parse(params) as Params)),
});

interface Pass {
  strapi: Core.Strapi;
  run: { id: number };
  /** The rows of the run that were about the person. */
  rows: readonly number[];
  /** Fingerprints by which issues tell whom their rows are about. */
  prints: ReadonlySet<string>;
  traces: Traces;
  erases: boolean;
}

/** Goes through the issues of one run. Returns how many had something of the person, and the values of the person's rows. */
export const passOverIssues = async ({
  strapi,
  run,
  rows,
  prints,
  traces,
  erases,
}: Pass): Promise<{ issues: number; values: string[] }> => {
  const table = modelTable(strapi, ISSUE_UID);
  const own = new Set(rows);
  const values: string[] = [];
  let issues = 0;
  const query = () => from(strapi, table).select(COLUMNS).where('run_id', run.id);
  for await (const batch of inBatches<Entity>(query, 'id', 'id')) {
    for (const entity of batch) {
      const isAbout = entity.about?.split(' ').some((print) => prints.has(print)) === true;
      const isOwn = isAbout || (entity.row_number !== null && own.has(Number(entity.row_number)));
      if (isOwn && entity.value !== null) values.push(entity.value);
      const { value, message, params } = entity;
      const next = isOwn ? blank(entity, traces) : withoutTraces(entity, traces);
      if (next.value === value && next.message === message && next.params === params) continue;
      issues += 1;
      if (erases) await from(strapi, table).where('id', entity.id).update(next);
    }
  }
  return { issues, values };
};
