import type { Definitions } from './kinds';

const UNBUILT = {
  files: 'list',
  more: 'number',
  count: 'number',
  app: 'text',
  compiled: 'text',
} as const;

/** Why a command cannot be understood, or cannot work with the app it is given. */
export const CLI = {
  'wrong-usage/words': { kind: 'settings', params: { reason: 'text' } },
  'wrong-usage/no-command': { kind: 'settings', params: { commands: 'list' } },
  'wrong-usage/unknown-command': {
    kind: 'settings',
    params: { command: 'text', commands: 'list' },
  },
  'wrong-usage/option': { kind: 'settings', params: { command: 'text', option: 'text' } },
  'wrong-usage/operands': {
    kind: 'settings',
    params: { command: 'text', operand: 'text?', found: 'number' },
  },
  'wrong-usage/choice': {
    kind: 'settings',
    params: { option: 'text', allowed: 'list', found: 'text' },
  },
  'wrong-usage/number': { kind: 'settings', params: { option: 'text', found: 'text' } },
  'wrong-usage/needs': { kind: 'settings', params: { option: 'text', other: 'text' } },
  'wrong-usage/confirm': {
    kind: 'settings',
    params: { profile: 'text', found: 'text?', replaces: 'flag' },
  },
  'wrong-usage/confirm-person': { kind: 'settings', params: { found: 'text?' } },
  'wrong-usage/no-kept-file': { kind: 'settings', params: { profile: 'text' } },
  'wrong-usage/no-correction': {
    kind: 'settings',
    params: { profile: 'text', row: 'number' },
  },
  'wrong-usage/file': { kind: 'settings', params: { profile: 'text', address: 'text' } },
  'unknown-profile': { kind: 'missing', params: { profile: 'text', known: 'names?' } },
  'file-not-found/given': { kind: 'source', params: { file: 'text' } },
  'file-missing': { kind: 'settings', params: { profile: 'text' } },
  'invalid-json/file': { kind: 'source', params: { file: 'text', reason: 'text' } },
  'app-not-found': { kind: 'settings', params: { app: 'text' } },
  'app-not-found/packages': { kind: 'settings', params: { app: 'text' } },
  'app-changed': { kind: 'conflict', retry: true, params: { compiled: 'text' } },
  'plugin-not-enabled': { kind: 'settings', params: { app: 'text', plugin: 'text' } },
  'tsconfig-missing': { kind: 'settings', params: { app: 'text' } },
  'tsconfig-invalid': { kind: 'settings', params: { file: 'text', reason: 'text?' } },
  'tsconfig-invalid/out-dir': { kind: 'settings', params: { app: 'text' } },
  'compile-failed': { kind: 'settings', params: { app: 'text', reason: 'text' } },
  'app-not-compiled': { kind: 'settings', params: UNBUILT },
  'app-not-compiled/ignored': { kind: 'settings', params: UNBUILT },
  'app-outdated': { kind: 'settings', params: UNBUILT },
  'app-outdated/used': { kind: 'settings', params: UNBUILT },
  'output-failed': { kind: 'system', params: { code: 'text' } },
  'database-config-missing': { kind: 'settings', params: { folder: 'text' } },
} as const satisfies Definitions;
