import type { Definitions } from './kinds';

/** Sources that other plugins bring. */
export const SOURCES = {
  'invalid-source/name': { kind: 'system', params: { source: 'text' } },
  'invalid-source/module': { kind: 'system', params: { source: 'text', module: 'text' } },
  'invalid-source/setting': { kind: 'system', params: { source: 'text', setting: 'text' } },
  'invalid-source/marks': { kind: 'system', params: { source: 'text', setting: 'text' } },
  'invalid-source/label': { kind: 'system', params: { source: 'text' } },
  'invalid-source/no-file': { kind: 'system', params: { source: 'text', module: 'text' } },
  'invalid-source/settings': { kind: 'system', params: { source: 'text' } },
  'duplicate-source': { kind: 'system', params: { source: 'text' } },
  'source-not-loaded': {
    kind: 'system',
    params: { source: 'text', module: 'text', kind: 'text' },
  },
  'invalid-source-module': { kind: 'system', params: { module: 'text' } },
  'unknown-source': { kind: 'settings', params: { source: 'text' } },
  'source-settings-invalid': { kind: 'settings', params: { source: 'text', found: 'causes' } },
  'invalid-value/of-source': { kind: 'settings', params: { reason: 'text' } },
  'source-check-failed': { kind: 'system', params: { source: 'text', kind: 'text' } },
  'source-failed': {
    kind: 'source',
    traits: ['rowValues'],
    params: { source: 'text', reason: 'text?' },
  },
  'source-failed/unexpected': { kind: 'system', params: { source: 'text', kind: 'text' } },
  'source-row-invalid': {
    kind: 'system',
    params: { source: 'text', row: 'number', column: 'text?', why: ['row', 'value', 'twice'] },
  },
  'memory-limit/source': { kind: 'settings', params: { source: 'text', megabytes: 'number' } },
  'worker-crashed/source': { kind: 'source', retry: true, params: { source: 'text', how: 'text' } },
  'source-row-failed': { kind: 'row', params: { reason: 'text?' } },
  'source-note': { kind: 'source', params: { source: 'text', text: 'text' } },
  'address-not-entered': { kind: 'system', params: { source: 'text', address: 'text' } },
  'if-changed-twice': { kind: 'system', params: { source: 'text' } },
  'invalid-address/source': { kind: 'source', params: { source: 'text' } },
  'not-json': { kind: 'source', params: { address: 'text' } },
  'no-rows/source': { kind: 'source', params: { source: 'text' } },
  'file-too-large/source': { kind: 'settings', params: { source: 'text', limit: 'number' } },
} as const satisfies Definitions;
