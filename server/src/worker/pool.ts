import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { Browse, ConnectionTest } from '../../../shared/contracts/ldap';
import type {
  FieldMapping,
  FilterCount,
  MappedSamples,
  WrittenMapping,
} from '../../../shared/contracts/mapping';
import type { Matching } from '../../../shared/contracts/runs';
import type { Detection } from '../../../shared/contracts/sources';
import type { FileRow, FileSurvey } from '../../../shared/contracts/uploads';
import type { ReadyProfile, Source } from '../../../shared/profile';
import type { CsvSource } from '../../../shared/profile/csv';
import { fieldsSchema } from '../../../shared/profile/fields';
import type { LdapSource } from '../../../shared/profile/ldap';
import type { ReadOption } from '../config/options';
import { PLUGIN_ID } from '../constants';
import { appAttributesOf } from '../content-types/attributes';
import { type KnownSecrets, mappingDefinitionOf } from '../mapping';
import type { FieldProblem, MappingDefinition } from '../mapping/types';
import { nameOf } from '../plan/secret-values';
import { isDelivered } from '../profiles/delivery';
import { moduleOf } from '../profiles/registered';
import type { SettingsStore } from '../settings';
import type { FindSource } from '../sources/registered/registry';
import type { LineFixes } from '../sources/table/lines';
import type { RowFix, Validators } from '../sources/types';
import { digestOf } from '../storage/digests';
import type { Uploads } from '../uploads';
import { createLimiter } from '../utils/limiter';
import type { PersonKey } from '../utils/record-keys';
import { runTask, type WorkerLimits, type WorkerOptions } from './host';
import { startSpareWorker } from './process';
import type {
  BrowsedSource,
  ReadResult,
  RowPick,
  SourceTask,
  TaskInput,
  TaskName,
  TaskResult,
  TrialResult,
  TrialPick,
} from './protocol';
import { createSpareWorker } from './spare';

/** Runs wait for each other; what a person waits for at the screen does not wait for them. */
const RUNS_AT_A_TIME = 2;
const CHECKS_AT_A_TIME = 2;
/** How many checks of one person wait; the panel asks for two or three at a time. */
const CHECKS_WAITING = 6;
/** How long a person is let wait for what is at hand, and for what a server has to answer. */
const CHECK_SECONDS = 15;
const REMOTE_CHECK_SECONDS = 45;

export interface ReadRequest {
  source: Source;
  definition: MappingDefinition;
  file: string | null;
  fixes: RowFix[];
  lines: LineFixes | null;
  validators: Validators | null;
  /** Where the files stay that are fetched. */
  folder: string;
  /** Of whom alone rows are wanted; null: of everybody. */
  person: PersonKey | null;
}

export interface ReadHandlers extends Pick<WorkerOptions, 'onRead' | 'onOpened' | 'onBatch'> {
  /** There is a free worker. */
  onStarted(): void;
  signal: AbortSignal;
}

export interface RowRequest {
  /** The profile, saved or not. */
  profile: ReadyProfile;
  /** What automatic matching keeps to. */
  pinned: Matching | null;
  /** The id of the uploaded file; null where there is none. */
  upload: string | null;
  /** Corrections that go by the text of lines; absent for an uploaded file. */
  lines?: LineFixes | null;
  pick: RowPick;
}

/** A mapping that is tried on its source. */
export interface MappingTrial extends Omit<RowRequest, 'pick'> {
  /** True for a mapping that is not stored like this: what it would be refused for, it may not try out either. */
  isDraft: boolean;
  /** Columns that are masked besides those of the mapping itself. */
  secret: string[];
}

export interface TrialRequest extends MappingTrial {
  pick: TrialPick;
}

interface WorkersNeeds {
  strapi: Core.Strapi;
  uploads: Pick<Uploads, 'reading'>;
  findSource: FindSource;
  option: ReadOption;
  network: SettingsStore['network'];
}

const NO_UPLOAD = { upload: null };
const NOTHING_DELIVERED = { file: null, fixes: [] };

/** How many answers about mappings are remembered. */
const KNOWN_MAPPINGS = 200;

/** What is asked about a mapping alone. */
type MappingTask = 'check' | 'secrets';

/** Reads and maps, always in a worker: nothing that an admin wrote is ever evaluated in Strapi's own process. */
export const createWorkers = ({ strapi, uploads, findSource, option, network }: WorkersNeeds) => {
  const runs = createLimiter(RUNS_AT_A_TIME);
  const checks = createLimiter(CHECKS_AT_A_TIME, CHECKS_WAITING);

  /** Who is asking; those whom no request is known of share a turn. */
  const person = (): string => String(strapi.requestContext.get()?.state.user?.id ?? '');

  const entry = path.join(__dirname, '..', 'worker', 'index.js');
  const appRoot = strapi.dirs.app.root;

  const limits = (): WorkerLimits => {
    const { rowSeconds, runSeconds, workerMemoryMb } = option('limits');
    return { rowSeconds, taskSeconds: runSeconds, memoryMb: workerMemoryMb };
  };

  const checkLimits = (input: TaskInput<TaskName>): WorkerLimits => {
    const all = limits();
    const isRemote = 'source' in input && !isDelivered(input.source.settings);
    const seconds = isRemote ? REMOTE_CHECK_SECONDS : CHECK_SECONDS;
    return { ...all, taskSeconds: Math.min(all.taskSeconds, seconds), isCheck: true };
  };

  const onUnexpected = (stack: string): void => {
    strapi.log.error(`${PLUGIN_ID}: unexpected error while a source was read and mapped\n${stack}`);
  };

  // A command has one task, and then ends.
  const spare = createSpareWorker(() =>
    strapi.server.httpServer.listening
      ? startSpareWorker({ entry, appRoot, memoryMb: limits().memoryMb })
      : null
  );

  const common = { entry, appRoot, onUnexpected, attributes: appAttributesOf(strapi), spare };

  const sourceTask = async <Settings extends Source>(
    source: Settings,
    {
      file,
      fixes,
      lines,
      validators,
    }: Pick<ReadRequest, keyof SourceTask['context'] & keyof ReadRequest>
  ): Promise<SourceTask<Settings>> => ({
    settings: source,
    module: source.type === 'registered' ? moduleOf(source, findSource) : null,
    context: { file, fixes, lines, validators, network: await network() },
  });

  const perform = <Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>
  ): Promise<TaskResult<Name>> => runTask(name, input, { ...common, limits: checkLimits(input) });

  /** Asks a worker what a person waits for at the screen. */
  const ask = <Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>
  ): Promise<TaskResult<Name>> => checks(() => perform(name, input), { of: person() });

  /** The same of a source, with the file that was uploaded for it, which is fetched when it is its turn. */
  const askOf = <Name extends TaskName, Settings extends Source>(
    name: Name,
    settings: Settings,
    { upload, lines = null }: Pick<RowRequest, 'upload' | 'lines'>,
    inputOf: (source: SourceTask<Settings>) => TaskInput<Name>
  ): Promise<TaskResult<Name>> => {
    const performOn = async (delivered: Pick<ReadRequest, 'file' | 'fixes'>) =>
      perform(name, inputOf(await sourceTask(settings, { ...delivered, lines, validators: null })));
    const isThere = upload !== null && isDelivered(settings);
    return checks(
      () => (isThere ? uploads.reading(upload, performOn) : performOn(NOTHING_DELIVERED)),
      { of: person() }
    );
  };

  const tried = <Name extends 'trial' | 'filter' | 'samples'>(
    name: Name,
    { profile, pinned, isDraft, secret, ...delivered }: MappingTrial,
    rest: Omit<TaskInput<Name>, 'source' | 'definition' | 'isDraft'>
  ): Promise<TaskResult<Name>> => {
    const definition = { ...mappingDefinitionOf(profile, pinned), secret };
    return askOf(
      name,
      profile.source,
      delivered,
      (source) => ({ source, definition, isDraft, ...rest }) as TaskInput<Name>
    );
  };

  /** What was found out about mappings, the latest last: it is the same each time. */
  const known = new Map<string, TaskResult<MappingTask>>();

  /** Asks a worker about a mapping, unless it was asked before. */
  const askOnce = async <Name extends MappingTask>(
    name: Name,
    input: TaskInput<Name>
  ): Promise<TaskResult<Name>> => {
    const key = digestOf(JSON.stringify([name, input]));
    const found = known.get(key) ?? (await ask(name, input));
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > KNOWN_MAPPINGS && oldest !== undefined) known.delete(oldest);
    return found as TaskResult<Name>;
  };

  return {
    /**
     * Reads a whole source. Returns only when it was read to its end with success; at most two
     * sources are read at a time, further ones wait.
     * @returns what is told once for all rows
     * @throws ConnectorError
     */
    async read(
      request: ReadRequest,
      { onStarted, ...handlers }: ReadHandlers
    ): Promise<ReadResult> {
      const { folder, definition, person } = request;
      const options = { ...handlers, ...common, keepIn: folder, limits: limits() };
      return runs(
        async () => {
          onStarted();
          const source = await sourceTask(request.source, request);
          const { runRecords } = option('limits');
          return runTask('read', { source, definition, runRecords, person }, options);
        },
        { signal: handlers.signal }
      );
    },

    /** Everything that is wrong with filter, variables and template; `columns`, where they are known, are checked too. */
    check(definition: MappingDefinition, columns?: string[]): Promise<FieldProblem[]> {
      return askOnce('check', { definition, columns: columns ?? null });
    },

    /** What a mapping makes secret, as far as it tells without its source. */
    secrets(definition: MappingDefinition): Promise<KnownSecrets> {
      return askOnce('secrets', { definition });
    },

    /**
     * What a CSV file looks like: its format, its header and its first rows, which are in clear.
     * @param secret columns whose cells no issue may quote
     */
    detect(settings: CsvSource, upload: string | null, secret: string[]): Promise<Detection> {
      return askOf('detect', settings, { upload }, (source) => ({ source, secret }));
    },

    /** What a run would meet on its way to a directory, step by step. */
    testConnection(settings: LdapSource): Promise<ConnectionTest> {
      return askOf('testConnection', settings, NO_UPLOAD, (source) => ({ source }));
    },

    /** The first rows of a directory, of a source that another plugin brings, or of what was sent. */
    browse(settings: BrowsedSource, upload: string | null): Promise<Browse> {
      return askOf('browse', settings, { upload }, (source) => ({ source }));
    },

    /** The columns of the source, and how many rows it has. */
    survey({ profile, pinned, ...delivered }: Omit<RowRequest, 'pick'>): Promise<FileSurvey> {
      const definition = mappingDefinitionOf(profile, pinned);
      return askOf('survey', profile.source, delivered, (source) => ({ source, definition }));
    },

    /** One row as the source gives it, with its line, and whom it is about; null where there is none at that number. */
    async row({ profile, pinned, pick, ...delivered }: RowRequest): Promise<FileRow | null> {
      const definition = mappingDefinitionOf(profile, pinned);
      const inputOf = (source: SourceTask) => ({ source, definition, pick });
      const found = await askOf('row', profile.source, delivered, inputOf);
      if (found?.number !== pick.from) return null;
      const { values, records, columns, line } = found;
      const person = records[0] ? nameOf(records[0]) : null;
      return { row: pick.from, values, person, columns, line };
    },

    /**
     * Takes one row, or those of a person, from the source to the records that they ask for, step by step.
     * @throws ConnectorError `row-not-found`, `person-not-found`, or what is wrong with source or profile
     */
    trial(request: TrialRequest): Promise<TrialResult> {
      return tried('trial', request, { pick: request.pick });
    },

    /** How many rows of the source the pre-filter takes. @throws ConnectorError */
    filter(request: MappingTrial): Promise<FilterCount> {
      return tried('filter', request, {});
    },

    /** What the first rows of the source become. @throws ConnectorError */
    samples(request: MappingTrial): Promise<MappedSamples> {
      return tried('samples', request, {});
    },

    /** The fields that a template stands for; null where it says more than fields can. */
    async fields(written: WrittenMapping, columns: string[] | null): Promise<FieldMapping | null> {
      const found = await ask('fields', { ...written, columns });
      const fields = fieldsSchema.safeParse(found?.fields);
      return found && fields.success ? { ...found, fields: fields.data } : null;
    },

    /** Ends the worker that is kept ready; those that have a task end with it. */
    end: spare.end,
  };
};

export type Workers = ReturnType<typeof createWorkers>;
