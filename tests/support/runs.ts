import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import type { IssueView } from '../../shared/contracts/issues';
import type { RunReport } from '../../shared/contracts/runs';
import type { Connector } from '../../server/src/compose';
import type { StartRequest } from '../../server/src/runs/types';
import type { AdminClient } from './admin';
import { rowsOf, type Cells } from './tables';

const service = <Name extends keyof Connector>(strapi: Core.Strapi, name: Name): Connector[Name] =>
  strapi.plugin('directory-connector').service(name);

export const runsOf = (strapi: Core.Strapi) => service(strapi, 'runs');
export const retentionOf = (strapi: Core.Strapi) => service(strapi, 'retention');
export const profilesOf = (strapi: Core.Strapi) => service(strapi, 'profiles');
export const workersOf = (strapi: Core.Strapi) => service(strapi, 'workers');
export const trialsOf = (strapi: Core.Strapi) => service(strapi, 'trials');
export const scheduleOf = (strapi: Core.Strapi) => service(strapi, 'schedule');
export const uploadsOf = (strapi: Core.Strapi) => service(strapi, 'uploads');
export const alarmsOf = (strapi: Core.Strapi) => service(strapi, 'alarms');
export const storageOf = (strapi: Core.Strapi) => service(strapi, 'storage');
export const authenticationOf = (strapi: Core.Strapi) => service(strapi, 'authentication');
export const filingOf = (strapi: Core.Strapi) => service(strapi, 'filing');
export const lookupOf = (strapi: Core.Strapi) => service(strapi, 'lookup');
export const renewalOf = (strapi: Core.Strapi) => service(strapi, 'renewal');
export const phonebooksOf = (strapi: Core.Strapi) => service(strapi, 'remotePhonebooks');
export const settingsOf = (strapi: Core.Strapi) => service(strapi, 'settings');
export const forgettingsOf = (strapi: Core.Strapi) => service(strapi, 'forgetting');
export const originsOf = (strapi: Core.Strapi) => service(strapi, 'origins');
/** The app's own way to keep secrets. */
export const secretsOf = (strapi: Core.Strapi) => service(strapi, 'secrets');

let count = 0;

/** Saves a profile of delivery `upload`, unless another source is given, under a name of its own. Returns its id. */
export const createProfile = async (
  strapi: Core.Strapi,
  settings: Record<string, unknown> = {}
): Promise<string> => {
  count += 1;
  const { id } = await profilesOf(strapi).create({
    name: `Profile ${count}`,
    source: { type: 'csv', delivery: 'upload' },
    ...settings,
  });
  return id;
};

/** A report with all of its issues. */
export type WholeReport = RunReport & { issues: IssueView[] };

export const reportOf = async (strapi: Core.Strapi, id: string): Promise<WholeReport> => {
  const runs = runsOf(strapi);
  const issues: IssueView[] = [];
  for await (const batch of await runs.issues(id)) issues.push(...batch);
  return { ...(await runs.report(id)), issues };
};

/** Runs a profile on a file, to its end; the report comes with its issues. */
export const runFile = async (
  strapi: Core.Strapi,
  profileId: string,
  file: string,
  request: Partial<StartRequest> = {}
): Promise<WholeReport> => {
  const runs = runsOf(strapi);
  const run = await runs.start({ profileId, kind: 'run', trigger: 'cli', file, ...request });
  await run.done;
  return reportOf(strapi, run.id);
};

/** The same on a CSV text. */
export const runText = async (
  strapi: Core.Strapi,
  profileId: string,
  csv: string | Buffer,
  request: Partial<StartRequest> = {}
): Promise<WholeReport> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'directory-connector-test-'));
  try {
    const file = path.join(folder, 'source.csv');
    await writeFile(file, csv);
    return await runFile(strapi, profileId, file, request);
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** Delivers a file of these lines, as a person does in the panel. Returns the upload's id. */
export const deliver = async (
  admin: AdminClient,
  profile: string,
  lines: string[]
): Promise<string> => {
  const { body } = await admin
    .post('/directory-connector/uploads')
    .field('profile', profile)
    .attach('files', Buffer.from([...lines, ''].join('\n')), 'users.csv')
    .expect(201);
  return body.data.id as string;
};

/** Runs a profile on its own source, to its end; the report comes with its issues. */
export const runStored = async (
  strapi: Core.Strapi,
  profileId: string,
  kind: 'run' | 'test' = 'run'
): Promise<WholeReport> => {
  const { id, done } = await runsOf(strapi).start({ profileId, kind, trigger: 'manual' });
  await done;
  return reportOf(strapi, id);
};

const DATA_TABLES = [
  'directory_users',
  'directory_phonebook_entries',
  'directory_phones',
  'directory_phonebook_entries_user_lnk',
  'directory_phones_user_lnk',
];

/** Everything in the tables of the imported records, column by column. */
export const dump = async (strapi: Core.Strapi): Promise<Record<string, Cells[]>> => {
  const tables = DATA_TABLES.map(async (table): Promise<[string, Cells[]]> => [
    table,
    await rowsOf(strapi, table),
  ]);
  return Object.fromEntries(await Promise.all(tables));
};

/** Removes every record, run and profile. */
export const clear = async (strapi: Core.Strapi): Promise<void> => {
  for (const { id } of await profilesOf(strapi).list()) await profilesOf(strapi).remove(id);
  const noted = ['directory_numbers', 'directory_names', 'directory_connector_owners'];
  for (const table of [...DATA_TABLES.toReversed(), ...noted]) {
    await strapi.db.connection(table).delete();
  }
};

/** A CSV of so many people: `u1`, `u2` … with extensions from 1001 on. */
export const people = (count: number, first = 1): string => {
  const lines = Array.from({ length: count }, (_, index) => {
    const number = first + index;
    return `u${number},Person ${number},${1000 + number}`;
  });
  return ['username,displayname,extension', ...lines, ''].join('\n');
};

/** Settings that make up no secrets, so that two imports of one file give the same records. */
export const NOTHING_GENERATED = {
  generate: { extension: null, password: false, sipPassword: false, pin: false },
};

/** A filter that no regular expression engine gets through. */
export const ENDLESS_FILTER = '$contains(username, /^(([a-z])+.)+[A-Z]([a-z])+$/)';
export const ENDLESS_ROW = `username,displayname\n${'a'.repeat(200)},Stuck\n`;
