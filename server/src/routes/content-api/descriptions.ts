import { z } from 'zod';

import { authenticationAnswer, credentialsBody } from '../../../../shared/contracts/authentication';
import { healthAnswer } from '../../../../shared/contracts/health';
import {
  lookupQuery,
  lookupResponse,
  searchQuery,
  searchResponse,
} from '../../../../shared/contracts/lookup';
import {
  changesAnswer,
  changesQuery,
  issuesAnswer,
  issuesQuery,
  profileParams,
  pushBody,
  pushedRow,
  reportAnswer,
  runParams,
  runsAnswer,
  runsQuery,
  startBody,
} from '../../../../shared/contracts/machines';
import {
  phonebookPathSchema,
  phonebookQuerySchema,
} from '../../../../shared/contracts/remote-phonebooks';
import { secretsAnswer } from '../../../../shared/contracts/secret-reads';

type Schemas = Record<string, z.ZodType>;

/** What Strapi tells of a route's requests and answers, in its OpenAPI document; it checks nothing by it. */
export interface Description {
  request?: { params?: Schemas; query?: Schemas; body?: Schemas };
  response?: z.ZodType;
}

/** A body as programs send it: they may leave out what has a default, which is there once it is read. */
const sent = (shape: Readonly<Schemas>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, schema]) => [
        name,
        schema.isOptional() ? schema.optional() : schema,
      ])
    )
  );

const start: Description = {
  request: {
    params: profileParams.shape,
    body: {
      'application/json': sent({ ...pushBody.shape, rows: z.array(pushedRow).optional() }),
      'multipart/form-data': sent({
        ...startBody.shape,
        files: z.string().describe('The file, for a profile whose file is uploaded').optional(),
      }),
    },
  },
  response: reportAnswer,
};

const oneRun = { params: runParams.shape };
const recordParams = { documentId: z.string() };

/** The descriptions of the plugin's own routes, by their handlers. */
export const DESCRIPTIONS: Readonly<Record<string, Description>> = {
  'user.secrets': { request: { params: recordParams }, response: secretsAnswer('user') },
  'phone.secrets': { request: { params: recordParams }, response: secretsAnswer('phone') },
  'user.authenticate': {
    request: { body: { 'application/json': credentialsBody } },
    response: authenticationAnswer,
  },
  'health.find': { response: healthAnswer },
  'health.metrics': {
    response: z.string().describe('Metrics as Prometheus reads them: text/plain'),
  },
  'import.test': start,
  'import.run': start,
  'import.find': { request: { query: runsQuery.shape }, response: runsAnswer },
  'import.findOne': { request: oneRun, response: reportAnswer },
  'import.issues': { request: { ...oneRun, query: issuesQuery.shape }, response: issuesAnswer },
  'import.changes': { request: { ...oneRun, query: changesQuery.shape }, response: changesAnswer },
  'import.cancel': { request: oneRun, response: reportAnswer },
  'remote-phonebooks.read': {
    request: { params: phonebookPathSchema.shape, query: phonebookQuerySchema.shape },
    response: z.string().describe('A document for the phone: XML, or a vCard'),
  },
  'lookup.find': { request: { query: lookupQuery.shape }, response: lookupResponse },
  'search.find': { request: { query: searchQuery.shape }, response: searchResponse },
  'lookup.findPrivate': {
    request: { params: recordParams, query: lookupQuery.shape },
    response: lookupResponse,
  },
  'search.findPrivate': {
    request: { params: recordParams, query: searchQuery.shape },
    response: searchResponse,
  },
};
