import type { Definitions } from './kinds';

/** What is wrong with the machine, the database or the plugin's keys. */
export const SYSTEM = {
  'encryption-key-missing': { kind: 'system', params: { plugin: 'text' } },
  'cannot-decrypt': { kind: 'system' },
  'argon2-missing': { kind: 'system' },
  'database-failed': {
    kind: 'system',
    retry: ({ why }) => why !== 'full' && why !== 'readOnly' && why !== 'denied',
    params: {
      why: ['full', 'readOnly', 'busy', 'deadlock', 'lockTimeout', 'connections', 'lost', 'denied'],
      database: 'text?',
    },
  },
  'database-not-utf8': {
    kind: 'system',
    params: {
      of: ['database', 'tables'],
      table: 'text?',
      count: 'number',
      more: 'number',
      characterSet: 'text',
      expected: 'text',
      commands: 'text',
    },
  },
} as const satisfies Definitions;
