import type { Definitions } from './kinds';

/** Why runs cannot be left to other processes, nor taken over from them. */
export const QUEUE = {
  'queue-package-missing': { kind: 'system', params: { app: 'text' } },
  'queue-unreachable': { kind: 'system', status: 503, retry: true, params: { address: 'text' } },
  'queue-not-shared': { kind: 'settings' },
  'invalid-address/queue': { kind: 'settings' },
} as const satisfies Definitions;
