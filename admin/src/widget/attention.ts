import type { ProfileListItem } from '../../../shared/contracts/profiles';

/** Why somebody should look at a profile, the most urgent first. */
const REASONS = ['held', 'failed', 'overdue'] as const;
type Attention = (typeof REASONS)[number];

/** What of a profile matters here. */
export type Glanced = Pick<ProfileListItem, 'id' | 'name' | 'lastRun' | 'nextRunAt' | 'overdue'>;

/** Why somebody should look at the profile; null when all is well. */
export const attentionOf = ({
  lastRun,
  overdue,
}: Pick<Glanced, 'lastRun' | 'overdue'>): Attention | null => {
  switch (lastRun?.status) {
    case 'held':
      return 'held';
    case 'failed':
    case 'interrupted':
      return 'failed';
    // It is late, but on its way.
    case 'running':
      return null;
    default:
      return overdue ? 'overdue' : null;
  }
};

const urgency = (profile: Glanced): number => {
  const attention = attentionOf(profile);
  return attention === null ? REASONS.length : REASONS.indexOf(attention);
};

const startOf = ({ lastRun }: Glanced): number => (lastRun ? Date.parse(lastRun.startedAt) : 0);

/** Those that need attention first, then those that ran last. */
export const byUrgency = <Profile extends Glanced>(profiles: Profile[]): Profile[] =>
  [...profiles].sort(
    (one, other) =>
      urgency(one) - urgency(other) ||
      startOf(other) - startOf(one) ||
      one.name.localeCompare(other.name)
  );

/** How many need attention. */
export const countAttention = (profiles: Glanced[]): number =>
  profiles.filter((profile) => attentionOf(profile) !== null).length;
