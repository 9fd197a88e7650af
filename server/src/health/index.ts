import { FINE, type HealthView } from '../../../shared/contracts/health';
import type { Profiles } from '../profiles';
import { observe } from '../profiles/overview';
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
    const { nowMs, observed } = await observe(storage, await profiles.list());
    const found = observed.map((one) => healthOf(one, nowMs));
    const isFine = found.every(({ state }) => FINE.includes(state));
    return { status: isFine ? 'ok' : 'attention', profiles: found };
  };
