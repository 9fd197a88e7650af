import type { Definitions } from './kinds';

const CHANGE = { type: 'type', label: 'text' } as const;
const LOST = ['removed', 'disabled', 'both', 'dropped', 'lost', 'updated'] as const;

const SHARING = {
  type: 'type',
  of: 'type',
  attribute: 'attribute',
  value: 'text',
  count: 'number',
  holders: 'series',
  more: 'number',
} as const;

const SAME_PERSON = { label: 'text', former: 'text', key: 'text', by: 'attributes' } as const;

/** Who has a value that somebody else wants, and keeps it. */
const WHY_TAKEN = [
  'givesUpRow',
  'row',
  'correction',
  'byHand',
  'leftElsewhere',
  'elsewhere',
  'givesUp',
  'leftHere',
  'leftProtected',
  'oneRow',
  'waits',
  'earlier',
] as const;

const OWNER = ['nobody', 'profile', 'unshared', 'other'] as const;

/** What the plan finds, and what becomes of it when it is written. */
export const PLAN = {
  /** One for each attribute that tells records apart, such as `duplicate-extension`. */
  'duplicate-*/in-source': {
    kind: 'row',
    params: {
      type: 'type',
      attribute: 'attribute',
      value: 'text',
      keeper: 'number',
      twice: 'flag',
      byName: 'flag',
    },
  },
  /** Somebody had it who has given it up while the plan was made. */
  'duplicate-*/freed': {
    kind: 'conflict',
    params: { type: 'type', attribute: 'attribute', value: 'text' },
  },
  'duplicate-*/taken': {
    kind: 'conflict',
    params: {
      type: 'type',
      attribute: 'attribute',
      value: 'text',
      holder: 'text',
      why: WHY_TAKEN,
      row: 'number?',
      left: 'date?',
    },
  },
  /** Several rows have the same compound key. */
  'same-key': {
    kind: 'row',
    params: { type: 'type', attributes: 'attributes', label: 'text', other: 'number' },
  },
  'returned-under-new-id': {
    kind: 'row',
    params: { label: 'text', former: 'text', key: 'text' },
  },
  'returned-twice': { kind: 'row', params: { label: 'text', row: 'number', key: 'text' } },
  /** Somebody has another key and keeps the record that they had. */
  'renamed-person': { kind: 'row', params: SAME_PERSON },
  'probably-same-person': { kind: 'row', params: SAME_PERSON },
  'people-undecided': { kind: 'conflict', traits: ['question'], params: { count: 'number' } },
  'kept-for-failed-row': {
    kind: 'row',
    params: {
      ...CHANGE,
      how: ['remove', 'disable'],
      row: 'number?',
      what: ['value', 'child', 'key'],
      attribute: 'attribute',
      value: 'text?',
      since: 'date',
    },
  },
  'kept-without-key': { kind: 'conflict', params: { ...CHANGE, document: 'text' } },
  conflict: {
    kind: 'conflict',
    params: {
      type: 'type',
      attribute: 'attribute',
      value: 'text',
      owner: OWNER,
      profile: 'text?',
    },
  },
  'conflict/several': {
    kind: 'conflict',
    params: {
      type: 'type',
      count: 'number',
      rows: 'numbers',
      more: 'flag',
      owner: OWNER,
      profile: 'text?',
    },
  },
  'ambiguous-person': { kind: 'conflict', params: SHARING },
  'ambiguous-person/owner': { kind: 'conflict', params: SHARING },
  'ambiguous-person/since-plan': {
    kind: 'conflict',
    params: { ...CHANGE, of: 'type', attribute: 'attribute' },
  },
  'missing-key': {
    kind: 'row',
    traits: ['keyless'],
    params: { type: 'type', attribute: 'attribute' },
  },
  'unknown-user': { kind: 'row', params: { type: 'type', username: 'text' } },
  'no-free-extension': { kind: 'settings', params: { from: 'number', to: 'number' } },
  'nobody-new': {
    kind: 'note',
    params: { users: 'number', entries: 'number', phones: 'number' },
  },
  'removal-skipped': {
    kind: 'row',
    params: { rows: 'number', first: 'number', why: ['failed', 'kept', 'both'] },
  },
  'shared-secret': { kind: 'source', params: { count: 'number', shared: 'number' } },
  'shared-secret-row': {
    kind: 'source',
    params: {
      secret: ['password', 'sipPassword'],
      others: 'number',
      index: 'number',
      shared: 'number',
    },
  },
  'limit-exceeded': {
    kind: 'settings',
    params: { type: 'type', what: LOST, count: 'number', allowed: 'number' },
  },
  'limit-exceeded/percent': {
    kind: 'settings',
    params: {
      type: 'type',
      what: LOST,
      count: 'number',
      population: 'number',
      percent: 'number',
      allowed: 'number',
    },
  },
  /** Of a record that a run has written, and that is left when the run is undone; `at`: when others have changed it. */
  'undo-left': {
    kind: 'conflict',
    params: {
      ...CHANGE,
      why: ['edited', 'run', 'gone', 'protected', 'below', 'theirs', 'user'],
      at: 'time?',
    },
  },
  'undo-left/taken': {
    kind: 'conflict',
    params: { ...CHANGE, attribute: 'attribute', value: 'text', holder: 'text' },
  },
  'undo-left/more': { kind: 'conflict', params: { count: 'number' } },
  /** Of records that come back. */
  'relations-lost': { kind: 'conflict', params: { count: 'number' } },
  'changed-meanwhile': {
    kind: 'conflict',
    retry: true,
    params: {
      ...CHANGE,
      done: ['left', 'unwritten'],
      why: ['removed', 'moved', 'leaving', 'user', 'enabled', 'administrator', 'synced', 'written'],
    },
  },
  'write-conflict': {
    kind: 'conflict',
    params: { ...CHANGE, attribute: 'attribute', value: 'text' },
  },
  'write-conflict/administrator': { kind: 'conflict', params: { ...CHANGE, giver: 'text' } },
  'write-conflict/kept-back': { kind: 'conflict', params: { ...CHANGE, row: 'number?' } },
  'write-conflict/key': { kind: 'conflict', params: { ...CHANGE, key: 'text' } },
  'user-not-written': { kind: 'row', params: CHANGE },
  'write-refused': { kind: 'row', params: { ...CHANGE, reason: 'text' } },
  'write-refused/value': { kind: 'row', params: { ...CHANGE, reason: 'coded' } },
  'write-refused/database': { kind: 'row', params: { ...CHANGE, database: 'text' } },
  'value-refused': {
    kind: 'row',
    params: {
      why: ['required', 'tooLong', 'tooShort', 'wrongType', 'outOfRange', 'character', 'rule'],
      attribute: 'attribute?',
      database: 'text?',
    },
  },
  'record-too-large': {
    kind: 'row',
    params: { type: 'type', attribute: 'attribute', size: 'number', most: 'number' },
  },
  'not-unique': {
    kind: 'conflict',
    params: { type: 'type', attribute: 'attribute', value: 'text' },
  },
} as const satisfies Definitions;
