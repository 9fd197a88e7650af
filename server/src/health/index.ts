import { FINE, type HealthView } from '../../../shared/contracts/health';
import type { Profiles } from '../profiles';
import { overviewOf } from '../profiles/overview';
import type { Storage } from '../storage';
import { healthOf } from './states';

interface HealthNeeds {
  profiles: Pick<Profiles, 'list'>;
  storage: Pick<Storage, 'now' | 'runs'>;
}

/** How all profiles do, for monitoring. */
export const createHealth =
  ({ profiles, storage }: HealthNeeds) =>
  async (): Promise<HealthView> => {
    const [listed, successes, now] = await Promise.all([
      profiles.list().then((views) => overviewOf(storage, views)),
      storage.runs.lastSuccesses(),
      storage.now(),
    ]);
    const found = listed.map((profile) =>
      healthOf({ profile, lastSuccessMs: successes.get(profile.id) ?? null }, now)
    );
    const isFine = found.every(({ state }) => FINE.includes(state));
    return { status: isFine ? 'ok' : 'attention', profiles: found };
  };
