import type { Definitions } from './kinds';

/** Privacy requests: somebody asks to be forgotten. */
export const FORGETTING = {
  'forgetting-run-active': {
    kind: 'conflict',
    retry: true,
    params: { profile: 'text', since: 'time' },
  },
  'forget-their-user': { kind: 'conflict', params: { type: 'type' } },
  /** Several people had the e-mail that somebody is asked for by. */
  'forget-several': { kind: 'conflict' },
  'nobody-known': { kind: 'missing' },
  'reference-names-person': { kind: 'settings' },
  'forgetting-not-found': { kind: 'missing', params: { forgetting: 'text' } },
  'nobody-kept-out': { kind: 'missing', params: { profile: 'text' } },
  /** In a run: rows of people who have asked to be forgotten. */
  'forgotten-left-out': { kind: 'source', params: { count: 'number' } },
} as const satisfies Definitions;
