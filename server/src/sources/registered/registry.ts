import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import {
  fieldOf,
  SOURCE_NAME,
  type SettingSchema,
  type SettingsSchema,
  type SourceKind,
} from '../../../../shared/profile/registered';
import { ConnectorError } from '../../utils/errors';

/** A source as another plugin brings it. */
export interface SourceRegistration {
  /** What profiles name it by: lower-case letters, digits and hyphens. */
  name: string;
  /** What people know it by. */
  label: string;
  /** The absolute path of a module whose default export is a `ReadSource`, as `require.resolve` gives it. */
  module: string;
  /**
   * Text, numbers, true or false, choices and lists of text. `.meta({ title, description })` says
   * what they are for, `secret: true` and `destination: true` how they are kept.
   */
  settings: z.ZodObject;
  /**
   * Absolute paths of files and folders that the module reads, besides the code of its package and of those that it
   * needs: where Node has its permission model, it may read no others, and write to `folder` of its tools only.
   */
  reads?: readonly string[];
  /** True for a module that loads native add-ons, such as the driver of a database. */
  addons?: boolean;
}

/** A source that is registered, and what its settings are. */
export interface RegisteredSource extends SourceRegistration {
  schema: SettingsSchema;
  secrets: string[];
  destinations: string[];
}

/** The source of that name; null when no plugin brings it. */
export type FindSource = (name: string) => RegisteredSource | null;

/** A dot would be taken for a place inside of it, and what every object has for a setting that is given. */
const isSettingName = (name: string): boolean => /^[a-z][a-z0-9_]*$/i.test(name) && !(name in {});

const checkSetting = (source: string, name: string, setting: SettingSchema): void => {
  const field = fieldOf(setting);
  const what = { source, setting: name };
  const { secret = false, destination = false } = setting;
  // A mark that is nearly one would leave a secret in clear.
  const areMarks = typeof secret === 'boolean' && typeof destination === 'boolean';
  if (!areMarks || (secret && field !== 'secret') || (destination && field !== 'text')) {
    throw new ConnectorError(problem('invalid-source/marks', what));
  }
  if (field === null || !isSettingName(name))
    throw new ConnectorError(problem('invalid-source/setting', what));
};

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;

const isPath = (value: unknown): boolean => typeof value === 'string' && isAbsolute(value);

/** Of zod 4, whichever copy of it a plugin has. */
const isObjectSchema = (value: unknown): boolean =>
  value instanceof Object &&
  '_zod' in value &&
  'strict' in value &&
  Reflect.get(Object(Reflect.get(Object(value['_zod']), 'def')), 'type') === 'object';

/** What JavaScript has not checked of a registration. */
const checkRegistration = (given: SourceRegistration): void => {
  const {
    name,
    label,
    module,
    settings,
    reads = [],
  }: Partial<Record<keyof SourceRegistration, unknown>> = given ?? {};
  const source = String(name);
  const refuse = (what: Problem): never => {
    throw new ConnectorError(what);
  };
  if (typeof name !== 'string' || !SOURCE_NAME.test(name))
    refuse(problem('invalid-source/name', { source }));
  if (typeof label !== 'string' || label.trim() === '')
    refuse(problem('invalid-source/label', { source }));
  if (typeof module !== 'string' || !isAbsolute(module))
    refuse(problem('invalid-source/module', { source, module: String(module) }));
  else if (!isFile(module)) refuse(problem('invalid-source/no-file', { source, module }));
  if (!isObjectSchema(settings)) refuse(problem('invalid-source/settings', { source }));
  if (!Array.isArray(reads) || !reads.every(isPath))
    refuse(problem('invalid-source/reads', { source }));
};

const described = (given: SourceRegistration): RegisteredSource => {
  // What nobody knows could be a secret that is written wrong, and would be kept in clear.
  const settings = given.settings.strict();
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const { properties = {}, required } = schema as Partial<SettingsSchema>;
  const all = Object.entries(properties);
  for (const [key, setting] of all) checkSetting(given.name, key, setting);
  const marked = (mark: 'secret' | 'destination'): string[] =>
    all.flatMap(([key, setting]) => (setting[mark] === true ? [key] : []));
  return {
    ...given,
    settings,
    // What is said of the whole stays with the schema that was given, not with its strict copy.
    schema: { description: given.settings.description, properties, required },
    secrets: marked('secret'),
    destinations: marked('destination'),
  };
};

/** Knows the sources that other plugins bring along. */
export const createSourceRegistry = () => {
  const sources = new Map<string, RegisteredSource>();
  return {
    /**
     * Makes a source known; to be called by a plugin in its `register`.
     * @throws ConnectorError `invalid-source`, `duplicate-source`
     */
    register(given: SourceRegistration): void {
      checkRegistration(given);
      const { name, module } = given;
      if (sources.has(name) && sources.get(name)?.module !== module) {
        throw new ConnectorError(problem('duplicate-source', { source: name }));
      }
      sources.set(name, described(given));
    },

    find: ((name) => sources.get(name) ?? null) as FindSource,

    /** What the panel makes a form of. */
    list: (): SourceKind[] =>
      [...sources.values()]
        .map(({ name, label, schema }) => ({ name, label, settings: schema }))
        .sort((one, other) => one.label.localeCompare(other.label)),
  };
};

export type SourceRegistry = ReturnType<typeof createSourceRegistry>;
