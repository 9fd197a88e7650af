import type { Issue } from '../../../shared/contracts/issues';
import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import type { AttributeValue, MappedRecord, MappedRow } from '../../../server/src/mapping/types';
import { NO_GRACE, type Grace } from '../../../server/src/plan/leaving/grace';
import { createPlanner } from '../../../server/src/plan/planner';
import { NO_SHARING } from '../../../server/src/plan/sharing';
import type { Change, PlanPolicy, PlanResult } from '../../../server/src/plan/types';
import { fingerprint, MemoryStore, type MemoryDatabase, type Seed } from './memory';
import { applyPlan } from './writer';

export const PROFILE = 'profile-a';
export const OTHER = 'profile-b';
export const NOW = '2026-01-02T03:04:05.000Z';

type Values = Record<string, AttributeValue>;

/** What becomes of whoever is missing, in the first run. */
export const atOnce = (what: PlanPolicy['missing']['do']): PlanPolicy['missing'] => ({
  do: what,
  removeAfterDays: null,
  afterRuns: 1,
});

export const policy = (changes: Partial<PlanPolicy> = {}): PlanPolicy => ({
  mode: 'create-update-remove',
  match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
  existing: 'update',
  ownedByOthers: 'conflict',
  generate: { extension: null, password: false, sipPassword: false, pin: false },
  limits: { removePercent: null, removeCount: null, updatePercent: null, minimumPopulation: 10 },
  missing: atOnce('remove'),
  returning: 'never',
  renamed: 'new',
  writing: { user: {}, phonebookEntry: {}, phone: {} },
  handEdited: 'overwrite',
  ...changes,
});

export const generate = (changes: Partial<PlanPolicy['generate']>): PlanPolicy['generate'] => ({
  ...policy().generate,
  ...changes,
});

const mapped = (
  type: RecordType,
  attributes: Values,
  rest: Partial<MappedRecord> = {}
): MappedRecord => ({
  type,
  place: `${{ user: 'identity', phonebookEntry: 'phonebook', phone: 'ipphone' }[type]}/0`,
  attributes,
  owner: null,
  children: [],
  failed: false,
  ...rest,
});

/** A user; children are given the places that they have in a rendered document. */
export const user = (
  username: string | null,
  attributes: Values = {},
  children: MappedRecord[] = [],
  rest: Partial<MappedRecord> = {}
): MappedRecord =>
  mapped('user', username === null ? attributes : { username, ...attributes }, {
    children: children.map((child) => ({ ...child, place: `identity/0/post/${child.place}` })),
    ...rest,
  });

export const entry = (attributes: Values, rest: Partial<MappedRecord> = {}): MappedRecord =>
  mapped('phonebookEntry', attributes, rest);

export const phone = (attributes: Values, rest: Partial<MappedRecord> = {}): MappedRecord =>
  mapped('phone', attributes, rest);

export const row = (number: number, ...records: MappedRecord[]): MappedRow => ({
  row: number,
  filtered: false,
  records,
  issues: [],
});

/** Rows with one record each, numbered as the lines of a file with a header. */
export const rows = (...records: MappedRecord[]): MappedRow[] =>
  records.map((record, index) => row(index + 2, record));

export const filteredRow = (number: number): MappedRow => ({ ...row(number), filtered: true });

export const rowIssue = (number: number, code = 'too-few-fields'): Issue => ({
  row: number,
  column: null,
  value: null,
  code,
  severity: 'error',
  params: {},
});

/** A row that failed before its key was known. */
export const lostRow = (number: number): MappedRow => ({
  ...row(number),
  issues: [rowIssue(number)],
});

export const own = (key: string, seed: Seed = {}): Seed => ({ owner: PROFILE, key, ...seed });

/** A stored user of the profile. */
export const ownUser = (username: string, attributes: Values = {}, seed: Seed = {}): Seed =>
  own(`username:${username}`, { attributes: { username, ...attributes }, ...seed });

export interface Planned extends PlanResult {
  changes: Change[];
}

export interface PlanOptions {
  policy?: Partial<PlanPolicy>;
  batchSize?: number;
  profileId?: string;
  columns?: Record<string, string>;
  secret?: string[];
  administrators?: string[];
  keeps?: RecordType[];
  answers?: Map<string, boolean>;
  recordBound?: number;
  grace?: Grace;
  now?: string;
}

type Needs = Parameters<typeof createPlanner>[0];

/** A planner for the profile, with nothing special but what is given. */
export const makePlanner = (needs: Pick<Needs, 'reader' | 'store'> & Partial<Needs>) =>
  createPlanner({
    profileId: PROFILE,
    policy: policy(),
    sharing: NO_SHARING,
    fingerprint,
    columns: {},
    keeps: [],
    secret: [],
    administrators: new Set(),
    grace: NO_GRACE,
    now: NOW,
    ...needs,
  });

/** Plans rows on a database, and checks what holds for every plan. */
export async function plan(
  database: MemoryDatabase,
  source: MappedRow[],
  options: PlanOptions = {}
): Promise<Planned> {
  const store = new MemoryStore();
  const {
    batchSize = 500,
    profileId = PROFILE,
    columns = {},
    secret = [],
    administrators = [],
    keeps = [],
    answers = new Map<string, boolean>(),
    recordBound = Infinity,
    grace = NO_GRACE,
    now = NOW,
  } = options;
  const planner = makePlanner({
    profileId,
    policy: policy(options.policy),
    reader: database,
    store,
    columns,
    keeps,
    secret,
    answers,
    recordBound,
    grace,
    now,
    administrators: new Set(administrators),
  });
  for (let start = 0; start < source.length; start += batchSize) {
    await planner.add(source.slice(start, start + batchSize));
  }
  const result = await planner.finish();
  expect(planner.progress()).toEqual(result.counts);
  expectCountsOf(store.changes, result);
  return { ...result, changes: store.changes };
}

function expectCountsOf(changes: Change[], { counts }: PlanResult): void {
  for (const type of RECORD_TYPES) {
    for (const action of ['create', 'update', 'remove', 'error'] as const) {
      const found = changes.filter((c) => c.type === type && c.action === action).length;
      expect([type, action, counts[type][action]]).toEqual([type, action, found]);
    }
  }
}

/** Plans, writes, and checks that a second run finds nothing to do and the same errors. */
export async function run(
  database: MemoryDatabase,
  source: MappedRow[],
  options: PlanOptions = {}
): Promise<Planned> {
  const first = await plan(database, source, options);
  applyPlan(database, first.changes, { profileId: options.profileId ?? PROFILE });
  const second = await plan(database, source, options);
  expect(second.changes.filter(({ action }) => action !== 'error')).toEqual([]);
  expect(second.counts.rows).toEqual(first.counts.rows);
  return first;
}

/** The changes that are no errors, as `action type key`. */
export const actions = ({ changes }: Planned): string[] =>
  changes.map(({ action, type, key }) => `${action} ${type} ${key}`);

export const codes = ({ issues }: Planned): string[] =>
  issues.map(({ row: number, code }) => `${number ?? '-'} ${code}`);

export const changeOf = ({ changes }: Planned, key: string): Change => {
  const found = changes.filter((change) => change.key === key);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} changes of ${key}`);
  return found[0];
};
