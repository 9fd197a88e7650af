import type { ProfileChange } from '../../../../shared/contracts/profiles';
import { isObject } from '../../utils/is-object';

/** What has been saved since the profile was opened here. */
export interface Outdated {
  /** The one that is stored now. */
  version: number;
  changes: ProfileChange[];
}

const changeOf = ({ version, at, by, settings }: Record<string, unknown>): ProfileChange => ({
  version: Number(version),
  at: String(at),
  by: typeof by === 'string' ? by : null,
  settings: Array.isArray(settings) ? settings.map(String) : [],
});

/** What the server says when somebody else has saved meanwhile; null for any other error. */
export const outdatedOf = (error: unknown): Outdated | null => {
  const details = isObject(error) ? error.details : null;
  if (!isObject(details) || details.code !== 'profile-changed') return null;
  const changes: unknown[] = Array.isArray(details.changes) ? details.changes : [];
  return { version: Number(details.version), changes: changes.filter(isObject).map(changeOf) };
};
