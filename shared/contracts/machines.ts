import { z } from 'zod';

import { RECORD_TYPES } from '../records';
import { RUN_STATUSES } from '../run-statuses';
import type { CodeKey } from '../codes/catalogue';
import type { IssueView } from './issues';
import { personKey } from './person';
import {
  CHANGE_KINDS,
  RUN_PURPOSES,
  RUN_TRIGGERS,
  type ListedChange,
  type RunReport,
} from './runs';

// What other programs send and are answered, who have an API token and no session in the panel.

/** For how long, in seconds, a request may wait for the end of the run that it starts. */
export const MOST_WAIT_SECONDS = 300;

/** How long an idempotency key is remembered. */
export const KEY_HOURS = 24;

/** How many issues stand in a report; the others are in the list of issues. */
export const REPORTED_ISSUES = 100;

const wait = z.coerce.number().int().min(0).max(MOST_WAIT_SECONDS).default(0);
const confirm = z.string().max(200).optional();

/** A profile by its name. */
export const profileParams = z.object({ name: z.string().min(1).max(200) });

/** A run by its id. */
export const runParams = z.object({ id: z.string().min(1).max(64) });

/** What every start of a run takes; as text in the fields of a form that brings a file. */
export const startBody = z.strictObject({
  /** How many seconds the answer may wait for the end of the run. */
  wait,
  /** The profile's name once more, which a run in mode `replace` asks for. */
  confirm,
  /** Whom alone the run is about, by the value of what the profile knows people by. */
  key: personKey.optional(),
});

/** The same for one person of what a program has sent before. */
export const personStartBody = startBody.required({ key: true });

const plainValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A row as a program should send it; another one is an issue of its run, and refuses nothing. */
export const pushedRow = z.record(z.string(), z.union([plainValue, z.array(plainValue)]));

const pushed = {
  /** One object for each person, see `pushedRow`. */
  rows: z.array(z.unknown()),
  /** Whether these are all: who is not among them is missing. */
  complete: z.boolean().default(false),
  /** How many rows there are, which has to be said of a complete set. */
  count: z.number().int().min(0).optional(),
};

const saysCount = ({ complete, count }: { complete: boolean; count?: number }): boolean =>
  !complete || count !== undefined;

const COUNT_MISSING = { path: ['count'], error: 'invalid-value/row-count' satisfies CodeKey };

/** What is sent to a profile whose source is `push`. */
export const pushBody = startBody.extend(pushed).refine(saysCount, COUNT_MISSING);

/** The same as a file: the rows alone, or with what is said of them. */
export const pushFile = z.preprocess(
  (given) => (Array.isArray(given) ? { rows: given } : given),
  z.strictObject(pushed).refine(saysCount, COUNT_MISSING)
);

export type PushedRows = z.output<typeof pushFile>;

/** Visible characters of ASCII, as a header carries them. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, { error: 'invalid-value/idempotency-key' satisfies CodeKey });

const count = z.number().int().min(0);
export const countsSchema = z.object({
  create: count,
  update: count,
  unchanged: count,
  remove: count,
  error: count,
});

const problemSchema = z.object({ code: z.string(), message: z.string() });

export const issueSchema = z.object({
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  severity: z.enum(['error', 'warning', 'info']),
  ...problemSchema.shape,
});

/** A run as programs are told of it. */
export const runSchema = z.object({
  id: z.string(),
  profile: z.string(),
  kind: z.enum(['run', 'test']),
  /** `person`: it was about one person alone. */
  purpose: z.enum(RUN_PURPOSES),
  status: z.enum(RUN_STATUSES),
  rows: z.object({ read: count, filtered: count, skipped: count, failed: count }),
  user: countsSchema,
  phonebookEntry: countsSchema,
  phone: countsSchema,
  trigger: z.enum(RUN_TRIGGERS),
  startedBy: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  notModified: z.boolean(),
  error: problemSchema.nullable(),
});

/** The same with its first issues. */
export const reportSchema = runSchema.extend({ issues: z.array(issueSchema) });

export type MachineRun = Omit<RunReport, 'matching' | 'disabled'> & {
  startedBy: string | null;
};
export type MachineReport = MachineRun & { issues: IssueView[] };

export const changeSchema = z.object({
  sequence: z.number().int(),
  row: z.number().int().nullable(),
  type: z.enum(RECORD_TYPES),
  action: z.enum(['create', 'update', 'remove', 'error']),
  kind: z.enum(CHANGE_KINDS).nullable(),
  key: z.string(),
  label: z.string(),
  difference: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
  applied: z.boolean(),
  /** The documentId of the record; null where there is none. */
  record: z.string().nullable(),
});

export type MachineChange = Omit<ListedChange, 'renaming'>;

const paging = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
};

/** What an answer of Strapi says of its pages. */
export const pagination = z.object({
  page: count,
  pageSize: count,
  pageCount: count,
  total: count,
});

export const runsQuery = z.strictObject({
  ...paging,
  /** The name of a profile. */
  profile: z.string().min(1).max(200).optional(),
  kind: z.enum(['run', 'test']).optional(),
  status: z.enum(RUN_STATUSES).optional(),
});

export const issuesQuery = z.strictObject({
  ...paging,
  severity: z.enum(['error', 'warning', 'info']).optional(),
  code: z.string().max(100).optional(),
});

export const changesQuery = z.strictObject({
  ...paging,
  type: z.enum(RECORD_TYPES).optional(),
  action: z.enum(['create', 'update', 'remove', 'error']).optional(),
});

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), meta: z.object({ pagination }) });

export const reportAnswer = z.object({
  data: reportSchema,
  /** How many issues there are, with those that are not shown. */
  meta: z.object({ issues: z.object({ total: count }) }),
});
export const runsAnswer = pageOf(runSchema);
export const issuesAnswer = pageOf(issueSchema);
export const changesAnswer = pageOf(changeSchema);
