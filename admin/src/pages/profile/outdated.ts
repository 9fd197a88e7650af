import type { ProfileChange } from '../../../../shared/contracts/profiles';
import { refusalOf } from '../../utils/answers';
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
  const refusal = refusalOf(error);
  if (refusal?.code !== 'profile-changed') return null;
  const { version, changes } = refusal.details;
  const listed: unknown[] = Array.isArray(changes) ? changes : [];
  return { version: Number(version), changes: listed.filter(isObject).map(changeOf) };
};
