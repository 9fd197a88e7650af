import type { ProfileChange } from '../../../shared/contracts/profiles';
import type { ProfileInput } from '../../../shared/profile';
import { ConnectorError } from '../utils/errors';
import type { SourceSecrets } from './secrets';

/** How many changes are kept, to be told to whoever had an older version open. */
const KEPT = 50;

/** A profile's version; those of version 0.1.0 had none. */
export const versionOf = ({ version }: { version: number | null }): number => version ?? 1;

/** What two versions of a profile are compared by. */
export interface Compared {
  file: ProfileInput;
  secrets: SourceSecrets;
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const differences = (before: unknown, after: unknown, path: string[]): string[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isGroup(before) || !isGroup(after)) return [path.join('.')];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences(before[name], after[name], [...path, name]));
};

/** The settings in which two versions differ, such as `limits.removePercent`; of a secret only its name. */
export const changedSettings = (before: Compared, after: Compared): string[] => [
  ...differences(before.file, after.file, []),
  ...differences(before.secrets, after.secrets, ['source']),
];

/** The kept changes with one more. */
export const withChange = (changes: ProfileChange[] | null, change: ProfileChange) =>
  [...(changes ?? []), change].slice(-KEPT);

const sentence = ({ by, at, settings }: ProfileChange): string =>
  `${by ?? 'somebody'} changed ${settings.join(', ') || 'nothing'} at ${at}`;

/** Somebody saved the profile since the version that is to be replaced was read. */
export class OutdatedProfileError extends ConnectorError {
  override name = 'OutdatedProfileError';

  /**
   * @param version the stored one
   * @param changes what was saved since, the oldest first
   */
  constructor(name: string, version: number, changes: ProfileChange[]) {
    const what = changes.length > 0 ? `: ${changes.map(sentence).join('; ')}` : '';
    const message = `"${name}" has been changed since it was opened${what}. Open it again and repeat your changes, or save over version ${version}.`;
    super('profile-changed', message, { details: { version, changes } });
  }
}
