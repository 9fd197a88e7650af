import { problem } from '../../../shared/codes/texts';
import type { Limits } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import type { Departure } from './departures';
import type { PlanState } from './state';
import type { Exceeded } from './types';

type Doing = 'removed' | 'disabled' | 'both' | 'updated';

/** What a run does to the stored records of one type. */
export interface Extent {
  type: RecordType;
  /** How many stored records the percentages are of. */
  population: number;
  removed: number;
  /** Disabled, because the source no longer has them or because it says so. */
  disabled: number;
  /** Brought by others, and removed with their user: limited in number only, since their share is that of the users. */
  removedWithUsers: number;
  /** Updated for any other reason. */
  updated: number;
}

/** The limits that a run is above. Exactly at a limit is allowed. */
export function exceededLimits(limits: Limits, extent: Extent): Exceeded[] {
  const { type, population, removed, removedWithUsers, disabled, updated } = extent;
  const lost = removed + disabled;
  const allLost = lost + removedWithUsers;
  const losing = disabled === 0 ? 'removed' : allLost === disabled ? 'disabled' : 'both';
  const percentagesApply = population > 0 && population >= limits.minimumPopulation;
  const exceeded: Exceeded[] = [];

  const checkCount = (limit: Exceeded['limit'], count: number, what: Doing): void => {
    const allowed = limits[limit];
    if (allowed === null || count <= allowed) return;
    const above = problem('limit-exceeded', { type, what, count, allowed });
    exceeded.push({ type, limit, found: count, allowed, ...above });
  };
  const checkShare = (limit: Exceeded['limit'], count: number, what: Doing): void => {
    const allowed = limits[limit];
    const percent = Number(((count / population) * 100).toFixed(4));
    if (!percentagesApply || allowed === null || percent <= allowed) return;
    const above = problem('limit-exceeded/percent', {
      type,
      what,
      count,
      population,
      percent,
      allowed,
    });
    exceeded.push({ type, limit, found: percent, allowed, ...above });
  };

  checkShare('removePercent', lost, losing);
  checkCount('removeCount', allLost, losing);
  checkShare('updatePercent', updated, 'updated');
  return exceeded;
}

/** The limits that a plan is above, for the records of a type. */
export async function checkLimits(type: RecordType, state: PlanState): Promise<Exceeded[]> {
  const { replaces, policy, reader, profileId, departures } = state;
  const everyone = type === 'user' && replaces;
  const { remove, update } = state.changeLog.counts[type];
  const count = (
    how: Departure['how'],
    only: (departure: Departure) => boolean = () => true
  ): number =>
    departures.count(
      (departure) => departure.type === type && departure.how === how && only(departure)
    );
  const removedWithUsers = type === 'user' ? 0 : count('remove', ({ ofOthers }) => ofOthers);
  const unlinked = count('unlink');
  // Who replaces everybody may not do so unasked, however few they are.
  const limits = replaces ? { ...policy.limits, minimumPopulation: 0 } : policy.limits;
  const bySource = [...state.disabledBySource].filter((sequence) => !state.errors.has(sequence));
  const disabled = count('disable') + (type === 'user' ? bySource.length : 0);
  return exceededLimits(limits, {
    type,
    population: await reader.count(type, everyone ? null : profileId),
    removed: remove - removedWithUsers,
    removedWithUsers,
    disabled,
    updated: update - disabled - unlinked,
  });
}

/** How many stored records are removed, or switched off: since they are missing, or because their rows say so. */
export const lossesOf = ({ departures, disabledBySource, errors }: PlanState): number =>
  departures.count(({ how }) => how !== 'unlink') +
  [...disabledBySource].filter((sequence) => !errors.has(sequence)).length;
