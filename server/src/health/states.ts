import type { ProfileHealth, ProfileState } from '../../../shared/contracts/health';
import type { ProfileListItem } from '../../../shared/contracts/profiles';

/** A profile as the overview has it, and when its latest successful run ended. */
export interface Observed {
  profile: Pick<
    ProfileListItem,
    | 'id'
    | 'name'
    | 'schedule'
    | 'problems'
    | 'lastRun'
    | 'nextRunAt'
    | 'overdue'
    | 'failures'
    | 'pace'
  >;
  /** In milliseconds; null where the history has none. */
  lastSuccessMs: number | null;
}

/** What is the matter with a profile, the worst of it first; a run that is going on says nothing yet. */
const stateOf = ({ profile, lastSuccessMs }: Observed): ProfileState => {
  const { schedule, problems, lastRun, overdue, pace, failures } = profile;
  if (problems.length > 0) return 'broken';
  if (pace === 'quarantined') return 'quarantined';
  const status = lastRun?.status;
  if (status === 'held') return 'held';
  if (status === 'failed' || status === 'interrupted' || failures > 0) return 'failing';
  if (overdue) return 'overdue';
  if (lastSuccessMs !== null) return 'ok';
  return schedule.enabled ? 'waiting' : 'off';
};

const iso = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();

/**
 * How a profile does.
 * @param now in milliseconds, by the clock that wrote its runs
 */
export const healthOf = (observed: Observed, now: number): ProfileHealth => {
  const { profile, lastSuccessMs } = observed;
  const { id, name, schedule, lastRun, nextRunAt, failures } = profile;
  return {
    id,
    name,
    state: stateOf(observed),
    isScheduled: schedule.enabled,
    lastSuccessAt: iso(lastSuccessMs),
    ageSeconds:
      lastSuccessMs === null ? null : Math.max(0, Math.round((now - lastSuccessMs) / 1000)),
    lastRun: lastRun && {
      id: lastRun.id,
      status: lastRun.status,
      startedAt: lastRun.startedAt,
      finishedAt: lastRun.finishedAt,
    },
    nextRunAt,
    failures,
  };
};
