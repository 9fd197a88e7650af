import { addressQuery, queryValues } from '../../../shared/address';
import { problem } from '../../../shared/codes/problems';
import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { RegisteredInput } from '../../../shared/profile/registered';
import { hiddenProblem, hiding, SHORTEST } from '../sources/hide';
import type { SourceModule } from '../sources/registered/read';
import type { FindSource, RegisteredSource } from '../sources/registered/registry';
import { ConnectorError, kindOf } from '../utils/errors';
import { realPath } from '../utils/real-path';
import { check, profileProblem } from '../utils/validation';
import { addressProblems } from './checks';

type Settings = RegisteredInput['settings'];

const textsIn = (settings: Settings, keys: string[]): [key: string, text: string][] =>
  keys.flatMap((key) => {
    const text = settings[key];
    return typeof text === 'string' && text !== '' ? [[key, text]] : [];
  });

/** A setting as it is given, and what the schema makes of it. */
const formsOf = (
  { settings: { shape } }: RegisteredSource,
  key: string,
  given: string
): string[] => {
  try {
    const made: unknown = shape[key]?.safeParse(given).data;
    return typeof made === 'string' ? [given, made] : [given];
  } catch {
    return [given];
  }
};

const queriesIn = (address: string): string[] => {
  const values = queryValues(address).filter(({ length }) => length >= SHORTEST);
  return [addressQuery(address), ...values];
};

/** What of the settings no text may show: secrets, and the queries of addresses. */
const secretsIn = (kind: RegisteredSource, settings: Settings): string[] => {
  const forms = (keys: string[]): string[] =>
    textsIn(settings, keys).flatMap(([key, text]) => formsOf(kind, key, text));
  const all = [...forms(kind.secrets), ...forms(kind.destinations).flatMap(queriesIn)];
  return [...new Set(all)].filter((secret) => secret !== '');
};

/** What the source's own schema says. @throws whatever its checks throw */
const schemaProblems = (kind: RegisteredSource, settings: Settings): ProfileProblem[] => {
  const result = check(kind.settings, settings, [...kind.secrets, ...kind.destinations]);
  if (result.success) return [];
  const hide = hiding(secretsIn(kind, settings));
  const isMissing = (key = '') => kind.secrets.includes(key) && typeof settings[key] !== 'string';
  return result.problems
    .filter(({ path: [key] }) => !isMissing(key))
    .map(({ path, ...what }) =>
      profileProblem(['source', 'settings', ...path], hiddenProblem(what, hide))
    );
};

/** The same; a check that fails itself must not take the other profiles along. */
const settingProblems = (kind: RegisteredSource, settings: Settings): ProfileProblem[] => {
  try {
    return schemaProblems(kind, settings);
  } catch (error) {
    const what = problem('source-check-failed', { source: kind.label, kind: kindOf(error) });
    return [profileProblem(['source', 'settings'], what)];
  }
};

/**
 * What is wrong with the settings of a source that another plugin brings.
 * @param source with its secrets in clear, as far as there are any
 */
export const registeredProblems = (
  { name, settings }: RegisteredInput,
  find: FindSource
): ProfileProblem[] => {
  const kind = find(name);
  if (!kind)
    return [profileProblem(['source', 'name'], problem('unknown-source', { source: name }))];
  const addresses = textsIn(settings, kind.destinations).flatMap(([key, address]) =>
    addressProblems(address, ['source', 'settings', key])
  );
  const wrong = new Set(addresses.map(({ path }) => path.join('.')));
  const others = settingProblems(kind, settings).filter(({ path }) => !wrong.has(path.join('.')));
  return [...addresses, ...others];
};

/**
 * What the worker needs to read a source that another plugin brings.
 * @throws ConnectorError `unknown-source`, `source-settings-invalid`
 */
export const moduleOf = (source: RegisteredInput, find: FindSource): SourceModule => {
  const { name } = source;
  const kind = find(name);
  if (!kind) throw new ConnectorError(problem('unknown-source', { source: name }));
  const problems = registeredProblems(source, find);
  if (problems.length > 0) {
    const found = problems.map(({ path: [, , ...setting], ...what }) =>
      setting.length > 0
        ? problem('setting-problem', { field: setting.join('.'), problem: what })
        : what
    );
    throw new ConnectorError(problem('source-settings-invalid', { source: kind.label, found }));
  }
  const { settings } = source;
  return {
    path: realPath(kind.module),
    label: kind.label,
    settings: kind.settings.parse(settings),
    secrets: secretsIn(kind, settings),
    origins: textsIn(settings, kind.destinations).map(([, address]) => new URL(address).origin),
    reads: kind.reads ?? [],
    addons: kind.addons ?? false,
  };
};
