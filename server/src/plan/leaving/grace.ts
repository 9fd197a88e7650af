import type { MissingPolicy } from '../../../../shared/profile';
import type { StoredRecord } from '../types';

const DAY_MS = 86_400_000;

/** In how many complete, successful runs somebody was missing, up to which one of these. */
export interface Absence {
  runs: number;
  /** The profile's last complete, successful run when it was counted, by the id of its entity; 0: there was none. */
  after: number;
}

/** What a profile's runs and settings so far mean for whoever is missing. */
export interface Grace {
  /** The last run that read the source to its end, decided who is missing and succeeded; 0: there is none. */
  lastComplete: number;
  /** Since when missing people are removed after so many days, ISO 8601. */
  daysSince: string;
}

/** Where nobody waits for anything. */
export const NO_GRACE: Grace = { lastComplete: 0, daysSince: new Date(0).toISOString() };

/** The absence with the run that is planned; one that does not come to its end leaves the next one the same number. */
export const absenceWith = (
  absence: Absence | null,
  { lastComplete: after }: Pick<Grace, 'lastComplete'>
): Absence => (absence?.after === after ? absence : { runs: (absence?.runs ?? 0) + 1, after });

/** True for somebody who has to be missing in more runs before anything happens. */
export const isWaiting = (
  { missingSince, absence }: Pick<StoredRecord, 'missingSince' | 'absence'>,
  { afterRuns }: Pick<MissingPolicy, 'afterRuns'>,
  grace: Grace
): boolean => missingSince === null && absenceWith(absence, grace).runs < afterRuns;

/**
 * When somebody who was switched off is to be removed, ISO 8601; null: never. The days count from when that was done last,
 * at the earliest from when they were set, so that nobody is gone at once whom a person or a former setting had kept.
 */
export const removalTime = (
  { missingSince, disabledByHand }: Pick<StoredRecord, 'missingSince' | 'disabledByHand'>,
  { removeAfterDays }: Pick<MissingPolicy, 'removeAfterDays'>,
  { daysSince }: Pick<Grace, 'daysSince'>
): string | null => {
  if (missingSince === null || removeAfterDays === null) return null;
  const from = Math.max(
    ...[missingSince, disabledByHand ?? missingSince, daysSince].map(Date.parse)
  );
  return new Date(from + removeAfterDays * DAY_MS).toISOString();
};
