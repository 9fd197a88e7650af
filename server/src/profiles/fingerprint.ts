import { createHash } from 'node:crypto';

import type { ConnectorProfileFile } from '../../../shared/contracts/profiles';
import type { SourceInput } from './schema';
import { withoutSecrets } from './secrets';

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
 * plan, so name, comment, schedule, limits, notifications and credentials do not count.
 */
export const fingerprintOf = (
  file: Omit<ConnectorProfileFile, 'source'> & { source: SourceInput }
): string => {
  const { source, mode, preFilter, variables, template, match } = file;
  const { existing, ownedByOthers, generate, missing, reveal } = file;
  const parts = [withoutSecrets(source), mode, preFilter, variables, template, match];
  // A plan that was made before this setting existed is as current as it was.
  const shown = reveal.length > 0 ? [reveal] : [];
  const text = canonical([...parts, existing, ownedByOthers, generate, missing, ...shown]);
  return createHash('sha256').update(text).digest('hex');
};
