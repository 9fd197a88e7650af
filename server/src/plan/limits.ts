import type { Limits } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import type { Departure } from './departures';
import type { PlanState } from './state';
import type { PlanResult } from './types';

export type Exceeded = PlanResult['exceeded'][number];

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

const NOUNS: Record<RecordType, string> = {
  user: 'users',
  phonebookEntry: 'phonebook entries',
  phone: 'phones',
};

/** The limits that a run is above. Exactly at a limit is allowed. */
export function exceededLimits(limits: Limits, extent: Extent): Exceeded[] {
  const { type, population, removed, removedWithUsers, disabled, updated } = extent;
  const lost = removed + disabled;
  const allLost = lost + removedWithUsers;
  const lose = [removed + removedWithUsers > 0 && 'remove', disabled > 0 && 'disable']
    .filter(Boolean)
    .join(' or ');
  const percentagesApply = population > 0 && population >= limits.minimumPopulation;
  const exceeded: Exceeded[] = [];

  const check = (limit: Exceeded['limit'], found: number, doing: string, unit: string): void => {
    const allowed = limits[limit];
    if (allowed === null || found <= allowed) return;
    const message = `This run would ${doing}, the limit is ${allowed}${unit}.`;
    exceeded.push({ type, limit, found, allowed, message });
  };
  const checkShare = (limit: Exceeded['limit'], count: number, doing: string): void => {
    if (!percentagesApply) return;
    const percent = Number(((count / population) * 100).toFixed(4));
    check(limit, percent, `${doing} of ${population} ${NOUNS[type]} (${percent} %)`, ' %');
  };

  checkShare('removePercent', lost, `${lose} ${lost}`);
  check('removeCount', allLost, `${lose} ${allLost} ${NOUNS[type]}`, '');
  checkShare('updatePercent', updated, `update ${updated}`);
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
