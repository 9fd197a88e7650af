import { changeOf } from './changes';
import { attributeKey } from './keys';
import { chunks } from './lists';
import type { Move } from './records';
import type { PlanState } from './state';
import type { OwnerWish } from './pending';
import type { UserReference } from './types';

interface Owner {
  reference: UserReference;
  label: string;
}

/** Names the users that children leave, in the differences that show it. */
export async function nameFormerUsers(moves: Move[], state: PlanState): Promise<void> {
  const labels = await userLabels(
    state,
    moves.map(({ from }) => from)
  );
  for (const { change, from } of moves) {
    const difference = change.difference.user;
    if (difference) difference.before = labels.get(from) ?? from;
  }
}

/** What people call users, by their ids. */
export async function userLabels(
  { reader, veil }: PlanState,
  ids: number[]
): Promise<Map<number, string>> {
  const labels = new Map<number, string>();
  for (const part of chunks(ids)) {
    for (const user of await reader.byId('user', part)) {
      labels.set(user.id, veil.label('user', user.attributes, user.key ?? `id:${user.id}`));
    }
  }
  return labels;
}

/**
 * Gives entries and phones that are no children the users they name, as these will be when the plan
 * is applied: users of earlier and later rows, then stored ones. An unknown user is an issue.
 */
export async function assignOwners(state: PlanState): Promise<void> {
  const wishes = state.ownerWishes.filter(
    ({ subject }) => !('sequence' in subject && state.errors.has(subject.sequence))
  );
  for (const part of chunks(wishes)) {
    const owners = await findOwners(
      part.flatMap(({ username }) => username ?? []),
      state
    );
    for (const { type, row, username } of part) {
      if (username === null || owners.has(nameKey(username))) continue;
      const sharing = state.ambiguous.sharing('user', 'username', username);
      state.issues.push(
        sharing
          ? state.write.ambiguousOwner(type, row, username, sharing)
          : state.write.unknownUser(type, row, username)
      );
    }
    const moving = part.filter((wish) =>
      wish.username === null
        ? losesUser(wish, state)
        : !isRight(wish, owners.get(nameKey(wish.username)))
    );
    await assign(moving, owners, state);
  }
}

const losesUser = ({ userId }: OwnerWish, { removedUsers }: PlanState): boolean =>
  userId !== null && removedUsers.has(userId);

/** True when a record hangs on the user that it names already. */
function isRight({ userId }: OwnerWish, owner: Owner | undefined): boolean {
  if (!owner) return userId === null;
  return 'id' in owner.reference && owner.reference.id === userId;
}

async function assign(
  wishes: OwnerWish[],
  owners: Map<string, Owner>,
  state: PlanState
): Promise<void> {
  const labels = await userLabels(
    state,
    wishes.flatMap(({ userId }) => userId ?? [])
  );
  const revised = new Map<number, Assignment>();
  for (const { username, userId, own, subject } of wishes) {
    const owner = username === null ? undefined : owners.get(nameKey(username));
    const before = userId === null ? null : (labels.get(userId) ?? userId);
    const assignment = {
      user: owner?.reference ?? null,
      difference: { before, after: owner?.label ?? null },
    };
    if ('sequence' in subject) {
      revised.set(subject.sequence, assignment);
      continue;
    }
    state.ledger.promote(
      changeOf(subject, {
        action: 'update',
        own,
        user: assignment.user,
        difference: { user: assignment.difference },
      })
    );
  }
  await state.ledger.flush();
  await state.ledger.revise(revised.keys(), (change) => {
    const assignment = revised.get(change.sequence);
    if (!assignment) return change;
    const difference = { ...change.difference, user: assignment.difference };
    return { ...change, user: assignment.user, difference };
  });
}

interface Assignment {
  user: UserReference | null;
  difference: { before: unknown; after: unknown };
}

const nameKey = (username: string): string => attributeKey('username', username);

/** The users that will have these usernames, by their `nameKey`. */
async function findOwners(usernames: string[], state: PlanState): Promise<Map<string, Owner>> {
  const { uniqueness, errors } = state;
  const owners = new Map<string, Owner>();
  const claimants = new Map<number, string>();
  for (const username of usernames) {
    const claimant = uniqueness.claimant('user', 'username', username);
    if (claimant !== undefined && !errors.has(claimant)) claimants.set(claimant, username);
  }
  for (const { sequence, target, label } of await state.ledger.read(claimants.keys())) {
    const reference = target ? { id: target.id } : { sequence };
    owners.set(nameKey(claimants.get(sequence) ?? ''), { reference, label });
  }
  const rest = usernames.filter((username) => !owners.has(nameKey(username)));
  for (const part of chunks(rest)) {
    for (const user of await state.reader.byAttribute('user', 'username', part)) {
      const username = String(user.attributes.username);
      const release = uniqueness.releaseOf('user', 'username', username);
      // A leaver whose name somebody takes has been found by that claim.
      const leaves = release && !release.leaver && !errors.has(release.sequence);
      if (leaves || state.removedUsers.has(user.id)) continue;
      owners.set(nameKey(username), {
        reference: { id: user.id },
        label: state.veil.label('user', user.attributes, user.key ?? `id:${user.id}`),
      });
    }
  }
  return owners;
}
