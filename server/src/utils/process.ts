import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** True when a process of this machine has that id. */
export const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Where process ids mean the same. A container may have the host name of another one. */
export interface Place {
  host: string;
  /** Of the system's start; null where the system does not say. */
  boot: string | null;
  pidNamespace: string | null;
}

const orNull = (read: () => string): string | null => {
  try {
    return read().trim();
  } catch {
    return null;
  }
};

export const HERE: Place = {
  host: hostname(),
  boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
  pidNamespace: orNull(() => readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')),
};
