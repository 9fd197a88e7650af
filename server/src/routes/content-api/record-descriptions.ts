import { z } from 'zod';

import { pagination } from '../../../../shared/contracts/machines';
import { ATTRIBUTES, isSecret, type RecordType } from '../../../../shared/records';
import type { Description } from './descriptions';

type Schemas = Record<string, z.ZodType>;

const list = z.array(z.string()).nullable();
const labels = z.array(z.object({ name: z.string(), value: z.string() })).nullable();
const secret = z.string().nullable().meta({ writeOnly: true });

const JSON_TYPE = 'application/json';

/** What Strapi, to which they are JSON, takes for anything. */
const listsOf = (type: RecordType): Schemas =>
  Object.fromEntries(
    Object.entries(ATTRIBUTES[type]).flatMap(([name, { kind }]): [string, z.ZodType][] => {
      if (kind === 'list') return [[name, list.optional()]];
      return kind === 'labels' ? [[name, labels.optional()]] : [];
    })
  );

/** What can be written and is in no answer, so that Strapi leaves it out of both. */
const secretsOf = (type: RecordType): Schemas =>
  Object.fromEntries(
    Object.entries(ATTRIBUTES[type]).flatMap(([name, definition]) =>
      isSecret(definition) ? [[name, secret.optional()]] : []
    )
  );

/** The fields of a schema that is an object. */
const fieldsOf = (schema: z.ZodType | undefined): Schemas | undefined =>
  schema && 'shape' in schema ? (schema.shape as Schemas) : undefined;

const answerOf = (type: RecordType, response: z.ZodType | undefined) => {
  const data = fieldsOf(response)?.['data'];
  const element = data && 'element' in data ? (data.element as z.ZodType) : undefined;
  const fields = fieldsOf(element ?? data);
  if (!fields) return response;
  const record = z.object({ ...fields, ...listsOf(type) });
  return element
    ? z.object({ data: z.array(record), meta: z.object({ pagination }) })
    : z.object({ data: record, meta: z.object({}) });
};

const bodyOf = (type: RecordType, body: Schemas): Schemas => {
  const fields = fieldsOf(fieldsOf(body[JSON_TYPE])?.['data']);
  if (!fields) return body;
  const more = { ...listsOf(type), ...secretsOf(type) };
  return { ...body, [JSON_TYPE]: z.object({ data: z.object({ ...fields, ...more }) }) };
};

/**
 * Strapi's description of a route that reads or writes records, with the shapes of lists and labels, and with the secrets
 * that can be written. Strapi's schemas may be of another copy of zod: they are asked for nothing but their parts.
 */
export const describeRecords = (
  type: RecordType,
  { request, response }: Description
): Description => ({
  request: request && { ...request, ...(request.body && { body: bodyOf(type, request.body) }) },
  response: answerOf(type, response),
});
