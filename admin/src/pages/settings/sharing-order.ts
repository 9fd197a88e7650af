import type { ProfileListItem } from '../../../../shared/contracts/profiles';

export type Sharer = Pick<ProfileListItem, 'id' | 'name' | 'createdAt'>;

type Sharing = Pick<ProfileListItem, 'ownedByOthers'>;

/** The profiles that share records, the leading ones first: as the order has them, then the oldest. */
export const sharersInOrder = <Profile extends Sharer & Sharing>(
  profiles: readonly Profile[],
  order: readonly string[]
): Profile[] => {
  const rankOf = ({ id }: Sharer): number => {
    const place = order.indexOf(id);
    return place < 0 ? order.length : place;
  };
  return profiles
    .filter(({ ownedByOthers }) => ownedByOthers === 'share')
    .toSorted(
      (one, other) =>
        rankOf(one) - rankOf(other) || Date.parse(one.createdAt) - Date.parse(other.createdAt)
    );
};

/**
 * The order once the one at a place of those that are shown has changed places with the one before or behind it.
 * Profiles that are not shown, because somebody may not see them or they do not share for now, keep their places.
 */
export const orderAfterMove = (
  order: readonly string[],
  shown: readonly string[],
  { place, by }: { place: number; by: -1 | 1 }
): string[] => {
  const [one, other] = [shown[place], shown[place + by]];
  if (one === undefined || other === undefined) return [...order];
  const next = shown.with(place, other).with(place + by, one);
  const moved = order.map((id) => (shown.includes(id) ? (next.shift() ?? id) : id));
  return [...moved, ...next];
};
