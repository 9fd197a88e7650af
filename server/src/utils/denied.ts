import { problem } from '../../../shared/codes/problems';
import { ConnectorError, errorCode } from './errors';

/** What Node's permission model has refused; the names are those of `process.permission`. */
const WHAT = {
  FileSystemRead: 'read',
  FileSystemWrite: 'write',
  ChildProcess: 'process',
  WorkerThreads: 'thread',
} as const;

const isKnown = (permission: unknown): permission is keyof typeof WHAT =>
  typeof permission === 'string' && Object.hasOwn(WHAT, permission);

/** What a process was refused, and of which file; null for any other error. */
export interface Denied {
  what: (typeof WHAT)[keyof typeof WHAT] | 'addon' | 'refused';
  resource: string | null;
}

export const deniedIn = (error: unknown): Denied | null => {
  const code = errorCode(error);
  if (code === 'ERR_DLOPEN_DISABLED') return { what: 'addon', resource: null };
  if (code !== 'ERR_ACCESS_DENIED') return null;
  const { permission, resource } = error as { permission?: unknown; resource?: unknown };
  const what = isKnown(permission) ? WHAT[permission] : 'refused';
  const isOfFile = what === 'read' || what === 'write';
  return { what, resource: isOfFile && typeof resource === 'string' ? resource : null };
};

/** The error itself, or, where Node has refused something, what that was. */
export const explainDenied = (error: unknown): unknown => {
  const denied = deniedIn(error);
  return denied
    ? new ConnectorError(problem('access-denied', { ...denied }), { cause: error })
    : error;
};
