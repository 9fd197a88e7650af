import type { Core } from '@strapi/strapi';

import { ATTRIBUTES, type RecordType } from '../../../shared/records';
import { sameValue } from '../plan/compare';
import type { HandEdit } from '../plan/types';
import { readCell, readHandEdits } from '../storage/cells';
import { databaseNow, isoTime } from '../storage/clock';

type Values = Record<string, unknown>;

/** What is noted of a person's word on a user whom the source no longer has: since when they are disabled by hand, if they are. */
const wordOnLeaver = (stored: Values, { enabled }: Values, nowMs: number): Values => {
  const isMissing = (stored.connectorMissingSinceMs ?? null) !== null;
  const isChanged = typeof enabled === 'boolean' && enabled !== stored.enabled;
  return isMissing && isChanged ? { connectorDisabledByHandMs: enabled ? null : nowMs } : {};
};

/** What is noted of the fields of an imported record that a person changes: what the source says of them. */
const handEditsOf = (
  type: RecordType,
  stored: Values,
  values: Values,
  secrets: Values,
  at: string
): Values => {
  const noted = readHandEdits(stored.connectorHandEdits);
  const next = Object.entries(values).flatMap(([name, value]): [string, HandEdit | null][] => {
    const definition = Object.hasOwn(ATTRIBUTES[type], name) && ATTRIBUTES[type][name];
    if (!definition) return [];
    // Strapi has numbers where a run has their digits.
    const [before, after] = [
      readCell(definition.kind, stored[name]),
      readCell(definition.kind, value),
    ];
    if (sameValue(before, after)) return [];
    const source = noted[name] ? noted[name].source : before;
    return [[name, sameValue(source, after) ? null : { source, at }]];
  });
  const ofSecrets = Object.keys(secrets).map((name) => [name, { source: null, at }] as const);
  const changed = Object.entries({
    ...noted,
    ...Object.fromEntries([...next, ...ofSecrets]),
  }).filter(([, edit]) => edit !== null);
  if (next.length + ofSecrets.length === 0) return {};
  return { connectorHandEdits: changed.length > 0 ? Object.fromEntries(changed) : null };
};

/**
 * What is noted of an imported record that a person changes: what the source says of the fields, and whether a user
 * whom it no longer has stays disabled.
 * @param values those that are not secret, as they are written
 */
export const bySomebody = async (
  strapi: Core.Strapi,
  type: RecordType,
  stored: Values,
  values: Values,
  secrets: Values
): Promise<Values> => {
  if ((stored.connectorProfile ?? null) === null) return {};
  const nowMs = await databaseNow(strapi);
  return {
    ...wordOnLeaver(stored, values, nowMs),
    ...handEditsOf(type, stored, values, secrets, isoTime(nowMs)),
  };
};
