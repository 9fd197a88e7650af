import { hasTrait } from '../../../shared/codes/catalogue';
import type { Problem } from '../../../shared/codes/kinds';
import { problem, withNotes, inPlaceOf } from '../../../shared/codes/problems';
import { type Issue, ofWholeRun } from '../../../shared/contracts/issues';
import type { Matching, RunCounts } from '../../../shared/contracts/runs';
import { partsOfKey } from '../../../shared/identity';
import type { ReadyProfile } from '../../../shared/profile';
import { mappingDefinitionOf } from '../mapping';
import type { MappedRow } from '../mapping/types';
import { aboutPrint, ForgottenPeople, keysOfRows } from '../plan/forgotten';
import { NO_GRACE, type Grace } from '../plan/leaving/grace';
import { createRowsScope } from '../plan/leaving/rows-scope';
import { createPlanner, planRemoval } from '../plan/planner';
import type { Hold, Planner, PlanResult } from '../plan/types';
import type { Detected, Validators } from '../sources/types';
import { isoTime } from '../storage/clock';
import type { AboutRows, IssueStore } from '../storage/runs/issue-store';
import {
  OF_WHOLE_SOURCE,
  type RunEntity,
  type RunTable,
  WRITTEN,
} from '../storage/runs/run-entities';
import { ConnectorError } from '../utils/errors';
import { type KeyNames, keyNames, type PersonKey } from '../utils/record-keys';
import type { Opened } from '../worker/protocol';
import type { Progress } from './heartbeat';
import type { RunInput } from './input';
import type { RunNeeds } from './types';

type PlanNeeds = Pick<RunNeeds, 'storage' | 'profiles' | 'workers' | 'lineFixes' | 'fingerprint'>;

export interface PlanRequest {
  run: RunEntity;
  profile: ReadyProfile;
  /** What automatic matching keeps to. */
  pinned: Matching | null;
  input: Pick<RunInput, 'file' | 'fixes' | 'lines'> & { folder: string };
  /** Sent to the server, which may then answer that nothing has changed. */
  validators: Validators | null;
  /** What somebody has said of pairs of people, by their ids: whether they are one. */
  answers: ReadonlyMap<string, boolean>;
  /** What earlier runs mean for whoever is missing. */
  grace: Grace;
  /** Whom alone the run is about; null: everybody. */
  person: PersonKey | null;
  signal: AbortSignal;
  progress: Progress;
  /** Told where the file is, once it is there to be read. */
  onFile(file: string): void;
}

export type MadePlan =
  | { notModified: true }
  | (PlanResult & { notModified: false; opened: Extract<Opened, { notModified: false }> });

/**
 * Reads a source from its beginning to its end and keeps the plan for it, with all issues, in the
 * database. Nothing else is written.
 * @throws ConnectorError when the source could not be read to its end; `nothing-mapped` when no row gave a record
 */
export const makePlan = async (needs: PlanNeeds, request: PlanRequest): Promise<MadePlan> => {
  const issues = needs.storage.ofRun(request.run.id).issues();
  try {
    return await readAndPlan(needs, request, issues);
  } finally {
    // Also of a run that breaks off: what is listed is not all that was found.
    await issues.end();
  }
};

/**
 * Of single people nobody can tell who is missing.
 * @throws ConnectorError `incomplete-for-replace` where they would replace everybody
 */
export const modeFor = (
  { mode }: Pick<ReadyProfile, 'mode'>,
  { isPartial }: { isPartial: boolean }
): ReadyProfile['mode'] => {
  if (!isPartial) return mode;
  if (mode === 'replace') throw new ConnectorError(problem('incomplete-for-replace'));
  return mode === 'create-only' || mode === 'update-only' ? mode : 'create-update';
};

/** What is there once the source is open. */
interface Reading {
  opened: Opened | null;
  planner: Planner | null;
  /** What is known to be missing where one person is read; null: all that the source does not have. */
  scope: ReturnType<typeof createRowsScope> | null;
  /** Who is left out; null until it is known what people are known by. */
  forgotten: ForgottenPeople | null;
  match: KeyNames | null;
}

const readAndPlan = async (
  { storage, profiles, workers, lineFixes, fingerprint }: PlanNeeds,
  {
    run,
    profile,
    pinned,
    input,
    validators,
    answers,
    grace,
    person,
    signal,
    progress,
    onFile,
  }: PlanRequest,
  issues: IssueStore
): Promise<MadePlan> => {
  const reading: Reading = {
    opened: null,
    planner: null,
    scope: null,
    forgotten: null,
    match: null,
  };

  const failures = new RowFailures();

  const onStarted = (): void => progress.enter('reading');
  const onRead: Progress['read'] = (stage, bytes) => progress.read(stage, bytes);

  const onOpened = async (opened: Opened): Promise<void> => {
    reading.opened = opened;
    // Again: what the server took to answer is no part of the rows per second.
    progress.enter('reading');
    if (opened.notModified) return;
    if (opened.file !== null) onFile(opened.file);
    await storage.renewIdentities();
    await issues.append(opened.issues);
    const { profileId } = run;
    const { keys: match, namesOwners } = opened;
    const reader = storage.recordReader(profileId, signal);
    reading.scope = person && createRowsScope(reader, { profileId, match, namesOwners });
    reading.match = match;
    reading.forgotten = new ForgottenPeople(await storage.tombstones.of(profileId), match);
    reading.planner = createPlanner({
      profileId,
      policy: { ...profile, mode: modeFor(profile, opened), match },
      reader: reading.scope ? { ...reader, all: reading.scope.all } : reader,
      ...(person && { only: 'person' }),
      store: storage.ofRun(run.id).plan(signal),
      sharing: await profiles.sharing(),
      fingerprint,
      columns: opened.columns,
      keeps: opened.keeps,
      secret: opened.secret,
      administrators: await storage.administratorIdentities(),
      answers,
      recordBound: await storage.recordBound(),
      grace,
      now: isoTime(run.startedAtMs),
    });
  };

  const printed = (about: ReadonlyMap<number, readonly string[]>): AboutRows =>
    new Map(
      [...about].map(([row, keys]) => [
        row,
        keys.map((key) => aboutPrint(fingerprint, run.profileId, key)).join(' '),
      ])
    );

  const onBatch = async (given: MappedRow[]): Promise<void> => {
    const rows = reading.forgotten?.without(given) ?? given;
    failures.add(rows);
    await issues.appendOf(
      printed(keysOfRows(rows, reading.match)),
      rows.flatMap((row) => row.issues)
    );
    await reading.scope?.add(rows);
    await reading.planner?.add(rows);
    if (reading.planner) progress.count(reading.planner.progress());
  };

  const definition = mappingDefinitionOf(profile, pinned);
  const source = { source: profile.source, definition, ...input, validators, person };
  const handlers = { signal, onStarted, onRead, onOpened, onBatch };
  const read = await workers.read(source, handlers);
  await issues.append(read.issues);
  await lineFixes.locate(run.profileId, read.foundLines);

  const { opened, planner } = reading;
  if (!opened || opened.notModified || !planner) return { notModified: true };
  signal.throwIfAborted();
  progress.enter('planning');
  const result = await planner.finish();
  progress.count(result.counts);
  if (result.records === 0) {
    await issues.replaceThoseOfRows(failures.folded());
    throw nothingMapped({ profile, rows: result.counts.rows, opened, failures });
  }
  await issues.appendOf(printed(result.about), result.issues);
  await issues.append(reading.forgotten?.issues() ?? []);
  signal.throwIfAborted();
  return { notModified: false, opened, ...result };
};

/**
 * Keeps the plan to remove everything that a profile brought, with all issues, in the database. No
 * source is read, and nothing else is written.
 */
export const makeRemovalPlan = async (
  { storage, profiles, fingerprint }: Pick<RunNeeds, 'storage' | 'profiles' | 'fingerprint'>,
  { run, signal }: Pick<PlanRequest, 'run' | 'signal'>
): Promise<PlanResult> => {
  const { profileId } = run;
  const profile = await profiles.find(profileId);
  const { targets } = await profiles.knownSecrets(profileId);
  const kept = storage.ofRun(run.id);
  await storage.renewIdentities();
  const result = await planRemoval({
    profileId,
    policy: { ...profile, match: keyNames(profile.match) },
    reader: storage.recordReader(profileId, signal),
    store: kept.plan(signal),
    sharing: await profiles.sharing(),
    fingerprint,
    columns: {},
    keeps: [],
    secret: targets,
    administrators: await storage.administratorIdentities(),
    grace: NO_GRACE,
    now: isoTime(run.startedAtMs),
  });
  await kept.issues().append(result.issues);
  return result;
};

/** Why a run waits for a person before anything is written, the limits first. */
export const holdsOf = ({ exceeded, holds }: Pick<PlanResult, 'exceeded' | 'holds'>): Hold[] => [
  ...exceeded.map(({ code, params }): Hold => ({ code, params })),
  ...holds,
];

/** Whether a reason to wait is none any more where somebody has approved the run beforehand. */
export const canBeApproved = ({ code }: Hold): boolean => !hasTrait(code, 'question');

/** The reasons to wait for a person as issues of the whole run. */
export const holdIssues = (holds: Hold[], approved: boolean): Issue[] =>
  holds.map((hold) =>
    ofWholeRun(
      approved && canBeApproved(hold) ? withNotes(hold, problem('approved-beforehand')) : hold,
      'warning'
    )
  );

const howRead = ({ encoding, headerRow, sheet }: Detected): Problem =>
  problem('how-a-file-is-read', {
    encoding: encoding ?? null,
    sheet: sheet?.name ?? null,
    header: headerRow,
  });

/** Text can be misread in another encoding, and a workbook in another sheet: one that has another name and another place. */
const isReadAlike = (one: Detected, other: Detected): boolean =>
  one.headerRow === other.headerRow &&
  (!one.encoding || !other.encoding || one.encoding === other.encoding) &&
  (!one.sheet ||
    !other.sheet ||
    one.sheet.name === other.sheet.name ||
    one.sheet.place === other.sheet.place);

/**
 * Why a run is held whose file is read in another way than that of the profile's last one, if it
 * would remove or switch off anybody: names that are misread look like other people.
 */
export const readDifferently = async (
  rows: RunTable,
  { id, profileId }: Pick<RunEntity, 'id' | 'profileId'>,
  detected: Detected | null,
  losses: number
): Promise<Hold[]> => {
  if (detected === null || losses === 0) return [];
  const where = {
    ...{ profileId, kind: 'run', status: { $in: WRITTEN }, detected: { $notNull: true } },
    ...OF_WHOLE_SOURCE,
  };
  const before = (await rows.latest(where, id))?.detected;
  if (!before) return [];
  if (isReadAlike(before, detected)) return [];
  const params = { now: howRead(detected), before: howRead(before), losses };
  return [problem('source-read-differently', params)];
};

interface Failure {
  count: number;
  first: Issue;
}

/** Remembers why rows failed: of each kind how many, and the first of them. */
export class RowFailures {
  private readonly kinds = new Map<string, Failure>();

  add(rows: MappedRow[]): void {
    for (const { issues } of rows) {
      for (const issue of issues) this.note(issue);
    }
  }

  private note(issue: Issue): void {
    if (issue.severity !== 'error') return;
    const known = this.kinds.get(issue.code);
    if (known) known.count += 1;
    else this.kinds.set(issue.code, { count: 1, first: issue });
  }

  /** The most frequent one. */
  get main(): Failure | null {
    return [...this.kinds.values()].sort((a, b) => b.count - a.count)[0] ?? null;
  }

  /** One issue for each kind, with the number of rows that have it. */
  folded(): Issue[] {
    return [...this.kinds.values()].map(({ count, first }) =>
      count === 1
        ? first
        : {
            ...first,
            row: null,
            value: null,
            ...inPlaceOf(first, 'rows-alike', { count, first: first.row, reason: first }),
          }
    );
  }
}

/** What is known of a source of which no row gave a record. */
export interface Unmapped {
  profile: Pick<ReadyProfile, 'source' | 'match'>;
  rows: RunCounts['rows'];
  opened: Extract<Opened, { notModified: false }>;
  failures: RowFailures;
}

/** Why no row has a key: the delimiter, the header row or the column. */
const keyless = ({ profile, opened, rows: { read } }: Unmapped): Problem => {
  const { sourceColumns, columns } = opened;
  const attribute = keyNames(profile.match).user;
  const parts = partsOfKey(attribute);
  const csv = profile.source.type === 'csv';
  const [column] = parts.flatMap((part) => columns[`user.${part}`] ?? []);
  const isMatched = opened.matching?.matched.some(
    (one) => one.type === 'user' && parts.includes(one.attribute)
  );
  const found = { read, attribute, columns: sourceColumns };
  if (csv && sourceColumns.length === 1) return problem('nothing-mapped/one-column', found);
  if (isMatched === false) return problem('nothing-mapped/unmatched', { ...found, csv });
  if (column !== undefined && !sourceColumns.includes(column)) {
    return problem('nothing-mapped/no-column', { ...found, column, csv });
  }
  return problem('nothing-mapped/empty', { read, attribute, column: column ?? null, csv });
};

const reasonOf = (unmapped: Unmapped): Problem => {
  const { read, filtered, skipped } = unmapped.rows;
  if (read === 0) return problem('nothing-mapped');
  if (filtered + skipped === read) {
    return problem('nothing-mapped/filtered', { read, filtered, skipped });
  }
  const { main } = unmapped.failures;
  if (main === null) return problem('nothing-mapped/template', { read });
  const { count, first } = main;
  if (hasTrait(first.code, 'keyless')) return keyless(unmapped);
  return problem('nothing-mapped/failed', { read, count, reason: first });
};

/** The error of a run in which no row gave a record: that is taken for a broken source or profile, and nothing is removed. */
export const nothingMapped = (unmapped: Unmapped): ConnectorError =>
  new ConnectorError(reasonOf(unmapped));
