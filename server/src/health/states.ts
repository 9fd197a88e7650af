import type { ProfileHealth, ProfileState } from '../../../shared/contracts/health';
import type { Observed as Seen } from '../profiles/overview';
import { isoTimeOrNull } from '../storage/clock';

/** What is looked at of a profile. */
export interface Observed extends Pick<Seen, 'lastSuccessMs'> {
  profile: Pick<
    Seen['profile'],
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
    lastSuccessAt: isoTimeOrNull(lastSuccessMs),
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
