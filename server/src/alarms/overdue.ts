import type { Schedule } from '../../../shared/profile';
import type { WatchedSchedule } from '../profiles';
import { patienceOf, ruleOf } from '../schedule/cron';

/** What is known of the pauses of a schedule is good for so long: they differ from season to season. */
const KEPT_MS = 60 * 60_000;

/** A profile that had no success for longer than two times of its schedule. */
export interface Overdue extends WatchedSchedule {
  lastSuccessMs: number | null;
}

/** Tells which profiles are overdue, without working the times of their schedules out each minute. */
export const createOverdueCheck = (clock: () => number = () => performance.now()) => {
  const kept = new Map<string, { patience: number; until: number }>();

  const patience = (schedule: Schedule): number => {
    const rule = ruleOf(schedule);
    const known = kept.get(rule);
    if (known && known.until > clock()) return known.patience;
    const found = patienceOf(schedule);
    kept.set(rule, { patience: found, until: clock() + KEPT_MS });
    return found;
  };

  /**
   * @param successes when each profile's latest successful run ended
   * @param now by the clock that wrote these times
   */
  return (
    profiles: WatchedSchedule[],
    successes: ReadonlyMap<string, number>,
    now: number
  ): Overdue[] =>
    profiles.flatMap((profile) => {
      const lastSuccessMs = successes.get(profile.id) ?? null;
      const since = Math.max(lastSuccessMs ?? 0, profile.savedAtMs);
      return now - since > patience(profile.schedule) ? [{ ...profile, lastSuccessMs }] : [];
    });
};
