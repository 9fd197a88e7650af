import type { Definitions } from './kinds';

/** What was being done in the process that reads and maps. */
const PLACE = {
  where: ['nowhere', 'compiling', 'row'],
  row: 'number?',
  field: 'text?',
} as const;

/** What Node has refused that process. */
export const DENIED = {
  what: ['read', 'write', 'process', 'thread', 'addon', 'refused'],
  resource: 'text?',
} as const;

/** How reading and mapping end before their time, and what becomes of files that are delivered. */
export const WORKER = {
  'row-time-limit': { kind: 'settings', params: { ...PLACE, seconds: 'number' } },
  'run-time-limit': { kind: 'settings', params: { ...PLACE, seconds: 'number' } },
  'check-time-limit': { kind: 'settings', params: { ...PLACE, seconds: 'number' } },
  'memory-limit': { kind: 'settings', params: { ...PLACE, megabytes: 'number' } },
  'worker-crashed': { kind: 'system', retry: true, params: { ...PLACE, how: 'text' } },
  'access-denied': { kind: 'system', params: DENIED },
  'worker-not-started': { kind: 'system', retry: true, params: { how: 'text' } },
  'too-many-records': { kind: 'settings', params: { row: 'number', most: 'number' } },
  'row-not-found': { kind: 'missing', status: 400, params: { from: 'number' } },
  'row-not-found/search': {
    kind: 'missing',
    status: 400,
    params: { from: 'number', search: 'text' },
  },
  'person-not-found': { kind: 'missing', status: 400 },
  /** `unknown`: rows of which nobody can tell whom they are about. */
  'person-not-found/rows': { kind: 'missing', status: 400, params: { unknown: 'number' } },
  'person-not-found/filtered': { kind: 'missing', status: 400 },
  'person-not-found/skipped': { kind: 'missing', status: 400 },
  'person-not-found/not-of-profile': { kind: 'missing', status: 400 },
  'row-not-found/at-line': { kind: 'missing', params: { row: 'number' } },
  'upload-not-found': { kind: 'missing', params: { upload: 'text' } },
  'file-too-large/upload': { kind: 'settings', status: 413, params: { limit: 'text' } },
  'upload-superseded': { kind: 'conflict', params: { file: 'text' } },
  'empty-file': { kind: 'source', params: { file: 'text' } },
  'upload-taken': { kind: 'conflict' },
  'upload-damaged': { kind: 'source', retry: true, params: { file: 'text' } },
  'line-not-unique': { kind: 'conflict', params: { row: 'number', count: 'number' } },
  'too-many-fixes': { kind: 'source', params: { most: 'number' } },
} as const satisfies Definitions;
