import { pathToFileURL } from 'node:url';

import { builtInSource } from '../../sources/registry';
import type { OpenSource, SourceContext, SourceReader } from '../../sources/types';
import { ConnectorError } from '../../utils/errors';
import type { SourceTask } from '../protocol';
import type { Surroundings } from './surroundings';

const isReader = (value: unknown): value is SourceReader =>
  typeof value === 'object' &&
  value !== null &&
  'open' in value &&
  typeof value.open === 'function';

const loadModule = async (module: string): Promise<SourceReader> => {
  const loaded: { default?: unknown } = await import(pathToFileURL(module).href);
  // A CommonJS module that was compiled from an ES module has its default export one level down.
  const inner = loaded.default as { default?: unknown } | undefined;
  const reader = [inner?.default, inner].find(isReader);
  if (reader) return reader;
  throw new ConnectorError(
    'invalid-source-module',
    `The module ${module} is registered as a source, but its default export has no function "open".`
  );
};

/** Which part of a source is needed, and what of it is secret. */
type Extent = Partial<Pick<SourceContext, 'most' | 'names' | 'secret'>>;

/**
 * Opens a source, our own or one that another plugin registered.
 * @throws SourceError when it cannot be read
 */
export const openSource = async (
  { settings, module, context }: SourceTask,
  { folder }: Surroundings,
  { most = null, names = [], secret = [] }: Extent = {}
): Promise<OpenSource> => {
  const reader = module === null ? builtInSource(settings.type) : await loadModule(module);
  // Nothing aborts in here: to stop a task, its whole process is ended.
  const { signal } = new AbortController();
  return reader.open(settings, { ...context, most, names, secret, folder, signal });
};
