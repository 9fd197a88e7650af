import { createHash } from 'node:crypto';

import type { ReadyProfile, SourceInput } from '../../../shared/profile';

/** The same text for the same value, whatever the order of its keys. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`);
  return `{${entries.join(',')}}`;
};

/**
 * SHA-256 of everything that shapes a plan. The same rows and the same fingerprint make the same
 * plan, so name, comment, schedule, limits, notifications and credentials, which the source is
 * given without, do not count.
 */
export const fingerprintOf = (
  file: Omit<ReadyProfile, 'source'> & { source: SourceInput }
): string => {
  const { source, mode, preFilter, variables, fields, template, match } = file;
  const { existing, ownedByOthers, generate, missing, returning, renamed, reveal } = file;
  const { writing, handEdited } = file;
  const parts = [source, mode, preFilter, variables, template, match];
  const policies: unknown[] = [existing, ownedByOthers, generate, missing.do];
  // A plan that was made before these settings existed is as current as it was.
  if (returning !== 'never') policies.push(returning);
  if (renamed !== 'new') policies.push({ renamed });
  if (missing.removeAfterDays !== null || missing.afterRuns !== 1) policies.push({ missing });
  if (handEdited !== 'overwrite') policies.push({ handEdited });
  if (Object.values(writing).some((rules) => Object.keys(rules).length > 0)) {
    policies.push({ writing });
  }
  if (reveal.length > 0) policies.push(reveal);
  if (fields && template.trim() === '') policies.push({ fields });
  const text = canonical([...parts, ...policies]);
  return createHash('sha256').update(text).digest('hex');
};
