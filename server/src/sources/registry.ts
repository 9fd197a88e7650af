import { isAbsolute } from 'node:path';
import { problem } from '../../../shared/codes/texts';
import { ConnectorError } from '../utils/errors';
import { csvSource } from './csv';
import { ldapSource } from './ldap/directory';
import type { SourceReader } from './types';

/** A kind of source as profiles name it. */
interface RegisteredSource {
  /** What a profile has in `source.type`. */
  type: string;
  /** The module that the worker loads, its default export a `SourceReader`; null for one of our own. */
  module: string | null;
}

const BUILT_IN = new Map<string, SourceReader>([
  ['csv', csvSource],
  ['ldap', ldapSource],
]);
const TYPE = /^[a-z][a-z0-9-]*$/;
const registered = new Map<string, string>();

/**
 * Makes a kind of source known that another plugin brings along; to be called in its `register`.
 * Sources are read outside Strapi's process, so it is handed over as the path of a module.
 * @param source.module absolute path, as `require.resolve` gives it
 * @throws ConnectorError `invalid-source`, `duplicate-source`
 */
export const registerSource = ({ type, module }: { type: string; module: string }): void => {
  if (!TYPE.test(type)) {
    throw new ConnectorError(problem('invalid-source/type', { type }));
  }
  if (!isAbsolute(module)) {
    throw new ConnectorError(problem('invalid-source/module', { type, module }));
  }
  if (BUILT_IN.has(type) || (registered.has(type) && registered.get(type) !== module)) {
    throw new ConnectorError(problem('duplicate-source', { type }));
  }
  registered.set(type, module);
};

/** The kind of source of that name, our own or registered; null when there is none. */
export const findSource = (type: string): RegisteredSource | null => {
  if (BUILT_IN.has(type)) return { type, module: null };
  const module = registered.get(type);
  return module === undefined ? null : { type, module };
};

/**
 * The reader of one of our own sources.
 * @throws ConnectorError `unknown-source`
 */
export const builtInSource = (type: string): SourceReader => {
  const reader = BUILT_IN.get(type);
  if (reader) return reader;
  throw new ConnectorError(problem('unknown-source', { type, known: [...BUILT_IN.keys()] }));
};
