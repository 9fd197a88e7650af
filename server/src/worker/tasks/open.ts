import { pathToFileURL } from 'node:url';
import { problem } from '../../../../shared/codes/problems';
import { compileMapping, isAutomatic, knownColumns, SAMPLE_ROWS, samplesOf } from '../../mapping';
import type {
  MappedRow,
  Mapping,
  MappingDefinition,
  MappingOptions,
  SecretUse,
} from '../../mapping/types';
import { fileSource } from '../../sources/files';
import type { SourceModule } from '../../sources/registered/read';
import type { ReadSource } from '../../sources/registered/types';
import type { OpenSource, SourceContext, SourceRow } from '../../sources/types';
import { ConnectorError, giveErrorsTexts, kindOf } from '../../utils/errors';
import type { EvaluationMarker } from '../evaluation';
import type { Opened, SourceTask } from '../protocol';

/** What a task has around it, besides its input. */
export interface TaskContext {
  /** For temporary files; the host removes it. */
  folder: string;
  marker: EvaluationMarker;
  onRead: NonNullable<SourceContext['onRead']>;
  opened(opened: Opened): void;
  /** Hands rows over; resolves when more may follow. */
  batch(rows: MappedRow[]): Promise<void>;
}

const isReader = (value: unknown): value is ReadSource => typeof value === 'function';

const imported = async ({ path, label: source }: SourceModule): Promise<{ default?: unknown }> => {
  try {
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    const { refused } = await import('../../sources/registered/read');
    const denied = refused(cause, source);
    if (denied) throw denied;
    const what = { source, module: path, kind: kindOf(cause) };
    throw new ConnectorError(problem('source-not-loaded', what), { cause });
  }
};

const loadModule = async (module: SourceModule): Promise<ReadSource> => {
  const loaded = await imported(module);
  // A CommonJS module that was compiled from an ES module has its default export one level down.
  const inner = loaded.default as { default?: unknown } | undefined;
  const reader = [inner?.default, inner].find(isReader);
  if (reader) return reader;
  throw new ConnectorError(problem('invalid-source-module', { module: module.path }));
};

/** Which part of a source is needed, and what of it is secret. */
type Extent = Partial<Pick<SourceContext, 'most' | 'names' | 'secret' | 'asked'>>;
/** The same where the mapping says what of it is secret. */
export type Wanted = Pick<Extent, 'most' | 'asked'>;

/** What a source needs. Nothing aborts in here: to stop a task, its whole process is ended. */
export const contextOf = (
  { context }: Pick<SourceTask, 'context'>,
  { folder, onRead }: TaskContext,
  { most = null, names = [], secret = [], asked }: Extent = {}
): SourceContext => {
  const { signal } = new AbortController();
  return { ...context, most, names, secret, folder, signal, onRead, ...(asked && { asked }) };
};

/**
 * Opens a source, our own or one that another plugin registered. Of the code for sources only that of this one is
 * loaded: a worker starts for each task.
 * @throws SourceError when it cannot be read
 */
export const openSource = async (
  source: SourceTask,
  context: TaskContext,
  extent: Extent = {}
): Promise<OpenSource> => {
  const { settings, module } = source;
  const own = contextOf(source, context, extent);
  if (module !== null) {
    const { openRegistered } = await import('../../sources/registered/read');
    // The plugin's code reads what the errors say that it catches.
    const { englishOf } = await import('../../../../shared/codes/texts');
    giveErrorsTexts(englishOf);
    return openRegistered(await loadModule(module), module, own);
  }
  if (settings.type === 'csv') return fileSource.open(settings, own);
  if (settings.type === 'ldap') {
    const { ldapSource } = await import('../../sources/ldap/directory');
    return ldapSource.open(settings, own);
  }
  if (settings.type === 'push') {
    const { pushReader } = await import('../../sources/push/read');
    return pushReader.open(settings, own);
  }
  throw new ConnectorError(problem('unknown-source', { source: settings.name }));
};

/**
 * Opens the source of a mapping: it is told which columns the mapping names, for a source without a
 * header, and which of them are secret.
 * @throws SourceError when it cannot be read
 */
export const openForMapping = (
  source: SourceTask,
  definition: MappingDefinition,
  context: TaskContext,
  wanted: Wanted = {}
): Promise<OpenSource> => {
  const { names, secret } = context.marker.compiling(() => knownColumns(definition));
  return openSource(source, context, { names, secret, ...wanted });
};

/** A source that has been opened to be read. */
export type ReadableSource = Extract<OpenSource, { notModified: false }>;

/**
 * Opens the source of a mapping that is tried, whatever its server says about the last run.
 * @throws SourceError when it cannot be read
 */
export const openAnew = async (
  { source, definition }: { source: SourceTask; definition: MappingDefinition },
  context: TaskContext,
  wanted: Wanted = {}
): Promise<ReadableSource> => {
  const anew = { ...source, context: { ...source.context, validators: null } };
  const opened = await openForMapping(anew, definition, context, wanted);
  if (opened.notModified) throw new ConnectorError(problem('not-modified/preview'));
  return opened;
};

/** What a mapping that is not stored like this may not try out. */
export const refusedIn = ({ isDraft }: { isDraft: boolean }): SecretUse[] =>
  isDraft ? ['test'] : [];

/** The mapping, told which columns of a source hold secrets besides those that it knows. */
export const withSecret = (
  definition: MappingDefinition,
  secret: readonly string[]
): MappingDefinition => ({ ...definition, secret: [...(definition.secret ?? []), ...secret] });

/**
 * Compiles the mapping of a source that is open. Automatic matching looks at the first rows, since
 * a name alone does not tell an extension from a telephone number.
 * @returns the mapping, and the rows, which can be read once
 */
export const compileFor = async (
  { columns, rows, secret = [] }: ReadableSource,
  definition: MappingDefinition,
  marker: EvaluationMarker,
  asked: Pick<MappingOptions, 'refuse' | 'needsKeys'> = {}
): Promise<{ mapping: Mapping; rows: AsyncIterable<SourceRow> }> => {
  const looksAhead = isAutomatic(definition);
  const { first, all } = looksAhead ? await readAhead(rows, SAMPLE_ROWS) : { first: [], all: rows };
  const mapping = marker.compiling(() => {
    const samples = samplesOf(first.map(({ values }) => values));
    const options = { observer: marker, samples, ...asked };
    return compileMapping(withSecret(definition, secret), columns, options);
  });
  return { mapping, rows: all };
};

/** Reads the first items ahead. `all` begins with them again and goes on where they end; it can be read once. */
export const readAhead = async <Item>(
  items: AsyncIterable<Item>,
  count: number
): Promise<{ first: Item[]; all: AsyncIterable<Item> }> => {
  const iterator = items[Symbol.asyncIterator]();
  const first: Item[] = [];
  while (first.length < count) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(next.value);
  }
  async function* replay(): AsyncGenerator<Item> {
    try {
      yield* first;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { first, all: replay() };
};
