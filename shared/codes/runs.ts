import type { Definitions } from './kinds';

const KEYLESS = { read: 'number', attribute: 'attribute', columns: 'names' } as const;

/** How runs end, and why one cannot start, be written or be found. */
export const RUNS = {
  held: { kind: 'note', params: { reasons: 'sentences' } },
  'not-modified': { kind: 'source' },
  'not-possible': { kind: 'settings', params: { reason: 'coded' } },
  'unexpected-error': { kind: 'system', params: { kind: 'text', reading: 'flag' } },
  canceled: { kind: 'system' },
  interrupted: {
    kind: 'system',
    retry: true,
    params: {
      process: 'text?',
      host: 'text?',
      since: 'time?',
      why: ['gone', 'silent'],
      seconds: 'number',
    },
  },
  'interrupted/declared-dead': { kind: 'system', retry: true },
  'interrupted/shut-down': { kind: 'system', retry: true },
  'source-read-differently': {
    kind: 'source',
    params: { now: 'coded', before: 'coded', losses: 'number' },
  },
  'nothing-mapped': { kind: 'source', traits: ['rowValues'] },
  'nothing-mapped/filtered': {
    kind: 'settings',
    params: { read: 'number', filtered: 'number', skipped: 'number' },
  },
  'nothing-mapped/template': { kind: 'settings', params: { read: 'number' } },
  'nothing-mapped/failed': {
    kind: 'row',
    params: { read: 'number', count: 'number', reason: 'coded' },
  },
  'nothing-mapped/one-column': { kind: 'source', params: KEYLESS },
  'nothing-mapped/unmatched': { kind: 'source', params: { ...KEYLESS, csv: 'flag' } },
  'nothing-mapped/no-column': {
    kind: 'source',
    params: { ...KEYLESS, column: 'text', csv: 'flag' },
  },
  'nothing-mapped/empty': {
    kind: 'source',
    params: { read: 'number', attribute: 'attribute', column: 'text?', csv: 'flag' },
  },
  'run-not-found': { kind: 'missing', params: { run: 'text' } },
  /** Of people whom a run takes for others; `found` is an id or a key. */
  'pair-not-found': { kind: 'missing', params: { found: 'text', run: 'text' } },
  /** Only who may approve runs may answer, too. */
  'answer-not-allowed': { kind: 'settings', status: 403 },
  'not-running': { kind: 'conflict', params: { status: 'status' } },
  'not-held': { kind: 'conflict', params: { status: 'status' } },
  'not-undoable': {
    kind: 'conflict',
    params: { why: ['test', 'active', 'nothing-kept'], days: 'number' },
  },
  'run-active': { kind: 'conflict', retry: true },
  'already-running': {
    kind: 'conflict',
    traits: ['ordinary'],
    retry: true,
    params: { run: ['run', 'test'], profile: 'text', since: 'time' },
  },
  /** Somebody who has asked for it is being forgotten. */
  'already-running/forgetting': { kind: 'conflict', traits: ['ordinary'], retry: true },
  'slot-taken': { kind: 'conflict', traits: ['ordinary'], params: { slot: 'text' } },
  'plan-too-large': { kind: 'settings', params: { planned: 'number', most: 'number' } },
  'plan-outdated': { kind: 'conflict', params: { why: ['run', 'profile'] } },
  'plan-outdated/older-form': { kind: 'conflict' },
  'plan-outdated/forgotten': { kind: 'conflict' },
  rejected: { kind: 'conflict' },
  /** `held`: the code for which the run had waited. */
  superseded: { kind: 'conflict', params: { held: 'text?' } },
  /** `held`: the code for which the run had waited. */
  expired: { kind: 'conflict', params: { days: 'number', held: 'text?' } },
  'shutting-down': { kind: 'conflict', traits: ['ordinary'], retry: true },
  'idempotency-key-reused': { kind: 'conflict', status: 422 },
  'file-not-readable': { kind: 'source', params: { file: 'text' } },
  'file-changed': { kind: 'source', retry: true, params: { file: 'text' } },
  'file-not-used': { kind: 'settings' },
  'no-upload': { kind: 'settings' },
} as const satisfies Definitions;
