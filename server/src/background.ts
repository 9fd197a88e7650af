import type { ProcessPurpose } from './constants';

/** Something that goes on from when it is started; where it fails, it says so and goes on. */
interface Activity {
  start(): void | Promise<void>;
}

interface BackgroundNeeds {
  purpose: ProcessPurpose;
  /** What each server and each worker does. */
  always: Activity[];
  /** What servers do besides. */
  onServers: Activity[];
}

/**
 * What a process does without being asked. Strapi's own commands load the app just as its server does:
 * `strapi export`, `import` and `transfer`, those about administrators. None of it is theirs, as they may
 * be about to replace the whole database; only a server listens for requests.
 */
export const createBackground = ({ purpose, always, onServers }: BackgroundNeeds) => {
  let begun: Promise<void> | null = null;

  const start = async (): Promise<void> => {
    const activities = purpose === 'server' ? [...onServers, ...always] : always;
    await Promise.all(activities.map((activity) => activity.start()));
  };

  return {
    /** To be called when the process does what it is there for; answers once everything has had its first look. */
    begin: (): Promise<void> => (begun ??= start()),
  };
};
