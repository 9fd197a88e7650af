import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const orNull = (read: () => string): string | null => {
  try {
    return read().trim();
  } catch {
    return null;
  }
};

/**
 * True where a process has ended and only its parent has not taken notice, as below an init that takes
 * none in a container; false as well where the system does not say. The state follows the name, which
 * may hold anything: proc(5), /proc/pid/stat.
 */
const isZombie = (pid: number): boolean => {
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat !== null && /^\) Z/.test(stat.slice(stat.lastIndexOf(')')));
};

/** True when a process of this machine has that id and has not ended. */
export const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
};

/** Where process ids mean the same. A container may have the host name of another one. */
export interface Place {
  host: string;
  /** Of the system's start; null where the system does not say. */
  boot: string | null;
  pidNamespace: string | null;
}

export const HERE: Place = {
  host: hostname(),
  boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
  pidNamespace: orNull(() => readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')),
};
