import type { Problem, Definition, Definitions, Kind, ParamsOf, Trait } from './kinds';
import { CLI } from './cli';
import { CSV, CSV_NOTES } from './csv';
import { FORGETTING } from './forgetting';
import { LDAP, LDAP_NOTES } from './ldap';
import { MAILS } from './mails';
import { MAPPING } from './mapping';
import { NOTES } from './notes';
import { PASCOM } from './pascom';
import { PLAN } from './plan';
import { PROFILES } from './profiles';
import { QUEUE } from './queue';
import { RUNS } from './runs';
import { SETTINGS, SETTINGS_NOTES } from './settings';
import { SOURCES } from './sources';
import { SYSTEM } from './system';
import { WORKER } from './worker';

const ALL = {
  ...CSV,
  ...FORGETTING,
  ...LDAP,
  ...MAPPING,
  ...PASCOM,
  ...PLAN,
  ...PROFILES,
  ...QUEUE,
  ...RUNS,
  ...SETTINGS,
  ...SOURCES,
  ...SYSTEM,
  ...WORKER,
  ...CLI,
  ...NOTES,
  ...MAILS,
  ...CSV_NOTES,
  ...LDAP_NOTES,
  ...SETTINGS_NOTES,
};

/** A code, or `code/variant` where one code has several texts. */
export type CodeKey = keyof typeof ALL;
export type ParamsOfKey<Key extends CodeKey> = ParamsOf<(typeof ALL)[Key]>;

/** Everything that can be wrong, by its key; the texts stand beside it, in a file for each language. */
export const CATALOGUE: Definitions = ALL;

const STATUS: Record<Kind, number> = {
  source: 400,
  settings: 400,
  row: 400,
  conflict: 409,
  missing: 404,
  system: 400,
  note: 400,
};

const definitionOf = ({ code, params }: Problem): Definition | undefined => {
  const variant = params['variant'];
  const key = typeof variant === 'string' ? `${code}/${variant}` : code;
  return Object.hasOwn(CATALOGUE, key) ? CATALOGUE[key] : undefined;
};

/** The HTTP status of an answer with this code. */
export const statusOf = (coded: Problem): number => {
  const definition = definitionOf(coded);
  return definition ? (definition.status ?? STATUS[definition.kind]) : 400;
};

/** Whether the same may succeed when it is tried again a little later. */
export const isTransient = (coded: Problem): boolean => {
  const { retry = false } = definitionOf(coded) ?? {};
  return typeof retry === 'function' ? retry(coded.params, isTransient) : retry;
};

/** Whether a code, in one of its variants, has a trait. */
export const hasTrait = (code: string, trait: Trait): boolean =>
  Object.entries(CATALOGUE).some(
    ([key, { traits = [] }]) => key.split('/')[0] === code && traits.includes(trait)
  );
