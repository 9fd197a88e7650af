import type { Definitions } from './kinds';

/** What is in the way of a stored profile, or of who works with it. */
export const PROFILES = {
  'profile-broken': { kind: 'conflict', params: { profile: 'text', found: 'causes' } },
  'profile-changed': {
    kind: 'conflict',
    params: { profile: 'text', version: 'number', changes: 'causes?' },
  },
  'profile-changed/gone': { kind: 'conflict', params: { profile: 'text', version: 'number' } },
  'profile-change': { kind: 'note', params: { by: 'text?', settings: 'list?', at: 'text' } },
  'user-not-found': { kind: 'missing', params: { user: 'text' } },
  'profile-not-found': { kind: 'missing', params: { profile: 'text' } },
  'profile-not-found/deleted': { kind: 'missing' },
  'remote-phonebook-not-found': { kind: 'missing' },
  'record-not-found': { kind: 'missing', params: { type: 'type', record: 'text' } },
  'reveal-not-allowed': { kind: 'settings', status: 403, params: { columns: 'names' } },
  'not-delegated': { kind: 'settings', status: 403 },
  'not-delegated/all': { kind: 'settings', status: 403 },
  'not-delegated/roles': { kind: 'settings', status: 403 },
  'not-delegated/reach': {
    kind: 'settings',
    status: 403,
    params: { setting: 'text', found: 'text' },
  },
  'credentials-missing': { kind: 'settings', params: { profile: 'text' } },
  busy: { kind: 'system', status: 429, retry: true, params: { count: 'number' } },
} as const satisfies Definitions;
